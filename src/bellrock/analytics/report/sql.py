"""How are the rows of a report counted? People and views by value, and the sessions around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bellrock.analytics.groups import Group, Groups, group_number
from bellrock.analytics.packed import Packed, gathered
from bellrock.core.time import Period
from bellrock.query.ask import ReportAsk
from bellrock.query.relation import Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

ALL, NONE = 65_535, 65_534
"""Places that stand for every row together, and for events that no value is read from."""


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
    layout = _layout(reading, ask, told)
    rows = (
        "select *, arraySum(vs) as depth, arrayLastIndex(v -> v = 1, vs) as last,\n"
        f"  arrayJoin({_places(ask)}) as place\nfrom (\n{_cut(reading, ask, told, layout)}\n)"
    )
    if ask.searching:
        rows = f"select *, arrayFirst((e, p) -> {_here(ask)}, s, ps) as search\nfrom (\n{rows}\n)"
    return (
        f"select who, place, {_views(ask)} as views, depth <= 1 as bounced, {_passed(ask)} as us,\n"
        f"  {_ended(ask)} as ended, {_again(ask, layout)} as again\nfrom (\n{rows}\n)"
    )


def visits_sql(reading: Reading, ask: ReportAsk, told: Told) -> Sql:
    """Take the figures of sessions by place: place, people, views, sessions, bounces and so on.

    Rows of: place, people, those who did the goal, sessions, bounces, microseconds, exits, again,
    views. Where `at` is not event, the rows are those of `top` with the most people. Otherwise
    people are those of `values_sql`, and none are counted here.
    """
    inner = visits_text(reading, ask, told)
    sums = (
        "count() as n, sum(bounced) as b, sum(us) as t, sum(ended) as x, sum(again) as a,\n"
        f"  sum(views) as v\nfrom (\n{inner}\n)\ngroup by place"
    )
    if ask.at == "event":
        return reading.sql(
            "select place as one, 0 as people, 0 as converts, n as sessions, b as bounces,\n"
            "  t as us, x as exits, a as searched_again, v as views\n"
            f"from (\nselect place, {sums}\n)\norder by one"
        )
    done = converted(reading, ask)
    return reading.sql(
        "select one, uniqExactMerge(p) as people, uniqExactMerge(c) as converts,\n"
        "  sum(n) as sessions, sum(b) as bounces, sum(t) as us, sum(x) as exits,\n"
        "  sum(a) as searched_again, sum(v) as views\n"
        f"from (\nselect {_ranked(ask, told.places)} as one, p, c, n, b, t, x, a, v\n"
        "from (\nselect place, uniqExactState(who) as p,\n"
        f"  uniqExactStateIf(who, {done}) as c, {sums}\n)\n)\ngroup by one\n"
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


def _layout(reading: Reading, ask: ReportAsk, told: Told) -> Packed:
    """Where the parts of an event's number lie: its place, whether it is a view, what it says."""
    parts = {"p": (len(told.places.shown) + 1).bit_length(), "v": 1}
    return Packed(
        reading.period.start - ask.pause, told.until, parts | ({"w": 56} if ask.searching else {})
    )


def _number(reading: Reading, ask: ReportAsk, told: Told, layout: Packed) -> str:
    parts = {"p": _place(reading, ask, told.places), "v": reading.matches(ask.views)}
    if ask.searching:
        nowhere = len(told.places.shown) + 1
        parts["p"] = f"if({reading.matches(ask.of)}, {parts['p']}, {nowhere})"
        texts = [f"ifNull({reading.operand(name).text}, '')" for name in ask.by]
        parts["w"] = f"bitAnd(cityHash64({', '.join(texts)}), {(1 << layout.bits('w')) - 1})"
    return layout.number(parts)


def _cut(reading: Reading, ask: ReportAsk, told: Told, layout: Packed) -> str:
    """Return a select with a row a session that begins in the period.

    Columns: `who`, its events `s`, and of each its place `ps`, whether it is a view `vs` and how
    many microseconds later the next one follows `gaps`.
    """
    during = Period(reading.period.start - ask.pause, told.until)
    columns = [*reading.raw, f"{_number(reading, ask, told, layout)} as e"]
    rows = reading.source(columns, [ANY], during, also=_narrowed(reading, ask))
    pause = reading.binder.bind(ask.pause // timedelta(microseconds=1), "Int64")
    start, end = (
        f"toUnixTimestamp64Micro({reading.moment(moment)})"
        for moment in (reading.period.start, reading.period.end)
    )
    began, place = f"{layout.micros('s[1]')} + {layout.since}", layout.part("p", "e")
    if ask.searching:
        place = f"if({place} = {len(told.places.shown) + 1}, {NONE}, {place})"
    return (
        f"select who, s, arrayMap(e -> toUInt16({place}), s) as ps,\n"
        f"  arrayMap(e -> toUInt8({layout.part('v', 'e')}), s) as vs,\n"
        f"  arrayMap((e, n) -> {layout.micros('n')} - {layout.micros('e')}, s,\n"
        "    arrayPushBack(arrayPopFront(s), s[-1])) as gaps\n"
        "from (\nselect who, arrayJoin(arraySplit((e, was) ->\n"
        f"  {layout.micros('e')} - {layout.micros('was')} > {pause}, es,\n"
        "  arrayPushFront(arrayPopBack(es), es[1]))) as s\n"
        "from (\nselect who, arraySort(unsorted) as es\n"
        f"from (\n{gathered(reading, rows, {'unsorted': 'e'})}\n)\n)\n)\n"
        f"where {began} >= {start} and {began} < {end}"
    )


def _places(ask: ReportAsk) -> str:
    """Return the places of a session and `ALL`: of its values, or what it begins or ends with."""
    if ask.at == "entry":
        return f"[toUInt16({ALL}), ps[greatest(indexOf(vs, 1), 1)]]"
    if ask.at == "exit":
        return f"[toUInt16({ALL}), if(last = 0, ps[-1], ps[last])]"
    if not ask.searching:
        return f"arrayDistinct(arrayPushFront(ps, toUInt16({ALL})))"
    told = f"arrayDistinct(arrayFilter(p -> p != {NONE}, ps))"
    return f"if(empty({told}), [], arrayPushFront({told}, toUInt16({ALL})))"


def _here(ask: ReportAsk) -> str:
    """Return the condition that a place `p` is of a row."""
    if not ask.searching:
        return f"(p = place or place = {ALL})"
    return f"(p = place or (place = {ALL} and p != {NONE}))"


def _views(ask: ReportAsk) -> str:
    """Return the views of a row; entries and exits have whole sessions."""
    return "depth" if ask.at != "event" else f"arraySum((p, v) -> v * {_here(ask)}, ps, vs)"


def _passed(ask: ReportAsk) -> str:
    """Return the microseconds from the events of a row to those that follow them."""
    if ask.at != "event":
        return "arraySum(gaps)"
    return f"arraySum((p, gap) -> gap * {_here(ask)}, ps, gaps)"


def _ended(ask: ReportAsk) -> str:
    return "1" if ask.at != "event" else f"arrayLastIndex(p -> {_here(ask)}, ps) >= last"


def _again(ask: ReportAsk, layout: Packed) -> str:
    if not ask.searching:
        return "0"
    later = f"{layout.at('e')} > {layout.at('search')}"
    other = f"{layout.part('w', 'e')} != {layout.part('w', 'search')}"
    return f"arrayExists((e, p) -> p != {NONE} and {later} and {other}, s, ps)"
