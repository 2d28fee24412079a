"""How are the rows of a report counted? People and views by value, and the sessions around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bellrock.analytics.groups import Group, Groups, group_number
from bellrock.core.time import Period
from bellrock.query.ask import ReportAsk
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

ALL, NONE = 65_535, 65_534
"""Places that stand for every row together, and for events that no value is read from."""
_LAST = "arrayLastIndex(e -> bitTest(e.3, 0), s)"


@dataclass(frozen=True)
class Told:
    """What must be known before sessions can be counted by row."""

    places: Groups
    until: datetime
    """How far to read, so that every session that began in the period has ended."""


def values_sql(reading: Reading, ask: ReportAsk) -> Sql:
    """Find the values with the most people, and count people, views and events by them.

    Rows of: whether all together, unset, place from 1 (0 is the rest), the values, how many of them
    the row stands for, people, events, views, empty ones, and people who did the goal.
    """
    keys = [f"g{i}" for i in range(len(ask.by))]
    shown, unset = ", ".join(keys), " and ".join(f"isNull({key})" for key in keys)
    values = [f"{reading.operand(name).text} as g{i}" for i, name in enumerate(ask.by)]
    rows = _rows(reading, ask, values)
    counted, merged = "0", "sum(converts)"
    if ask.goal is not None:
        counted, merged = (
            f"uniqExactStateIf(who, {converted(reading, ask)})",
            "uniqExactMerge(converts)",
        )
    order = ", ".join(f"{key} asc nulls last" for key in keys)
    return reading.sql(
        "select grouping(unset) = 1 as whole, unset, place,\n"
        f"  {', '.join(f'any({key}) as v{i}' for i, key in enumerate(keys))}, count() as many,\n"
        "  uniqExactMerge(people) as people, sum(events) as events, sum(views) as views,\n"
        f"  sum(empty) as empty, {merged} as converts\n"
        f"from (\nselect {shown}, people, converts, events, views, empty, unset,\n"
        f"  if(ranked <= {ask.top} or unset, ranked, 0) as place\n"
        f"from (\nselect *, {unset} as unset, row_number() over (partition by unset\n"
        f"  order by finalizeAggregation(people) desc, {order}) as ranked\n"
        f"from (\nselect {shown}, uniqExactState(who) as people,\n"
        f"  {counted} as converts,\n"
        "  count() as events, sum(v) as views, sum(z) as empty\n"
        f"from (\n{rows}\n)\ngroup by {shown}\n)\n)\n)\n"
        "group by grouping sets ((unset, place), ())\norder by whole, unset, place = 0, place"
    )


def placed_sql(reading: Reading, ask: ReportAsk, places: Groups) -> Sql:
    """Count people, events, views, empty ones and people who did the goal, by place and in all."""
    place = _place(reading, ask, places)
    rows = _rows(reading, ask, [f"{place} as p"])
    return reading.sql(
        f"select if(grouping(p) = 1, {ALL}, p) as place, uniqExact(who) as people,\n"
        "  count() as events, sum(v) as views, sum(z) as empty,\n"
        f"  uniqExactIf(who, {converted(reading, ask)}) as converts\n"
        f"from (\n{rows}\n)\ngroup by grouping sets ((p), ())"
    )


def people_text(reading: Reading, ask: ReportAsk, places: Groups) -> str:
    """Return a select with a row an event that values are read from: `who`, `place`, `converts`."""
    place = _place(reading, ask, places)
    columns = [f"{reading.who} as who", f"{place} as place"]
    also = [*reading.wanted([ask.of]), *_narrowed(reading, ask)]
    rows = reading.source(columns, [ask.of], also=also)
    return f"select who, place, {converted(reading, ask)} as converts\nfrom (\n{rows}\n)"


def visits_text(reading: Reading, ask: ReportAsk, told: Told) -> str:
    """Return a select with a row a session and place, and one a session for `ALL`.

    Columns: `who`, `place`, `views` of it, `bounced`, `us` that passed with it, `ended` with it,
    `again` (a search for something else follows).
    """
    during = Period(reading.period.start - ask.pause, told.until)
    flags = f"toUInt8(({reading.matches(ask.views)}) + 2 * ({reading.matches(ask.of)}))"
    parts = [AT, _spot(reading, ask, told.places), flags]
    if ask.searching:
        texts = [f"ifNull({reading.operand(name).text}, '')" for name in ask.by]
        parts.append(f"cityHash64({', '.join(texts)})")
    columns = [f"{reading.who} as who", f"tuple({', '.join(parts)}) as e"]
    rows = reading.source(columns, [ANY], during, also=_narrowed(reading, ask))
    return (
        f"select who, place, arrayCount(e -> bitTest(e.3, 0) and {_here(ask)}, s) as views,\n"
        f"  depth <= 1 as bounced, {_passed(ask)} as us,\n"
        f"  {_ended(ask)} as ended, {_again(ask)} as again\n"
        f"from (\nselect who, s, arrayCount(e -> bitTest(e.3, 0), s) as depth,\n"
        f"  arrayJoin({_places(ask)}) as place\n"
        f"from (\n{_cut(reading, ask, rows)}\n)\n)"
    )


def visits_sql(reading: Reading, ask: ReportAsk, told: Told) -> Sql:
    """Take the figures of sessions by place: place, people, views, sessions, bounces and so on.

    Rows of: place, people, those who did the goal, sessions, bounces, microseconds, exits, again,
    views. Where `at` is not event, the rows are those of `top` with the most people.
    """
    inner = visits_text(reading, ask, told)
    done = converted(reading, ask)
    states = (
        f"select place, uniqExactState(who) as p, uniqExactStateIf(who, {done}) as c,\n"
        "  count() as n, sum(bounced) as b, sum(us) as t, sum(ended) as x, sum(again) as a,\n"
        f"  sum(views) as v\nfrom (\n{inner}\n)\ngroup by place"
    )
    folded = "place" if ask.at == "event" else _ranked(ask, told.places)
    return reading.sql(
        "select one, uniqExactMerge(p) as people, uniqExactMerge(c) as converts,\n"
        "  sum(n) as sessions, sum(b) as bounces, sum(t) as us, sum(x) as exits,\n"
        "  sum(a) as searched_again, sum(v) as views\n"
        f"from (\nselect {folded} as one, p, c, n, b, t, x, a, v\n"
        f"from (\n{states}\n)\n)\ngroup by one\n"
        f"order by one >= {len(told.places.shown)}, people desc, one"
    )


def _ranked(ask: ReportAsk, places: Groups) -> str:
    """Return the place of a row, or that of the rest where it is not among the first `top`."""
    unset = next((i for i, group in enumerate(places.shown) if is_unset(group)), NONE)
    apart = f"(place >= {len(places.shown)} or place = {unset})"
    rank = f"row_number() over (partition by {apart} order by finalizeAggregation(p) desc, place)"
    return f"if({apart} or {rank} <= {ask.top}, place, {len(places.shown)})"


def is_unset(group: Group) -> bool:
    """Whether a group is of events that carry no value."""
    return not group.rest and all(value is None for value in group.values)


def _rows(reading: Reading, ask: ReportAsk, keys: Sequence[str]) -> str:
    """Return a select with a row an event that values are read from: `who`, `keys`, `v`, `z`."""
    columns = [
        f"{reading.who} as who",
        *keys,
        f"toUInt8({reading.matches(ask.views)}) as v",
        f"toUInt8({reading.test(ask.empty) if ask.empty is not None else 0}) as z",
    ]
    also = [*reading.wanted([ask.of]), *_narrowed(reading, ask)]
    return reading.source(columns, [ask.of], also=also)


def _narrowed(reading: Reading, ask: ReportAsk) -> list[str]:
    """Return the conditions that an event is of somebody who did all of `did`."""
    return [
        f"{reading.who} in ({reading.source([reading.who], [ANY], also=[reading.test(tree)])})"
        for tree in ask.did
    ]


def converted(reading: Reading, ask: ReportAsk) -> str:
    """Return the condition that `who` did the goal in the period; 0 where there is none."""
    if ask.goal is None:
        return "0"
    done = reading.source([reading.who], [ask.goal], also=reading.wanted([ask.goal]))
    return f"who in ({done})"


def _place(reading: Reading, ask: ReportAsk, places: Groups) -> str:
    texts = [reading.operand(name).text for name in ask.by]
    return f"toUInt16({group_number(reading, texts, places)})"


def _spot(reading: Reading, ask: ReportAsk, places: Groups) -> str:
    """Return the place of an event, `NONE` where no value is read from it."""
    place = _place(reading, ask, places)
    return f"if({reading.matches(ask.of)}, {place}, {NONE})" if ask.searching else place


def _cut(reading: Reading, ask: ReportAsk, rows: str) -> str:
    """Return a select with a row a session that begins in the period: `who` and its events `s`."""
    pause = reading.binder.bind(ask.pause // timedelta(microseconds=1), "UInt64")
    start, end = (
        f"toUnixTimestamp64Micro({reading.moment(moment)})"
        for moment in (reading.period.start, reading.period.end)
    )
    began = "toInt64(intDiv(s[1].1, 8192))"
    return (
        "select who, arrayJoin(arraySplit((e, was) ->\n"
        f"  intDiv(e.1, 8192) - intDiv(was.1, 8192) > {pause}, es,\n"
        "  arrayPushFront(arrayPopBack(es), es[1]))) as s\n"
        f"from (\nselect who, arraySort(groupArray(e)) as es\nfrom (\n  {rows}\n)\n"
        "group by who\n)\n"
        f"where {began} >= {start} and {began} < {end}"
    )


def _places(ask: ReportAsk) -> str:
    """Return the places of a session and `ALL`: of its values, or what it begins or ends with."""
    if ask.at == "entry":
        first = "greatest(arrayFirstIndex(e -> bitTest(e.3, 0), s), 1)"
        return f"[toUInt16({ALL}), s[{first}].2]"
    if ask.at == "exit":
        return f"[toUInt16({ALL}), s[if({_LAST} = 0, toUInt32(length(s)), {_LAST})].2]"
    if not ask.searching:
        return f"arrayDistinct(arrayPushFront(arrayMap(e -> e.2, s), toUInt16({ALL})))"
    told = "arrayMap(e -> e.2, arrayFilter(e -> bitTest(e.3, 1), s))"
    return f"arrayDistinct(arrayFlatten(arrayMap(place -> [place, toUInt16({ALL})], {told})))"


def _here(ask: ReportAsk) -> str:
    """Return the condition that an event `e` is of a row; entries and exits have whole sessions."""
    if ask.at != "event":
        return "1"
    return f"(e.2 = place or (place = {ALL} and bitTest(e.3, 1)))"


def _passed(ask: ReportAsk) -> str:
    """Return the microseconds from the events of a row to those that follow them."""
    gap = "toInt64(intDiv(n.1, 8192)) - toInt64(intDiv(e.1, 8192))"
    return (
        f"arraySum(arrayMap((e, n) -> if({_here(ask)}, {gap}, 0), s,\n"
        "  arrayPushBack(arrayPopFront(s), s[-1])))"
    )


def _ended(ask: ReportAsk) -> str:
    if ask.at != "event":
        return "1"
    here = f"bitTest(e.3, 1) and {_here(ask)}"
    return f"arrayLastIndex(e -> {here}, s) >= {_LAST} and arrayExists(e -> {here}, s)"


def _again(ask: ReportAsk) -> str:
    if not ask.searching:
        return "0"
    first = f"arrayFirst(e -> bitTest(e.3, 1) and {_here(ask)}, s)"
    return f"arrayExists(e -> bitTest(e.3, 1) and e.1 > {first}.1 and e.4 != {first}.4, s)"
