"""How are first events paired with second ones? As one sorted array of moments a person.

The arrays are gathered once for all statements of a question (`Moments`).

A moment is a number of its `at`, whether it is no second event (`nb`), whether it is a first one
(`a`), and its group (`g`). Moments at one `at` stand together, second events first and first events
last, so that of two neighbours with different `at` the earlier is a start where any there is, and
the later an end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bellrock.analytics.groups import Groups, group_number
from bellrock.analytics.packed import Packed, gathered
from bellrock.core.time import Period, micros
from bellrock.query.ask import IntervalAsk
from bellrock.query.relation import Reading
from bellrock.query.sql import Sql


@dataclass(frozen=True)
class Moments:
    """A question's sorted moments: one row a person (and held values), `who` and `moments`."""

    reading: Reading
    ask: IntervalAsk
    groups: Groups | None
    """Those whose places stand in the moments."""
    source: str
    """What they are read from."""
    by_group: bool
    """Whether figures are told by group; else of everybody, as group 0."""

    @property
    def layout(self) -> Packed:
        """Where the parts of a moment lie."""
        parts = {"nb": 1, "a": 1}
        parts |= {} if self.groups is None else {"g": len(self.groups.shown).bit_length()}
        return Packed(self.reading.period.start, watched_until(self.reading, self.ask), parts)

    @property
    def bits(self) -> int:
        """How many bits of a pair tell its group."""
        return 0 if self.groups is None or not self.by_group else self.layout.bits("g")

    @property
    def gathered(self) -> Sql:
        """The statement that gathers them."""
        return self.reading.sql(moments_text(self))


def moments(reading: Reading, ask: IntervalAsk, groups: Groups | None) -> Moments:
    """Return the moments that a statement gathers itself, told by `groups`."""
    found = Moments(reading, ask, groups, "", by_group=groups is not None)
    return replace(found, source=f"(\n{moments_text(found)}\n)")


def watched_until(reading: Reading, ask: IntervalAsk) -> datetime:
    """Return until when second events are looked for: also after the period, as far as asked."""
    if ask.within is not None:
        return reading.period.end + ask.within
    return max(reading.period.end, reading.now)


def figures_sql(told: Moments) -> Sql:
    """Say how long it takes, in microseconds.

    Rows of: group, starts, intervals, people started, people, mean, least, greatest, and the
    quantiles 0.1 0.25 0.5 0.75 0.9 0.99.
    """
    levels = "0.1, 0.25, 0.5, 0.75, 0.9, 0.99"
    if not told.by_group and not told.ask.hold:
        return told.reading.sql(
            "select 0, sum(length(pairs)), sum(length(tooks)), countIf(notEmpty(pairs)),\n"
            "  countIf(notEmpty(tooks)), avgArray(tooks), minArray(tooks), maxArray(tooks),\n"
            f"  quantilesExactInclusiveArray({levels})(tooks)\n"
            "from (\nselect pairs, arrayFilter(took -> took >= 0, pairs) as tooks\n"
            f"from (\n{_pairs_text(told)}\n)\n)\nhaving count() > 0"
        )
    return told.reading.sql(
        "select grp, count(), countIf(took >= 0), uniqExact(who), uniqExactIf(who, took >= 0),\n"
        "  avgIf(took, took >= 0), minIf(took, took >= 0), maxIf(took, took >= 0),\n"
        f"  quantilesExactInclusiveIf({levels})(took, took >= 0)\n"
        f"from (\n{starts_text(told)}\n)\ngroup by grp"
    )


def bars_sql(told: Moments, edges: Sequence[float]) -> Sql:
    """Count intervals by length: rows of group, number of edges at or below, times, people."""
    return told.reading.sql(
        f"select grp, {stretch_text(told.reading, edges)} as stretch, count(), uniqExact(who)\n"
        f"from (\n{starts_text(told)}\n)\nwhere took >= 0\ngroup by grp, stretch"
    )


def stretch_text(reading: Reading, edges: Sequence[float]) -> str:
    """Return the SQL for how many edges (in seconds) are at or below `took`."""
    bound = reading.binder.bind([round(edge * 1e6) for edge in edges], "Array(Int64)")
    return f"arrayCount(edge -> edge <= took, {bound})"


def curve_sql(told: Moments, points: Sequence[float]) -> Sql:
    """Estimate the share of starters who did not follow yet, by Kaplan and Meier.

    Rows of: group, number of `points` (seconds) before the last moment told, share there,
    Greenwood's sum, starters at risk after it, starters in all; a row only where something
    happened.
    """
    bind = told.reading.binder.bind
    bounds = bind([-2, *(round(point * 1e6) for point in points)], "Array(Int64)")
    places = bind(list(range(len(points) + 1)), "Array(UInt16)")
    # Those who do it at one moment are taken one after another: the product and the sum over them
    # are the same, and moments need not be told apart but stand in one sorted array.
    left = "whole - i"
    return told.reading.sql(
        "select grp, place, exp(sum(fell) over upto), sum(grew) over upto, n, starters\nfrom (\n"
        f"select grp, transform(roundDown(t - 1, {bounds}), {bounds}, {places}, toUInt16(0)) "
        f"as place,\n  any(whole) as starters, min({left}) as n,\n"
        f"  sum(if(done, log(1 - 1 / ({left} + 1)), 0)) as fell,\n"
        f"  sum(if(done, 1 / (({left} + 1) * ({left})), 0)) as grew\nfrom (\n"
        "select grp, length(codes) as whole, bitShiftRight(code, 1) as t,\n"
        "  bitAnd(code, 1) = 0 as done, i\nfrom (\n"
        "select grp, arraySort(groupArray(t * 2 + not done)) as codes\n"
        f"from (\n{starters_text(told)}\n)\ngroup by grp\n)\n"
        "array join codes as code, arrayEnumerate(codes) as i\n)\ngroup by grp, place\n)\n"
        "window upto as (partition by grp order by place)\norder by grp, place"
    )


