"""How many people are in each group of every dimension? Counted at once, as a change needs them."""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.groups import Groups, group_number
from bellrock.analytics.trend.sql import MOST_MASKED, lane, lane_sums
from bellrock.analytics.trend.windows import reaches_back
from bellrock.query.ask import TrendAsk
from bellrock.query.naming import Name
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake

Split = tuple[Name, Groups]
"""A dimension and its groups."""


def counts_people(ask: TrendAsk) -> bool:
    """Whether a question asks for nothing but the people of an event, exactly."""
    plain = ask.formula is None and len(ask.events) == 1 and ask.figures[0].kind == "uniques"
    return plain and not ask.approximate and not reaches_back(ask)


def people_by(
    lake: Lake, ask: TrendAsk, ctx: Context, splits: Sequence[Split]
) -> tuple[int, list[list[int]]]:
    """Return the people of the whole period, and for each split those of each of its groups."""
    whole, found = 0, list[list[int]]()
    for some in _together(splits):
        whole, *sums = lake.one(people_sql(Reading(ask, ctx), ask, some))
        place = 0
        for _, groups in some:
            many = len(groups.all)
            found.append([lane(sums, cell) for cell in range(place, place + many)])
            place += many
    return whole, found


def people_sql(reading: Reading, ask: TrendAsk, splits: Sequence[Split]) -> Sql:
    """Count everybody, and the people of each group by `lane_sums`.

    A person's groups are kept as bits, those of a split after those of the one before: first of
    each id that events carry, then of each person.
    """
    columns, place = list(reading.raw), 0
    for i, (name, groups) in enumerate(splits):
        number = group_number(reading, [reading.operand(name).text], groups)
        columns.append(f"toUInt16({number} + {place}) as p{i}")
        place += len(groups.all)
    rows = reading.source(columns, ask.events, also=reading.wanted(ask.events))
    masks = [f"m{w}" for w in range((place + 63) // 64)]
    bits = [
        " + ".join(
            f"bitShiftLeft(toUInt64(intDiv(p{i}, 64) = {w}), p{i} % 64)" for i in range(len(splits))
        )
        for w in range(len(masks))
    ]
    first = ", ".join(
        f"groupBitOr({own}) as id_{mask}" for mask, own in zip(masks, bits, strict=True)
    )
    merged = ", ".join(f"groupBitOr(id_{mask}) as {mask}" for mask in masks)
    raw = ", ".join(reading.raw)
    return reading.sql(
        f"select {', '.join(['count()', *lane_sums(masks)])}\n"
        f"from (\nselect {reading.who} as who, {merged}\n"
        f"from (\nselect {raw}, {first}\nfrom (\n  {rows}\n)\ngroup by {raw}\n)\ngroup by who\n)"
    )


def _together(splits: Sequence[Split]) -> list[list[Split]]:
    """Return the splits in runs that are counted at once: as many groups as there are bits."""
    runs: list[list[Split]] = []
    for split in splits:
        used = sum(len(groups.all) for _, groups in runs[-1]) if runs else MOST_MASKED
        if used + len(split[1].all) > MOST_MASKED:
            runs.append([])
        runs[-1].append(split)
    return runs
