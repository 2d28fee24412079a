"""A profile is what the plainest Python says: sizes, values, shares, index and their tests."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import count
from math import erfc, sqrt
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from analytics.logs import Case, store
from analytics.oracle import Event, Test, World, text
from analytics.test_oracle import MEANINGS, SEEDS, _narrowed, _stored, country
from bellrock.analytics.profile import ProfileCell, behind_profile, profile
from bellrock.analytics.profile.statements import profile_statements
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import ProfileAsk, TrendAsk
from bellrock.store import Lake

A_FEW = settings(
    max_examples=3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
_projects = count(8_000_000)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = {"from": "2026-03-02", "to": "2026-03-03"}
EVER = {"from": "2025-01-01", "to": "2027-01-01"}


def _value(event: Event, name: str) -> str | None:
    return country(event) if name == "country" else text(event.props.get(name))


def _people(
    world: World, target: Test, base: Test, names: list[str], which: str
) -> list[tuple[int, bool, bool, list[str | None]]]:
    found = []
    some = [e for e in world.inside() if target(e) or base(e)]
    for who, events in world.by_person(some).items():
        values: list[str | None] = []
        for name in names:
            told = [(e.at, v) for e in events if (v := _value(e, name)) is not None]
            sign = 1 if which == "first" else -1
            values.append(min(told, key=lambda one: (sign * one[0], one[1]))[1] if told else None)
        found.append((who, any(map(target, events)), any(map(base, events)), values))
    return found


@A_FEW
@given(seed=SEEDS)
def test_profiles_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        target = random.choice(("a", "b[price > 6]", "c", "b|c"))
        base = random.choice(("any", "any", "a|b"))
        _, world, common = _narrowed(random, case)
        names, which = ["plan", "country"], random.choice(("last", "first"))
        top, least = random.choice((1, 2, 20)), random.choice((1, 2))
        ask = ProfileAsk(
            target=target, base=base, by=names, value=which, top=top, least=least, **common
        )

        answer = profile(lake, ask, case.context)

        people = _people(world, MEANINGS[target], MEANINGS[base], names, which)
        sizes = [sum(t for _, t, _, _ in people), sum(b for _, _, b, _ in people)]
        assert [answer.target, answer.base] == sizes
        assert answer.both == sum(t and b for _, t, b, _ in people)
        for place, aspect in enumerate(answer.aspects):
            mine = Counter(v[place] for _, t, _, v in people if t)
            theirs = Counter(v[place] for _, _, b, v in people if b)
            either = Counter(v[place] for _, _, _, v in people)
            shown = [one.value for one in aspect.values if not one.other]
            assert len(shown) == min(top, len(either))
            assert [theirs[v] for v in shown] == sorted((theirs[v] for v in shown), reverse=True)
            for at, one in enumerate(aspect.values):
                held = set(either) - set(shown) if one.other else {one.value}
                t, b = sum(mine[v] for v in held), sum(theirs[v] for v in held)
                assert one.few == (sum(either[v] for v in held) < least)
                cell = ProfileCell(group="target", property=place, value=at)
                if one.few:
                    with pytest.raises(NotFound):
                        behind_profile(lake, ask, case.context, cell)
                    continue
                assert (one.target, one.base) == (t, b)
                assert one.target_share == (t / sizes[0] if sizes[0] else None)
                if t and b:
                    assert one.index == pytest.approx(100 * t / sizes[0] / (b / sizes[1]))
                told = sorted(who for who, hit, _, v in people if hit and v[place] in held)
                assert behind_profile(lake, ask, case.context, cell) == told


def _shop(lake: Lake) -> Case:
    """200 people; of 60 buyers 45 have the plan pro, of 140 others 35; 3 are in XX."""
    events = []
    for who in range(1, 201):
        buys = who <= 60
        pro = who <= 45 or 60 < who <= 95
        place = "XX" if who in (1, 2, 100) else "CN" if who % 2 else "DE"
        props = {"plan": "pro" if pro else "free"}
        events.append(Event("view", NOON, person=who, country=place, props=props))
        if buys:
            events.append(Event("buy", NOON, person=who, country=place, props=props))
    case = Case(next(_projects), "UTC", NOON, World(events))
    store(lake, [case])
    return case


def test_the_index_is_the_share_over_the_share_of_the_base(lake: Lake) -> None:
    case = _shop(lake)

    told = profile(lake, ProfileAsk(target="buy", by=["plan", "country"], **DAY), case.context)

    assert (told.target, told.base, told.both) == (60, 200, 60)
    plan, place = told.aspects
    free, pro = plan.values
    assert (pro.value, pro.target, pro.base, pro.index) == ("pro", 45, 80, 187.5)
    assert (free.value, free.target_share, free.base_share) == ("free", 0.25, 0.6)
    few = place.values[-1]
    assert (few.value, few.few, few.target, few.index) == ("XX", True, None, None)
    assert "values of fewer than 10 people are not told: 1 of them" in told.meta.notes


def test_differences_are_tested_against_those_outside_and_judged_together(lake: Lake) -> None:
    case = _shop(lake)

    told = profile(lake, ProfileAsk(target="buy", by=["plan", "country"], **DAY), case.context)

    tested = [one for aspect in told.aspects for one in aspect.values if one.p is not None]
    assert len(tested) == 4
    for one in tested:
        assert one.target is not None and one.base is not None
        assert one.p == pytest.approx(_chi_square(one.target, 60, one.base - one.target, 140))
    rates = [one.p for one in tested if one.p is not None]
    for one in tested:
        above = [p * len(rates) / sum(q <= p for q in rates) for p in rates if p >= (one.p or 0)]
        assert one.q == pytest.approx(min(1.0, *above))


def _chi_square(part: int, whole: int, other: int, other_whole: int) -> float:
    """Pearson's test of a table of four cells, from what each is expected to hold."""
    share = (part + other) / (whole + other_whole)
    cells = (
        (part, whole * share), (whole - part, whole * (1 - share)),
        (other, other_whole * share), (other_whole - other, other_whole * (1 - share)),
    )  # fmt: skip
    return erfc(sqrt(sum((seen - told) ** 2 / told for seen, told in cells) / 2))


