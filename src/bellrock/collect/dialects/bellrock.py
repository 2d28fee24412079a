"""What does Bellrock's own dialect say? Events by the names of their columns.

`POST /v1/events` takes an array of events, `{"events": […], "sent": …}`, or one event:
`{"event", "user_id", "anonymous_id", "ts", "event_id", "props", "traits", "groups", …}`.
Imports use it too.
"""

from __future__ import annotations

from typing import Any

from bellrock.collect.dialects.build import Around, read_batch, refuse, require_who
from bellrock.collect.dialects.contacts import link_contacts
from bellrock.collect.dialects.values import identifier, mapping, moment, text
from bellrock.collect.event import Envelope, Event, Link, Parsed, TraitChange
from bellrock.collect.import_check import IMPORTED
from bellrock.collect.wire import split

ADAPTER = 1
KEY = "events"

_COLUMNS = (
    *("url", "host", "path", "title", "referrer", "referrer_host", "library"),
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
    *("ip", "user_agent", "locale", "timezone", "session"),
    *("device", "os", "os_version", "browser", "browser_version", "country", "region", "city"),
)
_KINDS = frozenset({"track", "page", "screen", "identify", "group", "alias"})
_OPS = frozenset({"set", "set_once", "add", "append", "union", "unset"})


def parse(envelope: Envelope, body: bytes) -> Parsed:
    """Read a body of this dialect.

    Raises:
        InvalidEvent: the body as a whole is no batch.
    """
    read = _read_row if envelope.path.startswith(IMPORTED) else _read
    return read_batch(envelope, split(body, KEY), ADAPTER, read)


def _read_row(message: dict[str, Any], event: Event, around: Around) -> None:
    """Read a row of an import; as it was read from its file it is no part of the event."""
    message.pop("row", None)
    _read(message, event, around)


def _read(message: dict[str, Any], event: Event, around: Around) -> None:
    take = message.pop
    event.event = identifier(take("event", None))
    event.event_id = identifier(take("event_id", None))
    kind = text(take("kind", "track"))
    event.kind = kind if kind in _KINDS else "track"
    event.user_id = identifier(take("user_id", None))
    event.anonymous_id = identifier(take("anonymous_id", None))
    if not event.event:
        raise refuse("missing_event", "the event has no name", 'send "event"')
    require_who(event)
    event.original = moment(take("ts", None))
    event.sent = moment(take("sent", None)) or moment(around.get("sent"))
    event.historical = event.historical or around.get("historical") is True
    event.props = mapping(take("props", None))
    event.groups = _ids(take("groups", None))
    for column in _COLUMNS:
        if column in message:
            setattr(event, column, text(take(column)))
    _read_person(event, message)
    event.ctx = mapping(take("ctx", None)) | message


def _ids(value: Any) -> dict[str, str]:
    return {
        name: key for name, said in mapping(value).items() if name and (key := identifier(said))
    }


def _read_person(event: Event, message: dict[str, Any]) -> None:
    event.ids = _ids(message.pop("ids", None))
    if event.user_id and event.anonymous_id:
        event.links.append(
            Link("login", "anonymous_id", event.anonymous_id, "user_id", event.user_id)
        )
    previous = identifier(message.pop("previous_id", None))
    if previous and event.user_id:
        event.links.append(Link("alias", "anonymous_id", previous, "user_id", event.user_id))
    traits = mapping(message.pop("traits", None))
    event.traits = [TraitChange(name, "set", value) for name, value in traits.items()]
    for change in message.pop("trait_ops", None) or []:
        op = mapping(change)
        if op.get("op") in _OPS and op.get("trait"):
            event.traits.append(TraitChange(text(op["trait"]), op["op"], op.get("value")))
    link_contacts(event, traits)
