"""On how many days of a week or month are people active?"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.one_by_one import one_by_one
from bellrock.analytics.stickiness.answer import Daily, Spell, StickinessAnswer
from bellrock.analytics.stickiness.sql import counts_sql, days_sql, fits_bits, lengths
from bellrock.analytics.trend import trend
from bellrock.analytics.whole import ended, whole, widened
from bellrock.core.time import Period, buckets, stopwatch
from bellrock.query.ask import StickinessAsk, TrendAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

DAYS = {"week": 7, "month": 30}
"""What a day is compared with: so many days that end with it."""


def stickiness(lake: Lake, ask: StickinessAsk, ctx: Context) -> StickinessAnswer:
    """Count, for each week or month, the people active in it by the number of their days.

    Active on a day is who did the event (under the filter) between two midnights of the zone, so
    days of 23 and 25 hours are days like others. The first week or month is counted whole, the
    last until the period ends. Beside this, for each day of the period, its actives over those of
    the 7 or 30 days that end with it.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    cells = grid(reading.period, ask.every, reading.tz)
    if fits_bits(reading, cells):
        sql = counts_sql(Reading(ask, ctx), ask, cells, DAYS[ask.every])
        counts = list(map(int, lake.one(one_by_one(lake, sql))))
        spells, daily = _at_once(reading, cells, counts)
    else:
        spells, daily = _spells(lake, ask, ctx, cells), _daily(lake, ask, ctx)
    meta = describe(
        lake, _scan(ask, ctx, whole(reading, cells)), began=began,
        empty=not any(one.people for one in spells), notes=widened(reading, cells),
    )  # fmt: skip
    return StickinessAnswer(tuple(spells), tuple(daily), meta)


def actives(ask: StickinessAsk, *, within: bool) -> TrendAsk:
    """Return the trend of daily actives, or of those of the days that end with each."""
    shared = ("from_", "to", "where", "zone", "bots", "identity")
    told = {name: getattr(ask, name) for name in shared if name in ask.model_fields_set}
    over = f"{DAYS[ask.every]}d" if within else None
    body = {"events": (ask.event,), "metric": "uniques", "every": "day", "over": over}
    return TrendAsk.model_validate(body | told)


def _at_once(reading: Reading, cells: Grid, counts: list[int]) -> tuple[list[Spell], list[Daily]]:
    """Read the one row of `counts_sql`."""
    told, most_days = iter(counts), enumerate(lengths(reading, cells))
    found = {(span, n): next(told) for span, most in most_days for n in range(1, most + 1)}
    days = [
        _day(shown(start, reading.tz), next(told), next(told))
        for start in buckets(reading.period, "day", reading.tz)
    ]
    return _told(reading, cells, Counter(found)), days


def _spells(lake: Lake, ask: StickinessAsk, ctx: Context, cells: Grid) -> list[Spell]:
    reading = Reading(ask, ctx)
    found: Counter[tuple[int, int]] = Counter()
    for span, days, people in lake.rows(days_sql(reading, ask, cells)):
        found[span, days] += people
    return _told(reading, cells, found)


def _told(reading: Reading, cells: Grid, found: Counter[tuple[int, int]]) -> list[Spell]:
    """Put together each week or month from its people by (its place, number of days)."""
    done, spells = ended(reading, cells), []
    for span, (start, most) in enumerate(zip(cells.starts, lengths(reading, cells), strict=True)):
        days = tuple(found[span, n] for n in range(1, most + 1))
        spells.append(Spell(shown(start, reading.tz), sum(days), days, complete=span < done))
    return spells


def _daily(lake: Lake, ask: StickinessAsk, ctx: Context) -> list[Daily]:
    (day,) = trend(lake, actives(ask, within=False), ctx).series
    (wide,) = trend(lake, actives(ask, within=True), ctx).series
    return [
        _day(one.start, int(one.value or 0), int(around.value or 0))
        for one, around in zip(day.points, wide.points, strict=True)
    ]


def _day(start: datetime, active: int, within: int) -> Daily:
    return Daily(start, active, within, active / within if within else None)


def _scan(ask: StickinessAsk, ctx: Context, during: Period) -> Scan:
    read = [*names(ask.where), *(name for tree in ask.event.filters for name in names(tree))]
    return Scan(ask, ctx, (ask.event,), tuple(dict.fromkeys(read)), during)
