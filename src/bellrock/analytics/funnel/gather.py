"""What is gathered for each climber? The moments of entry, of every step and of what is excluded.

A climber is a person, or what is counted instead; where a climb must stay within one session, one
local day or one set of held values, each of these is a climber of its own, and the best counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.funnel.order import LAST_MICRO
from bellrock.core.time import Period, from_micros
from bellrock.query.ask import FunnelAsk
from bellrock.query.naming import Name
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY, Selector
from bellrock.query.window import reach


def gathered_text(reading: Reading, ask: FunnelAsk) -> str:
    """Return a select of one row a climber."""
    keys = [*unit_keys(ask), *part_keys(ask)]
    gathered = ["minIf(at, enters) as t0"]
    if ask.multiple:
        gathered.append("arraySort(groupArrayDistinctIf(at, enters)) as entries")
    gathered += _values(ask)
    gathered += [f"groupArrayIf(at, is_{name}) as {name}" for name in gathers(ask)]
    if ask.order == "strict":
        gathered.append("groupArray(at) as moments")
    if ask.count == "groups":
        steps = [f"is_{name}" for name in gathers(ask) if name[0] == "s"]
        gathered.append(f"groupUniqArrayIf(who, {' or '.join(['enters', *steps])}) as members")
    rows = _apart_text(reading, ask) if is_simple(ask) else _together_text(reading, ask)
    shown = ", ".join([*keys, *gathered])
    return f"select {shown}\nfrom (\n  {rows}\n)\ngroup by {', '.join(keys)}"


def is_simple(ask: FunnelAsk) -> bool:
    """Whether each person needs only their earliest first step, of which there are many."""
    whole = ask.order in ("ordered", "anchored", "anchored-ends") and ask.count == "people"
    return whole and not (ask.by or ask.multiple or part_keys(ask))


def unit_keys(ask: FunnelAsk) -> list[str]:
    """Return what tells apart what is counted."""
    return {"sessions": ["who", "sitting"], "groups": ["team"]}.get(ask.count, ["who"])


def part_keys(ask: FunnelAsk) -> list[str]:
    """Return what a climb must stay within, besides."""
    keys = ["sitting"] if ask.within == "session" and ask.count != "sessions" else []
    keys += ["day"] if ask.within == "day" else []
    return [*keys, "held"] if ask.hold else keys


def entry_selectors(ask: FunnelAsk) -> tuple[Selector, ...]:
    """Return what makes a person enter."""
    return ask.steps if ask.order == "unordered" else ask.steps[:1]


def attributed_selectors(ask: FunnelAsk) -> tuple[Selector, ...]:
    """Return the events whose values break down."""
    if ask.attribute == "last":
        return ask.steps
    return entry_selectors(ask) if ask.attribute == "first" else (ask.steps[ask.attribute - 1],)


def read_period(reading: Reading, ask: FunnelAsk) -> Period:
    """Return the period whose events are read: the asked one and the window after it."""
    end = reading.period.end + reach(ask.within)
    return Period(reading.period.start, min(end, from_micros(LAST_MICRO)))


def gathers(ask: FunnelAsk) -> dict[str, Selector]:
    """What is gathered besides the entry: the steps after it (all, if unordered), exclusions."""
    first = 0 if ask.order == "unordered" else 1
    steps = {f"s{i}": step for i, step in enumerate(ask.steps) if i >= first}
    return steps | {f"x{i}": exclusion.event for i, exclusion in enumerate(ask.exclude)}


def _together_text(reading: Reading, ask: FunnelAsk) -> str:
    """Return a select of one row an event."""
    columns = [f"{reading.who} as who", f"{AT} as at"]
    columns += [f"{reading.operand(name).text} as by{i}" for i, name in enumerate(ask.by)]
    columns += _parts(reading, ask)
    marks = "q_" if ask.hold else "is_"
    columns += [f"{reading.matches(s)} as {marks}{name}" for name, s in gathers(ask).items()]
    inside = f"ts < {reading.moment(reading.period.end)}"
    if ask.hold:
        entries = [f"{reading.matches(s)} as q_e{i}" for i, s in enumerate(entry_selectors(ask))]
        columns += [f"{inside} as q_inside", *entries, *_key_columns(reading, ask)]
    else:
        entry = " or ".join(reading.matches(selector) for selector in entry_selectors(ask))
        columns.append(f"({entry}) and {inside} as enters")
    rows = reading.source(columns, _read_selectors(ask), read_period(reading, ask))
    rows = _held_text(ask, rows) if ask.hold else rows
    kept = [f"{name} != ''" for name in ("sitting", "team") if name in _named(ask)]
    return f"select * from (\n  {rows}\n  )\n  where {' and '.join(kept)}" if kept else rows


def _named(ask: FunnelAsk) -> list[str]:
    return [*unit_keys(ask), *part_keys(ask)]


def _parts(reading: Reading, ask: FunnelAsk) -> list[str]:
    found = {
        "sitting": "session as sitting",
        "day": f"toDate(ts, {reading.binder.text(reading.tz.key)}) as day",
        "team": "" if ask.unit is None else f"ifNull({_team(reading, ask.unit)}, '') as team",
    }
    return [found[name] for name in _named(ask) if name in found]


def _team(reading: Reading, unit: Name) -> str:
    """The group of an event: `groups.company` as it was sent, else a property."""
    text = reading.operand(unit).text
    if unit.scope or len(unit.path) != 2 or unit.path[0] != "groups":
        return text
    sent = f"nullIf(groups[{reading.binder.text(unit.path[1])}], '')"
    return f"coalesce({sent}, {text})"


def _key_columns(reading: Reading, ask: FunnelAsk) -> list[str]:
    """The held values of an event under the names of each step; '' where one is not set."""
    return [f"{_key(reading, names)} as key{i}" for i, names in enumerate(_namings(ask))]


def _namings(ask: FunnelAsk) -> list[tuple[Name, ...]]:
    """The different sets of names that steps use; that of the first step is first."""
    by_step = zip(*(ask.names_of(held) for held in ask.hold), strict=True)
    return list(dict.fromkeys(by_step))


def _naming(ask: FunnelAsk, step: int) -> int:
    """The place in `_namings` of the names that a step uses."""
    return _namings(ask).index(tuple(ask.names_of(held)[step] for held in ask.hold))


def _key(reading: Reading, names: Sequence[Name]) -> str:
    texts = [reading.operand(name).text for name in names]
    parts = ", ".join(f"toString(length({t})), ':', {t}" for t in texts)
    return f"ifNull(concat({parts}), '')"


def _held_text(ask: FunnelAsk, rows: str) -> str:
    """One row for each set of values that an event holds, with what it means for that set."""
    named = {name: _naming(ask, int(name[1:])) if name[0] == "s" else 0 for name in gathers(ask)}
    entries = {f"e{i}": _naming(ask, i) for i in range(len(entry_selectors(ask)))}
    keys = ["key0", *(f"if(q_{n}, key{k}, '')" for n, k in {**named, **entries}.items() if k)]
    flags = [f"(q_{name} and held = key{k}) as is_{name}" for name, k in named.items()]
    enters = " or ".join(f"(q_{name} and held = key{k})" for name, k in entries.items())
    kept = [name for name in _named(ask) if name != "held"]
    kept += ["who"] if "who" not in kept else []
    kept += [f"by{i}" for i in range(len(ask.by))]
    shown = ", ".join([*kept, "at", "held", f"q_inside and ({enters}) as enters", *flags])
    joined = f"arrayJoin(arrayDistinct(arrayFilter(k -> k != '', [{', '.join(keys)}]))) as held"
    return f"select {shown}\n  from (\n  select *, {joined}\n  from (\n  {rows}\n  )\n  )"


def _apart_text(reading: Reading, ask: FunnelAsk) -> str:
    """Return a select of one row an id that enters and one an event of the later steps.

    Most events of a funnel are first steps, of which each id needs only the earliest.
    """
    names = gathers(ask)
    raw = ", ".join(reading.raw)
    entries = reading.source(
        [*reading.raw, f"{AT} as entered"], ask.steps[:1], also=reading.wanted(ask.steps[:1])
    )
    none = "".join(f", 0 as is_{name}" for name in names)
    flags = [f"{reading.matches(selector)} as is_{name}" for name, selector in names.items()]
    later = reading.source(
        [f"{reading.who} as who", f"{AT} as at", "0 as enters", *flags],
        list(names.values()), read_period(reading, ask),
    )  # fmt: skip
    return (
        f"select {reading.who} as who, min(entered) as at, 1 as enters{none}\n  from (\n"
        f"  {entries}\n  )\n  group by {raw}\n  union all\n  {later}"
    )


def _read_selectors(ask: FunnelAsk) -> Sequence[Selector]:
    if ask.order == "strict":
        return [ANY]
    return [*ask.steps, *(exclusion.event for exclusion in ask.exclude)]


def _values(ask: FunnelAsk) -> list[str]:
    """Take the breakdown's values; of simultaneous events set values, the least first."""
    if not ask.by:
        return []
    order = ", ".join(f"isNull(by{i}), ifNull(by{i}, '')" for i in range(len(ask.by)))
    if is_first(ask):
        values = ", ".join(f"by{i}" for i in range(len(ask.by)))
        return [f"argMinIf(tuple({values}), tuple(at, {order}), enters) as entry"]
    flags = ["enters"]
    if ask.attribute == "last":
        flags += [f"is_{name}" for name in gathers(ask) if name[0] == "s"]
    elif ask.attribute != "first" and ask.attribute > 1:
        flags = [f"is_s{ask.attribute - 1}"]
    return [f"groupArrayIf(tuple(at, {order}), {' or '.join(flags)}) as valued"]


def is_first(ask: FunnelAsk) -> bool:
    """Whether every climber's values are those of their earliest first step."""
    return ask.attribute in ("first", 1) and not ask.multiple
