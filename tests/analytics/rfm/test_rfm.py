"""RFM levels, segments and moves are what the plainest Python says, and ties stay together."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from math import fsum
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from analytics.logs import Case
from analytics.oracle import World, number
from analytics.test_oracle import MEANINGS, _narrowed, _stored
from bellrock.analytics.rfm import RfmPlace, behind_rfm, rfm
from bellrock.analytics.rfm.answer import RfmAnswer
from bellrock.analytics.rfm.segments import NAMES, places, segment
from bellrock.analytics.rfm.statements import rfm_statements
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import RfmAsk
from bellrock.query.inlined import inlined
from bellrock.stats.breaks import Weighed, natural_breaks
from bellrock.store import Lake

Person = tuple[int, int, float]
"""Days since the last time, times or days, and value."""
GRID = {
    "55": "champions", "44": "loyal", "54": "champions", "45": "loyal", "35": "loyal",
    "52": "potential_loyalists", "43": "potential_loyalists", "51": "new", "41": "promising",
    "33": "need_attention", "31": "about_to_sleep", "32": "about_to_sleep", "24": "at_risk",
    "13": "at_risk", "15": "cant_lose", "25": "cant_lose", "11": "hibernating",
    "22": "hibernating",
}  # fmt: skip


def _people(world: World, event: str, of: str, often: str, zone: str) -> dict[int, Person]:
    tz = ZoneInfo(zone)
    last = (world.end - timedelta(microseconds=1)).astimezone(tz).date()
    found = {}
    for who, mine in world.by_person(e for e in world.inside() if MEANINGS[event](e)).items():
        days = {e.ts.astimezone(tz).date() for e in mine}
        told = [v for e in mine if (v := number(e.props.get("price"))) is not None]
        value = {
            "sum(price)": fsum(told), "mean(price)": fsum(told) / len(told) if told else 0.0,
            "times": len(mine), "days": len(days),
        }[of]  # fmt: skip
        times = len(mine) if often == "times" else len(days)
        found[who] = ((last - max(days)).days, times, round(value, 6))
    return found


def _begins(values: Sequence[float], levels: int) -> list[float]:
    """Where levels begin, as every single value would say."""
    ordered, different = sorted(values), sorted(set(values))
    shares = [Fraction(i * len(ordered), levels) for i in range(1, levels)]
    ends = [next(v for v in different if bisect_right(ordered, v) >= share) for share in shares]
    return [min(v for v in different if v > end) for end in ends if end < different[-1]]


def _least(ordered: Sequence[float], part: int, parts: int) -> float:
    """The least value that so many parts of all do not exceed."""
    share = Fraction(part * len(ordered), parts)
    return next(v for v in ordered if bisect_right(ordered, v) >= share)


def _cost(values: Sequence[float], breaks: Sequence[float]) -> float:
    parts: dict[int, list[float]] = defaultdict(list)
    for value in values:
        parts[bisect_right(breaks, value)].append(value)
    return fsum((v - fsum(p) / len(p)) ** 2 for p in parts.values() for v in p)


def _is_best(values: Sequence[float], levels: int, breaks: Sequence[float]) -> bool:
    """Whether no other grouping lies closer together, of all that there are."""
    different = sorted(set(values))
    many = min(levels, len(different)) - 1
    least = min(_cost(values, some) for some in combinations(different[1:], many))
    return len(breaks) == many and _cost(values, breaks) == pytest.approx(least, abs=1e-6)


def _levels(ask: RfmAsk, answer: RfmAnswer, people: dict[int, Person]) -> Any:
    """The function that says a person's levels, by the people of this period."""
    days, often, much = ask.recency_cuts, ask.frequency_cuts, ask.value_cuts
    begins: list[Any] = []
    for axis, scale in enumerate((answer.recency, answer.frequency, answer.value)):
        values = [float(p[axis]) if axis else -float(p[0]) for p in people.values()]
        found = [1 - cut for cut in reversed(scale.cuts)] if axis == 0 else scale.cuts
        if values and ask.cuts == "quantiles":
            found = _begins(values, ask.levels)
            if axis == 0:  # from the best level down, in days
                days_ago = sorted(p[0] for p in people.values())
                found = sorted(-_least(days_ago, i, ask.levels) for i in range(1, ask.levels))
        elif values and not (days, often, much)[axis]:
            assert _is_best(values, ask.levels, found)
        begins.append(found)

    def of(person: Person) -> tuple[int, int, int]:
        r = (
            len(days) + 1 - bisect_right(days, person[0]) if days
            else 1 + bisect_right(begins[0], -person[0])
        )  # fmt: skip
        return (
            r, 1 + bisect_right(often or begins[1], person[1]),
            1 + bisect_right(much or begins[2], person[2]),
        )  # fmt: skip

    return of


