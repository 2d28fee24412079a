"""How is each person's coming back computed in any windows? By the moments of their returns.

`people_text` has a row a person and start: `who`, the cohort `c`, the group's columns and `back`
(bit k is set where the person returned in window k, `LATER` where later than all of them); with a
value also `sums` and `ns`, for each window the sum and the number of the returns' values.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.coded import Codes, at_of, coded_at, text_of
from bellrock.analytics.groups import Groups, group_columns
from bellrock.analytics.retention import seen_sql as seen
from bellrock.analytics.retention.sql import back_text
from bellrock.analytics.retention.windows import LATER, Windows
from bellrock.core.order import TIES
from bellrock.core.time import micros
from bellrock.query.ask import RetentionAsk
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY
from bellrock.query.sql import Sql

_BITS_OF = "arrayReduce('groupBitOr', arrayMap(k -> bitShiftLeft(toUInt64(1), k), numbers))"
_WINDOWS = {
    "on": "{0}",
    "on-or-after": "arrayReverse(arrayCumSum(arrayReverse({0})))",
    "on-or-before": "arrayCumSum({0})",
}
"""Of the sums by window alone, those of all windows whose values count in each."""


Coded = Sequence[Codes] | None
"""The codes of the values of a breakdown; None where texts are compared."""


def windows_sql(
    reading: Reading, ask: RetentionAsk, told: Windows, groups: Groups | None, codes: Coded
) -> Sql:
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
        f"from (\n{people_text(reading, ask, told, groups, codes)}\n)\ngroup by {each}"
    )


def people_text(
    reading: Reading, ask: RetentionAsk, told: Windows, groups: Groups | None, codes: Coded = None
) -> str:
    """Return the text of a select with one row a person and start."""
    if seen.answers(ask, told, codes):
        return seen.people_text(reading, ask, told, groups, codes or ())
    columns = ["who", f"toInt64({told.cohorts.index('began')}) as c", f"{_BITS_OF} as back"]
    if groups is not None:
        texts = [_text(reading, i, codes) for i in range(groups.width)]
        columns += group_columns(reading, texts, groups)
    offset = f"({told.place(_moment('x'))} - origin)"
    at = _at(ask, codes)
    inner = [
        "who", "e", f"{at} as entry", f"{_moment('entry')} as began",
        f"{told.place('began')} as origin", "arrayFilter(x -> x >= entry, ats) as after",
        f"arrayMap(x -> {told.number(offset)}, after) as numbers",
    ]  # fmt: skip
    if ask.value is not None:
        columns += _values(ask, told)
        inner += [f"arrayFilter((v, x) -> x >= entry, {a}, ats) as {a}_after" for a in ("xs", "ys")]
    return (
        f"select {', '.join(columns)}\nfrom (\n  select {', '.join(inner)}\n"
        f"  from (\n{_gathered_text(reading, ask, told, codes)}\n  )\n)"
    )


def _at(ask: RetentionAsk, codes: Coded) -> str:
    if codes is None:
        return "e.1" if ask.by else "e"
    return at_of(codes, "e")


def _text(reading: Reading, place: int, codes: Coded) -> str:
    """The text of a start's value, null where it is not set."""
    if codes is None:
        return f"if(e.{2 + 2 * place} = 1, null, e.{3 + 2 * place})"
    return text_of(reading, place, codes, "e")


def _moment(at: str) -> str:
    return f"toInt64(intDiv({at}, {TIES}))"


def _values(ask: RetentionAsk, told: Windows) -> list[str]:
    """Add up, for each window, the values of the returns that count in it."""
    return [
        f"arraySlice({_WINDOWS[ask.mode].format(_each(part))}, 1, {told.count}) as {name}"
        for part, name in (("xs_after", "sums"), ("ys_after", "ns"))
    ]


def _each(part: str) -> str:
    """The sums of `part` by window alone, later ones included."""
    return f"arrayReduce('sumResample(0, {LATER + 1}, 1)', {part}, numbers)"


