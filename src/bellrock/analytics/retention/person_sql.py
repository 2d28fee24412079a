"""How is each person's coming back computed in any windows? By the moments of their returns.

`people_text` has a row a person and start: `who`, the cohort `c`, the group's columns and `back`
(bit k is set where the person returned in window k, `LATER` where later than all of them); with a
value also `sums` and `ns`, for each window the sum and the number of the returns' values.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.groups import Groups, group_columns
from bellrock.analytics.retention.sql import back_text
from bellrock.analytics.retention.windows import Windows
from bellrock.core.order import TIES
from bellrock.core.time import micros
from bellrock.query.ask import RetentionAsk
from bellrock.query.relation import AT, Reading
from bellrock.query.sql import Sql

_BITS = "arrayReduce('groupBitOr', arrayMap(k -> bitShiftLeft(toUInt64(1), k), numbers))"
_TOLD = {"on": "=", "on-or-after": ">=", "on-or-before": "<="}
"""Which windows' values count in a window."""


def windows_sql(reading: Reading, ask: RetentionAsk, told: Windows, groups: Groups | None) -> Sql:
    """Count by cohort and group: its columns, the cohort, people, those back in each window.

    With a value follow, each as a list by window: the sums of x and y of people, of x², y² and xy,
    where x is a person's sum of values and y the number of them.
    """
    keys = [*([] if groups is None else groups.keys), "c"]
    counts = [f"countIf({back_text(ask, k)})" for k in range(told.count)]
    if ask.value is not None:
        products = (("sums", "sums"), ("ns", "ns"), ("sums", "ns"))
        counts += ["sumForEach(sums)", "sumForEach(ns)"]
        counts += [f"sumForEach(arrayMap((x, y) -> x * y, {a}, {b}))" for a, b in products]
    each = ", ".join(keys)
    return reading.sql(
        f"select {each}, count(), {', '.join(counts)}\n"
        f"from (\n{people_text(reading, ask, told, groups)}\n)\ngroup by {each}"
    )


def people_text(reading: Reading, ask: RetentionAsk, told: Windows, groups: Groups | None) -> str:
    """Return the text of a select with one row a person and start."""
    columns = ["who", f"toInt64({told.cohorts.index('began')}) as c", f"{_BITS} as back"]
    if groups is not None:
        texts = [f"if(e.{2 + 2 * i} = 1, null, e.{3 + 2 * i})" for i in range(groups.width)]
        columns += group_columns(reading, texts, groups)
    offset = f"({told.place(_moment('x'))} - origin)"
    inner = [
        "who", "e", f"{_at(ask)} as entry", f"{_moment('entry')} as began",
        f"{told.place('began')} as origin", "arrayFilter(x -> x >= entry, ats) as after",
        f"arrayMap(x -> {told.number(offset)}, after) as numbers",
    ]  # fmt: skip
    if ask.value is not None:
        columns += _values(ask, told)
        inner += [f"arrayFilter((v, x) -> x >= entry, {a}, ats) as {a}_after" for a in ("xs", "ys")]
    return (
        f"select {', '.join(columns)}\nfrom (\n  select {', '.join(inner)}\n"
        f"  from (\n{_gathered_text(reading, ask, told)}\n  )\n)"
    )


def _at(ask: RetentionAsk) -> str:
    return "e.1" if ask.by else "e"


def _moment(at: str) -> str:
    return f"toInt64(intDiv({at}, {TIES}))"


def _values(ask: RetentionAsk, told: Windows) -> list[str]:
    """Add up, for each window, the values of the returns that count in it."""
    counted = f"n {_TOLD[ask.mode]} k"
    return [
        f"arrayMap(k -> arraySum(arrayMap((n, x) -> if({counted}, x, 0.), numbers, {part})), "
        f"range({told.count})) as {name}"
        for part, name in (("xs_after", "sums"), ("ys_after", "ns"))
    ]


def _gathered_text(reading: Reading, ask: RetentionAsk, told: Windows) -> str:
    """Return a select of one row a person and start: `who`, the start `e`, and their returns.

    `ats` are the returns' moments; with a value `xs` and `ys` are its numbers and whether there is
    one. With a breakdown `e` is the start's moment and then, for each property, whether it is unset
    and its text: of simultaneous starts the one with set values, the least first, is taken.
    Whole numbers are gathered, not tuples, which take the engine many times as long.
    """
    names = ["ats", *([] if ask.value is None else ["xs", "ys"])]
    gathered = [f"groupArrayIf({name[0]}, returns) as {name}" for name in names]
    gathered[0] = "groupArrayIf(at, returns) as ats"
    rows = _rows_text(reading, ask)
    if ask.kind == "recurring":
        bucket = told.cohorts.index(_moment("e.1" if ask.by else "e"))
        anew = "(e, i) -> i = 1 or buckets[i] != buckets[i - 1]"
        return (
            f"  select who, {', '.join(names)}, arrayMap(e -> {bucket}, entries) as buckets,\n"
            f"    arrayJoin(arrayFilter({anew}, entries, arrayEnumerate(entries))) as e\n  from (\n"
            f"  select who, arraySort(groupArrayIf(start, starts)) as entries, "
            f"{', '.join(gathered)}\n  from (\n  {rows}\n  )\n  group by who\n  )"
        )
    since = reading.binder.bind(micros(reading.period.start) * TIES, "UInt64")
    return (
        f"  select who, minIf(start, starts) as e, {', '.join(gathered)}\n  from (\n  {rows}\n"
        f"  )\n  group by who\n  having {_at(ask)} >= {since} and countIf(starts) > 0"
    )


def _rows_text(reading: Reading, ask: RetentionAsk) -> str:
    """Return the select of the rows that matter: starts and returns, and starts long before."""
    selectors = [ask.start, ask.return_]
    starts, returns = reading.matches(ask.start), reading.matches(ask.return_)
    wanted, first = reading.wanted(selectors), ask.kind == "first"
    if first:
        wanted = [*wanted, f"(ts >= {reading.moment(reading.period.start)} or {starts})"]
    start = f"tuple({', '.join([AT, *_by_columns(reading, ask)])})" if ask.by else AT
    columns = [
        f"{reading.who} as who", f"{start} as start", f"{AT} as at",
        *_value_columns(reading, ask), f"{starts} as starts", f"{returns} as returns",
    ]  # fmt: skip
    return reading.source(columns, selectors, since_ever=first, also=wanted)


def _by_columns(reading: Reading, ask: RetentionAsk) -> Sequence[str]:
    texts = [reading.operand(name).text for name in ask.by]
    return [part for text in texts for part in (f"isNull({text})", f"ifNull({text}, '')")]


def _value_columns(reading: Reading, ask: RetentionAsk) -> Sequence[str]:
    if ask.value is None or ask.value.of is None:
        return []
    number = reading.operand(ask.value.of).number
    return [f"ifNull({number}, 0.) as x", f"toFloat64(isNotNull({number})) as y"]
