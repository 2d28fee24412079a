"""Every answer is what the plainest Python says: ties, clock changes, repeats, merges, machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import oracle
from analytics.logs import Case, random_case, store
from analytics.oracle import Event, World, number, text
from bellrock.analytics.funnel import FunnelCell, behind_funnel, funnel
from bellrock.analytics.paths import PathsCell, behind_paths, paths
from bellrock.analytics.retention import RetentionCell, behind_retention, retention
from bellrock.analytics.trend import TrendCell, behind_trend, trend
from bellrock.core.time import Period, buckets, step
from bellrock.query import FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.store import Lake

CASES = 5
A_FEW = settings(
    max_examples=5, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
SEEDS = st.integers(0, 2**32)
MEANINGS = {
    "a": lambda e: e.event == "a",
    "b": lambda e: e.event == "b",
    "c": lambda e: e.event == "c",
    "a|b": lambda e: e.event in "ab",
    "b|c": lambda e: e.event in "bc",
    "any": lambda _: True,
    "b[price > 6]": lambda e: e.event == "b" and (number(e.props.get("price")) or 0) > 6,
    'a[plan = "pro"]|d': lambda e: e.event == "d" or (e.event, e.props.get("plan")) == ("a", "pro"),
    "nobody": lambda e: e.event == "nobody",
}
FILTERS = {
    None: lambda _: True,
    "price >= 5": lambda e: (number(e.props.get("price")) or 0) >= 5,
    "plan = 5": lambda e: number(e.props.get("plan")) == 5,
    'plan != "pro"': lambda e: e.props.get("plan") != "pro",
    'country = "CN"': lambda e: country(e) == "CN",
    'not (country in ["CN", "FR"]) or price is not set': lambda e: (
        country(e) not in ("CN", "FR") or "price" not in e.props
    ),
    'plan contains "r" and price < 100': lambda e: (
        "r" in (text(e.props.get("plan")) or "")
        and (value := number(e.props.get("price"))) is not None
        and value < 100
    ),
}


def country(event: Event) -> str | None:
    """The property where the event carries it, else the column."""
    return event.props.get("country") or event.country or None


@A_FEW
@given(seed=SEEDS)
def test_trends_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        metric = random.choice(
            ("total", "uniques", "per_user", "sum(price)", "mean(price)", "min(price)",
             "max(price)", "median(price)", "p90(price)", "distinct(plan)")
        )  # fmt: skip
        every = random.choice(("hour", "day", "week", "month"))
        event, world, common = _narrowed(random, case)
        ask = TrendAsk(events=event, metric=metric, every=every, **common)

        (series,) = trend(lake, ask, case.context).series

        starts = _starts(world, every, case.zone)
        points, total = oracle.trend(world, starts, MEANINGS[event], *_figure(metric))
        assert [p.start for p in series.points] == starts
        assert [p.value for p in series.points] == pytest.approx(points)
        assert series.total == pytest.approx(total)
        if metric == "uniques":
            behind = behind_trend(lake, ask, case.context, TrendCell())
            assert len(behind) == total


@A_FEW
@given(seed=SEEDS)
def test_points_that_reach_back_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        metric = random.choice(
            ("total", "uniques", "uniques", "per_user", "sum(price)", "mean(price)", "min(price)",
             "max(price)", "median(price)", "distinct(plan)")
        )  # fmt: skip
        every = random.choice(("hour", "day", "day", "week", "month"))
        over = random.choice((None, "start", "36h", "1d", "7d", "30d"))
        smooth = 1 if over == "start" else random.choice((1, 2, 7))
        event, world, common = _narrowed(random, case)
        by = random.choice(([], [], ["plan"]))
        ask = TrendAsk(
            events=event, metric=metric, every=every, over=over, smooth=smooth, by=by, **common
        )

        series = trend(lake, ask, case.context).series

        starts = _starts(world, every, case.zone)
        values = _groups(world, MEANINGS[event], by, 10) if by else [()]
        for place, one in enumerate(series):
            keep = _part_of(world, by, set(values[:-1]), values[place]) if by else world.keep
            part = replace(world, keep=keep)
            points, total = oracle.trend(part, starts, MEANINGS[event], *_figure(metric))
            if over or smooth > 1:
                windows = _windows(world, every, case.zone, over, smooth)
                drawn = oracle.windowed(part, windows, MEANINGS[event], *_figure(metric))
                points = oracle.smoothed(drawn, smooth)
            assert [p.start for p in one.points] == starts
            assert [p.value for p in one.points] == pytest.approx(points)
            assert one.total == pytest.approx(total)
        if metric == "uniques" and smooth == 1:
            chosen = random.randrange(len(starts))
            cell = TrendCell(bucket=chosen, group=0 if by else None)
            behind = behind_trend(lake, ask, case.context, cell)
            assert len(behind) == series[0].points[chosen].value


@A_FEW
@given(seed=SEEDS)
def test_what_a_trend_is_compared_with_is_the_same_question_of_that_time(
    lake: Lake, seed: int
) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        metric = random.choice(("total", "uniques", "sum(price)", "max(price)"))
        over, by = random.choice((None, "2d", "start")), random.choice(([], ["plan"]))
        event, world, common = _narrowed(random, case)
        back = timedelta(days=random.choice((1, 3, 9)))
        other = replace(world, start=world.start - back, end=world.end - back)
        ask = TrendAsk(
            events=event, metric=metric, every="day", over=over, by=by,
            compare=other.start.isoformat(), **common,
        )  # fmt: skip

        answer = trend(lake, ask, case.context)

        assert answer.compared is not None
        assert (answer.compared.from_, answer.compared.to) == (other.start, other.end)
        values = _groups(world, MEANINGS[event], by, 10) if by else [()]
        starts = _starts(other, "day", case.zone)
        windows = _windows(other, "day", case.zone, over, 1)
        for place, one in enumerate(answer.series):
            keep = _part_of(world, by, set(values[:-1]), values[place]) if by else world.keep
            part = replace(other, keep=keep)
            points, total = oracle.trend(part, starts, MEANINGS[event], *_figure(metric))
            if over:
                points = oracle.windowed(part, windows, MEANINGS[event], *_figure(metric))
            assert one.before is not None
            assert [p.start for p in one.before.points] == starts
            assert [p.value for p in one.before.points] == pytest.approx(points)
            assert one.before.total == pytest.approx(total)
            if metric == "uniques":
                cell = TrendCell(before=True, group=place if by else None)
                assert len(behind_trend(lake, ask, case.context, cell)) == total


def _windows(
    world: World, every: Any, zone: str, over: str | None, smooth: int
) -> list[tuple[datetime, datetime]]:
    """The stretch of time behind each point, also of those that only help to smooth."""
    tz = ZoneInfo(zone)
    starts = _starts(world, every, zone)
    for _ in range(smooth - 1):
        before = Period(starts[0] - timedelta(microseconds=1), starts[0])
        starts = [*buckets(before, every, tz), *starts]
    ends = [*starts[1:], step(starts[-1], every, tz)]
    bounds = zip(starts, ends, strict=True)
    return [(_since(start, end, over, world, tz), end) for start, end in bounds]


def _since(
    start: datetime, end: datetime, over: str | None, world: World, tz: ZoneInfo
) -> datetime:
    if over is None:
        return start
    if over == "start":
        return world.start
    if over.endswith("h"):
        return end - timedelta(hours=int(over[:-1]))
    clock = end.astimezone(tz).replace(tzinfo=None) - timedelta(days=int(over[:-1]))
    around = (clock.replace(tzinfo=UTC) + timedelta(minutes=m) for m in range(-1600, 1600))
    return next(at for at in around if at.astimezone(tz).replace(tzinfo=None) >= clock)


@A_FEW
@given(seed=SEEDS)
def test_breakdowns_are_as_the_oracle_says_and_their_parts_sum(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        metric = random.choice(("total", "uniques", "sum(price)", "max(price)"))
        event, world, common = _narrowed(random, case)
        by = random.choice((["plan"], ["country"], ["column.country"], ["plan", "country"]))
        top, every = random.choice((1, 2, 10)), random.choice(("hour", "week"))
        ask = TrendAsk(events=event, metric=metric, every=every, by=by, top=top, **common)

        series = trend(lake, ask, case.context).series

        starts = _starts(world, every, case.zone)
        expected = _groups(world, MEANINGS[event], by, top)
        assert [tuple((one.by or {}).values()) for one in series[:-1]] == expected[:-1]
        assert series[-1].other
        shown = set(expected[:-1])
        for place, one in enumerate(series):
            part = replace(world, keep=_part_of(world, by, shown, expected[place]))
            points, total = oracle.trend(part, starts, MEANINGS[event], *_figure(metric))
            assert [p.value for p in one.points] == pytest.approx(points)
            assert one.total == pytest.approx(total)
            if metric == "uniques":
                behind = behind_trend(lake, ask, case.context, TrendCell(group=place))
                assert len(behind) == one.total


@A_FEW
@given(seed=SEEDS)
def test_funnels_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        order = random.choice(("ordered", "ordered", "strict", "unordered"))
        steps = random.sample([s for s in MEANINGS if s != "nobody"], k=random.choice((2, 3, 4)))
        exclude = []
        if order != "unordered" and random.random() < 0.5:
            exclude = random.sample(["d", "c@1", "a|b@1"], k=1)
            exclude = [one for one in exclude if steps[1] != one.partition("@")[0]]
        within = random.choice((timedelta(minutes=1), timedelta(hours=20), timedelta(days=7)))
        _, world, common = _narrowed(random, case)
        ask = FunnelAsk(steps=steps, within=within, order=order, exclude=exclude, **common)

        answer = funnel(lake, ask, case.context)

        climbs = oracle.funnel(
            world, [MEANINGS[s] for s in steps], within // timedelta(microseconds=1), order,
            [_exclusion(text_) for text_ in exclude],
        )  # fmt: skip
        found = [(rung.people, rung.median_wait_s) for rung in answer.steps]
        assert found == oracle.rungs(climbs, len(steps))
        last = len(steps) - 1
        behind = behind_funnel(lake, ask, case.context, FunnelCell(step=last))
        assert behind == sorted(p for p, climb in climbs.items() if len(climb) > last)
        _check_funnel_groups(lake, case, ask, [rung.people for rung in answer.steps])


@A_FEW
@given(seed=SEEDS)
def test_retention_is_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        start, back = random.choice(list(MEANINGS)), random.choice(list(MEANINGS))
        kind, mode = random.choice(("first", "recurring")), random.choice(("on", "on-or-after"))
        every = random.choice(("hour", "day", "day", "week", "month"))
        _, world, common = _narrowed(random, case)
        periods = random.choice((None, 3, 60))
        ask = RetentionAsk(
            start=start, return_=back, kind=kind, mode=mode, every=every, periods=periods, **common
        )

        cohorts = retention(lake, ask, case.context).cohorts

        starts = _starts(world, every, case.zone)
        shown = len(cohorts[0].returned)
        people, cells = oracle.retention(
            world, starts, MEANINGS[start], MEANINGS[back], kind=kind, mode=mode, shown=shown
        )
        until = min(world.end, case.now)
        ends = [*starts[1:], step(starts[-1], every, ZoneInfo(case.zone))]
        assert [c.start for c in cohorts] == starts
        for i, cohort in enumerate(cohorts):
            assert cohort.people == len(people[i])
            for after, returned in enumerate(cohort.returned):
                ended = i + after < len(starts) and ends[i + after] <= until
                assert returned == (len(cells[i, after]) if ended else None)
        cell = random.randrange(len(cohorts))
        where = RetentionCell(cohort=cell, after=0)
        behind = behind_retention(lake, ask, case.context, where)
        assert behind == sorted(cells[cell, 0])


@A_FEW
@given(seed=SEEDS)
def test_paths_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        anchors = [None, None, "a", "b", "b[price > 6]", "a|b"]
        start, end = random.choice(anchors), random.choice(anchors)
        steps, collapse = random.choice((2, 3, 10)), random.random() < 0.4
        within = random.choice((None, None, timedelta(hours=5), timedelta(days=3)))
        only, without = random.choice((None, ["a", "b|c"])), random.choice(((), ["c"]))
        _, world, common = _narrowed(random, case)
        ask = PathsAsk(
            start=start, end=end, max_steps=steps, collapse=collapse, within=within, events=only,
            exclude=without, top=1000, **common,
        )  # fmt: skip

        answer = paths(lake, ask, case.context)

        wanted = [MEANINGS[name] for name in [*(only or ["any"]), *filter(None, (start, end))]]
        found = oracle.walks(
            world, start=start and MEANINGS[start], end=end and MEANINGS[end], max_steps=steps,
            within=None if within is None else within // timedelta(microseconds=1),
            collapse=collapse,
            keep=_only(wanted, without),
        )  # fmt: skip
        edges, whole = oracle.counted(found)
        assert {(e.from_, e.to): (e.people, e.count) for e in answer.edges} == edges
        assert {p.steps: (p.people, p.count) for p in answer.paths} == whole
        if answer.paths:
            some = random.choice(answer.paths)
            behind = behind_paths(lake, ask, case.context, PathsCell(steps=some.steps))
            assert len(behind) == some.people
        if answer.edges:
            edge = random.choice(answer.edges)
            where = PathsCell(steps=(edge.from_, edge.to), edge=True)
            behind = behind_paths(lake, ask, case.context, where)
            assert len(behind) == edge.people
        if found:
            way = random.choice(found)[1]
            at = random.randrange(len(way))
            steps, last = way[at : at + 2], random.random() < 0.5
            place = at - random.choice((0, len(way)))
            where = PathsCell(steps=steps, at=place, last=last)
            behind = behind_paths(lake, ask, case.context, where)
            assert len(behind) == len(oracle.standing(found, steps, place, last=last))


def _stored(lake: Lake, random: Random) -> list[Case]:
    cases = [random_case(random) for _ in range(CASES)]
    store(lake, cases)
    return cases


def _narrowed(random: Random, case: Case) -> tuple[str, World, dict[str, Any]]:
    """Choose an event, a period and a filter: for the oracle and for the question."""
    where, bots, raw = random.choice(list(FILTERS)), random.random() < 0.3, random.random() < 0.2
    start = case.middle + timedelta(hours=random.choice((-24 * 9, -100, -49)))
    end = case.middle + timedelta(hours=random.choice((1, 30, 24 * 9)))
    world = replace(case.world, start=start, end=end, bots=bots, raw=raw, keep=FILTERS[where])
    common = {
        "from_": start.isoformat(), "to": end.isoformat(), "where": where, "bots": bots,
        "identity": "as_of_event" if raw else "resolved",
    }  # fmt: skip
    return random.choice(list(MEANINGS)), world, common


def _starts(world: World, every: Any, zone: str) -> list[datetime]:
    return buckets(Period(world.start, world.end), every, ZoneInfo(zone))


def _figure(metric: str) -> tuple[str, str]:
    name, _, inside = metric.partition("(")
    return name, inside.rstrip(")")


def _value(event: Event, name: str) -> str | None:
    if name == "country":
        return country(event)
    return (event.country or None) if name.startswith("column") else text(event.props.get(name))


def _groups(
    world: World, match: oracle.Test, by: Sequence[str], top: int
) -> list[tuple[str | None, ...]]:
    """The groups shown, most events first, unset values last among equals; then the rest."""
    counts: dict[tuple[str | None, ...], int] = {}
    for event in world.inside():
        if match(event):
            key = tuple(_value(event, name) for name in by)
            counts[key] = counts.get(key, 0) + 1
    ranked = sorted(counts, key=lambda k: (-counts[k], [(v is None, v or "") for v in k]))
    return [*ranked[:top], ("other",) * len(by)]


def _part_of(
    world: World, by: Sequence[str], shown: set[tuple[str | None, ...]], group: Any
) -> oracle.Test:
    def keep(event: Event) -> bool:
        key = tuple(_value(event, name) for name in by)
        inside = key == group if group in shown else key not in shown
        return world.keep(event) and inside

    return keep


def _only(wanted: Sequence[oracle.Test], without: Sequence[str]) -> oracle.Test:
    return lambda e: any(match(e) for match in wanted) and e.event not in without


def _exclusion(said: str) -> tuple[oracle.Test, int | None]:
    name, _, after = said.partition("@")
    return MEANINGS.get(name, lambda e: e.event == name), int(after) if after else None


def _check_funnel_groups(lake: Lake, case: Case, ask: FunnelAsk, people: list[int]) -> None:
    broken = ask.model_copy(update={"by": TrendAsk(event="a", by=["plan"]).by, "top": 2})
    answer = funnel(lake, broken, case.context)
    parts = [[rung.people for rung in ladder.steps] for ladder in answer.ladders]
    assert [sum(column) for column in zip(*parts, strict=True)] == people
    behind = behind_funnel(lake, broken, case.context, FunnelCell(step=0, group=0))
    assert len(behind) == parts[0][0]
