"""What must a funnel of any kind be? Its semantics in the plainest Python, climber by climber."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from analytics.oracle import Event, Test, World, text
from bellrock.core.time import from_micros, micros

TIES = 8192
FOREVER = 2**70
Length = timedelta | int | None
"""A length of time, calendar months, or no end."""


@dataclass(frozen=True)
class Bar:
    """An excluded event, the places of the steps it stands before, and what it does."""

    match: Test
    before: Sequence[int]
    restart: bool = False


@dataclass(frozen=True)
class Spec:
    """A funnel, in the oracle's own words."""

    steps: Sequence[Test]
    order: str = "ordered"
    within: timedelta | int | str = timedelta(days=7)
    gaps: Sequence[Length] = ()
    optional: Sequence[int] = ()
    bars: Sequence[Bar] = ()
    hold: Sequence[Sequence[str]] = ()
    count: str = "people"
    unit: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    @property
    def needed(self) -> list[int]:
        return [i for i in range(len(self.steps)) if i + 1 not in self.optional]

    @property
    def reach(self) -> timedelta:
        """How long after the period a climb is followed."""
        if isinstance(self.within, timedelta):
            return self.within
        return timedelta(days=31 * self.within + 1 if isinstance(self.within, int) else 1, hours=3)


@dataclass
class Run:
    """One climb: its moments (0 where a step was not reached), and from when on another may be."""

    moments: list[int]
    free: int = FOREVER
    failed: bool = False
    """Ended by an excluded event that lets the next one begin."""
    people: frozenset[int] = frozenset()

    def rank(self, spec: Spec) -> tuple[object, ...]:
        needed = sum(self.moments[i] > 0 for i in spec.needed)
        return (-needed, -sum(m > 0 for m in self.moments), self.moments)


Marked = tuple[int, frozenset[int], frozenset[int], bool]
"""A moment, the steps and the bars that hold at it, and whether a climb may begin there."""


def climbs(world: World, spec: Spec) -> list[Run]:
    """Every climb that counts."""
    parts: dict[tuple[object, ...], list[tuple[Event, set[int], set[int], bool]]]
    parts = defaultdict(list)
    for event in world.kept():
        if world.start <= event.ts < world.end + spec.reach:
            _place(world, spec, event, parts)
    by_unit: dict[object, list[Run]] = defaultdict(list)
    people: dict[object, set[int]] = defaultdict(set)
    for (unit, *_), rows in parts.items():
        if runs := _runs(spec, _moments(rows)):
            by_unit[unit] += runs
            people[unit] |= {world.who(event) for event, steps, *_ in rows if steps}
    for unit, runs in by_unit.items():
        for run in runs:
            run.people = frozenset(people[unit])
    if spec.count == "runs":
        return [run for runs in by_unit.values() for run in runs]
    return [min(runs, key=lambda run: run.rank(spec)) for runs in by_unit.values()]


