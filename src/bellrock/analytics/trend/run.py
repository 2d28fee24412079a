"""How does a number move over time, in all and by group?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from bellrock.analytics.answer import Meta, Span
from bellrock.analytics.groups import (
    Group,
    Groups,
    by_of,
    folded,
    groups_sql,
    read_group,
    read_groups,
)
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.trend.answer import Before, Point, Series, TrendAnswer
from bellrock.analytics.trend.sql import (
    SKETCH_ERROR,
    WHOLE,
    is_plain_count,
    masked,
    read_masks,
    totals_sql,
    trend_sql,
    uniques_sql,
)
from bellrock.analytics.trend.window_sql import (
    ADDED,
    Part,
    begins_once,
    cells_sql,
    firsts_sql,
    fits_bits,
    people_sql,
    put_together,
    values_sql,
)
from bellrock.analytics.trend.windows import Windows, reaches_back, smoothed, windows
from bellrock.core.time import stopwatch
from bellrock.query.ask import TrendAsk
from bellrock.query.formula import evaluate, read_formula
from bellrock.query.grid import Grid, grid
from bellrock.query.metric import Metric
from bellrock.query.period import other_period, shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.query.selector import Selector
from bellrock.store import Lake

Value = float | None
_FROM_ZERO = ("total", "uniques", "sum", "distinct")
"""Figures that are 0, not nothing, where no event is."""
Cells = Mapping[tuple[Group | None, int], Value]
"""The figure of a group in a bucket; the bucket `WHOLE` is the whole period."""


@dataclass(frozen=True)
class _Line:
    """One series before it is cut into groups."""

    name: str
    metric: Metric | None
    cells: Cells


def trend(lake: Lake, ask: TrendAsk, ctx: Context) -> TrendAnswer:
    """Return a series for each event (or one for the formula), and for each group of a breakdown.

    Points cover every bucket that touches the period; only what lies inside it counts. The total
    is the figure of the whole period, so for uniques not the sum of the points. With a breakdown
    the `top` groups with the most events are shown and everything else is the group other, so
    that counts and sums add up; uniques and averages of other are those of the rest taken together.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    groups = find_groups(lake, ask, ctx)
    series = _drawn(lake, ask, ctx, groups)
    if (other := compared_with(ask, ctx)) is not None:
        was = _drawn(lake, other, ctx, None if groups is None else groups.beyond)
        series = [
            replace(one, before=Before(then.points, then.total))
            for one, then in zip(series, was, strict=True)
        ]
    meta = describe_trend(
        lake, ask, ctx, began=began, empty=_is_empty(series, ask), notes=folded(groups)
    )
    return TrendAnswer(tuple(series), None if other is None else span_of(other, ctx), meta=meta)


def describe_trend(
    lake: Lake, ask: TrendAsk, ctx: Context, *, began: float, empty: bool,
    notes: Sequence[str] = (),
) -> Meta:  # fmt: skip
    """Return the meta of a trend."""
    reading = Reading(ask, ctx)
    asked = windows(ask, reading.period, reading.tz).asked
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=empty, notes=[*notes, *_edges(reading, asked)]
    )
    return replace(meta, error=SKETCH_ERROR) if ask.estimated else meta


def span_of(ask: TrendAsk, ctx: Context) -> Span:
    """Return the period of a question, as answers show it."""
    reading = Reading(ask, ctx)
    return Span(shown(reading.period.start, reading.tz), shown(reading.period.end, reading.tz))


def compared_with(ask: TrendAsk, ctx: Context) -> TrendAsk | None:
    """Return the same question about the period compared with; None where there is none.

    Raises:
        InvalidDefinition: that period is out of reach.
    """
    if ask.compare is None:
        return None
    reading = Reading(ask, ctx)
    during = other_period(ask.compare, reading.period, reading.now, reading.tz)
    moments = {"from_": during.start.isoformat(), "to": during.end.isoformat()}
    return ask.model_copy(update=moments | {"compare": None})


def _drawn(lake: Lake, ask: TrendAsk, ctx: Context, groups: Groups | None) -> list[Series]:
    reading = Reading(ask, ctx)
    told = windows(ask, reading.period, reading.tz)
    lines = [
        _Line(selector.label, metric, _cells(lake, ask, ctx, selector, metric, groups))
        for selector, metric in zip(ask.events, ask.figures, strict=True)
    ]
    drawn = [_computed(ask.formula, lines, groups, told.points)] if ask.formula else lines
    return [one for line in drawn for one in _series(line, groups, told, ask, reading)]


def find_groups(lake: Lake, ask: TrendAsk, ctx: Context) -> Groups | None:
    """Return the groups of the breakdown, those with the most events first; None without one."""
    if not ask.by:
        return None
    rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, ask.events, ask.top))
    return read_groups(rows, ask.by)


def _cells(
    lake: Lake, ask: TrendAsk, ctx: Context, selector: Selector, metric: Metric,
    groups: Groups | None,
) -> Cells:  # fmt: skip
    reading = Reading(ask, ctx)
    if reaches_back(ask):
        told = windows(ask, reading.period, reading.tz)
        beyond = None if groups is None else groups.beyond
        return _window_cells(lake, reading, selector, metric, beyond, told)
    points = grid(reading.period, ask.every, reading.tz)
    if groups is None and is_plain_count(reading, selector, metric, points):
        return _read_cells(lake.rows(totals_sql(reading, selector, points)), groups)
    if metric.kind == "uniques" and not ask.approximate and masked(points, groups):
        row = lake.one(uniques_sql(reading, selector, points, groups))
        return _masked_cells(row, points, groups)
    rows = lake.rows(trend_sql(reading, selector, metric, points, groups))
    return _read_cells(rows, groups)


