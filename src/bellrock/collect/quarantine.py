"""Which events were refused, why, and how do they get in after all?

A refused event keeps its place and everything that came with it. A replay sends it through the
front door again, with the same times, mended if need be; when it is stored it is marked, and when
it is refused again the new reason stands in the place of the old. Replaying twice does nothing
twice.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from bellrock.collect.batch import Origin, Refused
from bellrock.collect.event import Envelope
from bellrock.collect.mend import Fix, mend
from bellrock.collect.record import Record
from bellrock.core.errors import NotFound
from bellrock.core.time import from_micros, micros
from bellrock.query import Sql
from bellrock.store import Lake

_PAGE = 1000
_COLUMNS = (
    *(
        "position",
        "toUnixTimestamp64Micro(received)",
        "dialect",
        "source",
        "event",
        "event_id",
        "reason",
        "detail",
        "raw",
    ),
    *("replayed", "envelope"),
)


@dataclass(frozen=True)
class Which:
    """A choice of refused events; what is None does not matter."""

    reason: str | None = None
    event: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Arrived before; exclusive."""
    positions: Sequence[int] | None = None
    replayed: bool = False
    """Those that a replay has brought in since, instead of those still out."""


ALL = Which()


@dataclass(frozen=True)
class Held:
    """A refused event."""

    position: int
    """Its name."""
    received: datetime
    dialect: str
    source: int
    event: str
    event_id: str
    reason: str
    detail: str
    raw: str
    replayed: bool
    sent: Mapping[str, Any] = field(default_factory=dict)
    """What came with it: path, headers, what the batch said around it."""


def count_sql(project: int, which: Which = ALL) -> Sql:
    """Return how many refused events there are: one row a reason, most first."""
    where, params = _where(project, which)
    return Sql(
        f"""
        select reason, count() as events
        from quarantine final
        where {where}
        group by reason
        order by events desc, reason
        """,
        params,
    )


def held_sql(
    project: int, which: Which, *, after: int, limit: int, newest_first: bool = False
) -> Sql:
    """Return refused events: one row each, by position, above `after`; else downwards, below it."""
    where, params = _where(project, which)
    beyond, way = ("<", "desc") if newest_first else (">", "asc")
    return Sql(
        f"""
        select {", ".join(_COLUMNS)}
        from quarantine final
        where {where} and position {beyond} {{after:UInt64}}
        order by position {way}
        limit {{limit:UInt32}}
        """,
        params | {"after": after, "limit": limit},
    )


def counts(lake: Lake, project: int, which: Which = ALL) -> dict[str, int]:
    """Return how many refused events are out, by reason, most first."""
    return dict(lake.rows(count_sql(project, which)))


def held(
    lake: Lake, project: int, which: Which = ALL, *, after: int = 0, limit: int = 100
) -> list[Held]:
    """Return refused events in the order of their positions, above the position `after`."""
    rows = lake.rows(held_sql(project, which, after=after, limit=limit))
    return [_held(row) for row in rows]


def newest(
    lake: Lake, project: int, which: Which = ALL, *, before: int | None = None, limit: int = 100
) -> list[Held]:
    """Return refused events, latest first, below the position `before`."""
    below = 2**64 - 1 if before is None else before
    found = held_sql(project, which, after=below, limit=limit, newest_first=True)
    return [_held(row) for row in lake.rows(found)]


def replay(
    lake: Lake,
    append: Callable[[Record], Future[int]],
    project: int,
    which: Which = ALL,
    *,
    fixes: Sequence[Fix] = (),
) -> list[int]:
    """Send refused events through the front door again; return the records' positions.

    Args:
        append: The collector's; its futures are waited for.
        fixes: Changes to make to each event first, in order.

    Raises:
        NotFound: `which` names positions, and one of them is not held.
        InvalidDefinition: a fix cannot mean anything.
    """
    sent: list[int] = []
    after = 0
    found: set[int] = set()
    while page := held(lake, project, which, after=after, limit=_PAGE):
        futures = [append(again(project, one, fixes)) for one in page]
        sent += [future.result() for future in futures]
        found |= {one.position for one in page}
        after = page[-1].position
    unknown = set(which.positions or ()) - found
    if unknown:
        raise NotFound(
            f"{len(unknown)} of these events are not in quarantine",
            hint="they may have been replayed already",
            positions=sorted(unknown)[:10],
        )
    return sent


