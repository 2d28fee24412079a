"""How are first events paired with second ones? As one sorted array of moments a person.

A moment of an array is (`at`, whether it is no second event, whether it is a first one, group).
Moments at one `at` stand together, second events first and first events last, so that of two
neighbours with different `at` the earlier is a start where any there is, and the later an end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bellrock.analytics.groups import Groups, group_number
from bellrock.core.time import Period, micros
from bellrock.query.ask import IntervalAsk
from bellrock.query.relation import AT, Reading
from bellrock.query.sql import Sql

_NONE = "(toUInt64(0), 1, 0, toUInt16(0))"


def watched_until(reading: Reading, ask: IntervalAsk) -> datetime:
    """Return until when second events are looked for: also after the period, as far as asked."""
    if ask.within is not None:
        return reading.period.end + ask.within
    return max(reading.period.end, reading.now)


def figures_sql(reading: Reading, ask: IntervalAsk, groups: Groups | None) -> Sql:
    """Say how long it takes, in microseconds.

    Rows of: group, starts, intervals, people started, people, mean, least, greatest, and the
    quantiles 0.1 0.25 0.5 0.75 0.9 0.99.
    """
    return reading.sql(
        "select grp, count(), countIf(took >= 0), uniqExact(who), uniqExactIf(who, took >= 0),\n"
        "  avgIf(took, took >= 0), minIf(took, took >= 0), maxIf(took, took >= 0),\n"
        "  quantilesExactInclusiveIf(0.1, 0.25, 0.5, 0.75, 0.9, 0.99)(took, took >= 0)\n"
        f"from (\n{starts_text(reading, ask, groups)}\n)\ngroup by grp"
    )


def bars_sql(
    reading: Reading, ask: IntervalAsk, groups: Groups | None, edges: Sequence[float]
) -> Sql:
    """Count intervals by length: rows of group, number of edges at or below, times, people."""
    return reading.sql(
        f"select grp, {stretch_text(reading, edges)} as stretch, count(), uniqExact(who)\n"
        f"from (\n{starts_text(reading, ask, groups)}\n)\nwhere took >= 0\ngroup by grp, stretch"
    )


def stretch_text(reading: Reading, edges: Sequence[float]) -> str:
    """Return the SQL for how many edges (in seconds) are at or below `took`."""
    bound = reading.binder.bind([round(edge * 1e6) for edge in edges], "Array(Int64)")
    return f"arrayCount(edge -> edge <= took, {bound})"


def curve_sql(
    reading: Reading, ask: IntervalAsk, groups: Groups | None, points: Sequence[float]
) -> Sql:
    """Estimate the share of starters who did not follow yet, by Kaplan and Meier.

    Rows of: group, number of `points` (seconds) before the last moment told, share there,
    Greenwood's sum, starters at risk after it, starters in all; a row only where something
    happened.
    """
    bound = reading.binder.bind([round(point * 1e6) for point in points], "Array(Int64)")
    upto = "partition by grp order by t"
    moments = (
        "select grp, t, countIf(done) as d, count() as gone\n"
        f"from (\n{starters_text(reading, ask, groups)}\n)\ngroup by grp, t"
    )
    at_risk = f"of - sum(gone) over ({upto}) + gone"
    return reading.sql(
        f"select grp, arrayCount(point -> point < t, {bound}) as place, argMax(survived, t), "
        "argMax(spread, t), argMax(n - gone, t), any(of)\nfrom (\n"
        f"select grp, t, n, gone, of, exp(sum(log(1 - d / n)) over ({upto})) as survived,\n"
        f"  sum(d / (n * (n - d))) over ({upto}) as spread\n"
        f"from (\nselect grp, t, d, gone, sum(gone) over (partition by grp) as of, "
        f"{at_risk} as n\nfrom (\n{moments}\n)\n)\n)\n"
        "group by grp, place\norder by grp, place"
    )


def starts_text(reading: Reading, ask: IntervalAsk, groups: Groups | None) -> str:
    """Return the text of a select with one row a start: `who`, `grp`, `took` (-1: not followed)."""
    took = "toInt64(intDiv(y.1, 8192)) - toInt64(intDiv(x.1, 8192))"
    follows = f"y.1 != 0 and y.2 = 0{_in_time(ask, took)}"
    return (
        "select who, pair.1 as grp, pair.2 as took\nfrom (\n"
        "  select who, arrayConcat(arrayPopFront(moments), [" + _NONE + "]) as later,\n"
        f"    arrayMap((x, y) -> (x.4, if({follows}, {took}, toInt64(-1)), "
        f"{_starts(reading)} and x.1 != y.1), moments, later) as all,\n"
        "    arrayFilter(one -> one.3, all) as pairs\n"
        f"  from (\n{_moments_text(reading, ask, groups)}\n  )\n)\narray join pairs as pair"
    )


def starters_text(reading: Reading, ask: IntervalAsk, groups: Groups | None) -> str:
    """Return the text of a select with one row a person (and held values) with a start.

    `t` are the microseconds from their first start to the first end after it, where `done`; else
    until they were watched no more.
    """
    seen = micros(min(watched_until(reading, ask), max(reading.now, reading.period.start)))
    took = "toInt64(intDiv(end, 8192)) - toInt64(intDiv(begin, 8192))"
    limit = "" if ask.within is None else f", {_within(ask)}"
    watched = f"greatest(0, {seen} - toInt64(intDiv(begin, 8192)))"
    watched = f"least({watched}{limit})" if limit else watched
    done = "end != 0" + ("" if ask.within is None else f" and {took} <= {_within(ask)}")
    return (
        f"select who, grp, {done} as done, if(done, {took}, {watched}) as t\nfrom (\n"
        f"  select who, arrayFirst(x -> {_starts(reading)}, moments).1 as begin,\n"
        "    arrayLast(x -> x.1 = begin and x.3 = 1, moments).4 as grp,\n"
        "    arrayFirst(x -> x.1 > begin and x.2 = 0, moments).1 as end\n"
        f"  from (\n{_moments_text(reading, ask, groups)}\n  )\n  where begin != 0\n)"
    )


def _starts(reading: Reading) -> str:
    return f"x.3 = 1 and intDiv(x.1, 8192) < {micros(reading.period.end)}"


def _within(ask: IntervalAsk) -> str:
    return "0" if ask.within is None else str(round(ask.within.total_seconds() * 1e6))


def _in_time(ask: IntervalAsk, took: str) -> str:
    return "" if ask.within is None else f" and {took} <= {_within(ask)}"


def _moments_text(reading: Reading, ask: IntervalAsk, groups: Groups | None) -> str:
    during = Period(reading.period.start, watched_until(reading, ask))
    both = [ask.start, ask.end]
    group = "toUInt16(0)"
    if groups is not None:
        texts = [reading.operand(name).text for name in ask.by]
        group = f"toUInt16({group_number(reading, texts, groups)})"
    held = [reading.operand(name).text for name in ask.hold]
    columns = [
        f"{reading.who} as who", f"{AT} as at", f"toUInt8(not {reading.matches(ask.end)}) as nb",
        f"toUInt8({reading.matches(ask.start)}) as a", f"{group} as g",
        *(f"{text} as h{i}" for i, text in enumerate(held)),
    ]  # fmt: skip
    also = [*reading.wanted(both), *(f"isNotNull({text})" for text in held)]
    keys = ", ".join(["who", *(f"h{i}" for i in range(len(held)))])
    return (
        "  select who, arraySort(groupArray((at, nb, a, g))) as moments\n"
        f"  from (\n  {reading.source(columns, both, during, also=also)}\n  )\n  group by {keys}"
    )
