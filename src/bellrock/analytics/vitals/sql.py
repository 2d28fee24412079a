"""How are web vitals counted? A row a load and vital, then their figures in one pass."""

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


def vital_names() -> list[Name]:
    """Return the properties that carry the vitals, in their order."""
    return [Name("props", (f"$web_vitals_{one.name}_value",)) for one in VITALS]


def loads_text(reading: Reading, ask: VitalsAsk, groups: Groups | None, points: Grid) -> str:
    """Return a select with a row a load and vital: `who`, `b`, `g` from 0, `v` from 1, `x`."""
    values = [f"ifNull({reading.operand(name).number}, -1)" for name in vital_names()]
    texts = [reading.operand(name).text for name in ask.by]
    group = "0" if groups is None else group_number(reading, texts, groups)
    columns = [
        f"{reading.who} as who", f"{points.index(MICROS)} as b", f"toUInt16({group}) as g",
        f"arrayJoin(arrayFilter(one -> one.2 >= 0, arrayZip(range(1, {len(values) + 1}), "
        f"[{', '.join(values)}]))) as told",
    ]  # fmt: skip
    rows = reading.source(columns, [ask.event], also=reading.wanted([ask.event]))
    return f"select who, b, g, told.1 as v, told.2 as x\nfrom (\n  {rows}\n)"


def vitals_sql(reading: Reading, ask: VitalsAsk, groups: Groups | None, points: Grid) -> Sql:
    """Take the figures of every vital.

    Rows of: vital from 1, group + 1 and bucket + 1 (0 is all), loads, people, the value at the
    level, how many were good and how many poor.
    """
    inner = loads_text(reading, ask, groups, points)
    sets = "((v, b), (v))" if groups is None else "((v, g, b), (v, g), (v, b), (v))"
    group = "0" if groups is None else "if(grouping(g) = 1, 0, g + 1)"
    quantile = f"quantileExactInclusive({ask.level:.4f})(x)"
    return reading.sql(
        f"select v, {group} as one, if(grouping(b) = 1, 0, b + 1) as bucket, count() as loads,\n"
        f"  uniqExact(who) as people, {quantile} as value,\n"
        f"  countIf(x <= {GOOD}) as good, countIf(x > {POOR}) as poor\n"
        f"from (\n{inner}\n)\ngroup by grouping sets {sets}"
    )
