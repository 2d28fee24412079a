"""How much comes in by which key, and what becomes of it? Counts by hour, from the intake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta

from bellrock.core.time import Clock, micros
from bellrock.query import Sql
from bellrock.runtime.accounts_model import Key
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
        from intake final
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


@dataclass(frozen=True)
class KeyInUse(Key):
    """A key and what came by it; a key that only reads has nothing to show here.

    `last_event` is the minute of its newest stored event, null where there was none. The others
    are of the last 24 hours: events stored, and events refused, by reason.
    """

    last_event: datetime | None = None
    events_24h: int = 0
    rejects_24h: dict[str, int] = field(default_factory=dict)


def last_events_sql(project: int) -> Sql:
    """Return the minute of every key's newest stored event: one row a source."""
    return Sql(
        """
        select source, toUnixTimestamp(max(minute))
        from intake
        where project = {project:UInt32} and verdict in ('stored', 'warned')
        group by source
        """,
        {"project": project},
    )


def keys_in_use(lake: Lake, project: int, keys: Sequence[Key], clock: Clock) -> list[KeyInUse]:
    """Return `keys` of the project with what came by each."""
    newest = dict(lake.rows(last_events_sql(project)))
    stored: dict[int, int] = {}
    refused: dict[int, dict[str, int]] = {}
    for one in intake(lake, project, hours=24, clock=clock):
        if one.verdict in ("stored", "warned"):
            stored[one.source] = stored.get(one.source, 0) + one.events
        elif one.verdict == "quarantined":
            reasons = refused.setdefault(one.source, {})
            reasons[one.reason] = reasons.get(one.reason, 0) + one.events
    return [
        KeyInUse(
            **asdict(key),
            last_event=_minute(newest.get(key.source)),
            events_24h=stored.get(key.source, 0),
            rejects_24h=refused.get(key.source, {}),
        )
        for key in keys
    ]


def _minute(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
