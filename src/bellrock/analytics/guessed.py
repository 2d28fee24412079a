"""Which values does a property have? As a sample tells, so that not every event is read for them.

Guessed codes have one more, for whatever the sample did not show. Where anybody ends up with that
code the guess was wrong, and the values must be found in all events instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bellrock.analytics.coded import MOST, Codes, columns_sql, is_column, ordered
from bellrock.analytics.one_by_one import are_many
from bellrock.query.naming import Name
from bellrock.query.relation import Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql
from bellrock.store import Lake

SAMPLED = "intDiv(_part_offset, 8192) % 32 = 0"
"""Of 32 runs of rows that are stored together one is read: times and events as they are spread."""
ENOUGH = 20
"""How often each value must be met for others not to be expected."""


def guess_codes(
    lake: Lake, reading: Reading, names: Sequence[Name], selectors: Sequence[Selector]
) -> tuple[Codes, ...] | None:
    """Return the codes that a sample suggests; None where it cannot tell, or is not worth it."""
    sampled = [name for name in names if not is_column(reading.ctx, name)]
    if not sampled or any(name.scope == "person" for name in sampled) or not are_many(lake):
        return None
    found: dict[Name, Codes] = {}
    columns = [name for name in names if name not in sampled]
    if columns:
        told = lake.one(columns_sql(reading.ctx, columns))
        found |= {name: ordered(own) for name, own in zip(columns, told, strict=True)}
    for name in sampled:
        rows = lake.rows(sample_sql(Reading(reading.ask, reading.ctx), name, selectors))
        if not rows or any(count < ENOUGH for _, count in rows):
            return None
        found[name] = replace(ordered([value for value, _ in rows]), guessed=True)
    if any(len(codes.values) > MOST for codes in found.values()):
        return None
    return tuple(found[name] for name in names)


def sample_sql(reading: Reading, name: Name, selectors: Sequence[Selector]) -> Sql:
    """List the values of a property in a sample, with how often each is met: the rarest first."""
    rows = reading.source(
        [f"{reading.operand(name).text} as x"], selectors,
        also=[*reading.wanted(selectors), SAMPLED],
    )  # fmt: skip
    return reading.sql(
        f"select assumeNotNull(x) as value, count() as n\nfrom (\n  {rows}\n)\n"
        f"where isNotNull(x)\ngroup by value\norder by n\nlimit {MOST + 1}"
    )
