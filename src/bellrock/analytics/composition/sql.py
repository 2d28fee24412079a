"""How are parts counted? One value a person (or event), over the period and in each point."""

from __future__ import annotations

from bellrock.analytics.coded import Codes, code_of, packed
from bellrock.analytics.groups import Groups, group_number
from bellrock.query.ask import CompositionAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import AT, MICROS, Reading
from bellrock.query.sql import Sql


def parts_sql(reading: Reading, ask: CompositionAsk) -> Sql:
    """Find the parts of the period, the greatest first: g0, count, how many parts there are."""
    return reading.sql(
        "select g0, count() as n, count() over () as parts\n"
        f"from (\n{rows_text(reading, ask, None)}\n)\ngroup by g0\n"
        f"order by n desc, g0\nlimit {ask.top}"
    )


def codes_sql(reading: Reading, ask: CompositionAsk, codes: Codes, cells: Grid | None) -> Sql:
    """Count people by the code of their value: 0 for the period or the bucket + 1, code, people."""
    rows = coded_text(reading, ask, codes, None)
    if cells is not None:
        ids = _coded_ids(reading, ask, codes, cells)
        rows = (
            f"select who, b as bucket, {code_of(codes, 'max(last)')} as code\n"
            f"from (\nselect {reading.who} as who, bucket + 1 as b, last from (\n{ids}\n)\n)\n"
            "group by grouping sets ((who, b), (who))"
        )
    return reading.sql(f"select bucket, code, count()\nfrom (\n{rows}\n)\ngroup by bucket, code")


def points_sql(reading: Reading, ask: CompositionAsk, parts: Groups, cells: Grid | None) -> Sql:
    """Count by point and part: 0 for the period or the bucket + 1, 0 for all or the part + 1,
    count, and people of the period."""
    told = f"select 0 as b, p, n, who from (\n{_whole_text(reading, ask, parts)}\n)"
    if cells is not None:
        each = marked_text(reading, ask, parts, cells, None)
        told += (
            "\nunion all\nselect bucket + 1 as b, p, count() as n, toUInt64(0) as who\n"
            f"from (\n{each}\n)\ngroup by b, p"
        )
    return reading.sql(
        f"select b, p, sum(n) as count, uniqExactIf(who, b = 0) as people\nfrom (\n{told}\n)\n"
        "group by grouping sets ((b, p), (b))"
    )


def _whole_text(reading: Reading, ask: CompositionAsk, parts: Groups) -> str:
    """Return a select with a row a person and part of the period: `who`, `p`, `n`."""
    if ask.of == "people":
        return f"select who, p, 1 as n from (\n{marked_text(reading, ask, parts, None, None)}\n)"
    raw = ", ".join(reading.raw)
    part = group_number(reading, [reading.operand(ask.by).text], parts)
    rows = reading.source(
        [*reading.raw, f"toUInt16({part} + 1) as p"], [ask.event], also=reading.wanted([ask.event])
    )
    return (
        f"select {reading.who} as who, p, n\n"
        f"from (\nselect {raw}, p, count() as n\nfrom (\n  {rows}\n)\ngroup by {raw}, p\n)"
    )


def marked_text(
    reading: Reading, ask: CompositionAsk, parts: Groups, cells: Grid | None, codes: Codes | None
) -> str:
    """Return a select with a row a person (or event) and point: `who`, `bucket`, `p` (part + 1)."""
    if codes is not None and ask.of == "people":
        shown = [codes.code(group.values[0]) for group in parts.shown]
        places = list(range(1, len(shown) + 1))
        part = f"transform(code, {shown}, {places}, {len(shown) + 1})" if shown else "1"
        rows = coded_text(reading, ask, codes, cells)
        return f"select who, bucket, toUInt16({part}) as p\nfrom (\n{rows}\n)"
    rows = rows_text(reading, ask, cells)
    return (
        f"select who, bucket, toUInt16({group_number(reading, ['g0'], parts)} + 1) as p\n"
        f"from (\n{rows}\n)"
    )


def coded_text(reading: Reading, ask: CompositionAsk, codes: Codes, cells: Grid | None) -> str:
    """Return a select with a row a person and point: `who`, `bucket`, `code` (see `rows_text`)."""
    keys, bucket = ("", "0 as bucket") if cells is None else (", bucket", "bucket")
    return (
        f"select {reading.who} as who, {bucket}, {code_of(codes, 'max(last)')} as code\n"
        f"from (\n{_coded_ids(reading, ask, codes, cells)}\n)\ngroup by who{keys}"
    )


def _coded_ids(reading: Reading, ask: CompositionAsk, codes: Codes, cells: Grid | None) -> str:
    """Return a select with a row an id that events carry and point: its `last` number."""
    number = packed(reading, codes, reading.operand(ask.by).text, ask.value)
    columns, keys = [*reading.raw, f"{number} as number"], list(reading.raw)
    if cells is not None:
        columns.append(f"{cells.index(MICROS)} as bucket")
        keys.append("bucket")
    rows = reading.source(columns, [ask.event], also=reading.wanted([ask.event]))
    each = ", ".join(keys)
    return f"select {each}, max(number) as last\nfrom (\n  {rows}\n)\ngroup by {each}"


def rows_text(reading: Reading, ask: CompositionAsk, cells: Grid | None) -> str:
    """Return a select with a row a person (or event) and point: `who`, `bucket`, `g0`.

    A person's value in a point is the last (or first) that their events in it carry; of those of
    one moment the least text. It is null where none carries any.
    """
    text = reading.operand(ask.by).text
    bucket = "toUInt16(0)" if cells is None else cells.index(MICROS)
    columns = [f"{reading.who} as who", f"{bucket} as bucket"]
    if ask.of == "events":
        columns.append(f"{text} as g0")
        return reading.source(columns, [ask.event], also=reading.wanted([ask.event]))
    columns += [f"{AT} as at", f"{text} as x"]
    rows = reading.source(columns, [ask.event], also=reading.wanted([ask.event]))
    place = "at" if ask.value == "first" else "bitNot(at)"
    return (
        "select who, bucket, if(countIf(isNotNull(x)) = 0, null,\n"
        f"  argMinIf(assumeNotNull(x), tuple({place}, assumeNotNull(x)), isNotNull(x))) as g0\n"
        f"from (\n  {rows}\n)\ngroup by who, bucket"
    )
