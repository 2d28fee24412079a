"""How are web vitals counted? A row a load, then figures by group and bucket, which are merged."""

from __future__ import annotations

from bellrock.analytics.groups import Groups, group_number
from bellrock.analytics.vitals.answer import VITALS
from bellrock.query.ask import VitalsAsk
from bellrock.query.grid import Grid
from bellrock.query.naming import Name
from bellrock.query.relation import MICROS, Reading
from bellrock.query.sql import Sql

GOOD = f"[{', '.join(str(one.good) for one in VITALS)}][v]"
POOR = f"[{', '.join(str(one.poor) for one in VITALS)}][v]"
_PLACES = range(1, len(VITALS) + 1)


def vital_names() -> list[Name]:
    """Return the properties that carry the vitals, in their order."""
    return [Name("props", (f"$web_vitals_{one.name}_value",)) for one in VITALS]


def wide_text(reading: Reading, ask: VitalsAsk, groups: Groups | None, points: Grid) -> str:
    """Return a select with a row a load: `who`, `b`, `g` from 0, `x1` … by vital, -1 of none."""
    texts = [reading.operand(name).text for name in ask.by]
    group = "0" if groups is None else group_number(reading, texts, groups)
    columns = [
        f"{reading.who} as who", f"{points.index(MICROS)} as b", f"toUInt16({group}) as g",
        *(
            f"greatest(ifNull({reading.operand(name).number}, -1), -1) as x{v}"
            for v, name in enumerate(vital_names(), 1)
        ),
    ]  # fmt: skip
    return reading.source(columns, [ask.event], also=reading.wanted([ask.event]))


def loads_text(reading: Reading, ask: VitalsAsk, groups: Groups | None, points: Grid) -> str:
    """Return a select with a row a load and vital: `who`, `b`, `g` from 0, `v` from 1, `x`."""
    told = ", ".join(f"({v}, x{v})" for v in _PLACES)
    return (
        "select who, b, g, told.1 as v, told.2 as x\n"
        f"from (\nselect who, b, g, arrayJoin([{told}]) as told\n"
        f"from (\n  {wide_text(reading, ask, groups, points)}\n)\n)\nwhere x >= 0"
    )


def vitals_sql(reading: Reading, ask: VitalsAsk, groups: Groups | None, source: str) -> Sql:
    """Take the figures of every vital.

    Rows of: vital from 1, group + 1 and bucket + 1 (0 is all), loads, people (null in a bucket),
    the value at the level, how many were good and how many poor.

    Args:
        source: What the rows of `wide_text` are read from.
    """
    level = f"quantileExactInclusive{{}}({ask.level:.4f})"
    counts, sums, rows = [], [], []
    for v, bounds in enumerate(VITALS, 1):
        counts += [
            f"countIf(x{v} >= 0) as n{v}",
            f"{level.format('StateIf')}(x{v}, x{v} >= 0) as q{v}",
            f"countIf(x{v} >= 0 and x{v} <= {bounds.good}) as lo{v}",
            f"countIf(x{v} > {bounds.poor}) as hi{v}",
        ]
        sums += [f"sum(n{v}) as m{v}", f"{level.format('Merge')}(q{v}) as level{v}"]
        sums += [f"sum(lo{v}) as low{v}", f"sum(hi{v}) as high{v}"]
        rows.append(f"(toUInt8({v}), m{v}, level{v}, low{v}, high{v})")
    sets = "(b), ()" if groups is None else "(g, b), (g), (b), ()"
    group = "toUInt16(0)" if groups is None else "toUInt16(if(grouping(g) = 1, 0, g + 1))"
    figures = (
        f"select one, bucket, arrayJoin([{', '.join(rows)}]) as row\n"
        f"from (\nselect {group} as one, if(grouping(b) = 1, 0, b + 1) as bucket,\n"
        f"  {', '.join(sums)}\n"
        f"from (\nselect g, b, {', '.join(counts)}\nfrom {source}\ngroup by g, b\n)\n"
        f"group by grouping sets ({sets})\n)"
    )
    return reading.sql(
        "select row.1 as v, one, bucket, row.2 as loads, if(bucket = 0, people, null) as people,\n"
        "  row.3 as value, row.4 as good, row.5 as poor\n"
        f"from (\n{figures}\n) as figures\n"
        f"any left join (\n{_people_text(groups, source)}\n) as told\n"
        "  on told.v = figures.row.1 and told.one = figures.one\nwhere loads > 0"
    )


def _people_text(groups: Groups | None, source: str) -> str:
    """Return a select of `people` by vital `v` and group `one`: who told it in any of their loads.

    A bit for each vital of a person takes a third of the time of a set of people for each vital.
    """
    bits = " + ".join(f"bitShiftLeft(toUInt8(x{v} >= 0), {v - 1})" for v in _PLACES)
    if groups is None:
        rows = (
            "select toUInt16(0) as one, told from (\n"
            f"select who, groupBitOr(toUInt8({bits})) as told\nfrom {source}\ngroup by who\n)"
        )
    else:
        rows = (
            "select each.1 as one, each.2 as told from (\n"
            "select arrayJoin(arrayPushFront(groupArray((toUInt16(g + 1), told)),\n"
            "  (toUInt16(0), groupBitOr(told)))) as each\n"
            f"from (\nselect who, g, groupBitOr(toUInt8({bits})) as told\nfrom {source}\n"
            "group by who, g\n)\ngroup by who\n)"
        )
    counts = ", ".join(f"(toUInt8({v}), countIf(bitTest(told, {v - 1})))" for v in _PLACES)
    return (
        "select one, each.1 as v, each.2 as people\n"
        f"from (\nselect one, arrayJoin([{counts}]) as each\nfrom (\n{rows}\n)\ngroup by one\n)"
    )