def rungs(spec: Spec, runs: Sequence[Run]) -> list[tuple[int, float | None]]:
    """How many, and the median wait since the needed step before, of every rung."""
    found: list[tuple[int, float | None]] = []
    for step in range(len(spec.steps)):
        came = [run.moments for run in runs if run.moments[step]]
        before = max((i for i in spec.needed if i < step), default=0)
        waits = [m[step] // TIES - m[before] // TIES for m in came]
        found.append((len(came), median(waits) / 1e6 if step and waits else None))
    return found


def _place(world: World, spec: Spec, event: Event, parts: Mapping[object, list]) -> None:  # type: ignore[type-arg]
    """Put an event into every part it belongs to."""
    unit: tuple[object, ...] = (world.who(event),)
    if spec.count == "groups":
        value = text(event.props.get(spec.unit))
        unit = (value,)
        if not value:
            return
    if "session" in (spec.within, spec.count[:-1]) and not event.session:
        return
    if spec.count == "sessions":
        unit = (*unit, event.session)
    key: tuple[object, ...] = (unit,)
    key += (event.session,) if spec.within == "session" else ()
    key += (event.ts.astimezone(spec.zone).date(),) if spec.within == "day" else ()
    matched = [i for i, match in enumerate(spec.steps) if match(event)]
    barred = {i for i, bar in enumerate(spec.bars) if bar.match(event)}
    entering = event.ts < world.end
    first = _held(spec, event, 0)
    held = {first} | {_held(spec, event, i) for i in matched}
    for value in held - {None}:
        steps = {i for i in matched if _held(spec, event, i) == value}
        bars = barred if value == first else set()
        parts[*key, value].append((event, steps, bars, entering))


def _held(spec: Spec, event: Event, step: int) -> tuple[str, ...] | None:
    names = [some[step if len(some) > 1 else 0] for some in spec.hold]
    values = [text(event.props.get(name)) for name in names]
    return None if None in values else tuple(v for v in values if v is not None)


def _moments(rows: Sequence[tuple[Event, set[int], set[int], bool]]) -> list[Marked]:
    """Simultaneous events as one moment."""
    at: dict[int, list[tuple[set[int], set[int], bool]]] = defaultdict(list)
    for event, steps, bars, entering in rows:
        at[event.at].append((steps, bars, entering))
    return [
        (
            moment,
            frozenset().union(*(steps for steps, _, _ in some)),
            frozenset().union(*(bars for _, bars, _ in some)),
            all(entering for _, _, entering in some),
        )
        for moment, some in sorted(at.items())
    ]


def _runs(spec: Spec, moments: Sequence[Marked]) -> list[Run]:
    found: list[Run] = []
    free = 0
    first = set(range(len(spec.steps))) if spec.order == "unordered" else {0}
    for moment, steps, _, entering in moments:
        if entering and steps & first and moment >= free:
            run = _CLIMBS[spec.order](spec, moments, moment)
            found.append(run)
            free = run.free if spec.count == "runs" or run.failed else FOREVER
    return found


def _until(spec: Spec, moment: int, length: Length | str) -> int:
    if length is None or isinstance(length, str):
        return FOREVER
    start = from_micros(moment // TIES)
    if isinstance(length, int):
        return micros(_months_later(start, length, spec.zone)) * TIES + TIES - 1
    return (moment // TIES + length // timedelta(microseconds=1)) * TIES + TIES - 1


def _months_later(start: datetime, months: int, zone: ZoneInfo) -> datetime:
    here = start.astimezone(zone)
    year, month = divmod(here.year * 12 + here.month - 1 + months, 12)
    day = here.day
    while True:
        try:
            then = here.replace(year=year, month=month + 1, day=day, fold=0)
            return from_micros(micros(then))
        except ValueError:
            day -= 1


def _gap(spec: Spec, step: int, before: int) -> int:
    if not spec.gaps:
        return FOREVER
    return _until(spec, before, spec.gaps[step - 1 if len(spec.gaps) > 1 else 0])


def _ordered(spec: Spec, moments: Sequence[Marked], entry: int) -> Run:
    until = _until(spec, entry, spec.within)
    run = Run([entry] + [0] * (len(spec.steps) - 1))
    for before, step in zip(spec.needed, spec.needed[1:], strict=False):
        base = run.moments[before]
        limit = min(until, _gap(spec, step, base))
        found = next((m for m, s, *_ in moments if step in s and base < m <= limit), 0)
        edge = found or limit + 1
        bars = [
            (m, min(spec.bars[i].restart for i in some))
            for m, _, bars, _ in moments
            if base < m < edge and (some := [i for i in bars if step in spec.bars[i].before])
        ]
        since = base
        ceiling = bars[0][0] if bars else edge
        for skipped in range(before + 1, step):
            most = min(ceiling, min(until, _gap(spec, skipped, base)) + 1)
            lies = next((m for m, s, *_ in moments if skipped in s and since < m < most), 0)
            run.moments[skipped] = lies
            since = lies or since
        if bars:
            run.free, run.failed = bars[0]
            return run
        if not found:
            run.free = limit + 1
            return run
        run.moments[step] = found
    run.free = run.moments[-1] + 1
    return run


def _strict(spec: Spec, moments: Sequence[Marked], entry: int) -> Run:
    until = _until(spec, entry, spec.within)
    run = Run([entry] + [0] * (len(spec.steps) - 1))
    for step in range(1, len(spec.steps)):
        base = run.moments[step - 1]
        limit = min(until, _gap(spec, step, base))
        after, steps = next(((m, s) for m, s, *_ in moments if m > base), (FOREVER, frozenset()))
        if after > limit or step not in steps:
            run.free = min(after, limit + 1)
            return run
        run.moments[step] = after
    run.free = run.moments[-1] + 1
    return run


def _unordered(spec: Spec, moments: Sequence[Marked], entry: int) -> Run:
    return _any_order(spec, moments, entry, range(len(spec.steps)), [], entry)


def _anchored(spec: Spec, moments: Sequence[Marked], entry: int) -> Run:
    return _any_order(spec, moments, entry, range(1, len(spec.steps)), [entry], entry + 1)


def _anchored_ends(spec: Spec, moments: Sequence[Marked], entry: int) -> Run:
    last = len(spec.steps) - 1
    run = _any_order(spec, moments, entry, range(1, last), [entry], entry + 1)
    until = _until(spec, entry, spec.within)
    base = run.moments[last - 1]
    if base:
        found = next((m for m, s, *_ in moments if last in s and base < m <= until), 0)
        run.moments[last] = found
    run.free = run.moments[last] + 1 if run.moments[last] else until + 1
    return run


def _any_order(
    spec: Spec, moments: Sequence[Marked], entry: int, steps: Sequence[int],
    before: list[int], since: int,
) -> Run:  # fmt: skip
    until = _until(spec, entry, spec.within)
    firsts = [next((m for m, s, *_ in moments if i in s and since <= m <= until), 0) for i in steps]
    reached = [*before, *sorted(first for first in firsts if first)]
    run = Run(reached + [0] * (len(spec.steps) - len(reached)))
    run.free = run.moments[-1] + 1 if run.moments[-1] else until + 1
    return run


_CLIMBS: Mapping[str, Callable[[Spec, Sequence[Marked], int], Run]] = {
    "ordered": _ordered,
    "strict": _strict,
    "unordered": _unordered,
    "anchored": _anchored,
    "anchored-ends": _anchored_ends,
}


def trend(runs: Sequence[Run], starts: Sequence[datetime], steps: int) -> list[tuple[int, int]]:
    """How many entered and how many converted, by bucket of entry."""
    cells = [[0, 0] for _ in starts]
    for run in runs:
        cell = cells[bisect_right(starts, from_micros(run.moments[0] // TIES)) - 1]
        cell[0] += 1
        cell[1] += run.moments[steps - 1] > 0
    return [(entered, converted) for entered, converted in cells]


__all__ = ["Bar", "Run", "Spec", "climbs", "rungs", "trend"]