def test_groups_are_as_large_as_the_trend_says(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(3))

    told = profile(lake, ProfileAsk(target="a", by="plan", **EVER), case.context)

    for event, people in (("a", told.target), ("any", told.base)):
        asked = TrendAsk(events=event, metric="uniques", every="month", **EVER)
        assert trend(lake, asked, case.context).series[0].total == people
    for group, people in (("target", told.target), ("base", told.base), ("both", told.both)):
        cell = ProfileCell.model_validate({"group": group})
        assert (
            len(behind_profile(lake, ProfileAsk(target="a", **EVER), case.context, cell)) == people
        )
    assert told.both == told.target


def test_the_usual_properties_are_compared_where_none_are_named(lake: Lake) -> None:
    case = _shop(lake)

    told = profile(lake, ProfileAsk(target="buy", **DAY), case.context)

    assert [aspect.property for aspect in told.aspects][:2] == ["country", "device"]
    assert type(told).from_json(told.to_json()) == told
    assert {"property", "value", "index", "too_few"} <= set(told.lines()[0])


def test_nobody_has_no_profile(lake: Lake) -> None:
    case = _shop(lake)

    told = profile(lake, ProfileAsk(target="nobody", by="plan", **DAY), case.context)

    assert told.target == 0
    assert all(one.index is None and one.p is None for one in told.aspects[0].values)


def test_the_statements_give_the_same_numbers(lake: Lake) -> None:
    case = _shop(lake)
    ask = ProfileAsk(target="buy", by=["plan", "country"], top=1, **DAY)

    sizes, values = profile_statements(lake, ask, case.context)

    assert lake.one(sizes.sql) == (60, 200, 60)
    told = profile(lake, ask, case.context)
    rows = [row[:4] for row in lake.rows(values.sql)]
    assert rows == [
        (aspect.property, one.value, one.target, one.base)
        for aspect in told.aspects
        for one in aspect.values
    ]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "target"), ({"target": "buy", "by": ["ranges(price)"]}, "by[0]"),
        ({"target": "buy", "least": 0}, "least"), ({"target": "buy", "value": "any"}, "value"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        ProfileAsk.model_validate(body)

    assert refused.value.field == field


def test_a_number_that_is_not_there_is_not_found(lake: Lake) -> None:
    case = _shop(lake)
    ask = ProfileAsk(target="buy", by="plan", **DAY)

    for cell in (ProfileCell(property=1, value=0), ProfileCell(property=0, value=9),
                 ProfileCell(property=0)):  # fmt: skip
        with pytest.raises(NotFound):
            behind_profile(lake, ask, case.context, cell)