def again(project: int, one: Held, fixes: Sequence[Fix] = ()) -> Record:
    """Return the record that sends `one` through the front door again, at its old time."""
    sent = one.sent
    envelope = Envelope(
        project,
        one.source,
        one.dialect,
        str(sent.get("path", "")),
        one.received,
        str(sent.get("ip", "")),
        str(sent.get("user_agent", "")),
        str(sent.get("query", "")),
        dict(sent.get("headers", {})),
        bool(sent.get("historical", False)),
    )
    if sent.get("encoding") == "base64":
        return Record(envelope, b64decode(one.raw), one.position)
    body = mend(one.raw.encode(), fixes)
    if not sent.get("whole"):
        body = rewrap(one.dialect, body, sent.get("around") or {})
    return Record(envelope, body, one.position)


def rewrap(dialect: str, raw: bytes, around: Mapping[str, Any]) -> bytes:
    """Return a body of `dialect` that holds the one event `raw`, with `around` around it."""
    if not around:
        return raw
    key = "events" if dialect == "bellrock" else "batch"
    outer = {name: value for name, value in around.items() if name != key}
    return msgspec.json.encode(outer | {key: [msgspec.Raw(raw)]})


def mark_replayed(lake: Lake, origins: Iterable[Origin], refused: Iterable[Refused]) -> None:
    """Mark what the replays among `origins` have brought in; `refused` are still out."""
    out = {one.position for one in refused}
    brought: dict[int, list[int]] = {}
    newest = 0
    for origin in origins:
        newest = max(newest, origin.number)
        position = origin.record.replay_of
        if position and position not in out:
            brought.setdefault(origin.record.envelope.project, []).append(position)
    for project, positions in brought.items():
        lake.run(mark_sql(project, positions, newest))


def mark_sql(project: int, positions: Sequence[int], version: int) -> Sql:
    """Return the statement that marks refused events as replayed."""
    return Sql(
        """
        insert into quarantine
        select * replace (1 as replayed, {version:UInt64} as version)
        from quarantine final
        where project = {project:UInt32} and position in {positions:Array(UInt64)}
        """,
        {"project": project, "positions": sorted(positions), "version": version},
    )


def _held(row: tuple[Any, ...]) -> Held:
    position, received, *texts, replayed, sent = row
    dialect, source, event, event_id, reason, detail, raw = texts
    return Held(
        position,
        from_micros(received),
        dialect,
        source,
        event,
        event_id,
        reason,
        detail,
        raw,
        replayed=bool(replayed),
        sent=msgspec.json.decode(sent),
    )


def _where(project: int, which: Which) -> tuple[str, dict[str, Any]]:
    parts = ["project = {project:UInt32}", "replayed = {replayed:UInt8}"]
    params: dict[str, Any] = {"project": project, "replayed": int(which.replayed)}
    for name in ("reason", "event"):
        if (value := getattr(which, name)) is not None:
            parts.append(f"{name} = {{{name}:String}}")
            params[name] = value
    for name, sign in (("since", ">="), ("until", "<")):
        if (moment := getattr(which, name)) is not None:
            parts.append(f"received {sign} fromUnixTimestamp64Micro({{{name}:Int64}}, 'UTC')")
            params[name] = micros(moment)
    if which.positions is not None:
        parts.append("position in {positions:Array(UInt64)}")
        params["positions"] = sorted(which.positions)
    return " and ".join(parts), params
