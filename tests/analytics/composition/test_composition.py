"""A composition is what the plainest Python says, and its parts are the whole."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from analytics.habits_oracle import starts_of
from analytics.oracle import Event, World, text
from analytics.test_oracle import MEANINGS, SEEDS, _narrowed, _stored, country
from bellrock.analytics.composition import CompositionCell, behind_composition, composition
from bellrock.analytics.composition.statements import composition_statements
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import CompositionAsk, TrendAsk
from bellrock.store import Lake

A_FEW = settings(
    max_examples=3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
EVER = {"from": "2025-01-01", "to": "2027-01-01"}
Member = tuple[int, str | None]
"""Whose, and which value: one a person or one an event."""


def _value(event: Event, name: str) -> str | None:
    return country(event) if name == "country" else text(event.props.get(name))


def _members(world: World, events: list[Event], name: str, of: str, which: str) -> list[Member]:
    if of == "events":
        return [(world.who(e), _value(e, name)) for e in events]
    sign = 1 if which == "first" else -1
    found: list[Member] = []
    for who, mine in world.by_person(events).items():
        told = [(sign * e.at, v) for e in mine if (v := _value(e, name)) is not None]
        found.append((who, min(told)[1] if told else None))
    return found


@A_FEW
@given(seed=SEEDS)
def test_compositions_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        event = random.choice(("any", "a", "b|c", "b[price > 6]"))
        _, world, common = _narrowed(random, case)
        name, of = random.choice(("plan", "country")), random.choice(("people", "events"))
        which, every = random.choice(("last", "first")), random.choice(("period", "day", "week"))
        top = random.choice((1, 2, 20))
        ask = CompositionAsk(
            event=event, by=name, of=of, value=which, every=every, top=top, **common
        )

        answer = composition(lake, ask, case.context)

        events = [e for e in world.inside() if MEANINGS[event](e)]
        members = _members(world, events, name, of, which)
        counts = Counter(value for _, value in members)
        assert (answer.total, answer.people) == (len(members), len({who for who, _ in members}))
        shown = [one.value for one in answer.parts if not one.other]
        assert sorted(counts[v] for v in shown) == sorted(sorted(counts.values())[-top:])
        assert sum(one.count for one in answer.parts) == answer.total
        spans = [] if every == "period" else starts_of(world, every, ZoneInfo(case.zone))
        assert list(answer.starts) == [start for start, _ in spans]
        each = [
            _members(world, [e for e in events if start <= e.ts < end], name, of, which)
            for start, end in spans
        ]
        for place, part in enumerate(answer.parts):

            def within(member: Member, part: Any = part) -> bool:
                return member[1] not in shown if part.other else member[1] == part.value  # noqa: B023

            mine = [one for one in members if within(one)]
            assert (part.count, part.people) == (len(mine), len({who for who, _ in mine}))
            assert part.share == (len(mine) / len(members) if members else None)
            behind = behind_composition(lake, ask, case.context, CompositionCell(part=place))
            assert behind == sorted({who for who, _ in mine})
            for point, some in zip(part.points, each, strict=True):
                kept = sum(map(within, some))
                assert point.count == kept
                assert point.share == (kept / len(some) if some else None)
        if spans and answer.parts:
            bucket = random.randrange(len(spans))
            cell = CompositionCell(bucket=bucket)
            assert behind_composition(lake, ask, case.context, cell) == sorted(
                {who for who, _ in each[bucket]}
            )


def test_of_events_it_is_the_trend_broken_down(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(4))

    told = composition(lake, CompositionAsk(by="plan", of="events", top=3, **EVER), case.context)

    asked = TrendAsk(events="any", by=["plan"], top=3, every="month", **EVER)
    series = trend(lake, asked, case.context).series
    lines = {one.by["plan"]: one.total for one in series if one.by is not None}
    assert {part.value: part.count for part in told.parts} == lines
    assert type(told).from_json(told.to_json()) == told


def test_of_people_the_whole_is_everybody(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(4))

    told = composition(lake, CompositionAsk(by="plan", **EVER), case.context)

    asked = TrendAsk(events="any", metric="uniques", every="month", **EVER)
    assert told.total == trend(lake, asked, case.context).series[0].total
    assert sum(part.share or 0 for part in told.parts) == pytest.approx(1)
    assert [line["count"] for line in told.lines()] == [part.count for part in told.parts]


def test_the_statement_gives_the_same_numbers(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))
    ask = CompositionAsk(by="plan", every="month", top=2, **EVER)

    (statement,) = composition_statements(lake, ask, case.context)

    told = composition(lake, ask, case.context)
    rows = [row for row in lake.rows(statement.sql) if row[0] == "whole period"]
    assert [row[2] for row in rows] == [told.total, *(p.count for p in told.parts if p.count)]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "by"), ({"by": "plan", "of": "days"}, "of"), ({"by": "ranges(price)"}, "by"),
        ({"by": "plan", "every": "hour"}, "every"), ({"by": "plan", "top": 0}, "top"),
    ],
)  # fmt: skip
def test_what_has_no_parts_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        CompositionAsk.model_validate(body)

    assert refused.value.field == field


def test_a_part_that_is_not_there_is_not_found(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))

    for cell in (CompositionCell(part=99), CompositionCell(bucket=0)):
        with pytest.raises(NotFound):
            behind_composition(lake, CompositionAsk(by="plan", **EVER), case.context, cell)
