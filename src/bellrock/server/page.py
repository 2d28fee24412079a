"""How does a long list go on? By an opaque cursor that says where the page before ended."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Generic, TypeVar

import msgspec
from fastapi import Path, Query
from pydantic import BaseModel, Field

from bellrock.core.errors import InvalidDefinition, NotFound

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[
    str | None,
    Query(max_length=1000, description="`next` of the page before; left out: the first."),
]
Number = Annotated[int, Path(ge=1, lt=2**31)]
"""The number of a user, a key or an edge, in a path."""
HexKey = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""A person, an id or an edge by its key: 16 hexadecimal digits."""
Position = Annotated[str, Field(pattern=r"^[0-9]{1,20}$")]
"""The name of a stored or refused event: too large for a number in JSON, so a text."""
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
"""One line of text: no line breaks, no control characters."""


class Page(BaseModel, Generic[Item]):
    """A list, or as much of a long one as was asked for, and where it goes on."""

    data: list[Item]
    next: str | None = None
    """The cursor of the page after this one; null on the last."""


def position_of(text: str) -> int:
    """Return the position that `text` names.

    Raises:
        NotFound: no position can be that high.
    """
    position = int(text)
    if position >= 2**64:
        raise NotFound("there is no such event", hint="take positions from a list of events")
    return position


def cursor(*place: int) -> str:
    """Return the cursor of a place in a list; `place` is of whole numbers from 0."""
    return urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place(text: str | None, numbers: int) -> tuple[int, ...] | None:
    """Return the `numbers` whole numbers that `cursor` wrote; None where there is no cursor.

    Raises:
        InvalidDefinition: it is no cursor of this list.
    """
    if text is None:
        return None
    try:
        data = urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
        found = msgspec.json.decode(data, type=tuple[int, ...])
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        found = ()
    if len(found) != numbers or not all(0 <= one < 2**64 for one in found):
        raise InvalidDefinition(
            "this is no cursor of this list", hint="leave it out to begin anew", field="after"
        )
    return found
