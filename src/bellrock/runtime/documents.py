"""Can every ledger keep this JSON? As PostgreSQL does: no NaN, no NUL, no half of a letter."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from bellrock.core.errors import InvalidDefinition

Json = dict[str, Any]
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # not the text of a backslash and u0000


def plain_json(told: Json, field: str, most: int) -> Json:
    """Return a document as every ledger keeps it; NaN becomes null.

    Raises:
        InvalidDefinition: it takes more than `most` bytes, or holds what no text can.
    """
    try:
        text = msgspec.json.encode(told)
    except (UnicodeEncodeError, RecursionError) as error:
        raise _unfit(field) from error
    if _NUL.search(text):
        raise _unfit(field)
    if len(text) > most:
        raise InvalidDefinition(
            f"{field} takes {len(text):,} bytes, which is more than {most:,}",
            hint="leave out what is not needed", field=field,
        )  # fmt: skip
    plain: Json = msgspec.json.decode(text)
    return plain


def _unfit(field: str) -> InvalidDefinition:
    return InvalidDefinition(
        f"{field} holds what no text can: a NUL, or half a letter",
        hint="send valid Unicode without U+0000", field=field,
    )  # fmt: skip
