"""Retention in every kind of window is what the plainest Python says, across clock changes too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from analytics import retention_oracle as oracle
from analytics.logs import Case
from analytics.oracle import Event, World, text
from analytics.retention_oracle import Asked, Cell, Cells
from analytics.test_oracle import MEANINGS, SEEDS, _narrowed, _starts, _stored, country
from bellrock.analytics.retention import (
    RetentionAnswer,
    RetentionCell,
    behind_retention,
    retention,
)
from bellrock.analytics.retention.answer import Cohort
from bellrock.query import RetentionAsk
from bellrock.stats.intervals import wilson
from bellrock.store import Lake

KINDS = ("first", "first-in-period", "recurring")
MODES = ("on", "on-or-after", "on-or-before", "streak")
A_FEW = settings(
    max_examples=3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@A_FEW
@given(seed=SEEDS)
def test_any_kind_mode_clock_and_brackets_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        body, world = _made_up(random, case)
        ask = RetentionAsk(**body)

        answer = retention(lake, ask, case.context)

        told = _Told(case, world, ask, len(answer.cohorts[0].returned))
        assert [c.start for c in answer.cohorts] == told.starts
        told.check(answer.cohorts, None)
        _check_curve(answer, told)
        cohort = random.randrange(len(answer.cohorts))
        after = random.randrange(told.asked.count)
        told.check_people(lake, RetentionCell(cohort=cohort), None)
        told.check_people(lake, RetentionCell(cohort=cohort, after=after), None)
        if ask.kind != "recurring":
            told.check_people(lake, RetentionCell(after=after), None)


@A_FEW
@given(seed=SEEDS)
def test_groups_are_as_the_oracle_says_and_sum_to_everybody(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        body, world = _made_up(random, case)
        by = random.choice((["plan"], ["country"], ["plan", "country"]))
        ask = RetentionAsk(**body, by=by, top=random.choice((1, 2, 10)))

        answer = retention(lake, ask, case.context)

        assert answer.groups is not None
        told = _Told(case, world, ask, len(answer.cohorts[0].returned))
        shown = [tuple(g.by.values()) for g in answer.groups[:-1]]
        told.check(answer.cohorts, None)
        for place, group in enumerate(answer.groups):
            keep = shown[place : place + 1] if not group.other else None
            told.check(group.cohorts, keep, without=shown)
        for cohorts in zip(answer.cohorts, *(g.cohorts for g in answer.groups), strict=True):
            whole, *parts = cohorts
            assert whole.people == sum(part.people for part in parts)
        place = random.randrange(len(answer.groups))
        keep = None if answer.groups[place].other else shown[place : place + 1]
        cell = RetentionCell(cohort=0, after=0, group=place)
        told.check_people(lake, cell, keep, without=shown)


def _made_up(random: Random, case: Case) -> tuple[dict[str, Any], World]:
    _, world, common = _narrowed(random, case)
    mode, every = random.choice(MODES), random.choice(("hour", "day", "day", "week", "month"))
    plain = random.random() < 0.4  # answered by bits, everything else by moments
    clock = "calendar" if plain else random.choice(("calendar", "rolling"))
    brackets: Any = () if plain else random.choice(((), (), "1d,3d,7d", "2d,4d,6d", "1d"))
    if brackets and clock == "rolling":
        brackets = random.choice((brackets, "90m,36h,5d"))
    body = {
        "start": random.choice(list(MEANINGS)), "return": random.choice(list(MEANINGS)),
        "kind": random.choice(KINDS), "mode": mode, "every": every, "clock": clock,
        "brackets": brackets, "periods": None if brackets else random.choice((None, 3, 60)),
        "value": random.choice((None, "sum(price)", "mean(price)")),
        "curve": True, **common,
    }  # fmt: skip
    if plain or mode == "streak":
        body["value"] = None
    return body, world


class _Told:
    """What the oracle says to a question, cell by cell."""

    def __init__(self, case: Case, world: World, ask: RetentionAsk, count: int) -> None:
        self.case, self.world, self.ask = case, world, ask
        self.starts: Sequence[datetime] = _starts(world, ask.every, case.zone)
        start, back = str(ask.start.label), str(ask.return_.label)
        self.asked = Asked(
            MEANINGS[start], MEANINGS[back], ask.kind, ask.mode, ask.every,
            ask.clock == "rolling", ask.brackets, count, implied=back in ("any", start),
            by=lambda e: tuple(_value(e, str(name)) for name in ask.by),
        )  # fmt: skip
        self.cells: Cells = oracle.retention(world, self.starts, case.zone, self.asked)

    def people(
        self, cohort: int, after: int | None, keep: Sequence[Any] | None, without: Sequence[Any]
    ) -> set[int]:
        """Everybody of a cell: of the groups kept, or of all but some."""
        cells = self._some(cohort, after, keep, without)
        return {who for cell in cells for who in cell.people}

    def prices(self, cohort: int, after: int, keep: Any, without: Any) -> list[float]:
        cells = self._some(cohort, after, keep, without)
        return [price for cell in cells for some in cell.values.values() for price in some]

    def _some(self, cohort: int, after: int | None, keep: Any, without: Any) -> list[Cell]:
        return [
            cell
            for (value, number, window), cell in self.cells.items()
            if (number, window) == (cohort, after)
            and (value in keep if keep is not None else value not in without)
        ]

    def complete(self, cohort: int, after: int) -> bool:
        until = min(self.world.end, self.case.now)
        cell = (cohort, after)
        return oracle.complete(self.world, self.starts, self.case.zone, self.asked, until, cell)

    def check(
        self, cohorts: Sequence[Cohort], keep: Sequence[Any] | None, without: Sequence[Any] = ()
    ) -> None:
        for i, cohort in enumerate(cohorts):
            assert cohort.people == len(self.people(i, None, keep, without))
            for after, returned in enumerate(cohort.returned):
                found = self.people(i, after, keep, without)
                known = self.complete(i, after)
                assert returned == (len(found) if known else None)
                if self.ask.value is not None and cohort.values is not None:
                    prices = self.prices(i, after, keep, without)
                    wanted: float | None = sum(prices)
                    if self.ask.value.kind == "mean":
                        wanted = sum(prices) / len(prices) if prices else None
                    assert cohort.values[after] == (pytest.approx(wanted) if known else None)

    def check_people(
        self, lake: Lake, cell: RetentionCell, keep: Any, without: Sequence[Any] = ()
    ) -> None:
        cohorts = [cell.cohort] if cell.cohort is not None else range(len(self.starts))
        found: set[int] = set()
        for cohort in cohorts:
            whole = cell.cohort is not None or self.complete(cohort, cell.after or 0)
            found |= set(self.people(cohort, cell.after, keep, without)) if whole else set()
        assert behind_retention(lake, self.ask, self.case.context, cell) == sorted(found)


def _check_curve(answer: RetentionAnswer, told: _Told) -> None:
    """The mean is of the cohorts whose cell is known, weighted by size."""
    assert answer.curve is not None
    points = {point.after: point for point in answer.curve.points}
    for after in range(told.asked.count):
        known = [c for c in answer.cohorts if c.people and c.returned[after] is not None]
        assert (after in points) == bool(known)
        if not known:
            continue
        people, back = sum(c.people for c in known), sum(c.returned[after] or 0 for c in known)
        point, bounds = points[after], wilson(back, people)
        assert (point.cohorts, point.people, point.returned) == (len(known), people, back)
        assert (point.low, point.share, point.high) == (bounds.low, back / people, bounds.high)
        shares = [(c.returned[after] or 0) / c.people for c in known]
        assert point.simple == pytest.approx(sum(shares) / len(shares))


def _value(event: Event, name: str) -> str | None:
    return country(event) if name == "country" else text(event.props.get(name))
