"""A pivot is what the plainest Python says: every cell, row, column and the whole."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from analytics import oracle
from analytics.oracle import Event, Test, World, text
from analytics.test_oracle import MEANINGS, SEEDS, _figure, _narrowed, _stored, country
from bellrock.analytics.pivot import PivotCell, behind_pivot, pivot
from bellrock.analytics.pivot.statements import pivot_statements
from bellrock.analytics.trend import trend
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.ask import PivotAsk, TrendAsk
from bellrock.store import Lake

A_FEW = settings(
    max_examples=3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
METRICS = ("total", "uniques", "per_user", "sum(price)", "mean(price)", "min(price)",
           "max(price)", "median(price)", "p90(price)", "distinct(plan)")  # fmt: skip
COUNTS = ("total", "uniques", "per_user")
Values = tuple[str | None, ...]


def _value(event: Event, name: str, zone: str) -> str | None:
    if name == "plan":
        return text(event.props.get("plan"))
    if name == "country":
        return country(event)
    if name == "hour(time)":
        return f"{event.ts.astimezone(ZoneInfo(zone)).hour:02d}"
    return event.session or None


def _values(event: Event, by: list[str], zone: str) -> Values:
    return tuple(_value(event, name, zone) for name in by)


@A_FEW
@given(seed=SEEDS)
def test_pivots_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    for case in _stored(lake, random):
        pool: Any = COUNTS if random.random() < 0.5 else METRICS
        count = random.randint(1, 3)
        events = [random.choice(("a", "any", "b|c", "b[price > 6]")) for _ in range(count)]
        metrics = [random.choice(pool) for _ in events]
        by = random.choice((["plan"], ["country", "plan"], ["hour(time)"], ["country"]))
        across = random.choice(([], ["session"], ["plan"] if "plan" not in by else ["session"]))
        _, world, common = _narrowed(random, case)
        top, columns = random.choice((2, 4, 40)), random.choice((1, 2, 9))
        order = random.choice(("down", "up", "name"))
        values = (
            sorted({_value(e, across[0], case.zone) or "" for e in world.events}) if across else []
        )
        sorting = random.choice((None, *values)) if order != "name" else None
        ask = PivotAsk(
            events=events, metric=metrics, by=by, across=across, top=top, columns=columns,
            order=order, sort=random.randint(1, count), sort_column=sorting, **common,
        )  # fmt: skip

        answer = pivot(lake, ask, case.context)

        either: Test = lambda e: any(MEANINGS[n](e) for n in events)  # noqa: E731, B023
        found = [e for e in world.inside() if either(e)]
        rows = {_values(e, by, case.zone) for e in found}
        shown = [tuple((one.by or {}).values()) for one in answer.rows if not one.other]
        assert len(shown) == min(top, len(rows))
        assert set(shown) <= rows
        assert any(one.other for one in answer.rows) == (len(rows) > top)
        heads = [tuple(one.by.values()) for one in answer.columns if not one.other]

        def figures(keep: Test, world: World = world) -> list[float | None]:
            part = replace(world, keep=lambda e: world.keep(e) and keep(e))
            return [
                oracle.figure(part, [e for e in part.inside() if MEANINGS[name](e)], *_figure(m))
                for name, m in zip(events, metrics, strict=True)  # noqa: B023
            ]

        def in_row(one: Any, e: Event) -> bool:
            told = _values(e, by, case.zone)  # noqa: B023
            return told not in shown if one.other else told == tuple(one.by.values())  # noqa: B023

        def in_column(one: Any, e: Event) -> bool:
            told = _values(e, across, case.zone)  # noqa: B023
            return told not in heads if one.other else told == tuple(one.by.values())  # noqa: B023

        assert answer.total.total == pytest.approx(figures(lambda _: True))
        for row in answer.rows:
            assert row.total == pytest.approx(figures(lambda e, row=row: in_row(row, e)))
            for head, cell in zip(answer.columns, row.cells, strict=bool(across)):
                told = figures(lambda e, r=row, h=head: in_row(r, e) and in_column(h, e))
                assert cell == pytest.approx(told)
        for head, cell in zip(answer.columns, answer.total.cells, strict=bool(across)):
            assert cell == pytest.approx(figures(lambda e, h=head: in_column(h, e)))
        _check_order(answer, figures, ask, rows, by, case.zone)
        _check_people(lake, case, ask, answer, random)


def _check_order(
    answer: Any, figures: Any, ask: PivotAsk, rows: set[Values], by: list[str], zone: str
) -> None:  # fmt: skip
    if ask.order == "name":
        return

    def at(values: Values) -> float | None:
        column = ask.sort_column

        def counts(e: Event) -> bool:
            inside = column is None or (_value(e, str(ask.across[0]), zone) or "") == column
            return inside and _values(e, by, zone) == values

        found: float | None = figures(counts)[ask.sort - 1]
        return found

    told = [at(tuple((row.by or {}).values())) for row in answer.rows if not row.other]
    numbers = [value for value in told if value is not None]
    assert told[: len(numbers)] == numbers  # nothing comes last
    assert numbers == sorted(numbers, reverse=ask.order == "down")
    shown = {tuple((one.by or {}).values()) for one in answer.rows if not one.other}
    rest = [at(values) for values in rows - shown]
    left = [value for value in rest if value is not None]
    if left and numbers:
        best = max(left) if ask.order == "down" else min(left)
        assert numbers[-1] == pytest.approx(best) or (numbers[-1] > best) == (ask.order == "down")
    assert not left or len(numbers) == len(told)


def _check_people(lake: Lake, case: Any, ask: PivotAsk, answer: Any, random: Random) -> None:
    for place, (_, metric) in enumerate(ask.figures):
        if metric.kind != "uniques":
            continue
        assert (
            len(behind_pivot(lake, ask, case.context, PivotCell(figure=place)))
            == answer.total.total[place]
        )
        if not answer.rows:
            continue
        row = random.randrange(len(answer.rows))
        column = random.randrange(len(answer.columns)) if answer.columns else None
        behind = behind_pivot(
            lake, ask, case.context, PivotCell(row=row, column=column, figure=place)
        )
        told = answer.rows[row]
        number = told.total[place] if column is None else told.cells[column][place]
        assert len(behind) == number
        assert behind == sorted(set(behind))


def test_a_pivot_of_one_property_is_the_trend_broken_down_by_it(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(5))
    period = {"from": "2025-01-01", "to": "2027-01-01"}
    body: dict[str, Any] = {"by": ["plan"], "top": 3, **period}

    told = pivot(lake, PivotAsk(metric=["total", "uniques"], **body), case.context)

    for place, metric in enumerate(("total", "uniques")):
        asked = TrendAsk(events="any", metric=metric, every="month", **body)
        series = trend(lake, asked, case.context).series
        lines = {tuple(one.by.values()): one.total for one in series if one.by is not None}
        rows = {tuple(row.by.values()): row.total[place] for row in told.rows if row.by}
        assert rows == lines


def test_lines_have_a_column_for_each_figure(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(6))
    ask = PivotAsk(
        events=["a", "b"], metric=["total", "uniques"], by="plan", across="country",
        **{"from": "2025-01-01", "to": "2027-01-01"},
    )  # fmt: skip

    told = pivot(lake, ask, case.context)

    lines = told.lines()
    assert len(lines) == len(told.rows) * len(told.columns)
    assert list(lines[0]) == ["by plan", "by country", "a: total", "b: uniques"]
    assert sum(line["a: total"] for line in lines) == told.total.total[0]
    assert type(told).from_json(told.to_json()) == told


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "by"),
        ({"by": ["a", "b", "c", "d"]}, "by"),
        ({"by": "plan", "across": "plan"}, "across"),
        ({"by": "plan", "across": ["a", "b"]}, "across"),
        ({"by": "plan", "metric": ["total"] * 11}, "metric"),
        ({"by": "plan", "events": ["a"] * 2, "metric": ["total"] * 3}, "metric"),
        ({"by": "plan", "metric": "often"}, "metric[0]"),
        ({"by": "plan", "sort": 2}, "sort"),
        ({"by": "ranges(price)", "sort": 1}, "by[0]"),
    ],
)
def test_what_no_pivot_can_be_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        PivotAsk.model_validate(body)

    assert refused.value.field == field
    assert refused.value.hint


def test_a_cell_that_is_not_there_is_not_found(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(7))
    ask = PivotAsk(by="plan", **{"from": "2025-01-01", "to": "2027-01-01"})

    for cell in (PivotCell(row=99), PivotCell(column=0), PivotCell(figure=1)):
        with pytest.raises(NotFound):
            behind_pivot(lake, ask, case.context, cell)


def test_nothing_gives_an_empty_table(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(8))
    ask = PivotAsk(by="plan", across="country", **{"from": "2030-01-01", "to": "2030-02-01"})

    told = pivot(lake, ask, case.context)

    assert (told.rows, told.columns, told.total.total) == ((), (), (0,))


def test_the_statement_gives_the_same_numbers(lake: Lake) -> None:
    (case, *_) = _stored(lake, Random(9))
    ask = PivotAsk(
        metric=["total", "uniques", "sum(price)"], by="plan", across="country", top=2,
        **{"from": "2025-01-01", "to": "2027-01-01"},
    )  # fmt: skip

    (statement,) = pivot_statements(lake, ask, case.context)
    rows = [tuple(row) for row in lake.rows(statement.sql)]

    told = pivot(lake, ask, case.context)
    assert rows[0] == ("all", "all", *told.total.total)
    cells = [cell for row in (told.total, *told.rows) for cell in (row.total, *row.cells)]
    assert sorted(row[2:] for row in rows) == sorted(cell for cell in cells if cell[0])
