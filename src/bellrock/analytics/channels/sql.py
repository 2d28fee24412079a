"""How are new people told by channel? One row a person, then sums that add up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bellrock.analytics.packed import Packed
from bellrock.core.order import TIES
from bellrock.core.time import Period, micros
from bellrock.query.ask import ChannelsAsk
from bellrock.query.naming import Name
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

_EVER = datetime(1970, 1, 1, tzinfo=UTC)
CELLS = 20_000
"""Channels and values within which they are compared, at most; the ones with the most people."""


def persons_text(reading: Reading, ask: ChannelsAsk) -> str:
    """Return a select with a row a new person.

    Columns: `who`, `v` (their channel), `a0` … (what they are compared within), `sessions`,
    `bounced`, `converted`, `amount`, and for each day `of0` (it is over) and `back0` … .
    """
    layout = _layout(reading)
    pause, within = (
        reading.binder.bind(length // timedelta(microseconds=1), "Int64")
        for length in (ask.pause, ask.within)
    )
    values = _values(ask)
    since = f"(toInt64(intDiv(first, {TIES})) - {layout.since})"
    soon = f"{layout.micros('e')} - {since} <= {within}"
    paid = f"p.1 >= first and toInt64(intDiv(p.1, {TIES})) - {layout.since} - {since} <= {within}"
    day = _day(reading, f"fromUnixTimestamp64Micro({layout.micros('e')} + {layout.since}, 'UTC')")
    began = f"fromUnixTimestamp64Micro({since} + {layout.since}, 'UTC')"
    told = [
        "who",
        *values,
        f"{_day(reading, began)} as began",
        f"arrayExists(e -> {layout.part('goal', 'e')} = 1 and {soon}, es) as converted",
        f"arraySum(p -> if({paid}, p.2, 0.), payments) as amount",
        f"arrayMap(e -> {day}, arrayFilter(e -> {layout.part('back', 'e')} = 1, es)) as days",
        f"arrayDifference(arrayMap(e -> {layout.micros('e')}, es)) as gaps",
        f"arrayFirstIndex(gap -> gap > {pause}, gaps) as later",
        f"1 + arrayCount(gap -> gap > {pause}, gaps) as sessions",
        f"arrayCount(e -> {layout.part('view', 'e')} = 1, "
        "if(later = 0, es, arraySlice(es, 1, later - 1))) <= 1 as bounced",
    ]
    shown = ["who", *values, "converted", "amount", "sessions", "bounced"]
    today = _day(reading, reading.moment(reading.now))
    for i, number in enumerate(ask.days):
        over = f"began + {number} < {today}"
        shown += [f"{over} as of{i}", f"{over} and has(days, began + {number}) as back{i}"]
    return (
        f"select {', '.join(shown)}\nfrom (\nselect {', '.join(told)}\nfrom (\n"
        f"select who, first, payments, {', '.join(values)}, arraySort(arrayFilter(e ->\n"
        f"  {layout.at('e')} >= first - {layout.since * TIES}, unsorted)) as es\n"
        f"from (\n{_gathered_text(reading, ask, layout)}\n)\n)\n)"
    )


def _gathered_text(reading: Reading, ask: ChannelsAsk, layout: Packed) -> str:
    """Return a select with a row a new person: when they are `first` (as `AT`), the first values
    that their events carry, the numbers of their events and their `payments` in the period and
    after it.

    All is gathered by the ids that events carry, of which fewer are looked up than of events.
    """
    asked = [f"{reading.operand(name).text} as {v}" for name, v in _named(ask)]
    inside = f"ts >= {reading.moment(reading.period.start)}"
    end = reading.moment(min(reading.now, reading.period.end))
    flags = {
        "view": reading.matches(ask.views), "back": reading.matches(ask.return_),
        "goal": _goal(reading, ask),
    }  # fmt: skip
    columns = [
        *reading.raw, f"{AT} as at", *asked, f"{inside} as inside",
        f"({reading.matches(ask.start)}) and ts < {end} as starts",
        f"if(inside, {layout.number(flags)}, to{layout.type}(0)) as e",
        f"if({flags['goal']}, {_amount(reading, ask)}, 0) as worth",
    ]  # fmt: skip
    rows = reading.source(columns, [ANY], Period(_EVER, reading.now))
    folded = [
        "minIf(at, starts) as id_first", "max(starts) as id_new",
        "groupArrayIf(e, inside) as id_es",
        "groupArrayIf((at, worth), inside and worth != 0) as id_payments",
    ]  # fmt: skip
    again = [
        "minIf(id_first, id_new) as first", "groupArrayArray(id_es) as unsorted",
        "groupArrayArray(id_payments) as payments",
    ]  # fmt: skip
    for value in _values(ask):
        folded.append(f"argMinIf({value}, at, isNotNull({value})) as id_{value}")
        folded.append(f"minIf(at, isNotNull({value})) as id_{value}_at")
        again.append(f"argMinIf(id_{value}, id_{value}_at, isNotNull(id_{value})) as {value}")
    raw = ", ".join(reading.raw)
    start = reading.binder.bind(micros(reading.period.start) * TIES, "UInt64")
    return (
        f"select {reading.who} as who, {', '.join(again)}\nfrom (\n"
        f"select {raw}, {', '.join(folded)}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)\n"
        f"group by who\nhaving max(id_new) and first >= {start}"
    )


def _layout(reading: Reading) -> Packed:
    """Where the parts of an event's number lie."""
    return Packed(reading.period.start, reading.now, {"view": 1, "back": 1, "goal": 1})