def _gathered_text(reading: Reading, ask: RetentionAsk, told: Windows, codes: Coded) -> str:
    """Return a select of one row a person and start: `who`, the start `e`, and their returns.

    `ats` are the returns' moments; with a value `xs` and `ys` are its numbers and whether there is
    one. With a breakdown `e` is the start's moment and then, for each property, whether it is unset
    and its text, or one number of the moment and their codes: of simultaneous starts the one with
    set values, the least first, is taken. Whole numbers are gathered, not tuples, which take the
    engine many times as long; by the ids that events carry first, of which there are fewer.
    """
    arrays = {"ats": "at"} | ({} if ask.value is None else {"xs": "x", "ys": "y"})
    names, raw = ", ".join(arrays), ", ".join(reading.raw)
    once = ask.return_.key == ANY.key
    gathered = [
        f"{f'groupArray({of})' if once else f'groupArrayIf({of}, returns)'} as id_{name}"
        for name, of in arrays.items()
    ]
    merged = [f"groupArrayArray(id_{name}) as {name}" for name in arrays]
    again = ask.kind == "recurring"
    if again:
        gathered.append("groupArrayIf(start, starts) as id_entries")
        merged.append("arraySort(groupArrayArray(id_entries)) as entries")
    else:
        gathered += ["minIf(start, starts) as id_e", "max(starts) as id_started"]
        merged += ["minIf(id_e, id_started) as e", "max(id_started) as started"]
    people = (
        f"  select {reading.who} as who, {', '.join(merged)}\n"
        f"  from (select {raw}, {', '.join(gathered)} from (\n"
        f"  {_rows_text(reading, ask, codes)}\n  )\n  group by {raw})\n  group by who"
    )
    if again:
        bucket = told.cohorts.index(_moment(_at(ask, codes)))
        anew = "(e, i) -> i = 1 or buckets[i] != buckets[i - 1]"
        return (
            f"  select who, {names}, arrayMap(e -> {bucket}, entries) as buckets,\n"
            f"    arrayJoin(arrayFilter({anew}, entries, arrayEnumerate(entries))) as e\n"
            f"  from (\n{people}\n  )"
        )
    since = reading.binder.bind(micros(reading.period.start) * TIES, "UInt64")
    return f"{people}\n  having started and {_at(ask, codes)} >= {since}"


def _rows_text(reading: Reading, ask: RetentionAsk, codes: Coded) -> str:
    """Return the select of the rows that matter: starts and returns, and starts long before."""
    selectors = [ask.start, ask.return_]
    starts, returns = reading.matches(ask.start), reading.matches(ask.return_)
    wanted, first = reading.wanted(selectors), ask.kind == "first"
    if first:
        wanted = [*wanted, f"(ts >= {reading.moment(reading.period.start)} or {starts})"]
    columns = [
        *reading.raw, f"{_start(reading, ask, codes)} as start", f"{AT} as at",
        *_value_columns(reading, ask), f"toUInt8({starts}) as starts",
        f"toUInt8({returns}) as returns",
    ]  # fmt: skip
    return reading.source(columns, selectors, since_ever=first, also=wanted)


def _start(reading: Reading, ask: RetentionAsk, codes: Coded) -> str:
    """What is kept of a start: its moment and, with a breakdown, its values."""
    if codes is None:
        return f"tuple({', '.join([AT, *_by_columns(reading, ask)])})" if ask.by else AT
    return coded_at(reading, ask.by, codes)


def _by_columns(reading: Reading, ask: RetentionAsk) -> Sequence[str]:
    texts = [reading.operand(name).text for name in ask.by]
    return [part for text in texts for part in (f"isNull({text})", f"ifNull({text}, '')")]


def _value_columns(reading: Reading, ask: RetentionAsk) -> Sequence[str]:
    if ask.value is None or ask.value.of is None:
        return []
    number = reading.operand(ask.value.of).number
    return [f"ifNull({number}, 0.) as x", f"toFloat64(isNotNull({number})) as y"]