def _masked_cells(row: Sequence[int], points: Grid, groups: Groups | None) -> Cells:
    shown = _shown(groups)
    cells: dict[tuple[Group | None, int], Value] = {}
    for group, (people, counts) in zip(shown, read_masks(row, points, len(shown)), strict=True):
        cells[group, WHOLE] = people
        cells |= {(group, bucket): count for bucket, count in enumerate(counts)}
    return cells


def _window_cells(
    lake: Lake, reading: Reading, selector: Selector, metric: Metric, groups: Groups | None,
    told: Windows,
) -> Cells:  # fmt: skip
    if metric.kind == "per_user":
        total, people = (
            _window_cells(lake, Reading(reading.ask, reading.ctx), selector, one, groups, told)
            for one in (Metric("total"), Metric("uniques"))
        )
        return {cell: _ratio(total.get(cell), count) for cell, count in people.items()}
    if metric.kind in ADDED:
        parts = lake.rows(cells_sql(reading, selector, metric, told, groups))
        return _added(parts, metric, groups, told)
    if metric.kind == "uniques" and begins_once(told):
        return _arrived(lake.rows(firsts_sql(reading, selector, told, groups)), groups, told)
    if metric.kind == "uniques" and fits_bits(told):
        every, places = _shown(groups), (*range(told.points.count), WHOLE)
        return {
            (every[int(group)], place): count
            for group, *counts in lake.rows(people_sql(reading, selector, told, groups))
            for place, count in zip(places, counts, strict=True)
        }
    rows = lake.rows(values_sql(reading, selector, metric, told, groups))
    return {
        (read_group(groups, key), WHOLE if point == told.points.count else point): _number(figure)
        for point, figure, *key in rows
    }


def _added(
    rows: Sequence[Sequence[Any]], metric: Metric, groups: Groups | None, told: Windows
) -> Cells:
    parts: dict[Group | None, dict[int, Part]] = defaultdict(dict)
    for cell, events, values, total, least, greatest, *key in rows:
        parts[read_group(groups, key)][cell] = (events, values, total, least, greatest)
    return {
        (group, place): put_together(metric, [own[c] for c in range(*span) if c in own])
        for group, own in parts.items()
        for place, span in (*enumerate(told.spans), (WHOLE, told.whole))
    }


def _arrived(rows: Sequence[Sequence[int]], groups: Groups | None, told: Windows) -> Cells:
    """Count whoever has come by the end of each window, of how many come in each cell."""
    came: dict[int, list[int]] = defaultdict(lambda: [0] * told.cells.count)
    for group, cell, people in rows:
        came[int(group)][int(cell)] = people
    shown = _shown(groups)
    return {
        (shown[group], place): sum(own[begin:end])
        for group, own in came.items()
        for place, (begin, end) in (*enumerate(told.spans), (WHOLE, told.whole))
    }


def _ratio(whole: Value, parts: Value) -> Value:
    return whole / parts if whole is not None and parts else None


def _read_cells(rows: Sequence[Sequence[object]], groups: Groups | None) -> Cells:
    cells: dict[tuple[Group | None, int], Value] = {}
    for bucket, figure, *key in rows:
        cells[read_group(groups, key), int(str(bucket)) - 1] = _number(figure)
    return cells


def _computed(text: str, lines: Sequence[_Line], groups: Groups | None, points: Grid) -> _Line:
    tree = read_formula(text, len(lines))
    cells: dict[tuple[Group | None, int], Value] = {}
    for group in _shown(groups):
        for bucket in (WHOLE, *range(points.count)):
            values = {
                chr(ord("A") + place): _value(line, group, bucket)
                for place, line in enumerate(lines)
            }
            cells[group, bucket] = evaluate(tree, values)
    return _Line(text, None, cells)


def _series(
    line: _Line, groups: Groups | None, told: Windows, ask: TrendAsk, reading: Reading
) -> list[Series]:
    made = []
    for group in _shown(groups):
        values = [_value(line, group, place) for place in range(told.points.count)]
        drawn = smoothed(values, ask.smooth)
        points = tuple(
            Point(shown(start, reading.tz), value)
            for start, value in zip(told.asked.starts, drawn, strict=True)
        )
        total = _value(line, group, WHOLE)
        rest = group is not None and group.rest
        made.append(Series(line.name, by_of(group, ask.by), points, total, other=rest))
    return made


def _shown(groups: Groups | None) -> Sequence[Group | None]:
    return [None] if groups is None else groups.all


def _value(line: _Line, group: Group | None, bucket: int) -> Value:
    if (group, bucket) in line.cells:
        return line.cells[group, bucket]
    return 0 if line.metric is not None and line.metric.kind in _FROM_ZERO else None


def _scan(ask: TrendAsk, ctx: Context) -> Scan:
    read = [*names(ask.where), *ask.by]
    for selector, metric in zip(ask.events, ask.figures, strict=True):
        read += [name for tree in selector.filters for name in names(tree)]
        read += [metric.of] if metric.of is not None else []
    return Scan(ask, ctx, ask.events, tuple(dict.fromkeys(read)))


def _is_empty(series: Sequence[Series], ask: TrendAsk) -> bool:
    """Whether nothing was found, or a breakdown found nothing but what is not set."""
    if not any(one.total for one in series):
        return True
    told = [one for one in series if one.total and not one.other]
    return bool(ask.by) and all(not any((one.by or {}).values()) for one in told)


def _edges(reading: Reading, points: Grid) -> list[str]:
    first = points.starts[0] < reading.period.start
    last = points.end > reading.period.end
    if first and last:
        return ["the period cuts the first and last points short"]
    if first:
        return ["the period cuts the first point short"]
    return ["the period cuts the last point short"] if last else []


def _number(value: object) -> Value:
    return value if isinstance(value, int | float) and isfinite(value) else None
