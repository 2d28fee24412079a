"""What must every answer be? The semantics again, in the plainest Python, over a list of events."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any

from bellrock.core.time import EPOCH, micros

Test = Callable[["Event"], bool]
PAUSE = 30 * 60 * 1_000_000


@dataclass(frozen=True)
class Event:
    """One row as the lake holds it."""

    event: str
    ts: datetime
    tie: int = 0
    person: int = 1
    visit: int = 0
    bot: str = ""
    session: str = ""
    country: str = ""
    props: Mapping[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> int:
        return micros(self.ts) * 8192 + self.tie


@dataclass(frozen=True)
class World:
    """A log, the graph's overrides, and what a question narrows it to."""

    events: Sequence[Event]
    overrides: Mapping[int, int] = field(default_factory=dict)
    visits: bool = False
    start: datetime = EPOCH
    end: datetime = EPOCH
    bots: bool = False
    raw: bool = False
    keep: Test = lambda _: True

    def who(self, event: Event) -> int:
        if self.raw:
            return event.person
        if self.visits and event.visit in self.overrides:
            return self.overrides[event.visit]
        return self.overrides.get(event.person, event.person)

    def kept(self) -> list[Event]:
        """Everything ever that counts at all."""
        return [e for e in self.events if (self.bots or not e.bot) and self.keep(e)]

    def inside(self) -> list[Event]:
        return [e for e in self.kept() if self.start <= e.ts < self.end]

    def by_person(self, events: Iterable[Event]) -> dict[int, list[Event]]:
        found: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            found[self.who(event)].append(event)
        return found


def number(value: Any) -> float | None:
    """A value as a number: numbers, texts that read as one, true as 1."""
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def text(value: Any) -> str | None:
    """A value as a text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    return None if value is None else str(value)


def figure(world: World, events: Sequence[Event], metric: str, of: str = "") -> float | None:
    """One figure of some events."""
    people = {world.who(e) for e in events}
    if metric in ("total", "uniques", "per_user"):
        counts = {"total": len(events), "uniques": len(people)}
        return counts[metric] if metric in counts else len(events) / len(people) if people else None
    if metric == "distinct":
        return len({t for e in events if (t := text(e.props.get(of))) is not None})
    values = sorted(v for e in events if (v := number(e.props.get(of))) is not None)
    if metric == "sum":
        return math.fsum(values)
    if not values:
        return None
    return {
        "mean": math.fsum(values) / len(values), "min": values[0], "max": values[-1],
        "median": median(values), "p90": quantile(values, 0.9),
    }[metric]  # fmt: skip


def quantile(values: Sequence[float], level: float) -> float:
    place = level * (len(values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def trend(
    world: World, starts: Sequence[datetime], match: Test, metric: str, of: str = ""
) -> tuple[list[float | None], float | None]:
    """The points, and the figure of the whole period."""
    found = [e for e in world.inside() if match(e)]
    cells: dict[int, list[Event]] = defaultdict(list)
    for event in found:
        cells[bisect_right(starts, event.ts) - 1].append(event)
    points = [figure(world, cells[i], metric, of) for i in range(len(starts))]
    return points, figure(world, found, metric, of)


def windowed(
    world: World, windows: Sequence[tuple[datetime, datetime]], match: Test, metric: str,
    of: str = "",
) -> list[float | None]:  # fmt: skip
    """The figure of each window of time, cut at the end of the period alone."""
    found = [e for e in world.kept() if match(e) and e.ts < world.end]
    return [
        figure(world, [e for e in found if begin <= e.ts < end], metric, of)
        for begin, end in windows
    ]


def smoothed(values: Sequence[float | None], width: int) -> list[float | None]:
    """The mean of each value and those before it, in all `width`, of what exists."""
    means: list[float | None] = []
    for i in range(width - 1, len(values)):
        some = [v for v in values[i - width + 1 : i + 1] if v is not None]
        means.append(math.fsum(some) / len(some) if some else None)
    return means


Climb = dict[int, list[int]]
"""The moments of the rungs a person reached."""
Climber = tuple[list[Event], Sequence[Test], int, int, Sequence[tuple[Test, int | None]]]
"""A person's events, the steps, the moment of entry, the last moment in time, exclusions."""


