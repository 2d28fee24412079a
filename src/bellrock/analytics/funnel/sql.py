"""How is each person's climb computed? One row a person, then one row a group.

`ladder_text` has a row for everybody who entered: `who`, the moment of every rung (`t0`, `t1` …,
0 where it was not reached) and the values of the breakdown. Counting it gives the answer, listing
it gives the people behind a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bellrock.analytics.groups import Groups, group_columns
from bellrock.core.order import TIES
from bellrock.core.time import Period, from_micros
from bellrock.query.ask import FunnelAsk
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY, Selector
from bellrock.query.sql import Sql

_LAST_MICRO = 2**64 // TIES - 1
"""In 2041; the order of later events does not fit into 64 bits."""
_NEVER = 2**64 - 1
"""After every moment that is read, and after every window."""


def funnel_sql(reading: Reading, ask: FunnelAsk, groups: Groups | None) -> Sql:
    """Count the people of every rung by group: group columns, people, median waits in micros."""
    steps = range(len(ask.steps))
    people = [f"countIf(t{i} > 0) as people{i}" for i in steps]
    waits = [f"{_wait(i)} as wait{i}" for i in steps[1:]]
    keys = [] if groups is None else groups.keys
    group_by = f"\ngroup by {', '.join(keys)}" if keys else ""
    shown = ",\n  ".join([*keys, *people, *waits])
    return reading.sql(f"select {shown}\nfrom (\n{ladder_text(reading, ask, groups)}\n){group_by}")


def ladder_text(reading: Reading, ask: FunnelAsk, groups: Groups | None) -> str:
    """Return the text of a select with one row a person who entered."""
    gathered = _gathered_text(reading, ask)
    columns = ["who", *_CLIMBS[ask.order](ask)]
    if groups is not None:
        texts = [f"entry.{i + 1}" for i in range(groups.width)]
        columns += group_columns(reading, texts, groups)
    window = int(ask.within.total_seconds() * 1e6)
    last = f"least(intDiv(t0, {TIES}) + {reading.binder.bind(window, 'UInt64')}, {_LAST_MICRO - 1})"
    until = f"{last} * {TIES} + {TIES - 1}"
    return (
        f"select {', '.join(columns)}\nfrom (\n  select *, {until} as until\n  from (\n"
        f"{gathered}\n  )\n  where t0 > 0\n)"
    )


def entry_selectors(ask: FunnelAsk) -> tuple[Selector, ...]:
    """Return what makes a person enter."""
    return ask.steps if ask.order == "unordered" else ask.steps[:1]


def read_period(reading: Reading, ask: FunnelAsk) -> Period:
    """Return the period whose events are read: the asked one and the window after it."""
    return Period(
        reading.period.start, min(reading.period.end + ask.within, from_micros(_LAST_MICRO))
    )


def _gathered_text(reading: Reading, ask: FunnelAsk) -> str:
    """Gather, for each person, the moment of entry and the moments of every step."""
    gathered = ["minIf(at, enters) as t0", *_entry_values(ask)]
    gathered += [f"groupArrayIf(at, is_{name}) as {name}" for name in _gathers(ask)]
    if ask.order == "strict":
        gathered.append("groupArray(at) as moments")
    apart = ask.order == "ordered" and not ask.by
    rows = _apart_text(reading, ask) if apart else _together_text(reading, ask)
    return f"select who, {', '.join(gathered)}\nfrom (\n  {rows}\n)\ngroup by who"


def _gathers(ask: FunnelAsk) -> dict[str, Selector]:
    """What is gathered besides the entry: the steps after it (all, if unordered), exclusions."""
    first = 0 if ask.order == "unordered" else 1
    steps = {f"s{i}": step for i, step in enumerate(ask.steps) if i >= first}
    return steps | {f"x{i}": exclusion.event for i, exclusion in enumerate(ask.exclude)}


def _together_text(reading: Reading, ask: FunnelAsk) -> str:
    """Return a select of one row an event."""
    entry = " or ".join(reading.matches(selector) for selector in entry_selectors(ask))
    entering = f"({entry}) and ts < {reading.moment(reading.period.end)}"
    columns = [f"{reading.who} as who", f"{AT} as at", f"{entering} as enters"]
    columns += [f"{reading.operand(name).text} as by{i}" for i, name in enumerate(ask.by)]
    columns += [f"{reading.matches(s)} as is_{name}" for name, s in _gathers(ask).items()]
    return reading.source(columns, _read_selectors(ask), read_period(reading, ask))


def _apart_text(reading: Reading, ask: FunnelAsk) -> str:
    """Return a select of one row an id that enters and one an event of the later steps.

    Most events of a funnel are first steps, of which each id needs only the earliest.
    """
    names = _gathers(ask)
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


def _entry_values(ask: FunnelAsk) -> list[str]:
    """Take the breakdown's values from the entry; of simultaneous ones set values, least first."""
    if not ask.by:
        return []
    values = ", ".join(f"by{i}" for i in range(len(ask.by)))
    order = ", ".join(f"isNull(by{i}), ifNull(by{i}, '')" for i in range(len(ask.by)))
    return [f"argMinIf(tuple({values}), tuple(at, {order}), enters) as entry"]


def _ordered(ask: FunnelAsk) -> list[str]:
    columns = ["t0"]
    for i in range(1, len(ask.steps)):
        columns.append(f"arrayMin(x -> if(x > t{i - 1}, x, {_NEVER}), s{i}) as next{i}")
        columns.append(_reached(ask, i))
    return columns


def _reached(ask: FunnelAsk, step: int) -> str:
    """Return the moment of `step`, unless the step before failed or an exclusion lies between."""
    before = f"t{step - 1}"
    found = f"if({before} > 0 and next{step} <= until, next{step}, 0)"
    barred = [
        f"arrayExists(x -> x > {before} and x < reached{step}, x{i})"
        for i, exclusion in enumerate(ask.exclude)
        if exclusion.after in (None, step)
    ]
    if not barred:
        return f"{found} as t{step}"
    bar = " or ".join(barred)
    return f"{found} as reached{step}, if(reached{step} = 0 or {bar}, 0, reached{step}) as t{step}"


def _strict(ask: FunnelAsk) -> list[str]:
    columns = ["t0"]
    for i in range(1, len(ask.steps)):
        columns.append(f"arrayMin(arrayFilter(x -> x > t{i - 1}, moments)) as next{i}")
        columns.append(
            f"if(t{i - 1} > 0 and next{i} <= until and has(s{i}, next{i}), next{i}, 0) as t{i}"
        )
    return columns


def _unordered(ask: FunnelAsk) -> list[str]:
    steps = range(len(ask.steps))
    firsts = ", ".join(f"arrayMin(arrayFilter(x -> x >= t0 and x <= until, s{i}))" for i in steps)
    columns = [f"arraySort(arrayFilter(x -> x > 0, [{firsts}])) as done", "t0"]
    return columns + [f"done[{i + 1}] as t{i}" for i in steps[1:]]


_CLIMBS: Mapping[str, Callable[[FunnelAsk], list[str]]] = {
    "ordered": _ordered,
    "strict": _strict,
    "unordered": _unordered,
}


def _wait(step: int) -> str:
    """The median of whole microseconds since the step before, of those who came."""
    wait = f"intDiv(t{step}, {TIES}) - intDiv(t{step - 1}, {TIES})"
    return f"quantileExactInclusiveIf(0.5)({wait}, t{step} > 0)"
