"""How are sessions cut? A person's events as one sorted array, split where a session ends.

An event is one number: its moment, the places of its group and of its entry value, whether depth
counts it, and what the definition cuts by. Simultaneous events stand in the order of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bellrock.analytics.groups import Groups, group_number, groups_sql
from bellrock.analytics.packed import Packed, gathered
from bellrock.core.time import Period
from bellrock.query.ask import SessionsAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.naming import Name
from bellrock.query.relation import MICROS, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

KNOWN = 1000
"""Values, the ones with the most events, among which entries and exits are looked for."""
WHISPERS = ("$pageleave", "$web_vitals", "$$heatmap")
"""What a page tells by itself as it is left."""
_CAMPAIGN = "(utm_source, utm_medium, utm_campaign)"
_NOWHERE = 65535
_DIGEST = 56
"""Bits of a digest: with all else an event's number still has 128."""
_FIGURES = (
    "count() as sessions, {people} as people,\n"
    "  countIf(depth <= 1) as bounces, sum(events) as all_events, sum(depth) as all_depth,\n"
    "  avg(us) as mean_us, quantilesExactInclusive(0.5, 0.9)(us) as levels_us"
)


NEW = {
    "session": ("inside",), "bucket": ("bucket",), "entry": ("entry",), "exit": ("exit",),
}  # fmt: skip
"""Of what a session may be its person's first, and what that is told by."""
NEW_OF_GROUPS = {"grp": ("grp",), "cell": ("grp", "bucket")}
"""The same where there are groups."""


@dataclass(frozen=True)
class Told:
    """What must be known before sessions can be cut."""

    until: datetime
    """How far to read, so that every session that began in the period has ended."""
    places: Groups
    narrowed: bool
    """Whether there are more values than `places` holds."""
    groups: Groups | None


