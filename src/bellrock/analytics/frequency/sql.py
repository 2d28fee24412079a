"""How is the number of each person computed, and how are the numbers spread?

`values_text` has a row a person, bucket and group: `who`, `bucket` (0 for the whole period), `grp`
(the group's place, 0 without a breakdown) and `value` (Float64).
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.groups import Groups, group_number
from bellrock.analytics.whole import whole
from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Grain, Period, buckets, step
from bellrock.query.ask import FrequencyAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.relation import MICROS, Reading
from bellrock.query.sql import Sql

_MOST_UNITS = 60_000
_MOST_BITS = 256


def period_cells(reading: Reading, ask: FrequencyAsk) -> Grid | None:
    """Return the buckets in which people are counted anew; None for the whole period."""
    return None if ask.every == "period" else grid(reading.period, ask.every, reading.tz)


def figures_sql(reading: Reading, ask: FrequencyAsk, groups: Groups | None) -> Sql:
    """Say how the numbers are spread.

    Rows of: bucket, group, people, mean, sum, min, quantiles 0.1 0.5 0.9 0.99, max, and the sum of
    the tenth of people with the most (of the person on the border, the part that belongs to it).
    """
    tenth = "arraySum(arraySlice(ordered, 1, intDiv(people, 10)))"
    border = "(people % 10) / 10 * ordered[intDiv(people, 10) + 1]"
    return reading.sql(
        f"select bucket, grp, people, mean, total, low, at[1], at[2], at[3], at[4], high,\n"
        f"  {tenth} + {border}\n"
        "from (\n  select bucket, grp, count() as people, avg(value) as mean,\n"
        "  sumKahan(value) as total, min(value) as low, max(value) as high,\n"
        "  quantilesExactInclusive(0.1, 0.5, 0.9, 0.99)(value) as at,\n"
        "  arrayReverseSort(groupArray(value)) as ordered\n"
        f"  from (\n{values_text(reading, ask, groups)}\n  )\n  group by bucket, grp\n)"
    )


def counts_sql(reading: Reading, ask: FrequencyAsk, groups: Groups | None) -> Sql:
    """Count people by their number: rows of bucket, group, number, people.

    Whole numbers are few, so all that is asked of them follows from these rows.
    """
    return reading.sql(
        "select bucket, grp, value, count()\n"
        f"from (\n{values_text(reading, ask, groups)}\n)\ngroup by bucket, grp, value"
    )


def ranges_sql(
    reading: Reading, ask: FrequencyAsk, groups: Groups | None, edges: Sequence[float]
) -> Sql:
    """Count people: rows of bucket, group, number of edges at or below, people."""
    return reading.sql(
        f"select bucket, grp, {range_text(reading, edges)} as range, count()\n"
        f"from (\n{values_text(reading, ask, groups)}\n)\ngroup by bucket, grp, range"
    )


def range_text(reading: Reading, edges: Sequence[float]) -> str:
    """Return the SQL for how many edges are at or below `value`."""
    bound = reading.binder.bind(list(edges), "Array(Float64)")
    return f"arrayCount(edge -> edge <= value, {bound})"


def values_text(reading: Reading, ask: FrequencyAsk, groups: Groups | None) -> str:
    """Return the text of a select with one row a person, bucket and group."""
    cells = period_cells(reading, ask)
    told = {"bucket": cells is not None, "grp": groups is not None}
    apart = [name for name, varies in told.items() if varies]
    shown = ", ".join(name if varies else f"toUInt16(0) as {name}" for name, varies in told.items())
    keyed, folded, value = _folds(reading, ask)
    keys = ", ".join([*reading.raw, *apart, *keyed])
    inner = (
        f"select {keys}{folded}\nfrom (\n  {_rows_text(reading, ask, groups)}\n)\ngroup by {keys}"
    )
    return (
        f"select {reading.who} as who, {shown}, toFloat64({value}) as value\n"
        f"from (\n{inner}\n)\ngroup by {', '.join(['who', *apart])}"
    )


def _folds(reading: Reading, ask: FrequencyAsk) -> tuple[list[str], str, str]:
    """Return what rows are told apart by, what is folded of them, and the number of a person.

    Units that are few enough are kept as bits, a unit a bit.
    """
    if ask.of.kind in ("days", "hours"):
        units = _units_of(reading, ask)
        if units.count > _MOST_BITS:
            return ["unit"], "", "uniqExact(unit)"
        words = range((units.count + 63) // 64)
        masks = [
            f", groupBitOr(bitShiftLeft(toUInt64(intDiv(unit, 64) = {w}), unit % 64)) as m{w}"
            for w in words
        ]
        return [], "".join(masks), " + ".join(f"bitCount(groupBitOr(m{w}))" for w in words)
    if ask.of.kind == "times":
        return [], ", count() as n", "sum(n)"
    figure = "sum(s)" if ask.of.kind == "sum" else "sum(s) / sum(n)"
    return [], ", sumKahan(of) as s, count() as n", figure


def _rows_text(reading: Reading, ask: FrequencyAsk, groups: Groups | None) -> str:
    cells, during = period_cells(reading, ask), _during(reading, ask)
    columns = list(reading.raw)
    if cells is not None:
        columns.append(f"{cells.index(MICROS)} as bucket")
    if groups is not None:
        texts = [reading.operand(name).text for name in ask.by]
        columns.append(f"toUInt16({group_number(reading, texts, groups)}) as grp")
    also = reading.wanted([ask.event])
    if ask.of.kind in ("days", "hours"):
        columns.append(f"{_units_of(reading, ask).index(MICROS)} as unit")
    elif ask.of.of is not None:
        number = reading.operand(ask.of.of).number
        columns.append(f"assumeNotNull({number}) as of")
        also = [*also, f"isNotNull({number})"]
    return reading.source(columns, [ask.event], during, also=also)


def _during(reading: Reading, ask: FrequencyAsk) -> Period:
    """Return what is read: the period, with the whole of its first bucket."""
    cells = period_cells(reading, ask)
    return reading.period if cells is None else whole(reading, cells)


def _units_of(reading: Reading, ask: FrequencyAsk) -> Grid:
    """Return the days or hours that are counted."""
    unit: Grain = "day" if ask.of.kind == "days" else "hour"
    return _units(reading, _during(reading, ask), unit)


def _units(reading: Reading, during: Period, unit: Grain) -> Grid:
    hours = (during.end - during.start).total_seconds() / 3600
    if hours > _MOST_UNITS:
        raise InvalidDefinition(
            f"the period is too long to count {unit}s", hint="ask for six years at most",
            field="from",
        )  # fmt: skip
    starts = buckets(during, unit, reading.tz)
    return Grid(tuple(starts), step(starts[-1], unit, reading.tz))
