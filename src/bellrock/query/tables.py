"""Which tables does the lake hold, and who may write and read what?

Columns are declared here with a meaning; their physical types stand in `store/lake_migrations`,
and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["string", "number", "time", "list", "map", "json", "flag"]


@dataclass(frozen=True)
class Column:
    """One column: its kind for filters and its meaning, with the unit."""

    kind: Kind
    meaning: str
    ask: bool = False
    """Whether a filter or a breakdown may name it."""


@dataclass(frozen=True)
class Table:
    """One table: its grain, its only writer, and the columns other folders may read."""

    name: str
    grain: str
    writer: str
    columns: Mapping[str, Column]


EVENTS = Table(
    "events",
    "one row an accepted event",
    "collect",
    {
        "project": Column("number", "the project's number"),
        "event": Column("string", "the event's name", ask=True),
        "kind": Column("string", "track, page, screen, identify, group or alias", ask=True),
        "ts": Column("time", "when it happened, after clock-skew correction"),
        "tie": Column("number", "orders events of one microsecond: client sequence, then event id"),
        "person": Column("number", "digest of the event's own strongest id"),
        "visit": Column("number", "digest of device and session on anonymous events, else 0"),
        "event_id": Column("string", "message id as sent, or derived from the event", ask=True),
        "event_hash": Column("number", "digest of project and event_id, for deduplication"),
        "user_id": Column("string", "the id of a signed-in person, or empty", ask=True),
        "anonymous_id": Column("string", "the device's id, or empty", ask=True),
        "ids": Column("map", "further ids by type: email, phone, …"),
        "groups": Column("map", "group id by group type"),
        "session": Column("string", "the client's session id, or empty", ask=True),
        "original": Column("time", "when the client says it happened"),
        "sent": Column("time", "when the client says it was sent"),
        "received": Column("time", "when it arrived"),
        "position": Column("number", "its place in the spool"),
        "dialect": Column("string", "the wire protocol it came by", ask=True),
        "adapter": Column("number", "version of the dialect's adapter"),
        "source": Column("number", "number of the write key"),
        "library": Column("string", "the client library's name", ask=True),
        "historical": Column("flag", "imported history, which starts nothing", ask=True),
        "verdict": Column("string", "stored or warned", ask=True),
        "warnings": Column("list", "why it was warned about"),
        "identity": Column("string", "what became of its ids", ask=True),
        "bot": Column("string", "class of machine, empty for a human", ask=True),
        "device": Column("string", "desktop, smartphone, tablet, …", ask=True),
        "os": Column("string", "operating system", ask=True),
        "os_version": Column("string", "its version", ask=True),
        "browser": Column("string", "browser", ask=True),
        "browser_version": Column("string", "its version", ask=True),
        "url": Column("string", "the page's address", ask=True),
        "host": Column("string", "the page's host", ask=True),
        "path": Column("string", "the page's path", ask=True),
        "title": Column("string", "the page's title", ask=True),
        "referrer": Column("string", "the address before it", ask=True),
        "referrer_host": Column("string", "the host before it", ask=True),
        "channel": Column("string", "channel group", ask=True),
        "utm_source": Column("string", "campaign source", ask=True),
        "utm_medium": Column("string", "campaign medium", ask=True),
        "utm_campaign": Column("string", "campaign name", ask=True),
        "utm_term": Column("string", "campaign term", ask=True),
        "utm_content": Column("string", "campaign content", ask=True),
        "country": Column("string", "country, two letters", ask=True),
        "region": Column("string", "region", ask=True),
        "city": Column("string", "city", ask=True),
        "ip": Column("string", "the address, truncated unless the operator says otherwise"),
        "user_agent": Column("string", "the user agent as sent", ask=True),
        "locale": Column("string", "language and country of the client", ask=True),
        "timezone": Column("string", "the client's time zone", ask=True),
        "language": Column("string", "language of the client, as its locale begins", ask=True),
        "screen": Column("string", "width and height of the screen: 1440x900", ask=True),
        "props": Column("json", "the event's properties"),
        "ctx": Column("json", "whatever else the client said, by its own names"),
        "raw": Column("string", "the event as it was sent"),
    },
)
QUARANTINE = Table(
    "quarantine",
    "one row a refused event",
    "collect",
    {
        "project": Column("number", "the project's number"),
        "position": Column("number", "its place in the spool"),
        "received": Column("time", "when it arrived"),
        "dialect": Column("string", "the wire protocol it came by"),
        "source": Column("number", "number of the write key"),
        "event": Column("string", "the event's name, where it has one"),
        "event_id": Column("string", "message id, where it has one"),
        "reason": Column("string", "why, one word"),
        "detail": Column("string", "why, a sentence with the fix"),
        "envelope": Column("string", "JSON of what came with it: headers, times, key"),
        "raw": Column("string", "the event as it was sent"),
        "replayed": Column("flag", "whether a replay has taken it in since"),
        "version": Column("number", "the newest row of a position counts"),
    },
)
INTAKE = Table(
    "intake",
    "one row a minute, source, dialect, verdict, reason and drained batch; read it `final`",
    "collect",
    {
        "project": Column("number", "the project's number"),
        "minute": Column("time", "minute of arrival"),
        "source": Column("number", "number of the write key"),
        "dialect": Column("string", "the wire protocol"),
        "verdict": Column("string", "stored, warned, duplicate or quarantined"),
        "reason": Column("string", "why, for the last three"),
        "batch": Column("number", "the first record of the drained batch"),
        "events": Column("number", "how many; sum it"),
        "version": Column("number", "the batch's last record; the greatest of a batch counts"),
    },
)
TRAIT_OPS = Table(
    "trait_ops",
    "one row an operation on a person's trait",
    "people",
    {
        "project": Column("number", "the project's number"),
        "trait": Column("string", "the trait's name"),
        "person": Column("number", "digest of the event's own strongest id"),
        "op": Column("string", "set, set_once, add, append, union or unset"),
        "value": Column("string", "JSON"),
        "ts": Column("time", "when"),
        "tie": Column("number", "orders operations of one microsecond"),
        "event_id": Column("string", "the event that said it"),
        "source": Column("string", "the dialect or import that said it"),
    },
)
LOGINS = Table(
    "logins",
    "one row a device, session and person",
    "people",
    {
        "project": Column("number", "the project's number"),
        "device": Column("number", "digest of the anonymous id"),
        "visit": Column("number", "digest of anonymous id and session"),
        "person": Column("number", "digest of the user id"),
        "ts": Column("time", "when"),
    },
)
OVERRIDES = Table(
    "person_overrides",
    "one row a change of a key's person; the newest version counts",
    "people",
    {
        "key": Column("number", "a person or visit as events carry it"),
        "project": Column("number", "the project's number"),
        "kind": Column("string", "person or visit"),
        "canonical": Column("number", "the person it is; the key itself where undone"),
        "version": Column("number", "grows with every change"),
    },
)
COSTS = Table(
    "costs",
    "one row a day, channel, source, medium and campaign that cost something; read it `final`",
    "collect",
    {
        "project": Column("number", "the project's number"),
        "day": Column("time", "a day of the project's zone"),
        "channel": Column("string", "channel group, as events have it; empty where not known"),
        "source": Column("string", "campaign source, or empty"),
        "medium": Column("string", "campaign medium, or empty"),
        "campaign": Column("string", "campaign name, or empty"),
        "amount": Column("number", "what was paid, in the project's currency"),
        "currency": Column("string", "the currency it was paid in"),
        "paid": Column("number", "what was paid, in that currency"),
        "clicks": Column("number", "clicks, as the ad network counts"),
        "impressions": Column("number", "times it was shown, as the ad network counts"),
        "import": Column("number", "number of the import that brought it"),
        "version": Column("number", "the newest row of a key counts"),
        "removed": Column("flag", "whether it was removed; not read `final`"),
    },
)
AUDIENCE_MEMBERS = Table(
    "audience_members",
    "one row a person of an audience",
    "audiences",
    {
        "project": Column("number", "the project's number"),
        "content": Column("number", "which filling of which audience, as the ledger says"),
        "person": Column("number", "digest of the strongest id of a person when it was filled"),
    },
)
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (EVENTS, QUARANTINE, INTAKE, TRAIT_OPS, LOGINS, OVERRIDES, COSTS, AUDIENCE_MEMBERS)
}
