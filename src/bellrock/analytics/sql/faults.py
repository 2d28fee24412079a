"""What is wrong with a statement, and where? The engine's complaint as a sentence with the fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from bellrock.analytics.sql.functions import meant
from bellrock.analytics.sql.marks import Marked
from bellrock.analytics.sql.prelude import RELATIONS
from bellrock.core.errors import BellrockError, InvalidDefinition, QueryOverLimit, StoreError

_POSITION = re.compile(r"failed at position (\d+) \(")
_AROUND = re.compile(
    r"(?: ?In (?:scope|query) .*|\. \([A-Z_0-9]+\).*|: [Ww]hile (?:processing|executing).*)$",
    re.DOTALL,
)
"""What the engine adds to a complaint: the statement as it was sent, its own name for the fault."""
_NAME = re.compile(r"[`']([^`']+)[`']")


def at(error: InvalidDefinition, marked: Marked | None = None, word: str = "") -> InvalidDefinition:
    """Return the refusal at the place of `word` in the statement, where it is found there."""
    return placed(error, marked.find(word) if marked and word else None)


def placed(error: InvalidDefinition, place: tuple[int, int] | None) -> InvalidDefinition:
    """Return the refusal at the statement's `place`, a line and a column."""
    if place is None:
        return error.at("sql")
    (line, column), said = place, error.message
    return InvalidDefinition(
        f"line {line}, column {column}: {said}",
        hint=error.hint, field="sql", line=line, column=column,
    )  # fmt: skip


@contextmanager
def refusing(marked: Marked) -> Iterator[None]:
    """Translate what the engine says against a statement into a refusal at its place."""
    try:
        yield
    except StoreError as error:
        code = error.facts.get("code")
        if type(error) is not StoreError or not isinstance(code, int) or code not in _KNOWN:
            raise
        raise _KNOWN[code](str(error.facts.get("said") or error.message), marked) from error


def _syntax(said: str, marked: Marked) -> BellrockError:
    found = _POSITION.search(said)
    place = marked.place(int(found[1]) - 1) if found else None
    if "Multi-statements" in said:
        more = InvalidDefinition("there is more than one statement", hint="write one select")
        return placed(more, place)
    if place and marked.place(len(marked.text.rstrip())) <= place:
        early = InvalidDefinition(
            "the statement ends too early", hint="finish it: is a bracket or a name missing?"
        )
        return placed(early, place)
    near = said[found.end() :].partition("):")[0].partition(") (")[0][:60] if found else ""
    unread = InvalidDefinition(
        f"the statement cannot be read from {near!r}", hint="look at what stands just before it"
    )
    return placed(unread, place)


def _unknown_column(said: str, marked: Marked) -> BellrockError:
    found = _NAME.search(said)
    name = found[1] if found else ""
    word = name.rpartition(".")[2]
    near = get_close_matches(word, [one for part in RELATIONS.values() for one in part], n=1)
    hint = "the columns are listed beside the editor; a property is props.name"
    if near:
        hint = f"did you mean {near[0]}? A property is props.{word}"
    return placed(
        InvalidDefinition(f"there is no column {name!r}", hint=hint),
        marked.find(name) or marked.find(word),
    )


def _unknown_function(said: str, marked: Marked) -> BellrockError:
    found = _NAME.search(said)
    name = found[1] if found else ""
    near = meant(name)
    hint = (
        f"did you mean {' or '.join(near)}?"
        if near
        else "use ClickHouse's functions of values and its aggregates"
    )
    return placed(
        InvalidDefinition(f"there is no function {name!r} for a statement", hint=hint),
        marked.find(name),
    )


def _not_grouped(said: str, marked: Marked) -> BellrockError:
    found = _NAME.search(said) or re.search(r"Column (\S+) is not", said)
    name = found[1].rpartition(".")[2] if found else ""
    loose = InvalidDefinition(
        f"{name!r} stands neither in group by nor in an aggregate",
        hint="add it to group by, or take any(…) or count(…) of it",
    )
    return placed(loose, marked.find(name))


def _too_many(said: str, marked: Marked) -> BellrockError:  # noqa: ARG001 -- as each of them
    return QueryOverLimit(
        "the statement reads or returns more than its limit",
        hint="ask about a shorter period, group the rows, or return fewer and shorter columns",
    )


def _too_deep(said: str, marked: Marked) -> BellrockError:  # noqa: ARG001 -- as each of them
    return placed(
        InvalidDefinition("the statement is too large or too deep", hint="make it of fewer parts"),
        None,
    )


def _refused(said: str, marked: Marked) -> BellrockError:  # noqa: ARG001 -- as each of them
    plain = re.sub(r"^Code: \d+\. (?:DB::Exception: )?", "", said)
    plain = _AROUND.sub("", plain).rstrip(": ")
    return placed(
        InvalidDefinition(
            f"the engine says: {plain[:300]}", hint="look at the types and names in the statement"
        ),
        None,
    )


_KNOWN: dict[int, Callable[[str, Marked], BellrockError]] = {
    62: _syntax,
    47: _unknown_column,
    16: _unknown_column,
    10: _unknown_column,
    46: _unknown_function,
    63: _unknown_function,
    215: _not_grouped,
    158: _too_many,
    307: _too_many,
    396: _too_many,
    **dict.fromkeys((167, 168, 306, 572), _too_deep),
    **dict.fromkeys(
        (
            6, 8, 12, 20, 25, 26, 27, 32, 35, 36, 38, 41, 42, 43, 44, 48, 49, 50, 51, 52, 53, 59,
            60, 69, 70, 71, 72, 80, 81, 87, 117, 122, 125, 128, 130, 131, 133, 134, 135, 153,
            164, 174, 179, 184, 190, 206, 207, 252, 258, 321, 349, 352, 376, 386, 395, 403, 407,
            440, 441, 452, 456, 457, 473, 497, 507, 558, 636, 675, 676, 691, 714, 721,
        ),
        _refused,
    ),
}  # fmt: skip