def funnel(
    world: World, steps: Sequence[Test], within: int, order: str,
    exclude: Sequence[tuple[Test, int | None]] = (),
) -> Climb:  # fmt: skip
    """Everybody who entered, with the moments of their rungs."""
    climbs: Climb = {}
    for person, events in world.by_person(e for e in world.kept() if e.ts >= world.start).items():
        entering = steps if order == "unordered" else steps[:1]
        entries = [e.at for e in events if e.ts < world.end and any(match(e) for match in entering)]
        if entries:
            until = (min(entries) // 8192 + within) * 8192 + 8191
            climb = {"ordered": _ordered, "strict": _strict, "unordered": _unordered}[order]
            climbs[person] = climb((events, steps, min(entries), until, exclude))
    return climbs


def _ordered(person: Climber) -> list[int]:
    events, steps, entry, until, exclude = person
    reached = [entry]
    for number_, match in enumerate(steps[1:], 1):
        later = [e.at for e in events if match(e) and reached[-1] < e.at <= until]
        if not later:
            break
        barred = any(
            bad(e) and reached[-1] < e.at < min(later)
            for bad, after in exclude
            if after in (None, number_)
            for e in events
        )
        if barred:
            break
        reached.append(min(later))
    return reached


def _strict(person: Climber) -> list[int]:
    events, steps, entry, until, _ = person
    reached = [entry]
    for match in steps[1:]:
        later = [e.at for e in events if e.at > reached[-1]]
        if not later or min(later) > until:
            break
        if not any(match(e) for e in events if e.at == min(later)):
            break
        reached.append(min(later))
    return reached


def _unordered(person: Climber) -> list[int]:
    events, steps, entry, until, _ = person
    timely = [e for e in events if entry <= e.at <= until]
    firsts = [min((e.at for e in timely if match(e)), default=0) for match in steps]
    return sorted(first for first in firsts if first)


def rungs(climbs: Climb, steps: int) -> list[tuple[int, float | None]]:
    """People and median wait of every rung."""
    found = []
    for step in range(steps):
        came = [climb for climb in climbs.values() if len(climb) > step]
        waits = [climb[step] // 8192 - climb[step - 1] // 8192 for climb in came]
        found.append((len(came), median(waits) / 1e6 if step and waits else None))
    return found


def retention(
    world: World, starts: Sequence[datetime], start: Test, back: Test, *, kind: str, mode: str,
    shown: int,
) -> tuple[dict[int, set[int]], dict[tuple[int, int], set[int]]]:  # fmt: skip
    """The people of each cohort, and of each cell (cohort, buckets after)."""
    cohorts: dict[int, set[int]] = defaultdict(set)
    cells: dict[tuple[int, int], set[int]] = defaultdict(set)
    for person, events in world.by_person(e for e in world.kept() if e.ts < world.end).items():
        for entry in _entries(world, events, starts, start, kind):
            cohort = bisect_right(starts, entry.ts) - 1
            cohorts[cohort].add(person)
            returned = {
                bisect_right(starts, e.ts) - 1 - cohort
                for e in events
                if back(e) and e.at >= entry.at and e.ts >= world.start
            }
            for after in range(shown):
                hit = after in returned if mode == "on" else any(r >= after for r in returned)
                if hit:
                    cells[cohort, after].add(person)
    return cohorts, cells


def _entries(
    world: World, events: Sequence[Event], starts: Sequence[datetime], start: Test, kind: str
) -> list[Event]:
    matching = sorted((e for e in events if start(e)), key=lambda e: e.at)
    if kind == "first":
        return [e for e in matching[:1] if e.ts >= world.start]
    firsts: dict[int, Event] = {}
    for event in matching:
        if event.ts >= world.start:
            firsts.setdefault(bisect_right(starts, event.ts), event)
    return list(firsts.values())


def walks(
    world: World, *, start: Test | None, end: Test | None, max_steps: int, within: int | None,
    collapse: bool, keep: Test,
) -> list[tuple[int, tuple[str, ...]]]:  # fmt: skip
    """Every path, with the person who took it."""
    found = []
    for person, stretch in stretches(world, [e for e in world.inside() if keep(e)], within):
        walk = cut(stretch, start, end, within)
        names = [e.event for e in walk]
        if collapse:
            names = [n for i, n in enumerate(names) if i == 0 or n != names[i - 1]]
        if start and end and len(names) > max_steps:
            continue
        if names:
            shown = names[-max_steps:] if end and not start else names[:max_steps]
            found.append((person, tuple(shown)))
    return found


def stretches(
    world: World, events: list[Event], within: int | None,
    name: Callable[[Event], str] = lambda e: e.event,
) -> Iterable[tuple[int, list[Event]]]:  # fmt: skip
    """The events of each session, in order; simultaneous ones by name."""
    groups: dict[tuple[int, str], list[Event]] = defaultdict(list)
    for event in events:
        groups[world.who(event), event.session if within is None else ""].append(event)
    for (person, session), group in groups.items():
        ordered = sorted(group, key=lambda e: (e.at, name(e)))
        if session or within is not None:
            yield person, ordered
            continue
        stretch = ordered[:1]
        for before, event in pairwise(ordered):
            if micros(event.ts) - micros(before.ts) > PAUSE:
                yield person, stretch
                stretch = []
            stretch.append(event)
        yield person, stretch


def cut(
    stretch: list[Event], start: Test | None, end: Test | None, within: int | None
) -> list[Event]:
    """A stretch between its anchors."""
    if start is not None:
        first = next((i for i, e in enumerate(stretch) if start(e)), None)
        if first is None:
            return []
        stretch = stretch[first:]
    if end is not None:
        earliest = 0 if start is None else 1
        last = next((i for i, e in enumerate(stretch) if i >= earliest and end(e)), None)
        if last is None:
            return []
        stretch = stretch[: last + 1]
    if within is None or not stretch:
        return stretch
    if end is None:
        return [e for e in stretch if micros(e.ts) - micros(stretch[0].ts) <= within]
    if start is None:
        return [e for e in stretch if micros(stretch[-1].ts) - micros(e.ts) <= within]
    took = micros(stretch[-1].ts) - micros(stretch[0].ts)
    return stretch if took <= within else []


def counted(found: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[Any, Any]:
    """Edges and paths as {key: (people, count)}."""
    edges: Counter[tuple[str, ...]] = Counter()
    edge_people: dict[tuple[str, ...], set[int]] = defaultdict(set)
    paths: Counter[tuple[str, ...]] = Counter()
    path_people: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for person, names in found:
        paths[names] += 1
        path_people[names].add(person)
        for edge in pairwise(names):
            edges[edge] += 1
            edge_people[edge].add(person)
    return (
        {edge: (len(edge_people[edge]), n) for edge, n in edges.items()},
        {path: (len(path_people[path]), n) for path, n in paths.items()},
    )


def standing(
    found: Sequence[tuple[int, tuple[str, ...]]], steps: tuple[str, ...], at: int, *, last: bool
) -> set[int]:
    """Whoever has a path in which `steps` stand at place `at`, counted as Python does."""
    whoever = set()
    for person, names in found:
        place = at if at >= 0 else len(names) + at
        rest = names[place:] if place >= 0 else ()
        if rest[: len(steps)] == steps and (not last or len(rest) == len(steps)):
            whoever.add(person)
    return whoever
