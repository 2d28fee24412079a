"""How is what each person brought computed, by their own age?

`people_text` has a row a person won in the period: `who`, the moment `began` (microseconds), the
group's columns, `m` (how many ages are over for them) and `xs`, what they brought at each age; that
is empty for nothing.
"""

from __future__ import annotations

from datetime import timedelta

from bellrock.analytics.groups import Groups, group_columns
from bellrock.core.order import TIES
from bellrock.core.time import MICRO, micros
from bellrock.query.ask import LtvAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import AT, MICROS, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

_NEVER = "bitNot(toUInt64(0))"
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
    lists = {
        "x": "xs",
        "xx": "arrayMap(x -> x * x, xs)",
        "y": "ys",
        "yy": "arrayMap(y -> y * y, ys)",
    }
    once = ", ".join(f"sumForEach({sql}) as {name}" for name, sql in lists.items())
    told = [f"sumForEach(arrayMap(k -> if(k < old, toFloat64(n), 0.), {ages}))"]
    told += [
        f"sumForEach(arrayMap((s, k) -> if(k < old, s, 0.), arrayResize({name}, {ask.periods}), "
        f"{ages}))"
        for name in lists
    ]
    # Those of one cohort who are equally old are added up before ages are looked at.
    return reading.sql(
        f"select {each}, sum(n), {', '.join(told)}\nfrom (\n"
        f"select {each}, least(m, {ask.periods}) as old, count() as n, {once}\nfrom (\n"
        f"  select *, arrayCumSum(xs) as ys, toUInt16({cohorts.index('began')}) as c\n"
        f"  from (\n{people_text(reading, ask, groups)}\n  )\n)\ngroup by {each}, old\n)\n"
        f"group by {each}"
    )


def people_text(reading: Reading, ask: LtvAsk, groups: Groups | None) -> str:
    """Return the text of a select with one row a person won in the period."""
    width = DAYS[ask.every] * timedelta(days=1) // MICRO
    known = reading.binder.bind(micros(min(reading.period.end, reading.now)), "Int64")
    ages = f"arrayMap(at -> intDiv(toInt64(intDiv(at, {TIES})) - began, {width}), ats)"
    columns = [
        "who", "began", f"intDiv(greatest({known} - began, 0), {width}) as m",
        f"arrayMap(k -> arraySum((n, x) -> if(n = k, x, 0.), ages, vs), "
        f"range(if(empty(ats), 0, {ask.periods}))) as xs",
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
    hits = "arrayFilter(hit -> hit.1 >= first, all_hits)" if _after(ask) else "all_hits"
    columns = [
        "who", f"toInt64(intDiv(first, {TIES})) as began", f"{hits} as hits",
        "tupleElement(hits, 1) as ats", "tupleElement(hits, 2) as vs", *_touches(ask),
    ]  # fmt: skip
    folded = f"{_begun_text(reading, ask)}\nunion all\n{_hits_text(reading, ask)}"
    gathered = [
        f"{reading.who} as who", "min(begun) as first", "groupArrayArray(id_hits) as all_hits",
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
        f"  having first >= {since} and first < {_NEVER}\n)"
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
    at = AT if _after(ask) else MICROS
    columns, selectors = [*reading.raw, f"{at} as at"], [ask.start]
    folds, wanted = "toUInt8(1) as started", reading.wanted([ask.start])
    folds += ", min(at) as begun" if _after(ask) else f", toUInt64(min(at)) * {TIES} as begun"
    if _touched(ask):
        columns.append(f"toUInt8({starts}) as starts")
        folds = f"max(starts) as started, if(started, minIf(at, starts), {_NEVER}) as begun, "
        folds += "min(at) as earliest"
        selectors, wanted = [ANY], []
    for i, text in enumerate(texts):
        columns += [
            f"toUInt8(isNotNull({text})) as t{i}_set", f"ifNull({text}, '') as t{i}_text",
        ]  # fmt: skip
    keys = ", ".join([*reading.raw, *_texts(ask)])
    rows = reading.source(columns, selectors, since_ever=True, also=wanted)
    return (
        f"select {keys}, {folds},\n  cast([], 'Array(Tuple(UInt64, Float64))') as id_hits\n"
        f"from (\n  {rows}\n  )\ngroup by {keys}"
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
    nothing += ["toUInt8(0) as started", f"{_NEVER} as begun"]
    nothing += ["toUInt64(0) as earliest"] if _touched(ask) else []
    return (
        f"select {raw}, {', '.join(nothing)}, groupArray((at, x)) as id_hits\n"
        f"from (\n  {rows}\n  )\ngroup by {raw}"
    )


def _after(ask: LtvAsk) -> bool:
    """Whether it matters which of a start and other events of its microsecond came first.

    Where anything is a start, nothing comes before it; then moments are read without their order,
    which are kept a person after another.
    """
    return ask.start != ANY or bool(ask.by)


def _touched(ask: LtvAsk) -> bool:
    """Whether properties are read from whatever a person did first."""
    return bool(ask.by) and ask.touch == "first"


def _texts(ask: LtvAsk) -> list[str]:
    """Return the columns that ids are told apart by beside themselves."""
    return [f"t{i}_{part}" for i in range(len(ask.by)) for part in ("set", "text")]
