"""What must retention be, in any windows? Person by person, in the plainest Python."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.oracle import Event, Test, World, number
from bellrock.core.time import local, step

LENGTHS = {"hour": 1, "day": 24, "week": 168, "month": 720}
ONE = timedelta(microseconds=1)
Value = tuple[str | None, ...]


@dataclass(frozen=True)
class Asked:
    """A question, its words as functions."""

    start: Test
    back: Test
    kind: str
    mode: str
    every: Any
    rolling: bool
    brackets: Sequence[timedelta]
    count: int
    implied: bool
    by: Callable[[Event], Value] = lambda _: ()


@dataclass
class Cell:
    """Who is in a cohort or came back, and the values of each one's returns."""

    people: set[int] = field(default_factory=set)
    values: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))


Cells = Mapping[tuple[Value, int, int | None], Cell]


def retention(world: World, starts: Sequence[datetime], zone: str, asked: Asked) -> Cells:
    """By (group's value, cohort, window); the window None is the cohort itself."""
    cells: dict[tuple[Value, int, int | None], Cell] = defaultdict(Cell)
    tz = ZoneInfo(zone)
    for person, events in world.by_person(e for e in world.kept() if e.ts < world.end).items():
        for entry, value in _entries(world, events, starts, asked):
            cohort = bisect_right(starts, entry.ts) - 1
            cells[value, cohort, None].people.add(person)
            came = [
                (_window(entry, e, starts, tz, asked), e)
                for e in events
                if asked.back(e) and e.at >= entry.at
            ]
            for after in range(asked.count):
                cell = cells[value, cohort, after]
                if _is_back({w for w, _ in came}, after, asked):
                    cell.people.add(person)
                for window, event in came:
                    told = {"on": window == after, "on-or-after": window >= after,
                            "on-or-before": window <= after}  # fmt: skip
                    price = number(event.props.get("price"))
                    if told.get(asked.mode) and price is not None and math.isfinite(price):
                        cell.values[person].append(price)
    return cells


def complete(
    world: World, starts: Sequence[datetime], zone: str, asked: Asked, until: datetime,
    cell: tuple[int, int],
) -> bool:  # fmt: skip
    """Whether whoever started last in the cohort has had the whole window."""
    tz, (cohort, after) = ZoneInfo(zone), cell
    bounds = [*starts, step(starts[-1], asked.every, tz)]
    last = min(bounds[cohort + 1], world.end) - ONE
    if asked.rolling:
        return last + ONE + _ends(asked)[after] <= until
    if asked.brackets:
        day = last.astimezone(tz).date() + asked.brackets[after]
        return local(day, tz) <= until
    return cohort + after + 1 < len(bounds) and bounds[cohort + after + 1] <= until


def _entries(
    world: World, events: Sequence[Event], starts: Sequence[datetime], asked: Asked
) -> list[tuple[Event, Value]]:
    matching = sorted((e for e in events if asked.start(e)), key=lambda e: e.at)
    if asked.kind != "first":
        matching = [e for e in matching if e.ts >= world.start]
    firsts: dict[int, Event] = {}
    for event in matching:
        place = bisect_right(starts, event.ts) if asked.kind == "recurring" else 0
        firsts.setdefault(place, event)
    return [
        (first, min((asked.by(e) for e in matching if e.at == first.at), key=_order))
        for first in firsts.values()
        if first.ts >= world.start
    ]


def _order(value: Value) -> list[tuple[bool, str]]:
    return [(one is None, one or "") for one in value]


def _window(
    entry: Event, event: Event, starts: Sequence[datetime], tz: ZoneInfo, asked: Asked
) -> int:
    if asked.rolling:
        return sum(event.ts - entry.ts >= end for end in _ends(asked))
    if asked.brackets:
        days = event.ts.astimezone(tz).date() - entry.ts.astimezone(tz).date()
        return sum(days >= end for end in asked.brackets)
    return bisect_right(starts, event.ts) - bisect_right(starts, entry.ts)


def _ends(asked: Asked) -> Sequence[timedelta]:
    if asked.brackets:
        return asked.brackets
    return [timedelta(hours=LENGTHS[asked.every] * (k + 1)) for k in range(asked.count)]


def _is_back(windows: set[int], after: int, asked: Asked) -> bool:
    if asked.mode == "on":
        return after in windows
    if asked.mode == "on-or-after":
        return any(w >= after for w in windows)
    if asked.mode == "streak":
        return windows >= set(range(after + 1))
    first = 1 if asked.implied and after else 0
    return any(first <= w <= after for w in windows)