def starts_text(told: Moments) -> str:
    """Return the text of a select with one row a start: `who`, `grp`, `took` (-1: not followed)."""
    bits = told.bits
    group = f"toUInt16(bitAnd(pair + {1 << bits}, {(1 << bits) - 1}))" if bits else "toUInt16(0)"
    took = f"bitShiftRight(pair, {bits})" if bits else "pair"
    return (
        f"select who, {group} as grp, {took} as took\nfrom (\n"
        f"{_pairs_text(told)}\n)\narray join pairs as pair"
    )


def _pairs_text(told: Moments) -> str:
    """Return a select with one row a person (and held values): `who`, and of each start in `pairs`
    how long it took (-1: not followed), above the bits of its group."""
    ask, layout, bits = told.ask, told.layout, told.bits
    took = f"{layout.micros('y')} - {layout.micros('x')}"
    limit = "" if ask.within is None else f" and {took} <= {_within(ask)}"
    follows = f"y != {layout.none} and {layout.part('nb', 'y')} = 0{limit}"
    pair = f"if({follows}, {took}, toInt64(-1))"
    if bits:
        pair = f"{pair} * {1 << bits} + toInt64({layout.part('g', 'x')})"
    starts = f"{_starts(told.reading, layout)} and {layout.at('x')} != {layout.at('y')}"
    later = f"arrayPushBack(arrayPopFront(moments), {layout.none})"
    return (
        "select who, arrayFilter(pair -> pair != -9223372036854775807, arrayMap((x, y) ->\n"
        f"  if({starts}, {pair}, toInt64(-9223372036854775807)), moments, {later})) as pairs\n"
        f"from {told.source}"
    )


def starters_text(told: Moments) -> str:
    """Return the text of a select with one row a person (and held values) with a start.

    `t` are the microseconds from their first start to the first end after it, where `done`; else
    until they were watched no more.
    """
    reading, ask, layout = told.reading, told.ask, told.layout
    seen = micros(min(watched_until(reading, ask), max(reading.now, reading.period.start)))
    began = layout.micros("begin")
    took = f"{layout.micros('end')} - {began}"
    limit = "" if ask.within is None else f", {_within(ask)}"
    watched = f"greatest(0, {seen - layout.since} - {began})"
    watched = f"least({watched}{limit})" if limit else watched
    done = "end != 0" + ("" if ask.within is None else f" and {took} <= {_within(ask)}")
    same = f"{layout.at('x')} = {layout.at('begin')} and {layout.part('a', 'x')} = 1"
    ends = f"{layout.at('x')} > {layout.at('begin')} and {layout.part('nb', 'x')} = 0"
    group = "toUInt16(0)"
    if told.by_group:
        group = f"toUInt16({layout.part('g', f'arrayLast(x -> {same}, moments)')})"
    return (
        f"select who, grp, {done} as done, if(done, {took}, {watched}) as t\nfrom (\n"
        f"  select who, arrayFirst(x -> {_starts(reading, layout)}, moments) as begin,\n"
        f"    {group} as grp, arrayFirst(x -> {ends}, moments) as end\n"
        f"  from {told.source}\n  where begin != 0\n)"
    )


def _starts(reading: Reading, layout: Packed) -> str:
    until = micros(reading.period.end) - layout.since
    return f"{layout.part('a', 'x')} = 1 and {layout.micros('x')} < {until}"


def _within(ask: IntervalAsk) -> str:
    return "0" if ask.within is None else str(round(ask.within.total_seconds() * 1e6))


def moments_text(told: Moments) -> str:
    """Return the text of the select that gathers `told`."""
    reading, ask, groups = told.reading, told.ask, told.groups
    during = Period(reading.period.start, watched_until(reading, ask))
    both = [ask.start, ask.end]
    parts = {"nb": f"not {reading.matches(ask.end)}", "a": reading.matches(ask.start)}
    if groups is not None:
        texts = [reading.operand(name).text for name in ask.by]
        parts["g"] = group_number(reading, texts, groups)
    held = [reading.operand(name).text for name in ask.hold]
    columns = [*reading.raw, f"{told.layout.number(parts)} as moment"]
    columns += [f"{_held(held)} as held"] if held else []
    also = [*reading.wanted(both), *(f"isNotNull({text})" for text in held)]
    rows = reading.source(columns, both, during, also=also)
    found = gathered(reading, rows, {"unsorted": "moment"}, "held" if held else "")
    return f"select who, arraySort(unsorted) as moments\nfrom (\n{found}\n)"


def _held(texts: Sequence[str]) -> str:
    """A digest of held values, which are those of one person; as ids are told apart by theirs."""
    return f"sipHash64({', '.join(f'assumeNotNull({text})' for text in texts)})"
