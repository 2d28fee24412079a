"""Reports are what the plainest Python says, whatever rows are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from analytics.logs import Case, store
from analytics.oracle import Event, World
from analytics.sessions.test_sessions import A_FEW, Session, _made, _value, cut
from analytics.test_oracle import FILTERS, MEANINGS, SEEDS, _narrowed
from bellrock.analytics.pivot import pivot
from bellrock.analytics.report import ReportCell, behind_report, report
from bellrock.analytics.report.statements import report_statements
from bellrock.analytics.sessions import sessions
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import PivotAsk, ReportAsk, SessionsAsk
from bellrock.store import Lake

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = {"from": "2026-03-02", "to": "2026-03-03"}
_projects = count(7_400_000)
Keep = Callable[[str | None], bool]


def _did(world: World, did: tuple[str, ...]) -> set[int]:
    everybody = {world.who(e) for e in world.inside()}
    for one in did:
        everybody &= {world.who(e) for e in world.inside() if FILTERS[one](e)}
    return everybody


def _last(some: list[int]) -> int:
    return some[-1] if some else -1


def _figures(world: World, ask: ReportAsk, keep: Keep, people: set[int], tz: ZoneInfo) -> Any:
    """What a row must say, whose values are those that `keep` holds."""
    of, deep = MEANINGS[ask.of.label], MEANINGS[ask.views.label]
    name = str(ask.by[0])
    found = [
        e for e in world.inside() if world.who(e) in people and of(e) and keep(_value(e, name))
    ]
    goals = set() if ask.goal is None else {
        world.who(e) for e in world.inside() if MEANINGS[ask.goal.label](e)
    }  # fmt: skip
    visits = _visits(world, ask, people, tz)
    mine = [one for one in visits if _in_row(one, ask, keep)]
    whose = {world.who(e) for e in found} if ask.at == "event" else {one.who for one in mine}
    views = sum(map(deep, found)) if ask.at == "event" else sum(
        sum(map(deep, one.events)) for one in mine
    )  # fmt: skip
    told = [len(whose), views, len(whose & goals) if ask.goal else None]
    if ask.figures == "people":
        return [*told, None, None, None, None, None]
    ends = sum(_ended(one, ask, keep) for one in mine)
    seconds = sum(_seconds(one, ask, keep) for one in mine)
    return [
        *told, len(mine), sum(sum(map(deep, one.events)) <= 1 for one in mine),
        seconds / len(mine) if mine else None, ends,
        sum(_again(one, ask, keep) for one in mine) if ask.searching else None,
    ]  # fmt: skip


def _visits(world: World, ask: ReportAsk, people: set[int], tz: ZoneInfo) -> list[Session]:
    cuts = SessionsAsk.model_validate({"pause": ask.pause})
    return [one for one in cut(world, cuts, MEANINGS["any"], tz) if one.who in people]


def _at(one: Session, ask: ReportAsk) -> Event:
    views = [e for e in one.events if MEANINGS[ask.views.label](e)]
    place = 0 if ask.at == "entry" else -1
    return (views or one.events)[place]


def _has(event: Event, ask: ReportAsk, keep: Keep) -> bool:
    return MEANINGS[ask.of.label](event) and keep(_value(event, str(ask.by[0])))


def _in_row(one: Session, ask: ReportAsk, keep: Keep) -> bool:
    if ask.at != "event":
        return keep(_value(_at(one, ask), str(ask.by[0])))
    return any(_has(e, ask, keep) for e in one.events)


def _seconds(one: Session, ask: ReportAsk, keep: Keep) -> float:
    if ask.at != "event":
        return one.seconds
    pairs = zip(one.events, one.events[1:], strict=False)
    return sum((b.ts - a.ts).total_seconds() for a, b in pairs if _has(a, ask, keep))


def _ended(one: Session, ask: ReportAsk, keep: Keep) -> bool:
    if ask.at != "event":
        return True
    last = _last([i for i, e in enumerate(one.events) if _has(e, ask, keep)])
    return not any(MEANINGS[ask.views.label](e) for e in one.events[last + 1 :])


def _again(one: Session, ask: ReportAsk, keep: Keep) -> bool:
    name = str(ask.by[0])
    searched = [e for e in one.events if MEANINGS[ask.of.label](e)]
    first = next(e for e in searched if keep(_value(e, name)))
    after = searched[searched.index(first) + 1 :]
    return any((_value(e, name) or "") != (_value(first, name) or "") for e in after)


def _flat(figures: Any) -> list[Any]:
    names = ("people", "views", "converted", "sessions", "bounces", "seconds", "exits", "again")
    return [getattr(figures, name) for name in names]


def _random_ask(random: Random, common: dict[str, Any]) -> ReportAsk:
    at: Any = random.choice(("event", "event", "entry", "exit"))
    return ReportAsk(
        by=[random.choice(("plan", "event", "country"))], at=at,
        of=random.choice(("any", "a|b", "b")) if at == "event" else "any",
        views=random.choice(("a", "b|c", "any")), goal=random.choice((None, "c", "b[price > 6]")),
        did=tuple(random.sample([k for k in FILTERS if k], random.choice((0, 0, 1, 2)))),
        figures=random.choice(("people", "visits")) if at == "event" else "visits",
        pause=random.choice(("30m", "6h")), top=random.choice((1, 2, 10)), **common,
    )  # fmt: skip


@A_FEW
@given(seed=SEEDS)
def test_reports_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    cases = [case for _ in range(2) for case in _made(random)]
    store(lake, cases)
    for case in cases:
        _, world, common = _narrowed(random, case)
        ask = _random_ask(random, common)

        answer = report(lake, ask, case.context)

        tz = ZoneInfo(case.zone)
        people = _did(world, tuple(t for t in FILTERS if t and _asked(ask, t)))
        everything = _figures(world, ask, lambda _: True, people, tz)
        assert _flat(answer.total.figures) == pytest.approx(everything)
        shown = [next(iter((row.by or {}).values())) for row in answer.rows]
        named = [v for v, row in zip(shown, answer.rows, strict=True) if not row.other]
        for place, (value, row) in enumerate(zip(shown, answer.rows, strict=True)):
            keep: Keep = _rest(named) if row.other else _same(value)
            assert _flat(row.figures) == pytest.approx(_figures(world, ask, keep, people, tz))
            if random.random() < 0.4:
                _check_people(lake, ask, case, place, row.figures)
        counts = [row.figures.people for row in answer.rows if not (row.other or row.unset)]
        assert counts == sorted(counts, reverse=True)
        assert len(counts) <= ask.top
        shares = [row.figures.share for row in answer.rows]
        whole = answer.total.figures.people
        assert shares == [pytest.approx(row.figures.people / whole) for row in answer.rows]
        assert len(behind_report(lake, ask, case.context, ReportCell())) == whole


def _asked(ask: ReportAsk, told: str) -> bool:
    return any(tree == ReportAsk(by="a", did=told).did[0] for tree in ask.did)


def _same(value: str | None) -> Keep:
    return lambda one: one == value


def _rest(named: list[str | None]) -> Keep:
    return lambda one: one is not None and one not in named


def _check_people(lake: Lake, ask: ReportAsk, case: Case, place: int, figures: Any) -> None:
    def behind(only: Any) -> int:
        return len(behind_report(lake, ask, case.context, ReportCell(row=place, only=only)))

    assert behind("people") == figures.people
    if ask.goal is not None:
        assert behind("converted") == figures.converted
    if ask.figures == "visits":
        assert (behind("bounced") > 0) == (figures.bounces > 0)
        assert (behind("left") > 0) == (figures.exits > 0)


def test_views_time_and_exits_by_hand(lake: Lake) -> None:
    case = Case(next(_projects), "UTC", NOON, World([
        # one reads home, then the price, and buys there; two only reads home; three searches twice
        _hand(0, "page", plan="home"), _hand(2, "page", plan="price"),
        _hand(5, "buy", plan="price"),
        _hand(0, "page", person=2, plan="home"),
        _hand(0, "page", person=3, plan="home"), _hand(1, "find", person=3, plan="rope", price=0),
        _hand(2, "find", person=3, plan="lamp", price=9), _hand(4, "page", person=3, plan="lamp"),
    ]))  # fmt: skip
    store(lake, [case])
    ask = ReportAsk(by="plan", views="page", goal="buy", **DAY)

    told = {row.by["plan"]: row.figures for row in report(lake, ask, case.context).rows if row.by}

    home, price = told["home"], told["price"]
    assert (home.people, home.views, home.sessions, home.bounces) == (3, 3, 3, 1)
    assert (home.seconds, home.exits, home.converted) == (60.0, 1, 1)  # 2 min, nothing, 1 min
    assert (price.seconds, price.exits, price.converted) == (180.0, 1, 1)

    searched = ReportAsk(by="plan", of="find", views="page", empty="price = 0", **DAY)
    found = {
        row.by["plan"]: row.figures for row in report(lake, searched, case.context).rows if row.by
    }
    assert (found["rope"].again, found["rope"].empty, found["rope"].exits) == (1, 1, 0)
    assert (found["lamp"].again, found["lamp"].empty, found["lamp"].events) == (0, 0, 1)


def _hand(minutes: float, event: str, *, person: int = 1, **props: Any) -> Event:
    return Event(event, NOON + timedelta(minutes=minutes), person=person, props=props)


def test_a_report_is_the_pivot_and_the_sessions_of_the_same_events(lake: Lake) -> None:
    (case,) = _made(Random(5))
    store(lake, [case])
    period = {"from": "2025-01-01", "to": "2027-01-01"}

    told = report(lake, ReportAsk(by="plan", top=50, **period), case.context)
    table = pivot(lake, PivotAsk(by="plan", metric="uniques", top=50, **period), case.context)
    visits = sessions(lake, SessionsAsk(**period, every="month"), case.context).rows[0].figures

    def by_value(rows: Any) -> dict[Any, Any]:
        return {next(iter(row.by.values())): row for row in rows}

    uniques = {value: row.total[0] for value, row in by_value(table.rows).items()}
    assert {value: row.figures.people for value, row in by_value(told.rows).items()} == uniques
    assert told.total.figures.sessions == visits.sessions
    assert told.total.figures.seconds == pytest.approx(visits.mean_s)


def test_the_period_before_is_told_beside_with_the_same_rows(lake: Lake) -> None:
    events = [_hand(0, "page", plan="home"), _hand(0, "page", person=2, plan="price")]
    before = [
        replace(e, ts=e.ts - timedelta(days=1), person=10 + i)
        for i, e in enumerate([events[0], events[0], _hand(1, "page", plan="gone")])
    ]
    case = Case(next(_projects), "UTC", NOON, World([*events, *before]))
    store(lake, [case])
    ask = ReportAsk(by="plan", views="page", compare="previous", **DAY)

    told = report(lake, ask, case.context)

    home, price = told.rows
    assert (home.before and home.before.people, home.change) == (2, -0.5)
    assert (price.before and price.before.people, price.change) == (0, None)
    assert told.total.before is not None
    assert (told.total.before.people, told.total.before.sessions) == (3, 3)
    cell = ReportCell(row=0, before=True)
    assert behind_report(lake, ask, case.context, cell) == [10, 11]


def test_the_statements_give_the_same_numbers(lake: Lake) -> None:
    (case,) = _made(Random(11))
    store(lake, [case])
    ask = ReportAsk(by="plan", views="a", top=2, **{"from": "2025-01-01", "to": "2027-01-01"})

    values, visits = report_statements(lake, ask, case.context)
    told = report(lake, ask, case.context)

    figures = [told.total.figures, *(row.figures for row in told.rows)]
    assert [row[1:3] for row in lake.rows(values.sql)] == [(f.people, f.views) for f in figures]
    assert [row[2:4] for row in lake.rows(visits.sql)] == [(f.sessions, f.bounces) for f in figures]


def test_nobody_is_told_of_nothing(lake: Lake) -> None:
    case = Case(next(_projects), "UTC", NOON, World([_hand(0, "page", plan="home")]))
    store(lake, [case])

    told = report(lake, ReportAsk(by="plan", where='plan = "x"', **DAY), case.context)

    assert (told.total.figures.people, told.rows, told.total.figures.share) == (0, (), None)
    assert type(told).from_json(told.to_json()) == told
    with pytest.raises(NotFound):
        behind_report(lake, ReportAsk(by="plan", **DAY), case.context, ReportCell(row=9))
    with pytest.raises(NotFound):
        cell = ReportCell(only="converted")
        behind_report(lake, ReportAsk(by="plan", **DAY), case.context, cell)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "by"), ({"by": "a", "pause": "2d"}, "pause"), ({"by": "a", "top": 0}, "top"),
        ({"by": "a", "at": "exit", "figures": "people"}, "figures"), ({"by": "a", "at": "x"}, "at"),
        ({"by": "a", "at": "entry", "of": "find"}, "of"),
        ({"by": "a", "did": ["x ="]}, "did[0][0]"),
        ({"by": "a", "goal": "b["}, "goal.where"), ({"by": "a", "compare": "soon"}, "compare"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_report_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        ReportAsk.model_validate(body)

    assert refused.value.field == field