@pytest.mark.parametrize("seed", range(2))
def test_levels_segments_and_moves_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        event = random.choice(("any", "a", "b|c", "b[price > 6]"))
        _, world, common = _narrowed(random, case)
        asked: dict[str, Any] = {
            "of": random.choice(("sum(price)", "mean(price)", "times", "days")),
            "frequency": random.choice(("times", "days")), "levels": random.choice((3, 4, 5, 8)),
            "cuts": random.choice(("quantiles", "quantiles", "natural")),
            "scheme": random.choice(("ten", "eight")),
        }  # fmt: skip
        if random.random() < 0.4:
            asked |= {"recency_cuts": (2, 4, 9)}
        if random.random() < 0.3:
            asked |= {"value_cuts": (0, 7.5), "frequency_cuts": (2,)}
        back = timedelta(days=random.choice((1, 3)))
        before = replace(world, start=world.start - back, end=world.end - back)
        asked["compare"] = before.start.isoformat()
        ask = RfmAsk(event=event, **asked, **common)

        answer = rfm(lake, ask, case.context)

        told = str(ask.of), ask.frequency, case.zone
        people = _people(world, event, *told)
        then = _people(before, event, *told)
        level = _levels(ask, answer, people)
        _check_cells(lake, ask, case, answer, people, level)
        _check_segments(lake, ask, case, answer, people, level)
        _check_moves(lake, ask, case, answer, (then, people), level)


def _check_cells(
    lake: Lake, ask: RfmAsk, case: Case, answer: RfmAnswer, people: dict[int, Person], level: Any
) -> None:
    assert answer.people == len(people) == sum(one.people for one in answer.cells)
    assert answer.total == pytest.approx(fsum(p[2] for p in people.values()))
    cells = Counter(map(level, people.values()))
    assert {(c.recency, c.frequency, c.value): c.people for c in answer.cells} == cells
    for axis, scale in enumerate((answer.recency, answer.frequency, answer.value)):
        for one in scale.levels:
            mine = [p[axis] for p in people.values() if level(p)[axis] == one.level]
            assert (one.people, one.low, one.high) == (
                len(mine), min(mine, default=None), max(mine, default=None)
            )  # fmt: skip
            assert one.mean == (pytest.approx(fsum(mine) / len(mine)) if mine else None)
    for cell in answer.cells[:3]:
        place = RfmPlace(recency=cell.recency, frequency=cell.frequency, value=cell.value)
        mine_of = [
            w for w, p in people.items() if level(p) == (cell.recency, cell.frequency, cell.value)
        ]
        assert behind_rfm(lake, ask, case.context, place) == sorted(mine_of)
        values = [people[w][2] for w in mine_of]
        assert cell.total == pytest.approx(fsum(values))
        assert cell.mean == pytest.approx(fsum(values) / len(values))


def _named(ask: RfmAsk, answer: RfmAnswer, people: dict[int, Person], level: Any) -> Any:
    counts = tuple(len(s.levels) for s in (answer.recency, answer.frequency, answer.value))
    sums = [
        (sum(level(p)[axis] for p in people.values()), len(people)) for axis in range(3)
    ]  # fmt: skip
    return lambda p: segment(ask.scheme, level(p), counts, sums)


def _check_segments(
    lake: Lake, ask: RfmAsk, case: Case, answer: RfmAnswer, people: dict[int, Person], level: Any
) -> None:
    named = _named(ask, answer, people, level)
    counts = Counter(map(named, people.values()))
    assert [one.name for one in answer.segments] == list(NAMES[ask.scheme])
    assert {one.name: one.people for one in answer.segments if one.people} == counts
    for one in answer.segments:
        mine = {who: p for who, p in people.items() if named(p) == one.name}
        if mine:
            assert one.recency_days == pytest.approx(sum(p[0] for p in mine.values()) / len(mine))
            assert one.frequency == pytest.approx(sum(p[1] for p in mine.values()) / len(mine))
    if people:
        name = min(counts)
        behind = behind_rfm(lake, ask, case.context, RfmPlace(segment=name))
        assert behind == sorted(who for who, p in people.items() if named(p) == name)
        assert sum(one.share or 0 for one in answer.segments) == pytest.approx(1)


