"""How are new people told by channel? One row a person, then sums that add up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bellrock.analytics.channels.gather import (
    EVER,
    Told,
    found_texts,
    gathered_text,
    layout_of,
    values_of,
)
from bellrock.analytics.packed import Packed
from bellrock.core.order import TIES
from bellrock.core.time import Period, micros
from bellrock.query.ask import ChannelsAsk
from bellrock.query.grid import grid
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

_DIVIDED = timedelta(days=1_000)
"""Up to here days are told by division, which is quicker than the engine's calendar."""
CELLS = 20_000
"""Channels and values within which they are compared, at most; the ones with the most people."""


def persons_text(reading: Reading, ask: ChannelsAsk, codes: Told = None) -> str:
    """Return a select with a row a new person.

    Columns: `who`, `v` (their channel), `a0` … (what they are compared within), `sessions`,
    `bounced`, `converted`, `amount`, and for each day `of0` (it is over) and `back0` … .
    """
    layout, day = layout_of(reading, ask, codes), _calendar(reading)
    pause, within = (
        reading.binder.bind(length // timedelta(microseconds=1), "Int64")
        for length in (ask.pause, ask.within)
    )
    values = values_of(ask)
    back = "es"
    if ask.return_ != ANY:
        back = f"arrayFilter(e -> {layout.part('back', 'e')} = 1, es)"
    at = "toUInt64(bitShiftRight(p, 64))"
    paid = f"{at} >= first and toInt64(intDiv({at}, {TIES})) - {layout.since} - since <= {within}"
    # Comparisons with what is the same for everybody are quick; lambdas that hold a person's own
    # numbers are not, so that most are taken of what an array's search has found.
    told = [
        "who",
        *values,
        f"{day(f'since + {layout.since}')} as began",
        f"arrayFirst(e -> {layout.part('goal', 'e')} = 1, es) as reached",
        f"{layout.part('goal', 'reached')} = 1 and {layout.micros('reached')} - since <= {within} "
        "as converted",
        f"arraySum(p -> if({paid}, reinterpretAsFloat64(toUInt64(p)), 0.), payments) as amount",
        f"arrayMap(e -> {day(layout.micros('e') + f' + {layout.since}')}, {back}) as days",
        f"arrayMap(gap -> gap > {pause}, "
        f"arrayDifference(arrayMap(e -> {layout.micros('e')}, es))) as cuts",
        "indexOf(cuts, 1) as later",
        "1 + countEqual(cuts, 1) as sessions",
        f"countEqual(arrayMap(e -> toUInt8({layout.part('view', 'e')}), "
        "if(later = 0, es, arraySlice(es, 1, later - 1))), 1) <= 1 as bounced",
    ]
    shown = ["who", *values, "converted", "amount", "sessions", "bounced"]
    today = day(str(micros(reading.now)))
    for i, number in enumerate(ask.days):
        over = f"began + {number} < {today}"
        shown += [f"{over} as of{i}", f"{over} and has(days, began + {number}) as back{i}"]
    return (
        f"select {', '.join(shown)}\nfrom (\nselect {', '.join(told)}\n"
        f"from (\n{_begun_text(reading, ask, layout, codes)}\n)\n)"
    )


def _begun_text(reading: Reading, ask: ChannelsAsk, layout: Packed, codes: Told) -> str:
    """Return a select with a row a new person: when they are `first` (as `AT`), its microseconds
    `since` the period began, their values, the sorted numbers `es` of their events from then on,
    and their `payments`."""
    until = micros(min(reading.now, reading.period.end)) - layout.since
    begin, es, kept = "all_es[1]", "all_es", f"notEmpty(all_es) and since < {until}"
    if ask.start != ANY:
        begin = f"arrayFirst(e -> {layout.part('start', 'e')} = 1, all_es)"
        es = f"arrayFilter(e -> {layout.at('e')} >= {layout.at('begin')}, all_es)"
        kept = f"{layout.part('start', 'begin')} = 1"
    each = ", ".join(["who", *values_of(ask), "payments"])
    shown = ["who", *found_texts(reading, ask, layout, codes), "payments"]
    return (
        f"select {each}, {es} as es, toUInt64({layout.at('begin')}) + {layout.since * TIES} "
        f"as first, {layout.micros('begin')} as since\n"
        f"from (\nselect {', '.join(shown)}, arraySort(unsorted) as all_es, {begin} as begin\n"
        f"from (\n{gathered_text(reading, ask, layout, codes)}\n)\n)\nwhere {kept}"
    )


def channels_sql(reading: Reading, ask: ChannelsAsk, codes: Told = None) -> Sql:
    """Sum people up by channel, and by channel and value of what these are compared within.

    Rows of: 0 for all, 1 for a channel, 2 … for a channel within the values of a property; how many
    channels there are; channel; value; people, sessions, bounced, converted, amount, its square,
    and for each day those of whom it is over and those who came back.
    """
    places = range(len(ask.across))
    sets = ["()", "(v)", *(f"(v, a{i})" for i in places)]
    inside = [f"grouping(a{i}) = 0" for i in places]
    levels = "".join(f"{told}, {2 + i}, " for i, told in enumerate(inside))
    values = "".join(f"{told}, a{i}, " for i, told in enumerate(inside))
    level = f"multiIf(grouping(v) = 1, 0, {levels}1)"
    value = f"multiIf({values}null)" if ask.across else "null"
    sums = {"people": "1", "s": "sessions", "b": "bounced", "c": "converted", "x": "amount",
            "xx": "amount * amount"}  # fmt: skip
    for i in range(len(ask.days)):
        sums |= {f"o{i}": f"of{i}", f"r{i}": f"back{i}"}
    # People are added up once; it is their sums that are added up in several ways.
    keys = ", ".join(values_of(ask))
    once = ", ".join(f"sum({sql}) as id_{name}" for name, sql in sums.items())
    again = ", ".join(f"sum(id_{name}) as {name}" for name in sums)
    return reading.sql(
        f"select level, count() over (partition by level) as channels, * except level\n"
        f"from (\nselect {level} as level, v, {value} as within,\n"
        f"  {again}\nfrom (\nselect {keys}, {once}\n"
        f"from (\n{persons_text(reading, ask, codes)}\n)\ngroup by {keys}\n)\n"
        f"group by grouping sets ({', '.join(sets)})\n"
        f"having level < 2 or people >= {ask.least}\n)\n"
        f"order by level, people desc, v asc nulls last, within asc nulls last\n"
        f"limit {CELLS} by level"
    )


def machines_text(reading: Reading, ask: ChannelsAsk) -> str:
    """Return a select with a row a machine that came first in the period: `who`, its channel `v`.

    Machines have no event that somebody else than a machine sent, in all time.
    """
    reading.bots = True
    during = Period(EVER, min(reading.now, reading.period.end))
    columns = [
        f"{reading.who} as who", f"{AT} as at", f"{reading.operand(ask.by).text} as touch",
        f"toUInt8({reading.matches(ask.start)}) as start",
    ]  # fmt: skip
    rows = reading.source(columns, [ANY], during, since_ever=True, also=[
        "bot != ''", f"{reading.who} in ({_machines(reading, during)})",
    ])  # fmt: skip
    start = reading.binder.bind(micros(reading.period.start), "Int64")
    return (
        "select who, argMinIf(touch, at, isNotNull(touch)) as v\n"
        f"from (\n  {rows}\n)\ngroup by who\nhaving max(start) = 1\n"
        f"  and toInt64(intDiv(minIf(at, start), {TIES})) >= {start}"
    )


def machines_sql(reading: Reading, ask: ChannelsAsk) -> Sql:
    """Count machines by channel."""
    return reading.sql(f"select v, count()\nfrom (\n{machines_text(reading, ask)}\n)\ngroup by v")


def _machines(reading: Reading, during: Period) -> str:
    """Return a select of those of whom only machines sent events."""
    raw = ", ".join(reading.raw)
    rows = reading.source([*reading.raw, "bot"], [ANY], during, since_ever=True)
    return (
        f"select {reading.who} as one from (\n"
        f"select {raw}, min(bot != '') as machine from (\n  {rows}\n) group by {raw}\n)\n"
        "group by one having min(machine) = 1"
    )


def _calendar(reading: Reading) -> Callable[[str], str]:
    """Return what makes of microseconds (SQL) the number of their local day (SQL, Int32)."""
    zone = reading.binder.text(reading.tz.key)
    if timedelta(0) < reading.now - reading.period.start < _DIVIDED:
        days = grid(Period(reading.period.start, reading.now), "day", reading.tz)
        dates = [start.astimezone(reading.tz).date() for start in days.starts]
        if (dates[-1] - dates[0]).days == len(dates) - 1:  # a zone may leave out a day
            return lambda at: f"toInt32({days.index(at)})"
    return lambda at: f"toInt32(toDate(toTimeZone(fromUnixTimestamp64Micro({at}, 'UTC'), {zone})))"
