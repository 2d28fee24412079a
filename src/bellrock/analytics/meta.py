"""What should a reader know beside the numbers? Period, zone, machines, freshness, doubts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bellrock.analytics.answer import Meta, Span
from bellrock.analytics.notes import doubts
from bellrock.core.time import Period, stopwatch
from bellrock.query.ask import Ask
from bellrock.query.naming import Name
from bellrock.query.period import shown
from bellrock.query.relation import Context, Reading, event_names
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql
from bellrock.query.wording import say
from bellrock.store import Lake


@dataclass(frozen=True)
class Scan:
    """What an answer was read from."""

    ask: Ask
    ctx: Context
    selectors: tuple[Selector, ...]
    names: tuple[Name, ...]
    """Properties that filters and breakdowns read."""
    during: Period | None = None
    """Instead of the asked period."""
    since_ever: bool = False


def describe(
    lake: Lake, scan: Scan, *, began: float, empty: bool, notes: Sequence[str] = ()
) -> Meta:
    """Return the meta of an answer; `empty` says that it has nothing to show, and asks why."""
    reading = Reading(scan.ask, scan.ctx)
    counts = {event: (n, bots) for event, n, bots in lake.rows(counts_sql(scan))}
    events = sum(n for n, _ in counts.values())
    machines = sum(bots for _, bots in counts.values())
    start, end = reading.period.start, reading.period.end
    return Meta(
        period=Span(shown(start, reading.tz), shown(end, reading.tz)),
        zone=reading.tz.key,
        filters=_filters(scan),
        bot_share=machines / events if events else None,
        bots="included" if reading.bots else "excluded",
        freshness=freshness(lake, scan.ctx),
        rows_scanned=events,
        seconds=stopwatch() - began,
        identity=scan.ask.identity,
        notes=(*notes, *doubts(lake, scan.ctx, _missing(scan, counts), _doubted(scan, empty))),
    )


def counts_sql(scan: Scan) -> Sql:
    """Count the events that were read, machines among them, by event."""
    reading = Reading(scan.ask, scan.ctx)
    columns = ["event", "bot", "count() as n"]
    during = scan.during or reading.period
    rows = reading.counted(
        columns, scan.selectors, during, since_ever=scan.since_ever, by_quarter=False
    )
    return reading.sql(f"select event, sum(n), sumIf(n, bot != '') from ({rows}) group by event")


def freshness(lake: Lake, ctx: Context) -> datetime | None:
    """Return when the newest event of the project arrived; None where there is none."""
    sql = Sql(
        "select max(received) from events where project = {project:UInt32} having count() > 0",
        {"project": ctx.project},
    )
    found = lake.rows(sql)
    return _moment(found[0][0]) if found else None


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(f"a moment was expected, not {value!r}")
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _filters(scan: Scan) -> tuple[str, ...]:
    return () if scan.ask.where is None else (say(scan.ask.where),)


def _missing(scan: Scan, counts: Mapping[str, tuple[int, int]]) -> list[str]:
    names = event_names(scan.selectors)
    return [] if names is None else [name for name in names if name not in counts]


def _doubted(scan: Scan, empty: bool) -> tuple[Name, ...]:
    return scan.names if empty else ()
