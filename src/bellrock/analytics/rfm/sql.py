"""How are a person's recency, frequency and value computed, and cut into levels?

`people_text` has a row a person: `who`, `r` (minus the days since their last time, so that more is
better), `f` and `v`. `levels_text` adds their levels `rl`, `fl` and `vl` from 1, and `segment`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bellrock.core.time import Period
from bellrock.query.ask import RfmAsk
from bellrock.query.relation import Reading
from bellrock.query.sql import Sql

AXES = ("r", "f", "v")
_WIDTHS = 2000
"""Natural breaks are looked for among as many stretches of equal width, where there are more
different values."""


@dataclass(frozen=True)
class Cuts:
    """Where levels 2, 3 … of each of the three begin (at or above), as `people_text` has them.

    A level that nobody can reach has no beginning: only the last may lack one.
    """

    begins: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
    counts: tuple[int, int, int]
    """How many levels there are of each."""


def people_text(reading: Reading, ask: RfmAsk, during: Period) -> str:
    """Return the text of a select with one row a person who did it in `during`."""
    tz = reading.binder.text(reading.tz.key)
    last = reading.moment(during.end - timedelta(microseconds=1))
    columns = [*reading.raw, "ts"]
    daily = "days" in (ask.frequency, ask.of.kind)
    folds, value = (
        ["max(ts) as last", "count() as n"],
        {"times": "sum(n)", "days": "uniqExact(day)"},
    )
    columns += [f"toDate(ts, {tz}) as day"] if daily else []
    if ask.of.of is not None:
        columns.append(f"{reading.operand(ask.of.of).number} as of")
        folds += ["sumKahan(of) as s", "count(of) as told"]
    value |= {"sum": "ifNull(sum(s), 0)"}
    value |= {"mean": "if(sum(told) = 0, 0, ifNull(sum(s), 0) / sum(told))"}
    keys = ", ".join([*reading.raw, *(["day"] if daily else [])])
    rows = reading.source(columns, [ask.event], during, also=reading.wanted([ask.event]))
    inner = f"select {keys}, {', '.join(folds)}\nfrom (\n  {rows}\n)\ngroup by {keys}"
    ago = f"dateDiff('day', toDate(max(last), {tz}), toDate({last}, {tz}))"
    often = "sum(n)" if ask.frequency == "times" else "uniqExact(day)"
    # Sums of the same numbers in another order differ in their last digits, and must not here.
    return (
        f"select {reading.who} as who, toFloat64(-{ago}) as r, toFloat64({often}) as f,\n"
        f"  round(toFloat64({value[ask.of.kind]}), 6) as v\nfrom (\n{inner}\n)\ngroup by who"
    )


def quantiles_sql(reading: Reading, ask: RfmAsk) -> Sql:
    """Find where levels of equal numbers of people begin: one row of three lists.

    The i-th of n levels ends with the least value that i/n of the people do not exceed; the next
    begins with the value after it, so that equal values stay together. Of recency this holds of
    days, from the best level down: whoever came today is of the best, however many these are.
    """
    ends = ", ".join(
        f"intDiv({i} * n + {ask.levels - 1}, {ask.levels})" for i in range(1, ask.levels)
    )
    lists = ", ".join(f"arraySort(groupArray({axis})) as {axis}s" for axis in AXES)
    begins = ["arrayMap(i -> [rs[n + 1 - i]], arrayReverse(ends))"]
    begins += [
        f"arrayMap(x -> if(x < {axis}s[n], [arrayFirst(y -> y > x, {axis}s)], []), "
        f"arrayMap(i -> {axis}s[i], ends))"
        for axis in AXES[1:]
    ]
    return reading.sql(
        f"select {', '.join(begins)}\nfrom (\n  select *, [{ends}] as ends from (\n"
        f"  select count() as n, {lists}\n"
        f"  from (\n{people_text(reading, ask, reading.period)}\n  )\n  )\n)\nwhere n > 0"
    )


def weighed_sql(reading: Reading, ask: RfmAsk, axis: str) -> Sql:
    """Gather the values of one of the three: rows of the least, how many, sum, sum of squares.

    A row is a value, or a stretch of equal width where there are more than `_WIDTHS` of these.
    """
    people = people_text(reading, ask, reading.period)
    width = f"(max({axis}) over () - min({axis}) over ()) / {_WIDTHS}"
    return reading.sql(
        f"select min(x), sum(n), sum(x * n), sum(x * x * n)\nfrom (\n"
        f"  select {axis} as x, n, if(count() over () <= {_WIDTHS}, x, "
        f"floor((x - min({axis}) over ()) / ({width}))) as part\n"
        f"  from (select {axis}, count() as n from (\n{people}\n  ) group by {axis})\n"
        f")\ngroup by part\norder by min(x)"
    )


def levels_sql(reading: Reading, ask: RfmAsk, cuts: Cuts) -> Sql:
    """Count people by their three levels: rows of levels, people, and of each axis sum, min, max.

    Sums are of days since the last time, times or days, and values.
    """
    figures = ", ".join(f"sumKahan({axis}), min({axis}), max({axis})" for axis in AXES)
    return reading.sql(
        f"select rl, fl, vl, count(), {figures}\n"
        f"from (\n{levels_text(reading, ask, reading.period, cuts)}\n)\n"
        "group by rl, fl, vl\norder by rl, fl, vl"
    )


def levels_text(
    reading: Reading, ask: RfmAsk, during: Period, cuts: Cuts, segments: Sequence[int] = ()
) -> str:
    """Return the text of a select with a row a person: their numbers, levels and segment.

    Args:
        segments: The place of the segment of all levels, the value's running fastest.
    """
    levels = [
        f"{_level(reading, axis, begins)} as {axis}l"
        for axis, begins in zip(AXES, cuts.begins, strict=True)
    ]
    place = "0"
    if segments:
        _, many_f, many_v = cuts.counts
        listed = reading.binder.bind(list(segments), "Array(UInt8)")
        place = f"{listed}[((rl - 1) * {many_f} + fl - 1) * {many_v} + vl]"
    return (
        f"select who, r, f, v, {', '.join(levels)}, {place} as segment\n"
        f"from (\n{people_text(reading, ask, during)}\n)"
    )


def moved_text(
    reading: Reading, ask: RfmAsk, before: Period, cuts: Cuts, segments: Sequence[int]
) -> str:
    """Return the text of a select with a row a person of either period.

    `before` and `after` are the places of their segments, 0 where they did not do it;
    `v_before` and `v_after` their values.
    """
    then = levels_text(reading, ask, before, cuts, segments)
    now = levels_text(reading, ask, reading.period, cuts, segments)
    return (
        "select who, maxIf(segment, not now) as before, maxIf(segment, now) as after,\n"
        "  sumIf(v, not now) as v_before, sumIf(v, now) as v_after\n"
        f"from (\nselect who, segment, v, 0 as now from (\n{then}\n)\nunion all\n"
        f"select who, segment, v, 1 as now from (\n{now}\n)\n)\ngroup by who"
    )


def moves_sql(
    reading: Reading, ask: RfmAsk, before: Period, cuts: Cuts, segments: Sequence[int]
) -> Sql:
    """Count people by segment before and now: rows of both, people, and the sums of values."""
    return reading.sql(
        "select before, after, count(), sumKahan(v_before), sumKahan(v_after)\n"
        f"from (\n{moved_text(reading, ask, before, cuts, segments)}\n)\n"
        "group by before, after\norder by before, after"
    )


def _level(reading: Reading, axis: str, begins: Sequence[float]) -> str:
    if not begins:
        return "toUInt8(1)"
    bound = reading.binder.bind(list(begins), "Array(Float64)")
    return f"toUInt8(1 + arrayCount(begin -> begin <= {axis}, {bound}))"
