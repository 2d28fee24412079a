"""Has this event arrived before? Exactly, within a window, and across crashes.

An event is a duplicate where one of the same project and event id was accepted at another position,
no longer than the window before it; for imported history, at any time. One that was accepted at the
very same position is not: its record is being drained again after a crash.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bellrock.collect.event import Event
from bellrock.core.time import MICRO, micros
from bellrock.query import Sql
from bellrock.store import Lake

Places = dict[int, list[tuple[int, int]]]
"""Where an event hash was accepted: positions, with microseconds of arrival."""

_PATIENCE_S = 600.0


@dataclass
class Sorted:
    """A batch's events by what is to become of them, each list in the order of positions."""

    fresh: list[Event] = field(default_factory=list)
    again: list[Event] = field(default_factory=list)
    """Stored before a crash, by the same record; everything but the row itself is done again."""
    duplicate: list[Event] = field(default_factory=list)


def sort_out(events: Sequence[Event], stored: Places, window: timedelta) -> Sorted:
    """Part `events`, given in the order of their positions, into new ones and duplicates.

    Of several that carry one id the first counts.
    """
    sorted_, seen, within = Sorted(), Places(), window // MICRO
    for event in events:
        arrived = micros(event.received)
        here = (event.position, arrived)
        known = stored.get(event.event_hash)
        if known and any(position == event.position for position, _ in known):
            sorted_.again.append(event)
        elif (known and _repeats(event, arrived, known, within)) or (
            (before := seen.get(event.event_hash)) and _repeats(event, arrived, before, within)
        ):
            sorted_.duplicate.append(event)
            continue
        else:
            sorted_.fresh.append(event)
        seen.setdefault(event.event_hash, []).append(here)
    return sorted_


def stored_places(lake: Lake, events: Sequence[Event], window: timedelta) -> Places:
    """Ask the lake where the ids of `events` were accepted before.

    Only as far back as their window reaches; for imported history, ever.
    """
    places = Places()
    patient = replace(lake.limits, seconds=_PATIENCE_S)
    live = [event for event in events if not event.historical]
    if live:
        since = min(event.received for event in live) - window
        _collect(places, lake.rows(places_sql(live, since), limits=patient))
    if len(live) < len(events):
        history = [event for event in events if event.historical]
        _collect(places, lake.rows(places_sql(history, None), limits=patient))
    return places


def places_sql(events: Iterable[Event], since: datetime | None) -> Sql:
    """Return where the hashes of `events` stand: one row an accepted event."""
    params: dict[str, Any] = {
        "projects": sorted({event.project for event in events}),
        "hashes": sorted({event.event_hash for event in events}),
    }
    recent = ""
    if since is not None:
        recent = "and received >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')"
        params["since"] = micros(since)
    return Sql(
        f"""
        select event_hash, position, toUnixTimestamp64Micro(received)
        from events
        where project in {{projects:Array(UInt32)}}
          and event_hash in {{hashes:Array(UInt64)}} {recent}
        """,
        params,
    )


def _repeats(event: Event, arrived: int, known: list[tuple[int, int]], within: int) -> bool:
    return event.historical or any(before >= arrived - within for _, before in known)


def _collect(places: Places, rows: list[tuple[int, int, int]]) -> None:
    for event_hash, position, arrived in rows:
        places.setdefault(event_hash, []).append((position, arrived))
