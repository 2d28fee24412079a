"""Can the engine match this regular expression? It speaks RE2, which never backtracks."""

from __future__ import annotations

import re
import warnings

from bellrock.core.errors import InvalidDefinition

MAX_LENGTH = 1000
_REFUSED = (
    (re.compile(r"\(\?(<?[=!])"), "look-ahead and look-behind are not supported"),
    (re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]"), "back-references are not supported"),
    (re.compile(r"\(\?P=|\(\?\(|\(\?>|\(\?#"), "this group is not supported"),
    (re.compile(r"[*+?}]\+"), "possessive repeats are not supported"),
    (re.compile(r"\\[ZukN]"), "this escape is not supported"),
    (re.compile(r"\(\?[a-zA-Z]*[aLux]"), "this flag is not supported"),
)
_REPEAT = re.compile(r"\{(\d+)(?:,(\d*))?\}")


def check_pattern(text: str) -> str:
    """Return `text` if the engine can match it in time that grows with the text alone.

    Raises:
        InvalidDefinition: a syntax error, a construct RE2 does not have, or a repeat over 1000.
    """
    if len(text) > MAX_LENGTH:
        raise _wrong(text, f"it is longer than {MAX_LENGTH} characters")
    for shape, why in _REFUSED:
        if shape.search(text):
            raise _wrong(text, why)
    for found in _REPEAT.finditer(text):
        if max(int(n) for n in found.groups() if n) > 1000:
            raise _wrong(text, "a repeat may count to 1000 at most")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's doubts about its own future syntax
            re.compile(re.sub(r"\\[pP](\{\^?\w+\}|\w)|\\[zQEC]", "x", text))
    except (re.error, OverflowError, RecursionError) as error:
        raise _wrong(text, str(error)) from error
    return text


def _wrong(text: str, why: str) -> InvalidDefinition:
    return InvalidDefinition(
        f"the pattern {text[:80]!r} cannot be used: {why}",
        hint="RE2 syntax; or use contains, starts with, ends with",
        field="where",
    )
