"""How much comes in by which key, and what becomes of it? Counts by hour, from the intake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bellrock.core.time import Clock, micros
from bellrock.query import Sql
from bellrock.store import Lake


@dataclass(frozen=True)
class Intake:
    """Events of one hour, key, dialect and verdict; `reason` says why, where not simply stored."""

    hour: datetime
    source: int
    dialect: str
    verdict: str
    reason: str
    events: int


def intake_sql(project: int, since: datetime) -> Sql:
    """Return what came in since `since`: one row an hour, source, dialect, verdict and reason."""
    return Sql(
        """
        select toUnixTimestamp(toStartOfHour(minute)) as hour, source, dialect, verdict, reason,
          sum(events)
        from intake
        where project = {project:UInt32}
          and minute >= toDateTime(intDiv({since:Int64}, 1000000), 'UTC')
        group by hour, source, dialect, verdict, reason
        order by hour desc, source, dialect, verdict, reason
        """,
        {"project": project, "since": micros(since)},
    )


def intake(lake: Lake, project: int, *, hours: int, clock: Clock) -> list[Intake]:
    """Return what came in during the last `hours`, newest first."""
    since = clock.now() - timedelta(hours=hours)
    return [
        Intake(datetime.fromtimestamp(hour, UTC), *rest)
        for hour, *rest in lake.rows(intake_sql(project, since))
    ]
