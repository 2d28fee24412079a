"""Every form of a funnel is what the plainest Python says, alone and mixed at random."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analytics.funnel_oracle import Bar, Spec, climbs, rungs
from analytics.logs import Case, random_case, store
from analytics.oracle import Test, World
from bellrock.analytics.funnel import FunnelCell, behind_funnel, funnel
from bellrock.core.errors import InvalidDefinition
from bellrock.query import FunnelAsk
from bellrock.store import Lake

STEPS: Mapping[str, Test] = {
    "a": lambda e: e.event == "a",
    "b": lambda e: e.event == "b",
    "c": lambda e: e.event == "c",
    "d": lambda e: e.event == "d",
    "a|b": lambda e: e.event in "ab",
    "b|c": lambda e: e.event in "bc",
    'c[plan = "pro"]': lambda e: (e.event, e.props.get("plan")) == ("c", "pro"),
    "any": lambda _: True,
}
WINDOWS = {
    "7d": timedelta(days=7), "20h": timedelta(hours=20), "90m": timedelta(minutes=90),
    "3mo": 3, "1mo": 1, "session": "session", "day": "day",
}  # fmt: skip
GAPS = {"any": None, "1d": timedelta(days=1), "2h": timedelta(hours=2), "1mo": 1}
SEEDS = range(12)


@dataclass(frozen=True)
class Drawn:
    """A question drawn at random, and what it says in the oracle's words."""

    asked: dict[str, Any]
    spec: Spec


def drawn(random: Random, zone: str) -> Drawn:
    order = random.choice(
        ("ordered", "ordered", "ordered", "strict", "unordered", "anchored", "anchored-ends")
    )
    size = random.choice((2, 3, 3, 4))
    plain = order in ("ordered", "strict")
    names = random.choices([*STEPS], k=size) if plain else random.sample([*STEPS], k=size)
    within = random.choice([*WINDOWS])
    count = random.choice(("people", "people", "runs", "runs", "sessions", "groups"))
    asked: dict[str, Any] = {"steps": names, "order": order, "within": within, "count": count}
    spec = Spec(
        [STEPS[name] for name in names], order, WINDOWS[within], count=count, zone=ZoneInfo(zone)
    )
    if count == "groups":
        asked["unit"], spec = "plan", replace(spec, unit="plan")
    if random.random() < 0.4:
        held = random.choice((["plan"], ["price"], ["plan", *["price"] * (size - 1)]))
        asked["hold"], spec = [held], replace(spec, hold=[held])
    if plain and random.random() < 0.4:
        gaps = random.choices([*GAPS], k=random.choice((1, size - 1)))
        asked["step_within"], spec = gaps, replace(spec, gaps=[GAPS[gap] for gap in gaps])
    if order == "ordered":
        asked, spec = with_optional(random, asked, spec)
        asked, spec = with_bars(random, asked, spec)
    return Drawn(asked, spec)


def with_optional(random: Random, asked: dict[str, Any], spec: Spec) -> tuple[Any, Spec]:
    middle = range(2, len(spec.steps))
    optional = [number for number in middle if random.random() < 0.4]
    return asked | {"optional": optional}, replace(spec, optional=optional)


def with_bars(random: Random, asked: dict[str, Any], spec: Spec) -> tuple[Any, Spec]:
    texts, bars = [], []
    for name in random.sample(["a", "b", "c", "d"], k=random.choice((0, 1, 1, 2))):
        first, last = sorted(random.sample(spec.needed, k=2))
        restart = random.random() < 0.6
        before = range(first + 1, last + 1)
        if all(asked["steps"][i] == name for i in before):
            continue
        texts.append(f"{name}@{first + 1}-{last + 1}{',restart' if restart else ''}")
        bars.append(Bar(STEPS[name], before, restart))
    return asked | {"exclude": texts}, replace(spec, bars=bars)


