"""What arrived lately, and what exactly was it? Stored events, newest first, and one in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bellrock.core.errors import NotFound
from bellrock.core.ids import read_person, show_person
from bellrock.core.time import from_micros
from bellrock.query import Sql
from bellrock.query.tables import EVENTS
from bellrock.store import Lake

_BRIEF = (
    *("event", "kind", "user_id", "anonymous_id", "dialect", "source", "verdict", "warnings"),
    *("identity", "bot", "historical", "channel", "country", "device", "browser", "url"),
)
_TIMES = ("ts", "received", "original", "sent")
_JSON = ("props", "ctx")
_FILTERS = ("event", "user_id", "anonymous_id", "verdict", "dialect", "event_id")


@dataclass(frozen=True)
class EventFilter:
    """Which events; what is None does not matter."""

    event: str | None = None
    user_id: str | None = None
    anonymous_id: str | None = None
    verdict: str | None = None
    dialect: str | None = None
    event_id: str | None = None
    source: int | None = None
    who: str | None = None
    """A user id, an anonymous id, or a person's key."""
    bot: bool | None = None
    """Of machines only, or of people only."""


@dataclass(frozen=True)
class StoredEvent:
    """A stored event in brief; `position` is its name, `person` the digest of its own id."""

    position: str
    ts: datetime
    received: datetime
    person: str
    event: str
    kind: str
    user_id: str
    anonymous_id: str
    dialect: str
    source: int
    verdict: str
    warnings: list[str]
    identity: str
    bot: str
    historical: bool
    channel: str
    country: str
    device: str
    browser: str
    url: str


def recent_sql(
    project: int, which: EventFilter, *, before: Sequence[int] | None, limit: int
) -> Sql:
    """Return stored events in brief, newest arrival first: one row an event.

    Args:
        before: (received in microseconds, position) of the last event of the page before.
    """
    where, params = _where(project, which)
    if before is not None:
        where.append("(toUnixTimestamp64Micro(received), position) < ({at:UInt64}, {last:UInt64})")
        params |= {"at": before[0], "last": before[1]}
    return Sql(
        f"""
        select position, toUnixTimestamp64Micro(ts), toUnixTimestamp64Micro(received), person,
          {", ".join(_BRIEF)}
        from events
        where {" and ".join(where)}
        order by received desc, position desc
        limit {{limit:UInt32}}
        """,
        params | {"limit": limit},
    )


def recent(
    lake: Lake,
    project: int,
    which: EventFilter,
    *,
    before: Sequence[int] | None = None,
    limit: int = 50,
) -> list[StoredEvent]:
    """Return stored events, newest arrival first."""
    rows = lake.rows(recent_sql(project, which, before=before, limit=limit))
    return [_stored(row) for row in rows]


def event_sql(project: int, position: int) -> Sql:
    """Return every column of one event; the two JSON columns as text."""
    columns = [_column(name) for name in EVENTS.columns]
    return Sql(
        f"""
        select {", ".join(columns)}
        from events
        where project = {{project:UInt32}} and position = {{position:UInt64}}
        limit 1
        """,
        {"project": project, "position": position},
    )


def event_in_full(lake: Lake, project: int, position: int) -> dict[str, Any]:
    """Return one event, column by column, with its properties and what the client sent.

    Raises:
        NotFound: the project has no event at this position.
    """
    rows = lake.rows(event_sql(project, position))
    if not rows:
        raise NotFound("there is no such event", hint="list them with GET /api/v1/events")
    told = dict(zip(EVENTS.columns, rows[0], strict=True))
    for name in _JSON:
        told[name] = msgspec.json.decode(told[name])
    for name in _TIMES:
        told[name] = None if told[name] is None else from_micros(told[name])
    told |= {name: show_person(told[name]) for name in ("person", "visit")}
    told |= {name: str(told[name]) for name in ("position", "event_hash")}
    return told


def _where(project: int, which: EventFilter) -> tuple[list[str], dict[str, Any]]:
    where = ["project = {project:UInt32}"]
    params: dict[str, Any] = {"project": project}
    for name in _FILTERS:
        value = getattr(which, name)
        if value is not None:
            where.append(f"{name} = {{{name}:String}}")
            params[name] = value
    if which.source is not None:
        where.append("source = {source:UInt32}")
        params["source"] = which.source
    if which.who is not None:
        where.append("({who:String} in (user_id, anonymous_id) or person = {person:UInt64})")
        params |= {"who": which.who, "person": read_person(which.who) or 0}
    if which.bot is not None:
        where.append("bot != ''" if which.bot else "bot = ''")
    return where, params


def _column(name: str) -> str:
    if name in _JSON:
        return f"toJSONString({name})"
    return f"toUnixTimestamp64Micro({name})" if name in _TIMES else name


def _stored(row: Sequence[Any]) -> StoredEvent:
    position, ts, received, person, *brief = row
    told = dict(zip(_BRIEF, brief, strict=True))
    told["warnings"] = list(told["warnings"])
    return StoredEvent(
        str(position), from_micros(ts), from_micros(received), show_person(person), **told
    )
