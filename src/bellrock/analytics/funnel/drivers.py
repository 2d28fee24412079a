"""Which values at entry go with converting? Odds ratios, with few false discoveries.

Only the event of entry is read, so that nothing that conversion itself brings about is found.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.funnel.answer import Driver
from bellrock.analytics.funnel.gather import Coded, entry_selectors, value_codes
from bellrock.analytics.funnel.sql import ladder_text
from bellrock.core.errors import InvalidDefinition
from bellrock.query.ask import FunnelAsk
from bellrock.query.naming import Name, check_part
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.stats.odds import Table, false_discovery, odds_ratio
from bellrock.store import Lake

LEAST = 30
"""Fewer people, with a value or without it, are not shown."""
LEAST_EXPECTED = 5.0
USUAL = tuple(
    Name("", (column,))
    for column in (
        "country", "device", "os", "browser", "channel", "utm_source", "utm_campaign", "locale",
    )
)  # fmt: skip
"""What is compared where nothing else is asked for, beside what is sent most often."""
_SAMPLE, _PROPERTIES, _VALUES = 50_000, 10, 50


def drivers(
    lake: Lake, ask: FunnelAsk, ctx: Context, people: tuple[int, int]
) -> tuple[Driver, ...]:
    """Return the values at entry that `people`, entered and converted, have and differ by."""
    names = compared(lake, ask, ctx)
    if not names:
        return ()
    valued = of(ask, names)
    codes = value_codes(lake, valued, ctx)
    rows = lake.rows(drivers_sql(Reading(valued, ctx), valued, codes))
    kept: list[tuple[Name, str | None, Table]] = []
    for place, value, n, converted in rows:
        table = Table(n, converted, people[0] - n, people[1] - converted)
        if table.without >= LEAST and table.least_expected >= LEAST_EXPECTED:
            kept.append((names[int(place)], value, table))
    odds = [odds_ratio(table) for _, _, table in kept]
    false = false_discovery([one.p for one in odds])
    found = [
        Driver(
            str(name), value, table.with_, table.with_done, table.with_done / table.with_,
            table.without_done / table.without, one.ratio, one.low, one.high, one.p, q,
        )
        for (name, value, table), one, q in zip(kept, odds, false, strict=True)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda d: (d.q, d.p, d.property, d.value or "")))


def compared(lake: Lake, ask: FunnelAsk, ctx: Context) -> tuple[Name, ...]:
    """Return the properties to compare: those asked for, else the usual and the most often sent."""
    if ask.drivers:
        return ask.drivers
    rows = lake.rows(properties_sql(Reading(ask, ctx), ask))
    sent = [Name("props", tuple(str(path).split("."))) for path, _ in rows]
    return (*USUAL, *filter(_can_be_asked, sent))


def of(ask: FunnelAsk, names: Sequence[Name]) -> FunnelAsk:
    """Return the same funnel with the values of `names` at entry."""
    return ask.model_copy(update={"by": tuple(names), "attribute": "first"})


def properties_sql(reading: Reading, ask: FunnelAsk) -> Sql:
    """List the properties that the events of entry carry most often."""
    selectors = entry_selectors(ask)
    rows = reading.source(["props"], selectors, also=reading.wanted(selectors))
    return reading.sql(
        f"select arrayJoin(JSONAllPaths(props)) as path, count() as n\n"
        f"from (\n  {rows}\n  limit {_SAMPLE}\n)\ngroup by path\norder by n desc, path\n"
        f"limit {_PROPERTIES}"
    )


def drivers_sql(reading: Reading, ask: FunnelAsk, codes: Coded = None) -> Sql:
    """Count those who entered, and converted, by property (its place) and value at entry."""
    pairs = ", ".join(f"tuple({i}, v{i})" for i in range(len(ask.by)))
    return reading.sql(
        f"select pair.1 as place, pair.2 as value, count() as n, countIf(done) as converted\n"
        f"from (\n  select arrayJoin([{pairs}]) as pair, t{len(ask.steps) - 1} > 0 as done\n"
        f"  from (\n{ladder_text(reading, ask, None, codes)}\n  )\n)\ngroup by place, value\n"
        f"having n >= {LEAST}\norder by n desc, place, value\nlimit {_VALUES} by place"
    )


def _can_be_asked(name: Name) -> bool:
    try:
        for part in name.path:
            check_part(part)
    except InvalidDefinition:
        return False
    return True