def narrowed(random: Random, case: Case) -> tuple[World, dict[str, Any]]:
    start = case.middle + timedelta(hours=random.choice((-24 * 9, -100, -49)))
    end = case.middle + timedelta(hours=random.choice((1, 30, 24 * 9)))
    bots = random.random() < 0.3
    world = replace(case.world, start=start, end=end, bots=bots)
    return world, {"from": start.isoformat(), "to": end.isoformat(), "bots": bots}


def test_any_funnel_is_as_the_oracle_says(lake: Lake) -> None:
    random = Random(4)
    cases = [random_case(random, events=90) for _ in SEEDS]
    store(lake, cases)
    for case in cases:
        for _ in range(3):
            one = drawn(random, case.zone)
            world, common = narrowed(random, case)
            check(lake, case, one, world, common)


def check(lake: Lake, case: Case, one: Drawn, world: World, common: dict[str, Any]) -> None:
    ask = FunnelAsk.model_validate({**one.asked, **common})

    answer = funnel(lake, ask, case.context)

    expected = climbs(world, one.spec)
    found = [(rung.people, rung.median_wait_s) for rung in answer.steps or ()]
    assert found == rungs(one.spec, expected), one.asked
    step = len(one.spec.steps) - 1
    for place in (0, step):
        behind = behind_funnel(lake, ask, case.context, FunnelCell(step=place))
        came = [run.people for run in expected if run.moments[place]]
        assert behind == sorted(frozenset[int]().union(*came)), one.asked
        if one.spec.count == "people":
            assert len(behind) == found[place][0]


def test_a_breakdown_is_of_the_step_it_is_attributed_to_and_its_parts_are_the_whole(
    lake: Lake,
) -> None:
    random = Random(9)
    cases = [random_case(random, events=80) for _ in range(3)]
    store(lake, cases)
    for case in cases:
        _, common = narrowed(random, case)
        for count, exclude in (("people", ["d@1-3,restart"]), ("runs", []), ("sessions", [])):
            asked = {"steps": ["a", "b", "c"], "exclude": exclude, "count": count, **common}
            whole = [r.people for r in funnel(lake, FunnelAsk(**asked), case.context).steps or ()]
            for attribute in ("first", "last", 2):
                ask = FunnelAsk(**asked, by=["plan"], attribute=attribute, top=3)
                ladders = funnel(lake, ask, case.context).ladders
                parts = [[rung.people for rung in one.steps] for one in ladders]
                assert [sum(column) for column in zip(*parts, strict=True)] == whole


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"within": "0d"}, "within"),
        ({"within": "0mo"}, "within"),
        ({"within": "week"}, "within"),
        ({"step_within": ["1h", "1h", "1h"]}, "step_within"),
        ({"step_within": ["0s"]}, "step_within[0]"),
        ({"step_within": ["1h"], "order": "anchored"}, "step_within"),
        ({"exclude": ["b@1"]}, "exclude[0].event"),
        ({"exclude": ["c@2-3"]}, "exclude[0].event"),
        ({"exclude": ["d@3-1"]}, "exclude[0].before"),
        ({"exclude": ["d@2-2"]}, "exclude[0].before"),
        ({"exclude": ["d@1-4"]}, "exclude[0].before"),
        ({"exclude": ["d"], "order": "anchored"}, "exclude"),
        ({"exclude": ["d@2-3"], "optional": [2]}, "exclude[0]"),
        ({"optional": [1]}, "optional[0]"),
        ({"optional": [4]}, "optional[0]"),
        ({"optional": [2], "order": "strict"}, "optional"),
        ({"hold": [["id", "order"]]}, "hold[0]"),
        ({"count": "groups"}, "unit"),
        ({"unit": "company"}, "unit"),
        ({"count": "groups", "unit": "person.company"}, "unit"),
        ({"by": "plan", "attribute": 4}, "attribute"),
        ({"by": "plan", "attribute": 2, "order": "unordered"}, "attribute"),
        ({"by": "plan", "show": "drivers"}, "by"),
    ],
)
def test_what_cannot_mean_anything_is_refused_at_its_place(
    wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        FunnelAsk.model_validate({"steps": ["a", "b", "c"], **wrong})

    assert refused.value.field == field
    assert refused.value.hint
