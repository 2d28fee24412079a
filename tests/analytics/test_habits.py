"""Lifecycle, stickiness, frequency and interval are what the plainest Python says."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from analytics import habits_oracle as oracle
from analytics.logs import Case
from analytics.oracle import World, quantile, text
from analytics.test_oracle import MEANINGS, SEEDS, _groups, _narrowed, _part_of, _stored
from bellrock.analytics.frequency import FrequencyCell, behind_frequency, frequency
from bellrock.analytics.interval import IntervalCell, behind_interval, interval
from bellrock.analytics.lifecycle import LifecycleCell, behind_lifecycle, lifecycle
from bellrock.analytics.lifecycle.sql import MOVES
from bellrock.analytics.stickiness import StickinessCell, behind_stickiness, stickiness
from bellrock.core.time import floor
from bellrock.query.ask import FrequencyAsk, IntervalAsk, LifecycleAsk, StickinessAsk
from bellrock.store import Lake

A_FEW = settings(
    max_examples=2, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
WIDE = ("a", "any", "any", "b|c", "b[price > 6]", "nobody")


def _whole(world: World, every: Any, tz: ZoneInfo) -> World:
    return replace(world, start=oracle.starts_of(world, every, tz)[0][0])


@A_FEW
@given(seed=SEEDS)
def test_lifecycles_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        every: Any = random.choice(("day", "day", "week", "month"))
        event = random.choice(WIDE)
        _, world, common = _narrowed(random, case)
        tz = ZoneInfo(case.zone)
        ask = LifecycleAsk(event=event, every=every, **common)

        answer = lifecycle(lake, ask, case.context)

        buckets = oracle.starts_of(world, every, tz)
        people = oracle.active(world, MEANINGS[event], every, tz)
        told = oracle.stages(people, [start for start, _ in buckets], every, tz)
        ended = [end <= min(world.end, case.now) for _, end in buckets]
        assert [one.start for one in answer.stages] == [start for start, _ in buckets]
        assert [one.complete for one in answer.stages] == ended
        names = ("new", "returning", "resurrecting", "dormant", "away")
        for stage, cell in zip(answer.stages, told, strict=True):
            assert [getattr(stage, n) for n in names] == [len(cell[n]) for n in names]
        bucket, name = random.randrange(len(buckets)), random.choice(names)
        behind = behind_lifecycle(lake, ask, case.context, LifecycleCell(bucket=bucket, state=name))
        assert behind == sorted(told[bucket][name])
        _check_moves(lake, case, ask, answer.moves, oracle.moves(told[: sum(ended)]), random)


def _check_moves(
    lake: Lake, case: Case, ask: LifecycleAsk, found: Any, moves: Any, random: Random
) -> None:
    for move in found:
        whoever = moves.get((move.from_, move.to), [])
        of = sum(len(some) for (was, _), some in moves.items() if was == move.from_)
        assert (move.times, move.people) == (len(whoever), len(set(whoever)))
        assert move.share == (len(whoever) / of if of else None)
    if found:
        was, became = random.choice(MOVES)
        cell = LifecycleCell(before=was, after=became)
        behind = behind_lifecycle(lake, ask, case.context, cell)
        assert behind == sorted(set(moves.get((was, became), [])))
        assert set(moves) - set(MOVES) <= {key for key, some in moves.items() if not some}


@A_FEW
@given(seed=SEEDS)
def test_stickiness_is_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        every: Any = random.choice(("week", "month"))
        event = random.choice(WIDE)
        _, world, common = _narrowed(random, case)
        tz = ZoneInfo(case.zone)
        if random.random() < 0.6:  # whole days are counted at once
            world = replace(world, start=floor(world.start, "day", tz))
            common["from_"] = world.start.isoformat()
        ask = StickinessAsk(event=event, every=every, **common)

        answer = stickiness(lake, ask, case.context)

        buckets = oracle.starts_of(world, every, tz)
        assert [one.start for one in answer.spells] == [start for start, _ in buckets]
        for number, ((start, end), spell) in enumerate(zip(buckets, answer.spells, strict=True)):
            found = oracle.days(world, MEANINGS[event], start, end, tz)
            most = (end.astimezone(tz).date() - start.astimezone(tz).date()).days
            assert len(spell.days) == most
            assert spell.people == len(found)
            assert list(spell.days) == [
                sum(n == days for n in found.values()) for days in range(1, most + 1)
            ]
            days, more = random.randint(1, 3), random.random() < 0.5
            cell = StickinessCell(spell=number, days=days, at_least=more)
            behind = behind_stickiness(lake, ask, case.context, cell)
            matching = [who for who, n in found.items() if n == days or (more and n > days)]
            assert behind == sorted(matching)
        _check_daily(lake, case, ask, answer.daily, world, random)


def _check_daily(
    lake: Lake, case: Case, ask: StickinessAsk, daily: Any, world: World, random: Random
) -> None:
    tz, match = ZoneInfo(case.zone), MEANINGS[ask.event.label]
    days = oracle.starts_of(world, "day", tz)
    reach = 6 if ask.every == "week" else 29
    assert [one.start for one in daily] == [start for start, _ in days]
    chosen = random.randrange(len(daily))
    start, end = days[chosen]
    first = start.astimezone(tz).date() - timedelta(days=reach)
    some = [e for e in world.kept() if match(e) and e.ts < min(end, world.end)]
    within = {world.who(e) for e in some if e.ts.astimezone(tz).date() >= first}
    active = {world.who(e) for e in some if e.ts >= max(start, world.start)}
    one = daily[chosen]
    assert (one.active, one.within) == (len(active), len(within))
    assert one.share == (len(active) / len(within) if within else None)
    cell = StickinessCell(day=chosen, within=True)
    assert behind_stickiness(lake, ask, case.context, cell) == sorted(within)


@A_FEW
@given(seed=SEEDS)
def test_frequencies_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        kind = random.choice(("times", "days", "hours", "sum(price)", "mean(price)"))
        every: Any = random.choice(("period", "period", "day", "week"))
        bins = random.choice(((), (), (1, 2, 5), (0, 2.5)))
        by = random.choice(([], ["plan"]))
        event = random.choice(WIDE)
        _, world, common = _narrowed(random, case)
        tz = ZoneInfo(case.zone)
        ask = FrequencyAsk(event=event, of=kind, every=every, bins=bins, by=by, top=2, **common)

        answer = frequency(lake, ask, case.context)

        values = _groups(world, MEANINGS[event], by, 2) if by else []
        if every != "period":
            world = _whole(world, every, tz)
        buckets = (
            [(world.start, world.end)] if every == "period" else oracle.starts_of(world, every, tz)
        )
        parts = [world.keep]
        parts += [_part_of(world, by, set(values[:-1]), group) for group in values]
        assert len(answer.rows) % len(buckets) == 0
        lows = [one.low for one in answer.ranges]
        for number, (start, end) in enumerate(buckets):
            for place, keep in enumerate(parts if by else parts[:1]):
                part = replace(world, keep=keep)
                events = [e for e in part.inside() if MEANINGS[event](e) and start <= e.ts < end]
                figure, _, of = kind.partition("(")
                found = oracle.numbers(part, events, figure, of.rstrip(")"), tz)
                row = answer.rows[number * (len(answer.rows) // len(buckets)) + place]
                _check_row(row, list(found.values()), lows, kind)
                inside = random.randrange(len(lows)) if lows else None
                group = place - 1 if place else None
                cell = FrequencyCell(bucket=number, group=group, range=inside)
                behind = behind_frequency(lake, ask, case.context, cell)
                assert len(behind) == (row.people if inside is None else row.bins[inside])


def _check_row(row: Any, values: list[float], lows: Any, kind: str) -> None:
    assert row.people == len(values)
    assert sum(row.bins) == len(values)
    if kind != "mean(price)" or all(abs(v - low) > 1e-6 for v in values for low in lows if low):
        assert list(row.bins) == oracle.counted(values, lows)
    if not values:
        assert (row.mean, row.median, row.p90, row.top_share) == (None, None, None, None)
        return
    assert row.mean == pytest.approx(math.fsum(values) / len(values))
    assert row.median == pytest.approx(median(values))
    assert row.p90 == pytest.approx(quantile(sorted(values), 0.9))
    assert row.total == pytest.approx(math.fsum(values))
    share = None if kind.startswith("mean") else oracle.top_share(values)
    assert row.top_share == (None if share is None else pytest.approx(share))


@A_FEW
@given(seed=SEEDS)
def test_intervals_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        start, end = random.choice((("a", "b"), ("any", "any"), ("a|b", "b|c"), ("a", "nobody")))
        within = random.choice((None, timedelta(hours=30), timedelta(minutes=1)))
        hold = random.choice(([], [], ["plan"]))
        scale: Any = random.choice(("auto", "linear", "log"))
        _, world, common = _narrowed(random, case)
        ask = IntervalAsk(start=start, end=end, within=within, hold=hold, scale=scale, **common)

        answer = interval(lake, ask, case.context)

        limit = None if within is None else within // timedelta(microseconds=1)
        until = max(world.end, case.now) if within is None else world.end + within
        first, second = MEANINGS[start], MEANINGS[end]

        def held(event: Any, hold: list[str] = hold) -> tuple[Any, ...]:
            return tuple(text(event.props.get(name)) for name in hold)

        found = oracle.pairs(world, first, second, limit, until, held)
        took = [t / 1e6 for _, _, t in found if t is not None]
        (row,) = answer.rows
        assert (row.starts, row.times) == (len(found), len(took))
        assert row.people_started == len({who for who, _, _ in found})
        _check_waits(row, took, [one.low_s for one in answer.stretches])
        whoever = {who for who, _, t in found if t is not None}
        assert behind_interval(lake, ask, case.context, IntervalCell()) == sorted(whoever)
        if answer.stretches:
            place = random.randrange(len(answer.stretches))
            behind = behind_interval(lake, ask, case.context, IntervalCell(stretch=place))
            assert len(behind) == row.bars[place].people
        told = oracle.starters(world, first, second, limit, (until, case.now), held)
        for point in row.curve:
            by_then = oracle.kaplan_meier(told, round(point.after_s * 1e6))
            assert point.share == pytest.approx(by_then, abs=1e-9)
            assert point.at_risk == sum(t > round(point.after_s * 1e6) for _, t in told)


def _check_waits(row: Any, took: list[float], lows: list[float]) -> None:
    if not took:
        assert (row.mean_s, row.median_s) == (None, None)
        return
    assert row.mean_s == pytest.approx(math.fsum(took) / len(took))
    ordered = sorted(took)
    for level, value in ((0.1, row.p10_s), (0.5, row.median_s), (0.9, row.p90_s)):
        assert value == pytest.approx(quantile(ordered, level))
    assert [bar.times for bar in row.bars] == oracle.counted(took, lows)
