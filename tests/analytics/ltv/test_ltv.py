"""Values by age, costs and payback are what the plainest Python says; the young do not count."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import fsum, log, sqrt
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from scipy.optimize import minimize

from analytics.habits_oracle import starts_of
from analytics.logs import Case
from analytics.oracle import Event, World, number, text
from analytics.test_oracle import MEANINGS, _narrowed, _stored, country
from bellrock.analytics.ltv import LtvCell, behind_ltv, ltv
from bellrock.analytics.ltv.answer import LtvAnswer, LtvGroup
from bellrock.analytics.ltv.statements import ltv_statements
from bellrock.core.errors import InvalidDefinition, NotEnoughData, NotFound
from bellrock.core.time import FixedClock, local
from bellrock.query import Context, IdentityState
from bellrock.query.ask import LtvAsk
from bellrock.query.inlined import inlined
from bellrock.stats.worth import Brought, fit_brought, sums_beyond
from bellrock.store import Lake

DAYS = {"day": 1, "week": 7, "month": 30}
WIDE = {"from": "2025-01-01", "to": "2027-01-01"}


def _value(event: Event, name: str) -> str | None:
    return country(event) if name == "country" else text(event.props.get(name))


class Won:
    """A person won in the period: when, how many ages are over, what they brought at each."""

    def __init__(self, world: World, ask: LtvAsk, mine: list[Event], start: Any, hit: Any) -> None:
        first = min(e.at for e in mine if start(e))
        began = next(e.ts for e in mine if e.at == first)
        self.began, width = began, timedelta(days=DAYS[ask.every])
        self.over = (world.end - began) // width
        self.brought = [0.0] * ask.periods
        for e in mine:
            age = (e.ts - began) // width
            if hit(e) and e.at >= first and e.ts < world.end and age < ask.periods:
                worth = 1.0 if ask.of.of is None else number(e.props.get("price")) or 0.0
                self.brought[age] += worth
        told = mine if ask.touch == "first" else [e for e in mine if start(e)]
        self.group = None
        if ask.by:
            name = str(ask.by[0])
            keys = [(e.at, v is None, v) for e in told
                    if (v := _value(e, name)) is not None or ask.touch == "start"]  # fmt: skip
            self.group = min(keys, key=lambda k: (k[0], k[1], k[2] or ""))[2] if keys else None


def _won(world: World, ask: LtvAsk, start: Any, hit: Any) -> dict[int, Won]:
    known = [e for e in world.kept() if e.ts < world.end]
    found = {}
    for who, mine in world.by_person(known).items():
        starts = [e for e in mine if start(e)]
        if starts and min(starts, key=lambda e: e.at).ts >= world.start:
            found[who] = Won(world, ask, mine, start, hit)
    return found


def _check_group(one: LtvGroup, people: list[Won], ask: LtvAsk) -> None:
    assert one.people == len(people)
    total = 0.0
    for age, point in enumerate(one.points):
        old = [p for p in people if p.over > age]
        assert point.people == len(old)
        if not old:
            assert point.value is None
            continue
        total += ask.margin * fsum(p.brought[age] for p in old) / len(old)
        assert point.value == pytest.approx(total)
        if len(old) > 1:
            until = [ask.margin * fsum(p.brought[: age + 1]) for p in old]
            mean = fsum(until) / len(old)
            variance = fsum((u - mean) ** 2 for u in until) / (len(old) - 1)
            half = 1.959964 * sqrt(variance / len(old))
            assert (point.high or 0) - total == pytest.approx(half, abs=1e-6)


@pytest.mark.parametrize("seed", range(2))
def test_values_by_age_group_and_cohort_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        start, event = random.choice(("any", "a", "b|c")), random.choice(("any", "b", "a|b"))
        _, world, common = _narrowed(random, case)
        by = random.choice(([], ["plan"], ["country"]))
        ask = LtvAsk(
            start=start, event=event, by=by, of=random.choice(("times", "sum(price)")),
            margin=random.choice((1, 0.4)), every=random.choice(("day", "day", "week")),
            periods=random.choice((1, 4, 9)), touch=random.choice(("first", "start")),
            top=random.choice((1, 20)), **common,
        )  # fmt: skip

        answer = ltv(lake, ask, case.context)

        people = _won(world, ask, MEANINGS[start], MEANINGS[event])
        _check_group(answer.everybody, [*people.values()], ask)
        _check_groups(lake, ask, case, answer, people)
        _check_cohorts(lake, ask, case, answer, world, people)


def _check_groups(
    lake: Lake, ask: LtvAsk, case: Case, answer: LtvAnswer, people: dict[int, Won]
) -> None:
    if not ask.by:
        assert answer.groups is None
        return
    sizes = Counter(p.group for p in people.values())
    shown = [next(iter(g.by.values())) for g in answer.groups or () if g.by and not g.other]
    assert sorted(sizes[v] for v in shown) == sorted(sorted(sizes.values())[-ask.top :])
    for place, one in enumerate(answer.groups or ()):
        value = next(iter((one.by or {}).values()))
        mine = {
            who: p for who, p in people.items()
            if (p.group not in shown if one.other else p.group == value)
        }  # fmt: skip
        _check_group(one, [*mine.values()], ask)
        behind = behind_ltv(lake, ask, case.context, LtvCell(group=place, age=0))
        assert behind == sorted(who for who, p in mine.items() if p.over > 0)


def _check_cohorts(
    lake: Lake, ask: LtvAsk, case: Case, answer: LtvAnswer, world: World, people: dict[int, Won]
) -> None:
    spans = starts_of(world, ask.every, ZoneInfo(case.zone))
    assert [c.start for c in answer.cohorts] == [start for start, _ in spans]
    for place, (one, (start, end)) in enumerate(zip(answer.cohorts, spans, strict=True)):
        mine = {who: p for who, p in people.items() if start <= p.began < end}
        assert one.people == len(mine)
        if place < 2:
            behind = behind_ltv(lake, ask, case.context, LtvCell(cohort=place))
            assert behind == sorted(mine)
        for age, value in enumerate(one.values):
            latest = min(end, world.end) + (age + 1) * timedelta(days=DAYS[ask.every])
            until = [ask.margin * fsum(p.brought[: age + 1]) for p in mine.values()]
            told = latest <= world.end and until
            assert value == (pytest.approx(fsum(until) / len(until)) if told else None)


def _cost(project: int, day: str, amount: float, **more: Any) -> tuple[Any, ...]:
    told = {"channel": "", "source": "", "medium": "", "campaign": "", **more}
    names = [told[k] for k in ("channel", "source", "medium", "campaign")]
    return (project, date.fromisoformat(day), *names, amount, 1)


def _pay(lake: Lake, rows: list[tuple[Any, ...]]) -> None:
    columns = ["project", "day", "channel", "source", "medium", "campaign", "amount", "version"]
    lake.insert("costs", columns, rows)


def _shop(lake: Lake, project: int) -> Context:
    """Ann and Bob come by search and buy at once and a week later; Cat by a letter, for nothing."""
    rows = [
        # person, moment, event, channel, price
        (1, "2026-03-02T10:00", "visit", "Paid Search", None),
        (1, "2026-03-02T11:00", "buy", "", 10), (1, "2026-03-10T10:00", "buy", "", 20),
        (2, "2026-03-03T10:00", "visit", "Paid Search", None),
        (2, "2026-03-11T09:00", "buy", "Email", 30),
        (3, "2026-03-04T10:00", "visit", "Email", None),
        (4, "2026-03-12T10:00", "visit", "Email", None),
        (4, "2026-03-12T10:00", "buy", "Email", 99),
    ]  # fmt: skip
    log = [
        Event(event, datetime.fromisoformat(at).replace(tzinfo=UTC), person=who,
              props={} if price is None else {"price": price})
        for who, at, event, _, price in rows
    ]  # fmt: skip
    from analytics.logs import _line  # noqa: PLC0415 -- a line a row

    lines = [_line(project, one) for one in log]
    told = [line[:-1] + f', "channel": "{row[3]}"}}' for line, row in zip(lines, rows, strict=True)]
    lake.insert_json("events", "\n".join(told).encode())
    return Context(
        project, "UTC", IdentityState(False), FixedClock(datetime(2026, 3, 18, tzinfo=UTC))
    )


SHOP = {
    "start": "visit", "event": "buy", "of": "sum(price)", "every": "week", "periods": 3,
    "from": "2026-03-02", "to": "2026-03-18",
}  # fmt: skip


def test_costs_and_payback_by_hand(lake: Lake) -> None:
    project = 77_000_001
    ctx = _shop(lake, project)
    _pay(lake, [
        _cost(project, "2026-03-02", 6.0, channel="Paid Search"),
        _cost(project, "2026-03-17", 14.0, channel="Paid Search"),
        _cost(project, "2026-03-05", 4.0, channel="Display"),
        _cost(project, "2026-03-01", 1000.0, channel="Paid Search"),  # before
        _cost(project, "2026-03-18", 1000.0, channel="Paid Search"),  # after
        _cost(project + 1, "2026-03-05", 1000.0, channel="Paid Search"),  # of others
    ])  # fmt: skip

    told = ltv(lake, LtvAsk(by=["channel"], **SHOP), ctx)

    # Ages of a week: Ann, Bob and Cat are two weeks old, Dan not yet one.
    assert [p.people for p in told.everybody.points] == [3, 2, 0]
    assert [p.value for p in told.everybody.points] == pytest.approx([10 / 3, 10 / 3 + 25, None])
    assert (told.everybody.cost, told.everybody.cac) == (24.0, 6.0)
    email, search, other = told.groups or ()
    assert (email.by, email.people, email.cost) == ({"channel": "Email"}, 2, 0.0)
    assert (search.by, search.people, search.cost, search.cac) == (
        {"channel": "Paid Search"}, 2, 20.0, 10.0,
    )  # fmt: skip
    # 5 after a week, 30 after two: 10 is reached a fifth into the second.
    assert [p.value for p in search.points] == [5.0, 30.0, None]
    assert (search.payback_days, search.payback) == (pytest.approx(7 + 7 / 5), "seen")
    assert search.value_to_cac == pytest.approx(3.0)
    assert (other.other, other.people, other.cost, other.cac) == (True, 0, 4.0, None)
    assert "other holds costs of what won nobody" in told.meta.notes
    assert [(c.people, c.cost) for c in told.cohorts] == [(3, 10.0), (1, 0.0), (0, 14.0)]
    assert told.cohorts[0].values == (pytest.approx(10 / 3), None, None)
    half = ltv(lake, LtvAsk(margin=0.1, **SHOP), ctx).everybody
    assert (half.payback_days, half.payback) == (None, None)


def test_costs_by_what_they_are_not_known_by_are_said(lake: Lake) -> None:
    ctx = replace(_shop(lake, 77_000_003), project=77_000_003)
    _pay(lake, [_cost(77_000_003, "2026-03-02", 6.0, campaign="x")])

    told = ltv(lake, LtvAsk(by=["price"], where="price > 0 or price is not set", **SHOP), ctx)

    assert told.everybody.cost == 6.0
    assert {one.cost for one in told.groups or ()} == {None}
    assert any("not by this property" in note for note in told.meta.notes)
    assert "costs are not narrowed by the filter" in told.meta.notes


def test_statements_give_what_people_bring(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))
    ask = LtvAsk(event="any", of="sum(price)", every="day", periods=3, by=["plan"], **WIDE)

    ages, costs = ltv_statements(lake, ask, case.context)
    assert "from costs final" in inlined(costs.sql) and inlined(ages.sql)

    told = ltv(lake, ask, case.context)
    sums: dict[Any, float] = defaultdict(float)
    for plan, _age, _, each in lake.rows(ages.sql):
        sums[plan] += each
    for one in told.groups or ():
        assert one.points[-1].value == pytest.approx(sums[(one.by or {})["plan"]])
    assert type(told).from_json(told.to_json()) == told
    assert len(told.lines()) == 3 * (1 + len(told.groups or ()))


def test_a_law_that_made_the_means_is_found_again_and_carried_on() -> None:
    law = [Brought(5000, 4.0 * t**-0.7, 0.05) for t in range(1, 13)]

    found = fit_brought(law)
    beyond = sums_beyond(law, 40, Random(1), level=0.8)

    assert (found.a, found.b) == (pytest.approx(4.0, rel=1e-5), pytest.approx(0.7, rel=1e-5))
    wanted = fsum(4.0 * t**-0.7 for t in range(13, 41))
    assert beyond[-1].mean == pytest.approx(wanted, rel=1e-5)
    assert beyond[-1].low < wanted < beyond[-1].high
    assert all(a.low <= a.mean <= a.high for a in beyond)
    wide = sums_beyond([replace(b, error=0.5) for b in law], 40, Random(1), level=0.8)
    assert wide[-1].high - wide[-1].low > beyond[-1].high - beyond[-1].low


def test_the_fit_is_the_one_that_scipy_finds() -> None:
    random = Random(2)
    seen = [Brought(random.randrange(40, 900), random.random() * 3 / t, 0.1) for t in range(1, 9)]

    def loss(point: Any) -> float:
        means = [point[0] * t ** -point[1] for t in range(1, 9)]
        return sum(o.people * (m - o.mean * log(m)) for o, m in zip(seen, means, strict=True))

    best = minimize(loss, [1.0, 0.5], bounds=[(1e-6, None), (-1, 6)], tol=1e-12)

    found = fit_brought(seen)
    assert (found.a, found.b) == (
        pytest.approx(best.x[0], rel=1e-3), pytest.approx(best.x[1], rel=1e-3, abs=1e-3),
    )  # fmt: skip


def test_the_range_of_what_is_foreseen_holds_its_mean_as_often_as_it_says() -> None:
    random, held, rounds = Random(4), 0, 120
    wanted = fsum(2.0 * t**-0.5 for t in range(11, 31))
    for _ in range(rounds):
        errors = [0.6 / t**0.5 for t in range(1, 11)]
        seen = [
            Brought(300, max(0.0, random.gauss(2.0 * t**-0.5, errors[t - 1])), errors[t - 1])
            for t in range(1, 11)
        ]
        last = sums_beyond(seen, 30, random, level=0.8)[-1]
        held += last.low <= wanted <= last.high
    assert 0.68 <= held / rounds <= 0.92


def test_too_little_is_not_carried_on(lake: Lake) -> None:
    with pytest.raises(NotEnoughData):
        fit_brought([Brought(100, 1.0, 0.1)] * 2)
    with pytest.raises(NotEnoughData):
        fit_brought([Brought(100, 0.0, 0.0)] * 5)
    ctx = _shop(lake, 77_000_005)
    told = ltv(lake, LtvAsk(horizon=20, **SHOP), ctx)
    assert (told.everybody.foreseen, told.everybody.decline) == ((), None)
    assert any("too little is seen" in note for note in told.meta.notes)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "event"), ({"event": "a", "of": "mean(price)"}, "of"),
        ({"event": "a", "margin": 40}, "margin"), ({"event": "a", "every": "hour"}, "every"),
        ({"event": "a", "horizon": 12}, "horizon"), ({"event": "a", "touch": "last"}, "touch"),
    ],
)  # fmt: skip
def test_what_has_no_worth_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        LtvAsk.model_validate(body)

    assert refused.value.field == field


def test_a_number_that_is_not_there_is_not_found(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))
    ask = LtvAsk(event="any", **WIDE)

    for cell in (LtvCell(group=0), LtvCell(cohort=9999), LtvCell(age=12)):
        with pytest.raises(NotFound):
            behind_ltv(lake, ask, case.context, cell)


def test_the_day_of_a_cost_is_the_projects(lake: Lake) -> None:
    ctx = replace(_shop(lake, 77_000_007), zone="Asia/Shanghai")
    assert local(date(2026, 3, 9), ZoneInfo("Asia/Shanghai")).hour == 16
    _pay(lake, [_cost(77_000_007, "2026-03-09", 5.0), _cost(77_000_007, "2026-03-08", 3.0)])

    cohorts = ltv(lake, LtvAsk(**SHOP), ctx).cohorts

    assert [c.cost for c in cohorts] == [3.0, 5.0, 0.0]
    assert bisect_right([c.start for c in cohorts], datetime(2026, 3, 9, tzinfo=UTC)) == 2
