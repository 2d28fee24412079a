"""What must lifecycle, stickiness, frequency and interval be? Again, in the plainest Python."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from analytics.oracle import Event, Test, World, number
from bellrock.core.time import floor, micros, step


def active(world: World, match: Test, every: Any, tz: ZoneInfo) -> dict[int, set[datetime]]:
    """The buckets in which each person was active, in the whole history up to the end."""
    found: dict[int, set[datetime]] = defaultdict(set)
    for event in world.kept():
        if match(event) and event.ts < world.end:
            found[world.who(event)].add(floor(event.ts, every, tz))
    return found


def state(buckets: set[datetime], at: datetime, before: datetime) -> str | None:
    """What a person is in the bucket `at`, after the bucket `before`."""
    earlier = any(one < at for one in buckets)
    if at in buckets:
        if not earlier:
            return "new"
        return "returning" if before in buckets else "resurrecting"
    return "away" if earlier else None


def stages(
    people: Mapping[int, set[datetime]], starts: Sequence[datetime], every: Any, tz: ZoneInfo
) -> list[dict[str, set[int]]]:
    """The people of each state in each bucket; dormant are those who left just now."""
    found = []
    for at in starts:
        before = floor(at - timedelta(microseconds=1), every, tz)
        cell: dict[str, set[int]] = defaultdict(set)
        for who, buckets in people.items():
            told = state(buckets, at, before)
            if told:
                cell[told].add(who)
            if told == "away" and before in buckets:
                cell["dormant"].add(who)
        found.append(cell)
    return found


def moves(told: Sequence[Mapping[str, set[int]]]) -> dict[tuple[str, str], list[int]]:
    """Whoever moved from a state to another between neighbours of `told`, once a move."""
    names = {"away": "dormant"}
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    states = ("new", "returning", "resurrecting", "away")
    for was, now in pairwise(told):
        for one in states:
            for other in states:
                both = was.get(one, set()) & now.get(other, set())
                found[names.get(one, one), names.get(other, other)] += both
    return found


def days(world: World, match: Test, start: datetime, end: datetime, tz: ZoneInfo) -> dict[int, int]:
    """On how many days each person was active between two moments, up to the end."""
    found: dict[int, set[Any]] = defaultdict(set)
    for event in world.kept():
        if match(event) and start <= event.ts < min(end, world.end):
            found[world.who(event)].add(event.ts.astimezone(tz).date())
    return {who: len(some) for who, some in found.items()}


def numbers(
    world: World, events: Iterable[Event], kind: str, of: str, tz: ZoneInfo
) -> dict[int, float]:
    """The number of each person over some events."""
    found = {}
    for who, some in world.by_person(events).items():
        values = [v for e in some if (v := number(e.props.get(of))) is not None]
        hours = {floor(e.ts, "hour", tz) for e in some}
        dates = {e.ts.astimezone(tz).date() for e in some}
        counts = {"times": len(some), "hours": len(hours), "days": len(dates)}
        if kind in counts:
            found[who] = float(counts[kind])
        elif values:
            total = math.fsum(values)
            found[who] = total if kind == "sum" else total / len(values)
    return found


def top_share(values: Sequence[float]) -> float | None:
    """What the tenth with the most has of the whole."""
    if len(values) < 10 or min(values) < 0 or math.fsum(values) <= 0:
        return None
    ordered = sorted(values, reverse=True)
    count, rest = divmod(len(ordered), 10)
    most = math.fsum(ordered[:count]) + (rest / 10 * ordered[count] if rest else 0.0)
    return most / math.fsum(ordered)


Pair = tuple[int, int, int | None]
"""A person, the moment of a start, and the microseconds to its end, None where there is none."""
Held = Callable[[Event], tuple[Any, ...]]


def pairs(
    world: World, start: Test, end: Test, within: int | None, until: datetime, held: Held
) -> list[Pair]:
    """Every start of the period with its end, by the rule."""
    found = []
    for who, first, second in _sequences(world, start, end, until, held):
        for at in sorted(first):
            if at // 8192 >= micros(world.end):
                continue
            ends = [one for one in second if one > at]
            nexts = [one for one in first if one > at]
            took = min(ends) // 8192 - at // 8192 if ends else None
            late = bool(nexts) and bool(ends) and min(nexts) < min(ends)
            if took is not None and (late or (within is not None and took > within)):
                took = None
            found.append((who, at, took))
    return found


def starters(
    world: World, start: Test, end: Test, within: int | None, until: tuple[datetime, datetime],
    held: Held,
) -> list[tuple[bool, int]]:  # fmt: skip
    """For everybody (and held value) with a start: whether they did it, and after how long."""
    found = []
    for _, first, second in _sequences(world, start, end, until[0], held):
        mine = [at for at in first if at // 8192 < micros(world.end)]
        if not mine:
            continue
        ends = [one for one in second if one > min(mine)]
        took = min(ends) // 8192 - min(mine) // 8192 if ends else None
        watched = max(0, micros(min(until)) - min(mine) // 8192)
        if within is not None:
            watched = min(watched, within)
        done = took is not None and (within is None or took <= within)
        found.append((done, took if done and took is not None else watched))
    return found


def kaplan_meier(told: Sequence[tuple[bool, int]], at: float) -> float:
    """The share that has done it by `at`, by the product over moments."""
    survived = 1.0
    for moment in sorted({t for done, t in told if done and t <= at}):
        risk = sum(t >= moment for _, t in told)
        fell = sum(done and t == moment for done, t in told)
        survived *= 1 - fell / risk
    return 1 - survived


def _sequences(
    world: World, start: Test, end: Test, until: datetime, held: Held
) -> list[tuple[int, set[int], set[int]]]:
    groups: dict[tuple[Any, ...], list[Event]] = defaultdict(list)
    for event in world.kept():
        key = held(event)
        if world.start <= event.ts < until and None not in key:
            groups[world.who(event), *key].append(event)
    return [
        (key[0], {e.at for e in some if start(e)}, {e.at for e in some if end(e)})
        for key, some in groups.items()
    ]


def counted(values: Iterable[float], lows: Sequence[float | None]) -> list[int]:
    """How many values lie in each range, which begins at its low."""
    counts: Counter[int] = Counter()
    for value in values:
        counts[max(i for i, low in enumerate(lows) if low is None or value >= low)] += 1
    return [counts[i] for i in range(len(lows))]


def starts_of(world: World, every: Any, tz: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The whole buckets that touch the period, with their ends."""
    found = []
    at = floor(world.start, every, tz)
    while at < world.end:
        after = step(at, every, tz)
        found.append((at, after))
        at = after
    return found