def _check_moves(
    lake: Lake, ask: RfmAsk, case: Case, answer: RfmAnswer,
    both: tuple[dict[int, Person], dict[int, Person]], level: Any,
) -> None:  # fmt: skip
    then, people = both
    named = _named(ask, answer, people, level)
    moved: dict[tuple[str, str], list[int]] = defaultdict(list)
    for who in {*then, *people}:
        was, now = (named(some[who]) if who in some else "none" for some in both)
        moved[was, now].append(who)
    assert answer.migration is not None
    assert {(s.before, s.after): s.people for s in answer.migration.shifts} == {
        key: len(some) for key, some in moved.items()
    }
    for one in answer.migration.shifts[:3]:
        some = sorted(moved[one.before, one.after])
        assert one.total_before == pytest.approx(fsum(then[w][2] for w in some if w in then))
        assert one.share == len(some) / sum(len(v) for k, v in moved.items() if k[0] == one.before)
        cell = RfmPlace(before=one.before, segment=one.after)
        assert behind_rfm(lake, ask, case.context, cell) == some


EVER = {"from": "2025-01-01", "to": "2027-01-01"}


def test_the_cuts_of_an_answer_are_own_cuts_that_give_it_again(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(5))
    asked = {"event": "any", "of": "sum(price)", "levels": 4, **EVER}

    told = rfm(lake, RfmAsk(**asked), case.context)

    own = {
        f"{name}_cuts": sorted(set(getattr(told, name).cuts))
        for name in ("recency", "frequency", "value") if getattr(told, name).cuts
    }  # fmt: skip
    again = rfm(lake, RfmAsk(**asked, **own), case.context)
    assert [c.people for c in again.cells] == [c.people for c in told.cells]
    assert type(told).from_json(told.to_json()) == told
    assert sum(line["people"] for line in told.lines()) == told.people


def test_the_statements_give_the_same_numbers(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))
    ask = RfmAsk(event="any", of="sum(price)", scheme="eight", compare="2024-06-01", **EVER)

    cells, moves = rfm_statements(lake, ask, case.context)
    assert all("group by" in inlined(one.sql) for one in (cells, moves))

    told = rfm(lake, ask, case.context)
    assert [(r, f, v, name, n) for r, f, v, name, n, *_ in lake.rows(cells.sql)] == [
        (c.recency, c.frequency, c.value, c.segment, c.people) for c in told.cells
    ]
    assert told.migration is not None
    assert sorted(lake.rows(moves.sql)) == sorted(
        (s.before, s.after, s.people) for s in told.migration.shifts
    )


def test_the_grid_of_ten_is_the_one_the_field_uses() -> None:
    five = ((5, 5, 5), ((3, 1), (3, 1), (3, 1)))

    for levels, name in GRID.items():
        assert segment("ten", (int(levels[0]), int(levels[1]), 1), *five) == name
    assert len(places("ten", (3, 8, 4), [(1, 1)] * 3)) == 96
    corners = [segment("ten", (r, f, 1), (3, 8, 5), []) for r in (1, 3) for f in (1, 8)]
    assert corners == ["hibernating", "cant_lose", "new", "champions"]


def test_of_eight_segments_high_is_above_the_mean_level() -> None:
    means = ((30, 10), (31, 10), (25, 10))

    assert segment("eight", (4, 4, 3), (5, 5, 5), means) == "key_value"
    assert segment("eight", (3, 3, 2), (5, 5, 5), means) == "winback"
    assert segment("eight", (3, 4, 5), (5, 5, 5), means) == "key_keep"


def test_natural_breaks_are_the_best_of_all_groupings() -> None:
    random = Random(3)
    for _ in range(60):
        values = sorted(random.choice((1, 2, 2, 3, 7, 8, 20, 21.5, 90)) for _ in range(9))
        counts = Counter(values)
        weighed = [Weighed(v, n, v * n, v * v * n) for v, n in sorted(counts.items())]
        groups = random.randrange(2, 6)
        assert _is_best(values, groups, natural_breaks(weighed, groups))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "event"), ({"event": "a", "levels": 9}, "levels"),
        ({"event": "a", "of": "hours"}, "of"),
        ({"event": "a", "recency_cuts": "30,7"}, "recency_cuts"),
        ({"event": "a", "recency_cuts": "0.5"}, "recency_cuts"),
        ({"event": "a", "compare": "soon"}, "compare"), ({"event": "a", "scheme": "six"}, "scheme"),
    ],
)  # fmt: skip
def test_what_cannot_be_cut_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        RfmAsk.model_validate(body)

    assert refused.value.field == field


def test_a_cell_that_is_not_there_is_not_found(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))
    ask = RfmAsk(event="any", levels=3, **EVER)

    for cell in (
        RfmPlace(recency=4), RfmPlace(segment="kings"), RfmPlace(before="new"),
        RfmPlace(segment="none"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            behind_rfm(lake, ask, case.context, cell)
