"""How are sessions cut? A person's events as one sorted array, split where a session ends.

An event is a tuple of numbers: its moment, the places of its group and of its entry value, whether
depth counts it, and what the definition cuts by. Simultaneous events stand in the order of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bellrock.analytics.groups import Groups, group_number
from bellrock.core.time import Period
from bellrock.query.ask import SessionsAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import AT, MICROS, Reading
from bellrock.query.sql import Sql

KNOWN = 1000
"""Values, the ones with the most events, among which entries and exits are looked for."""
_CAMPAIGN = "(utm_source, utm_medium, utm_campaign)"


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
        also=reading.wanted([ask.event]),
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

    Columns: `who`, `bucket`, `grp`, `entry`, `exit` (places), `events`, `depth`, `us` (how long).
    """
    during = Period(reading.period.start - ask.pause, told.until)
    parts = [AT, _group(reading, ask, told), _place(reading, ask, told)]
    parts += [f"toUInt8({reading.matches(ask.depth)})", *_cut_by(reading, ask)]
    columns = [f"{reading.who} as who", f"tuple({', '.join(parts)}) as e"]
    rows = reading.source(columns, [ask.event], during, also=reading.wanted([ask.event]))
    start, end = (
        f"toUnixTimestamp64Micro({reading.moment(moment)})"
        for moment in (reading.period.start, reading.period.end)
    )
    began = "toInt64(intDiv(s[1].1, 8192))"
    return (
        f"select who, {points.index(began)} as bucket, s[1].2 as grp, s[1].3 as entry,\n"
        f"  s[-1].3 as exit, length(s) as events, arrayCount(e -> e.4, s) as depth,\n"
        f"  toInt64(intDiv(s[-1].1, 8192)) - {began} as us\n"
        f"from (\n select who, arrayJoin(arraySplit((e, was) -> {_cuts(reading, ask)}, es,\n"
        "  arrayPushFront(arrayPopBack(es), es[1]))) as s\n"
        f" from (\n  select who, arraySort(groupArray(e)) as es\n  from (\n  {rows}\n  )\n"
        f"  group by who\n )\n)\nwhere {began} >= {start} and {began} < {end}"
    )


def figures_sql(reading: Reading, ask: SessionsAsk, told: Told, points: Grid) -> Sql:
    """Take the figures of all sessions and of groups, over the period and in every bucket.

    Rows of: 0 for all or the place of the group + 1, 0 for the period or the bucket + 1, and then
    sessions, people, bounces, events, depth, and the mean, median and p90 of microseconds.
    """
    inner = sessions_text(reading, ask, told, points)
    sets = "((b), ())" if told.groups is None else "((g, b), (g), (b), ())"
    group = "0 as g" if told.groups is None else "g"
    return reading.sql(
        f"select {group}, b, count() as sessions, uniqExact(who) as people,\n"
        "  countIf(depth <= 1) as bounces, sum(events) as all_events, sum(depth) as all_depth,\n"
        "  avg(us) as mean_us, quantileExactInclusive(0.5)(us) as median_us,\n"
        "  quantileExactInclusive(0.9)(us) as p90_us\n"
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


def _group(reading: Reading, ask: SessionsAsk, told: Told) -> str:
    if told.groups is None:
        return "toUInt16(0)"
    texts = [reading.operand(name).text for name in ask.by]
    return f"toUInt16({group_number(reading, texts, told.groups)})"


def _place(reading: Reading, ask: SessionsAsk, told: Told) -> str:
    return f"toUInt16({group_number(reading, [reading.operand(ask.at).text], told.places)})"


def _cut_by(reading: Reading, ask: SessionsAsk) -> Sequence[str]:
    """Return what an event must carry, in the order that `_cuts` reads it."""
    parts = []
    if ask.midnight:
        parts.append(f"toDate(toTimeZone(ts, {reading.binder.text(reading.tz.key)}))")
    if ask.campaign:
        empty = "utm_source = '' and utm_medium = '' and utm_campaign = ''"
        parts.append(f"if({empty}, 0, cityHash64({_CAMPAIGN}))")
    if ask.client:
        parts.append("if(session = '', 0, cityHash64(session))")
    return parts


def _cuts(reading: Reading, ask: SessionsAsk) -> str:
    """Return the condition that an event `e` begins a session, after the event `was`."""
    pause = reading.binder.bind(ask.pause // timedelta(microseconds=1), "UInt64")
    said, place = [f"intDiv(e.1, 8192) - intDiv(was.1, 8192) > {pause}"], 5
    if ask.midnight:
        said.append(f"e.{place} != was.{place}")
        place += 1
    if ask.campaign:
        said.append(f"(e.{place} != 0 and e.{place} != was.{place})")
        place += 1
    if ask.client:
        said.append(f"(e.{place} != 0 and was.{place} != 0 and e.{place} != was.{place})")
    return " or ".join(said)
