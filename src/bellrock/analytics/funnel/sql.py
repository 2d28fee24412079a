"""How is each person's climb computed? One row a climber, then one row a group.

`ladder_text` has a row for everybody who entered: `who` (or `members`, where groups are counted),
the moment of every rung (`t0`, `t1` …, 0 where it was not reached) and the values of the
breakdown. Counting it gives the answer, listing it gives the people behind a number.
"""

from __future__ import annotations

from bellrock.analytics.coded import text_of
from bellrock.analytics.funnel.gather import Coded, gathered_text, is_first, part_keys, unit_keys
from bellrock.analytics.funnel.order import climb
from bellrock.analytics.groups import Groups, group_columns
from bellrock.core.order import TIES
from bellrock.query.ask import FunnelAsk
from bellrock.query.relation import Reading
from bellrock.query.sql import Sql


def funnel_sql(reading: Reading, ask: FunnelAsk, groups: Groups | None, codes: Coded = None) -> Sql:
    """Count the people of every rung by group: group columns, people, median waits in micros."""
    steps = range(len(ask.steps))
    people = [f"countIf(t{i} > 0) as people{i}" for i in steps]
    waits = [
        f"quantileExactInclusiveIf(0.5)({wait(ask, i)}, t{i} > 0) as wait{i}" for i in steps[1:]
    ]
    keys = [] if groups is None else groups.keys
    group_by = f"\ngroup by {', '.join(keys)}" if keys else ""
    shown = ",\n  ".join([*keys, *people, *waits])
    return reading.sql(
        f"select {shown}\nfrom (\n{ladder_text(reading, ask, groups, codes)}\n){group_by}"
    )


def wait(ask: FunnelAsk, step: int) -> str:
    """Return the whole microseconds since the step before that cannot be skipped."""
    return f"intDiv(t{step}, {TIES}) - intDiv(t{ask.previous(step)}, {TIES})"


def ladder_text(
    reading: Reading, ask: FunnelAsk, groups: Groups | None, codes: Coded = None
) -> str:
    """Return the text of a select with one row a climber who entered."""
    rows = _runs_text(reading, ask) if ask.multiple else _single_text(reading, ask, codes)
    if _needs_best(ask):
        rows = _best_text(ask, rows)
    if groups is None:
        return rows
    texts = [f"v{i}" for i in range(len(ask.by))]
    kept = [*_counted(ask), *_rungs(ask), *group_columns(reading, texts, groups)]
    return f"select {', '.join(kept)}\nfrom (\n{rows}\n)"


def _counted(ask: FunnelAsk) -> list[str]:
    return [*unit_keys(ask), *(["members"] if ask.count == "groups" else [])]


def _rungs(ask: FunnelAsk) -> list[str]:
    return [f"t{i}" for i in range(len(ask.steps))]


def _single_text(reading: Reading, ask: FunnelAsk, codes: Coded) -> str:
    """One climb each, from the earliest first step."""
    until, *columns = climb(reading, ask).columns
    shown = [*_counted(ask), "t0", *(f"{text} as {name}" for name, text in columns)]
    shown += _valued(reading, ask, codes)
    return (
        f"select {', '.join(shown)}\nfrom (\n  select *, {until[1]} as until\n  from (\n"
        f"{gathered_text(reading, ask, codes)}\n  )\n  where t0 > 0\n)"
    )


def _runs_text(reading: Reading, ask: FunnelAsk) -> str:
    """Climb after climb, each from the first entry that the one before leaves free."""
    found = climb(reading, ask)
    rungs = ", ".join(["e", *_rungs(ask)[1:]])
    body = f"tuple(toUInt64({found.free}), arrayPushBack(acc.2, [{rungs}]))"
    for name, text in reversed(found.columns):
        body = f"arrayMap({name} -> {body}, [{text}])[1]"
    body = f"arrayMap(t0 -> {body}, [e])[1]"
    none = "tuple(toUInt64(0), cast([], 'Array(Array(UInt64))'))"
    fold = f"arrayFold((acc, e) -> if(e < acc.1, acc, {body}), {_entries(ask)}, {none}).2"
    shown = [*_counted(ask), *(f"run[{i + 1}] as {name}" for i, name in enumerate(_rungs(ask)))]
    kept = [*_counted(ask), *(["valued"] if ask.by else [])]
    return (
        f"select {', '.join([*shown, *_valued(reading, ask, None)])}\nfrom (\n"
        f"  select {', '.join(kept)}, arrayJoin({fold}) as run\n  from (\n"
        f"{gathered_text(reading, ask)}\n  )\n  where t0 > 0\n)"
    )


def _entries(ask: FunnelAsk) -> str:
    """The moments at which a climb may begin: only the first, where nothing lets begin again."""
    if ask.count == "runs":
        return "entries"
    again = [f"x{i}" for i, one in enumerate(ask.exclude) if one.action == "restart"]
    return f"if({' and '.join(f'empty({name})' for name in again)}, [t0], entries)"


def _valued(reading: Reading, ask: FunnelAsk, codes: Coded) -> list[str]:
    """The values of the breakdown, of the event that is asked for."""
    if not ask.by:
        return []
    if codes is not None:
        return [f"{text_of(reading, i, codes, 'entry')} as v{i}" for i in range(len(ask.by))]
    if is_first(ask):
        return [f"entry.{i + 1} as v{i}" for i in range(len(ask.by))]
    at = f"greatest({', '.join(_rungs(ask))})"
    if ask.attribute != "last":
        at = f"t{0 if ask.attribute == 'first' else ask.attribute - 1}"
    found = f"arraySort(arrayFilter(p -> p.1 = {at} and p.1 > 0, valued))[1] as value"
    unset = [f"(value.1 = 0 or value.{2 * i + 2})" for i in range(len(ask.by))]
    return [found, *(f"if({no}, null, value.{2 * i + 3}) as v{i}" for i, no in enumerate(unset))]


def _needs_best(ask: FunnelAsk) -> bool:
    """Whether one of several climbs stands for what is counted."""
    return ask.count != "runs" and (ask.multiple or bool(part_keys(ask)))


def _best_text(ask: FunnelAsk, rows: str) -> str:
    """The climb that got furthest, of these the one with most steps, of these the earliest."""
    values = [f"v{i}" for i in range(len(ask.by))]
    needed = [f"(t{i} > 0)" for i in range(len(ask.steps)) if i + 1 not in ask.optional]
    every = [f"({name} > 0)" for name in _rungs(ask)]
    rank = [f"-toInt16({' + '.join(needed)})", f"-toInt16({' + '.join(every)})", *_rungs(ask)]
    rank += [text for v in values for text in (f"isNull({v})", f"ifNull({v}, '')")]
    kept = [*_rungs(ask), *values]
    best = f"argMin(tuple({', '.join(kept)}), tuple({', '.join(rank)})) as best"
    keys = unit_keys(ask)
    members = ["groupUniqArrayArray(members) as everybody"] if ask.count == "groups" else []
    inner = f"select {', '.join([*keys, *members, best])}\nfrom (\n{rows}\n)\n"
    shown = [*keys, *(f"best.{i + 1} as {name}" for i, name in enumerate(kept))]
    shown += ["everybody as members"] if members else []
    return f"select {', '.join(shown)}\nfrom (\n{inner}group by {', '.join(keys)}\n)"
