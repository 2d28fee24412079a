"""By what is a number broken down? A name's own values, or what is made of them.

| written | values |
|---|---|
| `country` | its own |
| `ranges(price, 10, 50)` | `< 10`, `10 – 50` (10 belongs to it, 50 does not), `≥ 50` |
| `hour(time)`, `weekday`, `day`, `week`, `month`, `quarter`, `year` | of the event's moment, or of a property that holds one, in the question's zone |
| `host(url)`, `path(url)` | without `www.`, query, fragment and last slash |
| `pattern(url, "/product/*")` | the first pattern that fits, where none does its own; `*` stays in a part, `**` does not |
| `groups(country, Nordic = SE\\|NO\\|DK, Home = DE)` | the group's label, where there is none its own |
"""  # noqa: E501 -- a table

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite

from bellrock.core.errors import InvalidDefinition
from bellrock.query.naming import Name, read_name

MOMENT = "time"
"""What the event's own moment is called in a dimension."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TIMES = ("hour", "weekday", "day", "week", "month", "quarter", "year")
"""What is made of a moment."""
MOST = 50
"""Bounds, patterns or groups of one dimension."""
_CALL = re.compile(r"^\s*([a-z]+)\s*\((.*)\)\s*$", re.S)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[^"`]', re.S)


@dataclass(frozen=True)
class Dimension(Name):
    """A name and what is made of its value: the word, and what it was told."""

    made: str = ""
    told: tuple[str, ...] = ()

    @property
    def of(self) -> Name:
        """The name alone."""
        return Name(self.scope, self.path)

    @property
    def is_moment(self) -> bool:
        """Whether it is made of the moment of the event."""
        return self.made in TIMES and self.scope == "" and self.path == (MOMENT,)

    def __str__(self) -> str:
        return f"{self.made}({', '.join([str(self.of), *_said(self)])})"

    def rank(self, value: str | None) -> tuple[bool, float, str]:
        """Return where `value` stands among others, as time and numbers do; not set comes last."""
        ranks = {label: place for place, label in enumerate(_ranked(self))}
        return value is None, ranks.get(value or "", inf), value or ""

    @property
    def ordered(self) -> bool:
        """Whether its values have an order of their own."""
        return self.made == "ranges" or self.made in TIMES


def read_dimension(text: str, *, field: str = "by") -> Name:
    """Read a name, or what is made of one.

    Raises:
        InvalidDefinition: no such word, or it was told what it does not understand.
    """
    found = _CALL.match(text)
    if not found or found.group(1) not in _READ:  # such as a property called "size (cm)"
        return read_name(text, field=field)
    word, (first, *told) = found.group(1), _split(found.group(2), ",")
    name = read_name(first, field=field)
    return Dimension(name.scope, name.path, word, _READ[word]([t.strip() for t in told], field))


def plain_name(name: Name) -> Name | None:
    """Return the name that a dimension is made of; None for the moment, which every event has."""
    if not isinstance(name, Dimension):
        return name
    return None if name.is_moment else name.of


def rank(by: Sequence[Name], values: Sequence[str | None]) -> tuple[object, ...]:
    """Return where a group stands among others: by time and numbers where these say, else as is."""
    return tuple(
        name.rank(value) if isinstance(name, Dimension) and name.ordered else ()
        for name, value in zip(by, values, strict=True)
    )


def _split(text: str, mark: str) -> list[str]:
    """Split `text` at `mark` outside of quotes."""
    parts = [""]
    for token in _TOKEN.findall(text):
        if token == mark:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _bounds(told: list[str], field: str) -> tuple[str, ...]:
    try:
        bounds = [float(one) for one in told]
    except ValueError as error:
        raise _wrong("bounds of ranges are numbers", "ranges(price, 10, 50, 100)", field) from error
    rising = all(a < b for a, b in pairwise(bounds)) and all(map(isfinite, bounds))
    if not rising or not 1 <= len(bounds) <= MOST:
        raise _wrong(
            f"ranges have 1 to {MOST} bounds that rise", "ranges(price, 10, 50, 100)", field
        )
    return tuple(f"{bound:.15g}" for bound in bounds)


def _nothing(told: list[str], field: str) -> tuple[str, ...]:
    if told:
        raise _wrong("it takes a name and nothing more", "hour(time)", field)
    return ()


def _patterns(told: list[str], field: str) -> tuple[str, ...]:
    found = tuple(_unquoted(one) for one in told)
    if not 1 <= len(found) <= MOST or not all(found):
        raise _wrong(f"give 1 to {MOST} patterns", 'pattern(url, "/product/*", "/blog/**")', field)
    return found


def _groups(told: list[str], field: str) -> tuple[str, ...]:
    """Read `Nordic = SE|NO` as `Nordic`, `2`, `SE`, `NO`."""
    found: list[str] = []
    for one in told:
        label, *rest = _split(one, "=")
        values = [_unquoted(value) for value in _split("=".join(rest), "|")] if rest else []
        if not _unquoted(label) or not all(values) or not values:
            raise _wrong("a group has a label and values", "groups(country, North = SE|NO)", field)
        found += [_unquoted(label), str(len(values)), *values]
    if not 1 <= len(told) <= MOST:
        raise _wrong(f"give 1 to {MOST} groups", "groups(country, North = SE|NO)", field)
    return tuple(found)


def group_labels(dimension: Dimension) -> dict[str, str]:
    """Return the label of each value; of two groups the first has it."""
    labels: dict[str, str] = {}
    rest = list(dimension.told)
    while rest:
        label, count, *rest = rest
        for value in rest[: int(count)]:
            labels.setdefault(value, label)
        rest = rest[int(count) :]
    return labels


def _unquoted(text: str) -> str:
    told = text.strip()
    if len(told) > 1 and told[0] == told[-1] and told[0] in '"`':
        return re.sub(r"\\(.)", r"\1", told[1:-1])
    return told


def range_labels(dimension: Dimension) -> list[str]:
    """Return the labels of ranges, the lowest first."""
    bounds = dimension.told
    between = [f"{low} – {high}" for low, high in pairwise(bounds)]
    return [f"< {bounds[0]}", *between, f"≥ {bounds[-1]}"]


def _ranked(dimension: Dimension) -> list[str]:
    if dimension.made == "ranges":
        return range_labels(dimension)
    return list(WEEKDAYS) if dimension.made == "weekday" else []


def _said(dimension: Dimension) -> list[str]:
    if dimension.made == "groups":
        return _say_groups(dimension)
    return (
        [_quote(one) for one in dimension.told]
        if dimension.made == "pattern"
        else [*dimension.told]
    )


def _say_groups(dimension: Dimension) -> list[str]:
    found: dict[str, list[str]] = {}
    for value, label in group_labels(dimension).items():
        found.setdefault(label, []).append(_quote(value))
    return [f"{_quote(label)} = {'|'.join(values)}" for label, values in found.items()]


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_READ: Mapping[str, Callable[[list[str], str], tuple[str, ...]]] = {
    "ranges": _bounds,
    **dict.fromkeys((*TIMES, "host", "path"), _nothing),
    "pattern": _patterns,
    "groups": _groups,
}


def _wrong(message: str, hint: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(message, hint=hint, field=field)