def open_sql(reading: Reading, ask: SessionsAsk, until: datetime) -> Sql:
    """Count people of whom a session may reach from the period's end to `until`."""
    during = Period(reading.period.end - ask.pause, until)
    rows = reading.source(
        [f"{reading.who} as who", f"{MICROS} as at"], [ask.event], during,
        also=_heard(reading, ask),
    )  # fmt: skip
    pause = reading.binder.bind(ask.pause // timedelta(microseconds=1), "Int64")
    end = f"toUnixTimestamp64Micro({reading.moment(reading.period.end)})"
    last = f"toUnixTimestamp64Micro({reading.moment(until)})"
    return reading.sql(
        f"select countIf(ats[1] < {end} and {last} - ats[-1] <= {pause}\n"
        f"  and arrayMax(arrayDifference(ats)) <= {pause})\n"
        f"from (\n select arraySort(groupArray(at)) as ats\n from (\n  {rows}\n )\n group by who\n)"
    )


def sessions_text(reading: Reading, ask: SessionsAsk, told: Told, points: Grid) -> str:
    """Return a select with a row a session that begins in the period.

    Columns: `who`, `bucket`, `grp`, `entry`, `exit` (places), `events`, `depth`, `us` (how long),
    and of each of `NEW` (as `new_bucket` …) whether it is the person's first, so that people need
    not be told apart.
    """
    layout = _layout(reading, ask, told)
    during = Period(reading.period.start - ask.pause, told.until)
    parts = {
        "g": _group(reading, ask, told), "p": _place(reading, ask, told),
        "d": reading.matches(ask.depth), **_cut_by(ask),
    }  # fmt: skip
    columns = [*reading.raw, f"{layout.number(parts)} as e"]
    rows = reading.source(columns, [ask.event], during, also=_heard(reading, ask))
    start, end = (
        f"toUnixTimestamp64Micro({reading.moment(moment)})"
        for moment in (reading.period.start, reading.period.end)
    )
    cuts = _cuts(reading, ask, layout, told.until)
    deep = f"arrayCount(e -> {layout.part('d', 'e')} = 1, s)" if ask.depth != ANY else "length(s)"
    began = f"{layout.micros('e')} + {layout.since}"
    arrays = {
        "inside": f"arrayMap(e -> {began} >= {start} and {began} < {end}, firsts)",
        "bucket": _inside(points.index(f"({began})"), "firsts"),
        "grp": _inside(layout.part("g", "e"), "firsts"),
        "entry": _inside(layout.part("p", "e"), "firsts"),
        "exit": _inside(layout.part("p", "e"), "lasts"),
        "events": "arrayMap(s -> length(s), cut)",
        "depth": f"arrayMap(s -> {deep}, cut)",
        "us": f"arrayMap((e, l) -> {layout.micros('l')} - {layout.micros('e')}, firsts, lasts)",
    }
    new = NEW if told.groups is None else NEW | NEW_OF_GROUPS
    made = ",\n  ".join(f"{sql} as all_{name}" for name, sql in arrays.items())
    columns = [f"all_{name}" for name in arrays]
    columns += [
        f"arrayEnumerateUniq({', '.join(f'all_{one}' for one in of)})" for of in new.values()
    ]
    names = [*arrays, *(f"new_{name}" for name in new)]
    shown = [
        f"toUInt8(one.{i} = 1) as {name}" if i > len(arrays) else f"one.{i} as {name}"
        for i, name in enumerate(names, 1)
    ]
    # TRICKY: `array join` of these columns loses some that an outer select reads once and again.
    return (
        f"select who, {', '.join(shown[1:])}\n"
        f"from (\nselect who, arrayJoin(arrayZip({', '.join(columns)})) as one\n"
        f"from (\n select who, arrayMap(s -> s[1], cut) as firsts, "
        f"arrayMap(s -> s[-1], cut) as lasts,\n  {made}\n"
        f" from (\n  select who, arraySplit((e, was) -> {cuts},\n"
        "   es, arrayPushFront(arrayPopBack(es), es[1])) as cut\n"
        "  from (\n   select who, arraySort(unsorted) as es\n"
        f"   from (\n{gathered(reading, rows, {'unsorted': 'e'})}\n   )\n  )\n )\n"
        ")\n)\nwhere one.1"
    )


def all_sql(reading: Reading, told: Told, source: str) -> Sql:
    """Take the figures of all sessions and of groups, over the period and in every bucket, and
    those of every entry and exit.

    Rows of: 0 for all or the place of the group, entry or exit + 1, 0 for the period or the bucket
    + 1, and so on as `figures_sql` tells.

    Args:
        source: What the rows of `sessions_text` are read from.
    """
    sets = ["(b)", "()", "(i)", "(o)"]
    sets += [] if told.groups is None else ["(g, b)", "(g)"]
    groups = "" if told.groups is None else "g > 0 and b > 0, sum(new_cell), g > 0, sum(new_grp), "
    people = (
        f"multiIf(i > 0, sum(new_entry), o > 0, sum(new_exit), {groups}\n"
        "    b > 0, sum(new_bucket), sum(new_session))"
    )
    figures = _FIGURES.format(people=people)
    return reading.sql(
        f"select {'0 as g' if told.groups is None else 'g'}, b, i, o, {figures}\n"
        "from (\nselect *, toUInt16(grp + 1) as g, toUInt16(bucket + 1) as b,\n"
        f"  toUInt16(entry + 1) as i, toUInt16(exit + 1) as o\nfrom {source}\n"
        f")\ngroup by grouping sets ({', '.join(sets)})"
    )


def rest_sql(reading: Reading, source: str, shown: Sequence[Sequence[int]]) -> Sql:
    """Count the people whose sessions begin, and end, at none of the places `shown` of each."""
    counts = [
        f"uniqExactIf(who, {end} not in {[*places] or [_NOWHERE]})"
        for end, places in zip(("entry", "exit"), shown, strict=True)
    ]
    return reading.sql(f"select {', '.join(counts)}\nfrom {source}")


def figures_sql(reading: Reading, ask: SessionsAsk, told: Told, points: Grid) -> Sql:
    """Take the figures of all sessions and of groups, over the period and in every bucket.

    Rows of: 0 for all or the place of the group + 1, 0 for the period or the bucket + 1, and then
    sessions, people, bounces, events, depth, the mean of microseconds, their median and p90.
    """
    inner = sessions_text(reading, ask, told, points)
    sets = "((b), ())" if told.groups is None else "((g, b), (g), (b), ())"
    group = "0 as g" if told.groups is None else "g"
    figures = _FIGURES.format(people="uniqExact(who)")
    return reading.sql(
        f"select {group}, b, {figures}\n"
        f"from (\nselect *, toUInt16(grp + 1) as g, toUInt16(bucket + 1) as b\nfrom (\n{inner}\n)\n"
        f")\ngroup by grouping sets {sets}"
    )


def ends_sql(reading: Reading, ask: SessionsAsk, told: Told, points: Grid, end: str) -> Sql:
    """Count sessions by the place of their `entry` or `exit`: sessions, people, bounces.

    People are those of the values `ask.top` shows: the rest is one row more, its place the first
    that no value has.
    """
    inner = sessions_text(reading, ask, told, points)
    beyond = len(told.places.shown)
    return reading.sql(
        f"with ends as (\n{inner}\n),\n"
        f"first as (select {end} as place from ends where place != {beyond}\n"
        f"  group by place order by count() desc, place limit {ask.top})\n"
        f"select if({end} in (select place from first), {end}, {beyond}) as one,\n"
        "  count() as sessions, uniqExact(who) as people, countIf(depth <= 1) as bounces\n"
        "from ends\ngroup by one\n"
        f"order by one = {beyond}, sessions desc, one"
    )


def places_sql(reading: Reading, ask: SessionsAsk, until: datetime) -> Sql:
    """Find the values that entries and exits are looked for among: rows as of `groups_sql`.

    Sessions may end after the period. Names of events are counted already.
    """
    during = Period(reading.period.start, until)
    plain = ask.at == Name("", ("event",)) and ask.where is None and not ask.event.filters
    if not plain:
        return groups_sql(reading, [ask.at], [ask.event], KNOWN, during)
    columns = ["event", "bot", "count() as n"]
    rows = reading.counted(columns, [ask.event], during, by_quarter=False)
    people = "1" if reading.bots else "bot = ''"
    return reading.sql(
        f"select nullIf(event, '') as g0, count() over () as groups\nfrom (\n  {rows}\n)\n"
        f"where {people}\ngroup by g0\norder by sum(n) desc, g0\nlimit {KNOWN}"
    )


def _inside(of: str, ends: str) -> str:
    """Return the SQL of a number of the events at one end of sessions; of other periods' none."""
    return f"arrayMap((e, i) -> if(i, toUInt16({of}), toUInt16({_NOWHERE})), {ends}, all_inside)"


def _layout(reading: Reading, ask: SessionsAsk, told: Told) -> Packed:
    """Where the parts of an event's number lie; its session and its campaign are digests."""
    parts = {
        "g": 0 if told.groups is None else len(told.groups.shown).bit_length(),
        "p": len(told.places.shown).bit_length(), "d": 1, **dict.fromkeys(_cut_by(ask), _DIGEST),
    }  # fmt: skip
    return Packed(reading.period.start - ask.pause, told.until, parts)


def _heard(reading: Reading, ask: SessionsAsk) -> list[str]:
    """Return what keeps the events that are asked for; of any, not what a page tells as it goes.

    Nobody does these, so they make no session, and leave a bounce a bounce.
    """
    if ask.event == ANY:
        return [f"event not in ({', '.join(map(reading.binder.text, WHISPERS))})"]
    return reading.wanted([ask.event])


def _group(reading: Reading, ask: SessionsAsk, told: Told) -> str:
    if told.groups is None:
        return "toUInt16(0)"
    texts = [reading.operand(name).text for name in ask.by]
    return f"toUInt16({group_number(reading, texts, told.groups)})"


def _place(reading: Reading, ask: SessionsAsk, told: Told) -> str:
    return f"toUInt16({group_number(reading, [reading.operand(ask.at).text], told.places)})"


def _cut_by(ask: SessionsAsk) -> dict[str, str]:
    """Return what an event must carry that sessions are cut by, beside its moment; 0 is nothing."""
    parts = {}
    if ask.campaign:
        empty = "utm_source = '' and utm_medium = '' and utm_campaign = ''"
        parts["campaign"] = f"if({empty}, toUInt64(0), {_digest(_CAMPAIGN)})"
    if ask.client:
        parts["client"] = f"if(session = '', toUInt64(0), {_digest('session')})"
    return parts


def _digest(of: str) -> str:
    """A number other than 0; those of two neighbours are told apart by it."""
    return f"bitOr(bitAnd(cityHash64({of}), {(1 << _DIGEST) - 1}), 1)"


def _cuts(reading: Reading, ask: SessionsAsk, layout: Packed, until: datetime) -> str:
    """Return the condition that an event `e` begins a session, after the event `was`."""
    pause = reading.binder.bind(ask.pause // timedelta(microseconds=1), "Int64")
    said = [f"{layout.micros('e')} - {layout.micros('was')} > {pause}"]
    if ask.midnight:
        days = grid(Period(reading.period.start - ask.pause, until), "day", reading.tz)
        now, before = (days.index(f"({layout.micros(n)} + {layout.since})") for n in ("e", "was"))
        said.append(f"{now} != {before}")
    if ask.campaign:
        now, before = layout.part("campaign", "e"), layout.part("campaign", "was")
        said.append(f"({now} != 0 and {now} != {before})")
    if ask.client:
        now, before = layout.part("client", "e"), layout.part("client", "was")
        said.append(f"({now} != 0 and {before} != 0 and {now} != {before})")
    return " or ".join(said)
