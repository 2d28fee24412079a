"""How are new people told by channel? One row a person, then sums that add up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bellrock.core.time import Period, micros
from bellrock.query.ask import ChannelsAsk
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
    columns = [
        f"{reading.who} as who", f"{AT} as at", f"{reading.operand(ask.by).text} as touch",
        f"toUInt8({reading.matches(ask.views)}) as view",
        f"toUInt8({reading.matches(ask.return_)}) as back",
        f"toUInt8({_goal(reading, ask)}) as goal", f"{_amount(reading, ask)} as worth",
        f"{_day(reading, 'ts')} as day",
        *(f"{reading.operand(name).text} as c{i}" for i, name in enumerate(ask.across)),
    ]  # fmt: skip
    rows = reading.source(columns, [ANY], Period(_EVER, reading.now))
    within = reading.binder.bind(ask.within // timedelta(microseconds=1), "Int64")
    soon = f"goal and at >= f and toInt64(intDiv(at, 8192) - intDiv(f, 8192)) <= {within}"
    told = [
        "who", "any(f) as first", "argMinIf(touch, at, isNotNull(touch)) as v",
        *(f"argMinIf(c{i}, at, isNotNull(c{i})) as a{i}" for i in range(len(ask.across))),
        "groupUniqArrayIf(day, back and at >= f) as days", f"max({soon}) as converted",
        f"sumIf(worth, {soon}) as amount", "arraySort(groupArrayIf((at, view), at >= f)) as es",
    ]  # fmt: skip
    pause = reading.binder.bind(ask.pause // timedelta(microseconds=1), "Int64")
    gap = f"toInt64(intDiv(e.1, 8192)) - toInt64(intDiv(was.1, 8192)) > {pause}"
    split = f"arraySplit((e, was) -> {gap}, es, arrayPushFront(arrayPopBack(es), es[1]))"
    shown = ["who", "v", *(f"a{i}" for i in range(len(ask.across))), "converted", "amount"]
    began = _day(reading, "fromUnixTimestamp64Micro(toInt64(intDiv(first, 8192)), 'UTC')")
    today = _day(reading, reading.moment(reading.now))
    for i, day in enumerate(ask.days):
        over = f"{began} + {day} < {today}"
        shown += [f"{over} as of{i}", f"{over} and has(days, {began} + {day}) as back{i}"]
    return (
        f"select {', '.join(shown)}, length(cut) as sessions,\n"
        "  arrayCount(e -> e.2, cut[1]) <= 1 as bounced\n"
        f"from (\nselect *, {split} as cut\nfrom (\nselect {', '.join(told)}\nfrom (\n"
        f"select e.*, n.f as f\nfrom (\n  {rows}\n) as e\n"
        f"inner join (\n{new_text(reading, ask)}\n) as n on e.who = n.who\n"
        ")\ngroup by who\n)\n)"
    )


def new_text(reading: Reading, ask: ChannelsAsk) -> str:
    """Return a select of `who` did the start first in the period, and when (`f`, as `AT`)."""
    during = Period(_EVER, min(reading.now, reading.period.end))
    rows = reading.source(
        [f"{reading.who} as who", f"{AT} as at"], [ask.start], during,
        also=reading.wanted([ask.start]),
    )  # fmt: skip
    start = reading.binder.bind(micros(reading.period.start), "Int64")
    return (
        f"select who, min(at) as f\nfrom (\n  {rows}\n)\ngroup by who\n"
        f"having toInt64(intDiv(f, 8192)) >= {start}"
    )


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
