"""Web vitals are what the plainest Python says; published bounds are kept to the value."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest

from analytics.logs import Case, store
from analytics.oracle import Event, World, number, quantile
from bellrock.analytics.vitals import VitalsCell, behind_vitals, vitals
from bellrock.analytics.vitals.answer import VITALS
from bellrock.analytics.vitals.statements import vitals_statements
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import VitalsAsk
from bellrock.store import Lake

NOON = datetime(2026, 3, 28, 12, tzinfo=UTC)
DAYS = {"from": "2026-03-28", "to": "2026-03-31"}  # one of 23 hours in Berlin
_projects = count(7_600_000)
_POSSIBLE: tuple[Any, ...] = (0, 0.1, 0.25, 0.26, 200, 800, 1800, 2500, 4000, 4001, "300", "x", -1)


def _load(random: Random) -> Event:
    props = {
        f"$web_vitals_{one.name}_value": random.choice(_POSSIBLE)
        for one in VITALS
        if random.random() < 0.7
    }
    at = NOON + timedelta(hours=random.randrange(-30, 70))
    return Event(
        "$web_vitals", at, person=random.randrange(1, 9), bot=random.choice(("", "", "crawler")),
        props={**props, "page": random.choice("xxyz")},
    )  # fmt: skip


@pytest.fixture(scope="module")
def case(lake: Lake) -> Case:
    random = Random(3)
    events = [_load(random) for _ in range(120)]
    case = Case(next(_projects), "Europe/Berlin", NOON, World(events))
    store(lake, [case])
    return case


def _told(events: list[Event], name: str) -> list[tuple[int, float]]:
    found = [(e.person, number(e.props.get(f"$web_vitals_{name}_value"))) for e in events]
    return [(who, value) for who, value in found if value is not None and value >= 0]


def _expected(events: list[Event]) -> list[Any]:
    rows = []
    for one in VITALS:
        told = _told(events, one.name)
        values = sorted(value for _, value in told)
        at = quantile(values, 0.75) if values else None
        rating = None if at is None else (
            "good" if at <= one.good else "poor" if at > one.poor else "fair"
        )  # fmt: skip
        rows.append((
            len(values), len({who for who, _ in told}),
            at if at is None else pytest.approx(at), rating,
            sum(v <= one.good for v in values), sum(v > one.poor for v in values),
        ))  # fmt: skip
    return rows


def _flat(figures: Any) -> list[Any]:
    return [(f.loads, f.people, f.value, f.rating, f.good, f.poor) for f in figures]


def test_vitals_are_as_the_oracle_says(lake: Lake, case: Case) -> None:
    ask = VitalsAsk(by="page", top=2, compare="2026-03-27", **DAYS)

    answer = vitals(lake, ask, case.context)

    start, end = datetime(2026, 3, 27, 23, tzinfo=UTC), datetime(2026, 3, 30, 22, tzinfo=UTC)
    kept = [e for e in case.world.events if not e.bot]
    inside = [e for e in kept if start <= e.ts < end]
    whole, *groups = answer.rows
    assert _flat(whole.vitals) == _expected(inside)
    assert [(row.by or {})["page"] for row in groups][-1] == "other"
    named = [(row.by or {})["page"] for row in groups[:-1]]
    for place, row in enumerate(groups, 1):
        wanted = {"x", "y", "z"} - {*named} if row.other else {(row.by or {})["page"]}
        mine = [e for e in inside if e.props["page"] in wanted]
        assert _flat(row.vitals) == _expected(mine)
        for figures in row.vitals:
            for rated, n in (("good", figures.good), ("poor", figures.poor), (None, figures.loads)):
                cell = VitalsCell.model_validate(
                    {"vital": figures.vital, "row": place, "rated": rated}
                )
                told = behind_vitals(lake, ask, case.context, cell)
                assert (len(told) > 0) == (n > 0)
                assert rated or len(told) == figures.people
    core = [f.rating for f in whole.vitals if f.vital in ("LCP", "INP", "CLS")]
    assert whole.passes == all(rating == "good" for rating in core)
    assert [point.start.date().day for point in whole.points] == [28, 29, 30]
    for bucket, point in enumerate(whole.points):
        lows = [start, start + timedelta(hours=24), start + timedelta(hours=47), end]
        mine = [e for e in inside if lows[bucket] <= e.ts < lows[bucket + 1]]
        assert list(point.values) == [row[2] for row in _expected(mine)]
        cell = VitalsCell(bucket=bucket)
        assert len(behind_vitals(lake, ask, case.context, cell)) == _expected(mine)[0][1]
    before = [e for e in kept if start - timedelta(days=1) <= e.ts < end - timedelta(days=1)]
    assert _flat(whole.before) == _expected(before)


def test_the_statement_gives_the_same_numbers(lake: Lake, case: Case) -> None:
    (statement,) = vitals_statements(lake, VitalsAsk(**DAYS), case.context)
    (whole,) = vitals(lake, VitalsAsk(**DAYS), case.context).rows

    rows = [row for row in lake.rows(statement.sql) if row[2] == "whole period"]
    assert [(row[0], row[3], row[5]) for row in rows] == [
        (f.vital, f.loads, f.value) for f in whole.vitals
    ]


def test_nothing_was_told(lake: Lake, case: Case) -> None:
    told = vitals(lake, VitalsAsk(by="page", event="nobody", **DAYS), case.context)

    assert [row.passes for row in told.rows] == [None]
    assert {f.value for f in told.rows[0].vitals} == {None}
    assert type(told).from_json(told.to_json()) == told
    for cell in (VitalsCell(row=7), VitalsCell(bucket=9), VitalsCell(before=True)):
        with pytest.raises(NotFound):
            behind_vitals(lake, VitalsAsk(**DAYS), case.context, cell)


@pytest.mark.parametrize(
    ("body", "field"),
    [({"level": 0.2}, "level"), ({"level": 1}, "level"), ({"top": 0}, "top"),
     ({"every": "year"}, "every"), ({"event": "a["}, "event.where")],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        VitalsAsk.model_validate(body)

    assert refused.value.field == field
