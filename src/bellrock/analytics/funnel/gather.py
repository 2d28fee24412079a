"""What is gathered for each climber? The moments of entry, of every step and of what is excluded.

A climber is a person, or what is counted instead; where a climb must stay within one session, one
local day or one set of held values, each of these is a climber of its own, and the best counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.coded import Codes, coded_at, find_codes, fits
from bellrock.analytics.funnel.order import LAST_MICRO
from bellrock.core.time import Period, from_micros
from bellrock.query.ask import FunnelAsk
from bellrock.query.naming import Name
from bellrock.query.relation import AT, Context, Reading
from bellrock.query.selector import ANY, Selector
from bellrock.query.window import reach
from bellrock.store import Lake

Coded = Sequence[Codes] | None
"""The codes of the values of a breakdown; None where texts are compared."""


def value_codes(lake: Lake, ask: FunnelAsk, ctx: Context) -> Coded:
    """Return the codes of the values at entry; None where they are not needed, or too many."""
    if not ask.by or not is_first(ask) or ask.count == "groups":
        return None
    found = find_codes(lake, Reading(ask, ctx), ask.by, entry_selectors(ask))
    return found if found is not None and fits(found) else None


def gathered_text(reading: Reading, ask: FunnelAsk, codes: Coded = None) -> str:
    """Return a select of one row a climber."""
    keys = [*unit_keys(ask), *part_keys(ask)]
    if keys != ["who"] or is_simple(ask) or (ask.by and not _is_coded(ask, codes)):
        gathered = [once for _, once, _ in _gathers(ask, codes)]
        if ask.count == "groups":
            steps = [f"is_{name}" for name in gathers(ask) if name[0] == "s"]
            gathered.append(f"groupUniqArrayIf(who, {' or '.join(['enters', *steps])}) as members")
        rows = _apart_text(reading, ask) if is_simple(ask) else _together_text(reading, ask, codes)
        shown = ", ".join([*keys, *gathered])
        return f"select {shown}\nfrom (\n  {rows}\n)\ngroup by {', '.join(keys)}"
    return _by_id_text(reading, ask, codes)


def _by_id_text(reading: Reading, ask: FunnelAsk, codes: Coded) -> str:
    """Gather by the ids that events carry, then by person: fewer are looked up than of events."""
    raw, parts = ", ".join(reading.raw), _gathers(ask, codes)
    first = [once.replace(f" as {name}", f" as id_{name}") for name, once, _ in parts]
    again = [f"{merged} as {name}" for name, _, merged in parts]
    rows = _together_text(reading, ask, codes, by_id=True)
    return (
        f"select {reading.who} as who, {', '.join(again)}\nfrom (\n"
        f"select {', '.join([raw, *first])}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)\n"
        "group by who"
    )


def _gathers(ask: FunnelAsk, codes: Coded) -> list[tuple[str, str, str]]:
    """What is gathered: its name, how from rows, and how from what was gathered by id."""
    found = [("t0", "minIf(at, enters) as t0", "minIf(id_t0, id_t0 > 0)")]
    if ask.multiple:
        once = "arraySort(groupUniqArrayIf(at, enters))"
        merged = "arraySort(groupUniqArrayArray(id_entries))"
        found.append(("entries", f"{once} as entries", merged))
    found += _values(ask, codes)
    arrays = {name: f"groupArrayIf(at, is_{name})" for name in gathers(ask)}
    arrays |= {"moments": "groupArray(at)"} if ask.order == "strict" else {}
    found += [(n, f"{once} as {n}", f"groupArrayArray(id_{n})") for n, once in arrays.items()]
    return found


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


def _together_text(reading: Reading, ask: FunnelAsk, codes: Coded, *, by_id: bool = False) -> str:
    """Return a select of one row an event, of a person or of an id."""
    columns = [*reading.raw] if by_id else [f"{reading.who} as who"]
    columns.append(f"{AT} as at")
    if codes is not None and _is_coded(ask, codes):
        columns.append(f"{coded_at(reading, ask.by, codes)} as coded")
    else:
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
    if ask.hold:
        kept_ = reading.raw if by_id else ["who"]
        rows = _held_text(ask, rows, [*kept_, *(["coded"] if _is_coded(ask, codes) else [])])
    none = {"sitting": "0", "team": "''"}
    kept = [f"{name} != {none[name]}" for name in none if name in _named(ask)]
    return f"select * from (\n  {rows}\n  )\n  where {' and '.join(kept)}" if kept else rows


def _named(ask: FunnelAsk) -> list[str]:
    return [*unit_keys(ask), *part_keys(ask)]


def _parts(reading: Reading, ask: FunnelAsk) -> list[str]:
    found = {
        "sitting": "if(session = '', toUInt64(0), cityHash64(session)) as sitting",
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
    """The held values of an event under the names of each step; 0 where one is not set."""
    return [f"{_key(reading, names)} as key{i}" for i, names in enumerate(_namings(ask))]


def _namings(ask: FunnelAsk) -> list[tuple[Name, ...]]:
    """The different sets of names that steps use; that of the first step is first."""
    by_step = zip(*(ask.names_of(held) for held in ask.hold), strict=True)
    return list(dict.fromkeys(by_step))


def _naming(ask: FunnelAsk, step: int) -> int:
    """The place in `_namings` of the names that a step uses."""
    return _namings(ask).index(tuple(ask.names_of(held)[step] for held in ask.hold))


def _key(reading: Reading, names: Sequence[Name]) -> str:
    """A digest of held values, which are those of one person; as ids are told apart by theirs."""
    texts = [reading.operand(name).text for name in names]
    unset = " or ".join(f"isNull({text})" for text in texts)
    told = ", ".join(f"assumeNotNull({text})" for text in texts)
    return f"if({unset}, toUInt64(0), sipHash64({told}))"


def _held_text(ask: FunnelAsk, rows: str, also: Sequence[str]) -> str:
    """One row for each set of values that an event holds, with what it means for that set."""
    named = {name: _naming(ask, int(name[1:])) if name[0] == "s" else 0 for name in gathers(ask)}
    entries = {f"e{i}": _naming(ask, i) for i in range(len(entry_selectors(ask)))}
    keys = [
        "key0",
        *(f"if(q_{n}, key{k}, toUInt64(0))" for n, k in {**named, **entries}.items() if k),
    ]
    flags = [f"(q_{name} and held = key{k}) as is_{name}" for name, k in named.items()]
    enters = " or ".join(f"(q_{name} and held = key{k})" for name, k in entries.items())
    kept = [*also, *(name for name in _named(ask) if name not in ("held", "who"))]
    kept += [] if "coded" in also else [f"by{i}" for i in range(len(ask.by))]
    shown = ", ".join([*kept, "at", "held", f"q_inside and ({enters}) as enters", *flags])
    joined = f"arrayJoin(arrayDistinct(arrayFilter(k -> k != 0, [{', '.join(keys)}]))) as held"
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


def _values(ask: FunnelAsk, codes: Coded) -> list[tuple[str, str, str]]:
    """Take the breakdown's values; of simultaneous events set values, the least first."""
    if not ask.by:
        return []
    if _is_coded(ask, codes):
        return [("entry", "minIf(coded, enters) as entry", "minIf(id_entry, id_t0 > 0)")]
    order = ", ".join(f"isNull(by{i}), ifNull(by{i}, '')" for i in range(len(ask.by)))
    if is_first(ask):
        values = ", ".join(f"by{i}" for i in range(len(ask.by)))
        return [("entry", f"argMinIf(tuple({values}), tuple(at, {order}), enters) as entry", "")]
    flags = ["enters"]
    if ask.attribute == "last":
        flags += [f"is_{name}" for name in gathers(ask) if name[0] == "s"]
    elif ask.attribute != "first" and ask.attribute > 1:
        flags = [f"is_s{ask.attribute - 1}"]
    once = f"groupArrayIf(tuple(at, {order}), {' or '.join(flags)}) as valued"
    return [("valued", once, "")]


def _is_coded(ask: FunnelAsk, codes: Coded) -> bool:
    """Whether an entry is one number of its moment and the codes of its values."""
    return codes is not None and is_first(ask) and ask.count != "groups" and bool(ask.by)


def is_first(ask: FunnelAsk) -> bool:
    """Whether every climber's values are those of their earliest first step."""
    return ask.attribute in ("first", 1) and not ask.multiple
