"""How are the figures of a pivot taken? Cells, rows, columns and the whole in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.groups import Groups, group_number
from bellrock.analytics.trend.sql import PEOPLE
from bellrock.query.ask import PivotAsk
from bellrock.query.metric import Metric
from bellrock.query.relation import Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql

_FIGURES = {
    "total": "countIf({hit})",
    "uniques": "uniqExactIf(who, {hit})",
    "per_user": "if(countIf({hit}) = 0, null, countIf({hit}) / uniqExactIf(who, {hit}))",
    "sum": "ifNull(sumKahanIf({of}, {hit}), 0)",
    "mean": "sumKahanIf({of}, {hit}) / countIf({of} is not null and {hit})",
    "min": "minIf({of}, {hit})",
    "max": "maxIf({of}, {hit})",
    "quantile": "quantileExactInclusiveIf({level})({of}, {hit})",
    "distinct": "uniqExactIf({of}, {hit})",
}
"""How each figure is taken, of `who`, of whether a row is meant, and of its property's value."""
_MERGED = {
    "total": ("countIf({hit})", "sum({n})"),
    "uniques": ("countIf({hit})", "uniqExactIf(who, {n} > 0)"),
    "per_user": (
        "countIf({hit})", "if(sum({n}) = 0, null, sum({n}) / uniqExactIf(who, {n} > 0))",
    ),
}  # fmt: skip
"""How the figures that only count are taken in two turns: of each id and cell, then of these."""
COUNTED = tuple(_MERGED)
PLACES = ("rest_row", "rest_column")


@dataclass(frozen=True)
class Shape:
    """The rows and columns of a pivot."""

    rows: Groups
    columns: Groups | None


def ranked_sql(reading: Reading, ask: PivotAsk) -> Sql:
    """Find the rows to show, the first of the order first, and how many rows there are."""
    keys = [f"{reading.operand(name).text} as g{i}" for i, name in enumerate(ask.by)]
    selector, metric = ask.figures[ask.sort - 1]
    shown = ", ".join(f"g{i}" for i in range(len(ask.by)))
    columns = [*keys, *_columns(reading, [(selector, metric)], within=_within(reading, ask))]
    selectors = _selectors(ask)
    rows = reading.source(columns, selectors, also=reading.wanted(selectors))
    ranked = "asc" if ask.order == "up" else "desc"
    return reading.sql(
        f"select {shown}, count() over () as groups, {_figure(metric, 0)} as figure\n"
        f"from (\n  {rows}\n)\ngroup by {shown}\n"
        f"order by figure {ranked} nulls last, {shown}\nlimit {ask.top}"
    )


def _within(reading: Reading, ask: PivotAsk) -> str:
    """Whether a row is in the column that rows are ordered by; true where they are by the whole."""
    if ask.sort_column is None:
        return "true"
    value = reading.binder.bind(ask.sort_column, "String")
    return f"ifNull({reading.operand(ask.across[0]).text}, '') = {value}"


def pivot_sql(reading: Reading, ask: PivotAsk, shape: Shape) -> Sql:
    """Take every figure of every cell, row, column and of the whole.

    Rows of: place of the row + 1, place of the column + 1 (0 is all of them), then the figures.
    """
    figures = ask.figures
    rows = rows_text(reading, ask, shape)
    keys = ["r"] if shape.columns is None else ["r", "c"]
    sets = "((r), ())" if shape.columns is None else "((r, c), (r), (c), ())"
    column = "0 as c" if shape.columns is None else "c"
    if all(metric.kind in _MERGED for _, metric in figures):
        first = [f"{_MERGED[m.kind][0].format(hit=f'm{i}')} as n{i}"
                 for i, (_, m) in enumerate(figures)]  # fmt: skip
        then = [_MERGED[m.kind][1].format(n=f"n{i}") for i, (_, m) in enumerate(figures)]
        raw = ", ".join([*reading.raw, *keys])
        kept = ", ".join([*keys, *(f"n{i}" for i in range(len(then)))])
        rows = (
            f"select {reading.who} as who, {kept}"
            f"\nfrom (\nselect {raw}, {', '.join(first)}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)"
        )
    else:
        then = [_figure(metric, i) for i, (_, metric) in enumerate(figures)]
    told = ", ".join(f"{text} as figure{i}" for i, text in enumerate(then))
    return reading.sql(
        f"select r, {column}, {told}\nfrom (\n{rows}\n)\ngroup by grouping sets {sets}"
    )


def rows_text(reading: Reading, ask: PivotAsk, shape: Shape) -> str:
    """Return a select with a row an event: its row and column + 1, whose it is, what it counts."""
    columns = [f"{_place(reading, ask, shape.rows)} as r"]
    if shape.columns is not None:
        texts = [reading.operand(name).text for name in ask.across]
        columns.append(f"toUInt16({group_number(reading, texts, shape.columns)} + 1) as c")
    plain = all(metric.kind in _MERGED for _, metric in ask.figures)
    columns += reading.raw if plain else []
    columns += _columns(reading, ask.figures, who=not plain)
    selectors = _selectors(ask)
    return reading.source(columns, selectors, also=reading.wanted(selectors))


def people_text(reading: Reading, ask: PivotAsk, shape: Shape, selector: Selector) -> str:
    """Return a select with a row an event of one figure: `who`, and its row and column + 1."""
    columns = [f"{reading.who} as who", f"{_place(reading, ask, shape.rows)} as r"]
    if shape.columns is not None:
        texts = [reading.operand(name).text for name in ask.across]
        columns.append(f"toUInt16({group_number(reading, texts, shape.columns)} + 1) as c")
    return reading.source(columns, [selector], also=reading.wanted([selector]))


def _place(reading: Reading, ask: PivotAsk, groups: Groups) -> str:
    texts = [reading.operand(name).text for name in ask.by]
    return f"toUInt16({group_number(reading, texts, groups)} + 1)"


def _selectors(ask: PivotAsk) -> list[Selector]:
    return list(dict.fromkeys(selector for selector, _ in ask.figures))


def _columns(
    reading: Reading, figures: Sequence[tuple[Selector, Metric]], *, who: bool = True,
    within: str = "true",
) -> list[str]:  # fmt: skip
    columns = []
    if who and any(metric.kind in PEOPLE for _, metric in figures):
        columns.append(f"{reading.who} as who")
    for i, (selector, metric) in enumerate(figures):
        hit = reading.matches(selector)
        columns.append(f"toUInt8({hit if within == 'true' else f'({hit}) and {within}'}) as m{i}")
        if metric.of is not None:
            of = reading.operand(metric.of)
            columns.append(f"{of.text if metric.kind == 'distinct' else of.number} as of{i}")
    return columns


def _figure(metric: Metric, place: int) -> str:
    return _FIGURES[metric.kind].format(hit=f"m{place}", of=f"of{place}", level=metric.level)
