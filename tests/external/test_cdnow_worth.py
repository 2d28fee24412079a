"""CDNOW's customers by recency, frequency and value, and what they were worth, as its file says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import ceil, fsum

import pytest

from bellrock.analytics.ltv import ltv
from bellrock.analytics.rfm import RfmPlace, behind_rfm, rfm
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState, LtvAsk, RfmAsk
from bellrock.store import Lake
from external.published import Row, cdnow, store

CDNOW = 910_011
END = date(1998, 7, 1)
PERIOD = {"from": "1997-01-01", "to": "1998-07-01"}
Person = tuple[int, int, float]
"""Days since the last time, times, value."""


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The purchases of the file."""
    return list(cdnow())


@pytest.fixture(scope="module")
def ctx(lake: Lake, rows: list[Row]) -> Context:
    """A project that holds the file."""
    store(lake, CDNOW, rows)
    return Context(CDNOW, "UTC", IdentityState(False), FixedClock(datetime(2026, 3, 1, tzinfo=UTC)))


def people(rows: list[Row], until: date = END) -> dict[str, Person]:
    """Recency in days, frequency and value of every customer, straight from the file."""
    mine: dict[str, list[Row]] = {}
    for row in rows:
        if row.ts.date() < until:
            mine.setdefault(row.who, []).append(row)
    return {
        who: (
            (until - timedelta(days=1) - max(r.ts for r in some).date()).days, len(some),
            round(fsum(r.props["dollars"] for r in some), 6),
        )
        for who, some in mine.items()
    }  # fmt: skip


def ends(values: list[float], levels: int) -> list[float]:
    """The value with which each level but the last ends, by counting."""
    ordered = sorted(values)
    return [ordered[ceil(i * len(ordered) / levels) - 1] for i in range(1, levels)]


def test_every_customer_stands_where_the_file_puts_them(
    lake: Lake, ctx: Context, rows: list[Row]
) -> None:
    told = people(rows)
    answer = rfm(lake, RfmAsk(event="purchase", of="sum(dollars)", **PERIOD), ctx)

    assert (answer.people, len(told)) == (23_570, 23_570)
    assert answer.total == pytest.approx(2_500_315.63, abs=5e-3)
    last = [ends([p[i] for p in told.values()], 5) for i in range(3)]
    levels = Counter(
        (
            5 - bisect_left(last[0], days),
            *(1 + bisect_left(of, at) for of, at in zip(last[1:], rest, strict=True)),
        )
        for days, *rest in told.values()
    )
    assert {(c.recency, c.frequency, c.value): c.people for c in answer.cells} == levels
    once = sum(times == 1 for _, times, _ in told.values())
    assert (once, answer.frequency.levels[0].people) == (11_908, 11_908)  # half bought only once
    champions = next(s for s in answer.segments if s.name == "champions")
    assert champions.people == sum(
        n for (r, f, _), n in levels.items() if r == 5 and f >= 4
    )  # fmt: skip
    # As numpy has it, by np.quantile(…, method="inverted_cdf") over days and times.
    assert champions.people == 4_151
    assert champions.value_share == pytest.approx(0.518994223941239)
    behind = behind_rfm(
        lake, RfmAsk(event="purchase", of="sum(dollars)", **PERIOD), ctx,
        RfmPlace(segment="champions"),
    )  # fmt: skip
    assert len(behind) == champions.people


def test_moves_since_1997_add_up_to_everybody(lake: Lake, ctx: Context, rows: list[Row]) -> None:
    ask = RfmAsk(event="purchase", compare="1996-07-05", **PERIOD)  # as long, until 1998

    answer = rfm(lake, ask, ctx)

    assert answer.migration is not None
    until = answer.migration.compared.to.date()
    then = people(rows, until)
    moved = {(s.before, s.after): s.people for s in answer.migration.shifts}
    assert sum(moved.values()) == 23_570
    assert sum(n for (was, _), n in moved.items() if was != "none") == len(then)
    for segment in answer.segments:
        assert sum(n for (_, now), n in moved.items() if now == segment.name) == segment.people


def test_what_the_customers_of_each_month_had_brought(
    lake: Lake, ctx: Context, rows: list[Row]
) -> None:
    ask = LtvAsk(
        start="purchase", event="purchase", of="sum(dollars)", every="month", periods=12, **PERIOD
    )

    answer = ltv(lake, ask, ctx)

    first: dict[str, datetime] = {}
    for row in rows:
        first[row.who] = min(row.ts, first.get(row.who, row.ts))
    cohorts = [datetime(1997, month, 1) for month in (1, 2, 3, 4)]  # noqa: DTZ001 -- as the file
    won = Counter(bisect_right(cohorts, day) for day in first.values())
    assert [one.people for one in answer.cohorts[:3]] == [won[1], won[2], won[3]]
    assert answer.everybody.people == sum(won.values()) == 23_570
    for age in (0, 5, 11):
        brought = fsum(
            row.props["dollars"] for row in rows
            if (row.ts - first[row.who]).days < 30 * (age + 1)
        )  # fmt: skip
        # All of them were won by March 1997: fifteen months before the end everybody is old enough.
        assert answer.everybody.points[age].people == 23_570
        assert answer.everybody.points[age].value == pytest.approx(brought / 23_570)


def test_a_curve_fitted_to_the_first_nine_months_foresees_the_next_six(
    lake: Lake, ctx: Context
) -> None:
    ask = {"start": "purchase", "event": "purchase", "of": "sum(dollars)", "every": "month"}
    asked = LtvAsk(periods=9, horizon=15, **ask, **{**PERIOD, "to": "1998-01-01"})  # type: ignore[arg-type] # texts and numbers

    foreseen = ltv(lake, asked, ctx).everybody
    seen = ltv(lake, LtvAsk(periods=15, **ask, **PERIOD), ctx).everybody  # type: ignore[arg-type] # as above

    truth = seen.points[14].value
    assert truth is not None
    assert foreseen.foreseen[-1].value == pytest.approx(truth, rel=0.05)
