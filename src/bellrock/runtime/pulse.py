"""Is anything arriving right now? Cheap enough to be asked every few seconds by every open page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bellrock.collect.drain import Drain
from bellrock.core.time import Clock, from_micros, micros
from bellrock.query import Sql
from bellrock.store import Lake

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Lag:
    """How far the lake is behind what was accepted; `failing` where it does not come nearer."""

    records: int
    bytes: int
    seconds: float
    failing: bool


@dataclass(frozen=True)
class Pulse:
    """Arrivals of the last minute, the newest arrival (null: none ever), and the way to the lake.

    Everything that was stored counts, machines and imported history too.
    """

    events_last_minute: int
    last_event: datetime | None
    lag: Lag


def pulse_sql(project: int, since: datetime) -> Sql:
    """Return one row: how many events arrived from `since` on, and when the newest did."""
    return Sql(
        """
        select
          (select count() from events
            where project = {project:UInt32}
              and received >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')),
          (select toUnixTimestamp64Micro(max(received)) from events
            where project = {project:UInt32})
        """,
        {"project": project, "since": micros(since)},
    )


def pulse(lake: Lake, drain: Drain, project: int, *, records: int, clock: Clock) -> Pulse:
    """Return what arrives in a project now; `records` wait in the spool."""
    found = lake.one(pulse_sql(project, clock.now() - _MINUTE))
    behind = drain.lag()
    return Pulse(
        events_last_minute=found[0],
        last_event=from_micros(found[1]) if found[1] else None,
        lag=Lag(records, behind.bytes, behind.seconds, behind.failures > 0),
    )
