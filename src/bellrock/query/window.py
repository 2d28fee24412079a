"""How long may something take? A length of time, calendar months, one session, or one local day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema

from bellrock.core.errors import InvalidDefinition
from bellrock.query.asking import placed
from bellrock.query.period import LONGEST, read_duration, show_duration

_MONTHS = re.compile(r"^(\d{1,4})\s*mo(?:n|nths?)?$")
_MOST = 120
_REACH = timedelta(days=1, hours=3)


@dataclass(frozen=True)
class Months:
    """Calendar months by the clock of the zone; a day that a month lacks is its last one."""

    count: int


Span = timedelta | Months
Window = timedelta | Months | Literal["session", "day"]


def read_span(value: Any, field: str = "within") -> Span:
    """Return a length of time, or months from `2mo`.

    Raises:
        InvalidDefinition: nothing of the kind, zero, or over ten years.
    """
    if isinstance(value, Months):
        return value
    found = _MONTHS.match(str(value).strip().lower())
    if found is None:
        return read_duration(value, field)
    if not 0 < int(found[1]) <= _MOST:
        raise InvalidDefinition(
            f"{value!r} is no length of time", hint="use 1mo to 120mo", field=field
        )
    return Months(int(found[1]))


def read_window(value: Any, field: str = "within") -> Window:
    """Return a length of time, months, or the word `session` or `day`.

    Raises:
        InvalidDefinition: nothing of the kind.
    """
    if value == "session":
        return "session"
    return "day" if value == "day" else read_span(value, field)


def show_window(window: Window | None) -> str | None:
    """Return a text that `read_window` reads as `window`."""
    if isinstance(window, Months):
        return f"{window.count}mo"
    return show_duration(window) if isinstance(window, timedelta) else window


def reach(window: Window) -> timedelta:
    """Return how long `window` can be at most."""
    if isinstance(window, timedelta):
        return window
    if isinstance(window, Months):
        return min(timedelta(days=31 * window.count + 1, hours=3), LONGEST)
    return _REACH


def _gap(data: Any, *, field: str) -> Span | None:
    return None if data in (None, "", "any") else read_span(data, field)


_TEXT = {"type": "string"}

WindowField = Annotated[
    Window, PlainValidator(placed(read_window, field="")), PlainSerializer(show_window),
    WithJsonSchema({**_TEXT, "examples": ["7d", "12h", "30m", "2mo", "session", "day"]}),
]  # fmt: skip


GapField = Annotated[
    Span | None, PlainValidator(placed(_gap, field="")), PlainSerializer(show_window),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "null"}], "examples": ["1d", "1h", "any"]}),
]  # fmt: skip


def _listed(data: Any) -> Any:
    return [data] if isinstance(data, str | timedelta | Months) else data


Gaps = Annotated[tuple[GapField, ...], BeforeValidator(_listed)]
