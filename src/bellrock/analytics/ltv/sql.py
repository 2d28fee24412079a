"""How is what each person brought computed, by their own age?

`people_text` has a row a person won in the period: `who`, the moment `began` (microseconds), the
group's columns, `m` (how many ages are over for them) and `xs`, what they brought at each age.
"""

from __future__ import annotations

from datetime import timedelta

from bellrock.analytics.groups import Groups, group_columns
from bellrock.core.order import TIES
from bellrock.core.time import MICRO, micros
from bellrock.query.ask import LtvAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

DAYS = {"day": 1, "week": 7, "month": 30}


def groups_sql(reading: Reading, ask: LtvAsk) -> Sql:
    """Find the `top` groups with the most people, ties by their values, and how many there are."""
    shown = ", ".join(f"t{i}" for i in range(len(ask.by)))
    return reading.sql(
        f"select {shown}, count() over () as groups\nfrom (\n{_won_text(reading, ask)}\n)\n"
        f"group by {shown}\norder by count() desc, {shown}\nlimit {ask.top}"
    )


def ages_sql(reading: Reading, ask: LtvAsk, cohorts: Grid, groups: Groups | None) -> Sql:
    """Add up by group and cohort: its columns, the cohort, people, and five lists by age.

    Of those old enough: how many, what they brought at that age, its squares, what they brought
    until then, its squares.
    """
    keys = [*([] if groups is None else groups.keys), "c"]
    each, ages = ", ".join(keys), f"range({ask.periods})"
    lists = ("1", "x", "x * x", "y", "y * y")
    sums = [
        f"sumForEach(arrayMap((x, y, k) -> if(k < m, toFloat64({one}), 0.), xs, ys, {ages}))"
        for one in lists
    ]
    return reading.sql(
        f"select {each}, count(), {', '.join(sums)}\nfrom (\n"
        f"  select *, arrayCumSum(xs) as ys, toUInt16({cohorts.index('began')}) as c\n"
        f"  from (\n{people_text(reading, ask, groups)}\n  )\n)\ngroup by {each}"
    )


def people_text(reading: Reading, ask: LtvAsk, groups: Groups | None) -> str:
    """Return the text of a select with one row a person won in the period."""
    width = DAYS[ask.every] * timedelta(days=1) // MICRO
    known = reading.binder.bind(micros(min(reading.period.end, reading.now)), "Int64")
    ages = f"arrayMap(at -> intDiv(toInt64(intDiv(at, {TIES})) - began, {width}), ats)"
    columns = [
        "who", "began", f"intDiv(greatest({known} - began, 0), {width}) as m",
        f"arrayMap(k -> arraySum((n, x) -> if(n = k, x, 0.), ages, vs), range({ask.periods})) "
        "as xs",
    ]  # fmt: skip
    if groups is not None:
        columns += group_columns(reading, [f"t{i}" for i in range(groups.width)], groups)
    return (
        f"select {', '.join(columns)}\nfrom (\n  select *, {ages} as ages\n"
        f"  from (\n{_won_text(reading, ask)}\n  )\n)"
    )


def _won_text(reading: Reading, ask: LtvAsk) -> str:
    """Return a select with a row a person: `began`, `ats` and `vs` of their values, `t0` … .

    Rows are folded by the id they carry and their values of properties, then those few by person.
    Values are read apart, of the few events that have one.
    """
    since = reading.binder.bind(micros(reading.period.start) * TIES, "UInt64")
    kept = "arrayFilter((one, at) -> at >= first, {0}, all_at)"
    columns = [
        "who", f"toInt64(intDiv(first, {TIES})) as began", f"{kept.format('all_at')} as ats",
        f"{kept.format('all_x')} as vs", *_touches(ask),
    ]  # fmt: skip
    folded = f"{_begun_text(reading, ask)}\nunion all\n{_hits_text(reading, ask)}"
    gathered = [
        f"{reading.who} as who", "minIf(begun, started) as first",
        "groupArrayArray(hit_at) as all_at", "groupArrayArray(hit_x) as all_x",
    ]  # fmt: skip
    for i in range(len(ask.by)):
        at, told = ("earliest", f"t{i}_set") if ask.touch == "first" else ("begun", "started")
        gathered += [
            f"minIf(tuple({at}, not t{i}_set, t{i}_text), {told}) as t{i}_first",
            f"countIf({told}) > 0 as t{i}_any",
        ]
    return (
        f"select {', '.join(columns)}\nfrom (\n  select {', '.join(gathered)}\n"
        f"  from (\n{folded}\n  )\n  group by who\n"
        f"  having max(started) = 1 and first >= {since}\n)"
    )


def _touches(ask: LtvAsk) -> list[str]:
    """Return the columns of the person's values: of simultaneous events that which is set."""
    return [
        f"if(t{i}_any and not t{i}_first.2, t{i}_first.3, null) as t{i}" for i in range(len(ask.by))
    ]


def _begun_text(reading: Reading, ask: LtvAsk) -> str:
    """Return a select with a row an id and its values of properties: when it did the start first.

    With first touch also when it did anything first, and ids that did not start at all.
    """
    starts, texts = reading.matches(ask.start), [reading.operand(name).text for name in ask.by]
    columns, selectors = [*reading.raw, f"{AT} as at"], [ask.start]
    folds, wanted = "min(at) as begun, toUInt8(1) as started", reading.wanted([ask.start])
    if _touched(ask):
        columns.append(f"toUInt8({starts}) as starts")
        folds = "minIf(at, starts) as begun, max(starts) as started, min(at) as earliest"
        selectors, wanted = [ANY], []
    for i, text in enumerate(texts):
        columns += [
            f"toUInt8(isNotNull({text})) as t{i}_set", f"ifNull({text}, '') as t{i}_text",
        ]  # fmt: skip
    keys = ", ".join([*reading.raw, *_texts(ask)])
    rows = reading.source(columns, selectors, since_ever=True, also=wanted)
    return (
        f"select {keys}, {folds}, cast([], 'Array(UInt64)') as hit_at,\n"
        f"  cast([], 'Array(Float64)') as hit_x\nfrom (\n  {rows}\n  )\ngroup by {keys}"
    )


def _hits_text(reading: Reading, ask: LtvAsk) -> str:
    """Return the same columns with the moments and values of an id, which tell nothing else."""
    number = "1." if ask.of.of is None else f"ifNull({reading.operand(ask.of.of).number}, 0.)"
    rows = reading.source(
        [*reading.raw, f"{AT} as at", f"toFloat64({number}) as x"], [ask.event],
        also=reading.wanted([ask.event]),
    )  # fmt: skip
    raw = ", ".join(reading.raw)
    nothing = [
        one for i in range(len(ask.by)) for one in (f"toUInt8(0) as t{i}_set", f"'' as t{i}_text")
    ]
    nothing += ["toUInt64(0) as begun", "toUInt8(0) as started"]
    nothing += ["toUInt64(0) as earliest"] if _touched(ask) else []
    return (
        f"select {raw}, {', '.join(nothing)}, groupArray(at) as hit_at, groupArray(x) as hit_x\n"
        f"from (\n  {rows}\n  )\ngroup by {raw}"
    )


def _touched(ask: LtvAsk) -> bool:
    """Whether properties are read from whatever a person did first."""
    return bool(ask.by) and ask.touch == "first"


def _texts(ask: LtvAsk) -> list[str]:
    """Return the columns that ids are told apart by beside themselves."""
    return [f"t{i}_{part}" for i in range(len(ask.by)) for part in ("set", "text")]