def _values(ask: ChannelsAsk) -> list[str]:
    """What a person's channel is called, and what they are compared within."""
    return [value for _, value in _named(ask)]


def _named(ask: ChannelsAsk) -> list[tuple[Name, str]]:
    return [(ask.by, "v"), *((name, f"a{i}") for i, name in enumerate(ask.across))]


def channels_sql(reading: Reading, ask: ChannelsAsk) -> Sql:
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
    sums = ["count() as people", "sum(sessions) as s", "sum(bounced) as b", "sum(converted) as c",
            "sum(amount) as x", "sum(amount * amount) as xx"]  # fmt: skip
    for i in range(len(ask.days)):
        sums += [f"sum(of{i}) as o{i}", f"sum(back{i}) as r{i}"]
    return reading.sql(
        f"select level, count() over (partition by level) as channels, * except level\n"
        f"from (\nselect {level} as level, v, {value} as within,\n"
        f"  {', '.join(sums)}\nfrom (\n{persons_text(reading, ask)}\n)\n"
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
    columns = [
        f"{reading.who} as who", f"{AT} as at", f"{reading.operand(ask.by).text} as touch",
        f"toUInt8({reading.matches(ask.start)}) as start", "bot != '' as machine",
    ]  # fmt: skip
    rows = reading.source(columns, [ANY], Period(_EVER, min(reading.now, reading.period.end)),
                          also=[f"{reading.who} in ({_machines(reading)})"])  # fmt: skip
    start = reading.binder.bind(micros(reading.period.start), "Int64")
    return (
        "select who, argMinIf(touch, at, isNotNull(touch)) as v\n"
        f"from (\n  {rows}\n)\ngroup by who\nhaving min(machine) = 1 and max(start) = 1\n"
        f"  and toInt64(intDiv(minIf(at, start), 8192)) >= {start}"
    )


def machines_sql(reading: Reading, ask: ChannelsAsk) -> Sql:
    """Count machines by channel."""
    return reading.sql(f"select v, count()\nfrom (\n{machines_text(reading, ask)}\n)\ngroup by v")


def _machines(reading: Reading) -> str:
    """Return a select of those of whom a machine sent an event in the period."""
    return reading.source([reading.who], [ANY], also=["bot != ''"])


def _goal(reading: Reading, ask: ChannelsAsk) -> str:
    return "1" if ask.goal is None else reading.matches(ask.goal)


def _amount(reading: Reading, ask: ChannelsAsk) -> str:
    return "0." if ask.value is None else f"ifNull({reading.operand(ask.value).number}, 0)"


def _day(reading: Reading, moment: str) -> str:
    """Return the number of the local day of a moment."""
    zone = reading.binder.text(reading.tz.key)
    return f"toInt32(toDate(toTimeZone({moment}, {zone})))"
