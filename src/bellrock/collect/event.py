"""What is one event, whichever client sent it? The canonical form that every dialect yields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import msgspec

from bellrock.core.time import EPOCH

MOST_EVENTS = 65_536
"""How many events one body may hold: an event's place in it takes 16 bits of its position."""

Rule = Literal["login", "alias", "merge", "trait", "verified"]
TraitOpName = Literal["set", "set_once", "add", "append", "union", "unset"]


@dataclass(frozen=True)
class Envelope:
    """What came around a body: who sent it, where to and when; written to the spool with it."""

    project: int
    source: int
    """Number of the write key."""
    dialect: str
    path: str
    received: datetime
    ip: str = ""
    user_agent: str = ""
    query: str = ""
    """The query string as sent, without the question mark."""
    headers: dict[str, str] = field(default_factory=dict)
    """The few headers a dialect needs, names in lower case."""
    historical: bool = False
    record: int = 0
    """Its place in the spool, once it has one."""


class Link(msgspec.Struct, frozen=True):
    """Two ids that one event says belong to one person, and on what grounds.

    `trait` is an address a client merely mentioned; `verified` one it declared verified.
    """

    rule: Rule
    a_type: str
    a: str
    b_type: str
    b: str


class TraitChange(msgspec.Struct, frozen=True):
    """An operation on one trait of the event's own person; `value` is anything JSON carries."""

    trait: str
    op: TraitOpName
    value: Any = None


class Event(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One row of `events` by its column names, and what the event says of ids and traits.

    A dialect fills in what the client said; `clock`, `validate` and `enrich` add to it; the drain
    sets `person`, `visit`, `event_hash`, `position` and `identity`. `links` and `traits` are no
    columns: `rows` leaves them out. A field's default is its column's, so that `rows` may omit it.
    """

    # Set by the dialect, from the envelope and the message.
    project: int = 0
    source: int = 0
    dialect: str = ""
    adapter: int = 0
    received: datetime = EPOCH
    historical: bool = False
    event: str = ""
    kind: str = ""
    event_id: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    ids: dict[str, str] = {}
    groups: dict[str, str] = {}
    session: str = ""
    original: datetime | None = None
    sent: datetime | None = None
    library: str = ""
    url: str = ""
    host: str = ""
    path: str = ""
    title: str = ""
    referrer: str = ""
    referrer_host: str = ""
    utm_source: str = ""
    utm_medium: str = ""
    utm_campaign: str = ""
    utm_term: str = ""
    utm_content: str = ""
    ip: str = ""
    user_agent: str = ""
    locale: str = ""
    timezone: str = ""
    device: str = ""
    os: str = ""
    os_version: str = ""
    browser: str = ""
    browser_version: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    tie: int = 0
    props: dict[str, Any] = {}
    ctx: dict[str, Any] = {}
    raw: str = ""
    # Set by the clock.
    ts: datetime = EPOCH
    # Set by validation.
    verdict: str = ""
    warnings: list[str] = []
    # Set by enrichment, beside what the client itself said.
    bot: str = ""
    channel: str = ""
    # Set by the drain.
    person: int = 0
    visit: int = 0
    event_hash: int = 0
    position: int = 0
    identity: str = ""
    # No columns.
    links: list[Link] = []
    traits: list[TraitChange] = []


class Refusal(msgspec.Struct, kw_only=True):
    """An event that cannot be accepted, whole, and why."""

    reason: str
    """One word for programs, such as `missing_id`."""
    detail: str
    """A sentence for people that contains the fix."""
    raw: str
    """The event as it was sent."""
    index: int = 0
    """Its place in the client's batch."""
    event: str = ""
    event_id: str = ""
    around: dict[str, Any] = {}
    """What the batch said around its events (`sentAt`, `context`, …); a replay needs it."""


class Parsed(msgspec.Struct):
    """What a body held: every event of it is in one of the two lists, in the client's order."""

    events: list[Event]
    refused: list[Refusal]


_rows = msgspec.json.Encoder()
_PIECE = 512
"""So many at a time, since no request is answered while they are encoded."""


def rows(events: Sequence[Event]) -> bytes:
    """Return `events` as JSON lines for the lake; empty fields are left to the columns' defaults.

    Takes `links` and `traits` off the events, which are written elsewhere: read them before.
    """
    for event in events:
        event.links = []
        event.traits = []
    pieces = range(0, len(events), _PIECE)
    return b"".join(_rows.encode_lines(events[i : i + _PIECE]) for i in pieces)
