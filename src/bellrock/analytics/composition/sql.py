"""How are parts counted? One value a person (or event), over the period and in each point."""

from __future__ import annotations

from bellrock.analytics.groups import Groups, group_number
from bellrock.query.ask import CompositionAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import AT, MICROS, Reading
from bellrock.query.sql import Sql


def parts_sql(reading: Reading, ask: CompositionAsk) -> Sql:
    """Find the parts of the period, the greatest first: g0, count, people, parts, all, everybody.

    The last three are over all parts, whether shown or not.
    """
    rows = rows_text(reading, ask, None)
    return reading.sql(
        "select g0, count() as n, uniqExact(who) as people, count() over () as parts,\n"
        "  sum(n) over () as total\n"
        f"from (\n{rows}\n)\ngroup by g0\norder by n desc, g0\nlimit {ask.top}"
    )


def points_sql(reading: Reading, ask: CompositionAsk, parts: Groups, cells: Grid | None) -> Sql:
    """Count by point and part: 0 for the period or the bucket + 1, 0 for all or the part + 1,
    count, people."""
    whole = marked_text(reading, ask, parts, None)
    told = f"select 0 as b, p, who from (\n{whole}\n)"
    if cells is not None:
        each = marked_text(reading, ask, parts, cells)
        told += f"\nunion all\nselect bucket + 1 as b, p, who from (\n{each}\n)"
    return reading.sql(
        f"select b, p, count() as n, uniqExact(who) as people\nfrom (\n{told}\n)\n"
        "group by grouping sets ((b, p), (b))"
    )


def marked_text(reading: Reading, ask: CompositionAsk, parts: Groups, cells: Grid | None) -> str:
    """Return a select with a row a person (or event) and point: `who`, `bucket`, `p` (part + 1)."""
    rows = rows_text(reading, ask, cells)
    return (
        f"select who, bucket, toUInt16({group_number(reading, ['g0'], parts)} + 1) as p\n"
        f"from (\n{rows}\n)"
    )


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
