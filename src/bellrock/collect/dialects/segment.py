"""What does a Segment or RudderStack client say? Its messages as canonical events.

Both speak one language; the library's name or the `channel` tells them apart. Pages, screens,
identify, group and alias calls take the names that PostHog's clients use, so that both count
together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from bellrock.collect.dialects.build import Around, read_batch, refuse, require_who
from bellrock.collect.dialects.contacts import comparable, link_contacts
from bellrock.collect.dialects.segment_context import read_context
from bellrock.collect.dialects.values import identifier, mapping, moment, text
from bellrock.collect.event import Envelope, Event, Link, Parsed, TraitChange
from bellrock.collect.validate import LARGEST
from bellrock.collect.wire import split

Message = dict[str, Any]
ADAPTER = 1
KEY = "batch"
LARGEST_EVENT = 32 * 1024
"""Characters of one message, as Segment has it."""

_KINDS = {
    "t": "track",
    "i": "identify",
    "p": "page",
    "s": "screen",
    "g": "group",
    "a": "alias",
} | {kind: kind for kind in ("track", "identify", "page", "screen", "group", "alias", "merge")}
_NAMES = {
    "page": "$pageview",
    "screen": "$screen",
    "identify": "$identify",
    "group": "$groupidentify",
    "alias": "$create_alias",
    "merge": "$merge_dangerously",
}
_CHANNELS = frozenset({"server", "web", "mobile", "sources"})
"""What RudderStack's clients name their kind by; Segment's have no such field."""
_HISTORY = ("import", "replay")
_ID_TYPES = {"userId": "user_id", "anonymousId": "anonymous_id"}


def parse(envelope: Envelope, body: bytes) -> Parsed:
    """Read a body of either client.

    Raises:
        InvalidEvent: the body as a whole is no batch.
    """
    place = envelope.path.rstrip("/").rpartition("/")[2]
    batch = split(body, KEY)
    sent = moment(batch.around.get("sentAt"))
    read = _read_webhook if place == "webhook" else partial(_read, _KINDS.get(place, ""), sent)
    if place in _HISTORY:
        envelope = replace(envelope, historical=True)
    largest = LARGEST_EVENT if envelope.dialect == "segment" else LARGEST
    return read_batch(envelope, batch, ADAPTER, read, largest=largest)


def _read(
    path_kind: str, batch_sent: datetime | None, message: Message, event: Event, around: Around
) -> None:
    take = message.pop
    kind = text(take("type", None))
    event.kind = path_kind or kind
    event.event_id = identifier(take("messageId", None))
    event.user_id = identifier(take("userId", None))
    event.anonymous_id = identifier(take("anonymousId", None))
    stated, original = take("timestamp", None), take("originalTimestamp", None)
    event.original = (moment(original) if original else None) or moment(stated)
    sent = take("sentAt", None)
    event.sent = (moment(sent) if sent else None) or batch_sent
    context = take("context", None)
    if "context" in around:
        context = mapping(around["context"]) | mapping(context)
    context = read_context(event, mapping(context))
    if message.get("channel") in _CHANNELS:
        event.dialect = "rudderstack"
    _read_kind(event, message, context)
    require_who(event)
    if event.user_id and event.anonymous_id:
        event.links.append(
            Link("login", "anonymous_id", event.anonymous_id, "user_id", event.user_id)
        )
    _read_rest(event, message, context, around)


def _read_kind(event: Event, message: Message, context: Message) -> None:
    _read_props(event, message)
    event.event = _NAMES.get(event.kind, "")
    if event.kind != "identify" and "traits" in context:
        link_contacts(event, mapping(context["traits"]))
    _READERS.get(event.kind, _read_unknown)(event, message, context)


def _read_props(event: Event, message: Message) -> None:
    props = message.pop("properties", None)
    if props.__class__ is dict:
        event.props = props
    elif props:
        event.props = {"properties": props}
        event.warnings.append("properties_not_an_object")


def _read_track(event: Event, message: Message, _context: Message) -> None:
    event.event = identifier(message.pop("event", None))
    if not event.event:
        raise refuse("missing_event", "a track call names no event", 'send "event"')


def _read_page(event: Event, message: Message, _context: Message) -> None:
    props = event.props
    for name in ("name", "category"):
        value = message.pop(name, None)
        if value is not None:
            props.setdefault(name, value)
    event.url = event.url or text(props.get("url"))
    event.path = event.path or text(props.get("path"))
    event.title = event.title or text(props.get("title"))
    event.referrer = event.referrer or text(props.get("referrer"))


def _read_identify(event: Event, message: Message, context: Message) -> None:
    traits = mapping(context.pop("traits", None)) | mapping(message.pop("traits", None))
    event.traits = [
        TraitChange(name, "unset") if value is None else TraitChange(name, "set", value)
        for name, value in traits.items()
    ]
    link_contacts(event, traits)


def _read_group(event: Event, message: Message, _context: Message) -> None:
    key = identifier(message.pop("groupId", None))
    if not key:
        raise refuse("missing_group_id", "a group call names no group", 'send "groupId"')
    event.groups = event.groups | {"group": key}
    event.props = event.props | mapping(message.pop("traits", None))


def _read_alias(event: Event, message: Message, _context: Message) -> None:
    previous = identifier(message.pop("previousId", None))
    if not previous or not event.user_id:
        raise refuse(
            "missing_previous_id",
            "an alias call must say who somebody was and who they are now",
            'send "previousId" and "userId"',
        )
    event.links.append(Link("alias", "anonymous_id", previous, "user_id", event.user_id))


def _read_merge(event: Event, message: Message, _context: Message) -> None:
    """Read a merge: the ids it lists are of one person, whatever else is known of them."""
    listed = message.pop("mergeProperties", None)
    found = [mapping(item) for item in listed] if isinstance(listed, list) else []
    ids = [(text(item.get("type")), identifier(item.get("value"))) for item in found]
    ids = [(_ID_TYPES.get(kind, kind), comparable(kind, value)) for kind, value in ids]
    ids = [(kind, value) for kind, value in ids if kind and value]
    if len(ids) < 2:
        raise refuse(
            "missing_merge_ids",
            "a merge call must list two ids",
            'send "mergeProperties": [{"type", "value"}, {"type", "value"}]',
        )
    event.kind = "alias"
    first = ids[0]
    event.links += [Link("merge", *first, *other) for other in ids[1:]]
    _attribute(event, ids)


def _attribute(event: Event, ids: list[tuple[str, str]]) -> None:
    """Give a merge that names neither user nor device the first id it lists as its own."""
    event.ids |= {kind: value for kind, value in ids if kind not in _ID_TYPES.values()}
    event.user_id = event.user_id or next((v for k, v in ids if k == "user_id"), "")
    event.anonymous_id = event.anonymous_id or next((v for k, v in ids if k == "anonymous_id"), "")
    if not event.user_id and not event.anonymous_id:
        kind, value = ids[0]
        event.anonymous_id = f"{kind}:{value}"
        event.links.append(Link("merge", "anonymous_id", event.anonymous_id, kind, value))


def _read_unknown(event: Event, message: Message, _context: Message) -> None:
    """Keep a message of a type nobody declared as an ordinary event, under the name it gives."""
    said = event.kind
    event.kind = "track"
    event.event = identifier(message.pop("event", None)) or said
    if not event.event:
        raise refuse("missing_type", "the message has neither type nor event", 'send "type"')
    event.warnings.append("unknown_type")


_READERS: dict[str, Callable[[Event, Message, Message], None]] = {
    "track": _read_track,
    "page": _read_page,
    "screen": _read_page,
    "identify": _read_identify,
    "group": _read_group,
    "alias": _read_alias,
    "merge": _read_merge,
}


def _read_rest(event: Event, message: Message, context: Message, around: Around) -> None:
    """Put what has no column into `ctx`, under its own name."""
    message.pop("writeKey", None)
    message.pop("receivedAt", None)
    if "integrations" in around:
        shared = mapping(around["integrations"])
        message["integrations"] = shared | mapping(message.get("integrations"))
    if not message.get("integrations", True):
        del message["integrations"]
    event.ctx = context | message if message else context


def _read_webhook(message: Message, event: Event, _around: Around) -> None:
    """Read whatever a foreign system posts: one event, the document its properties."""
    event.event = identifier(message.pop("event", None)) or "webhook_source_event"
    event.kind = "track"
    event.event_id = identifier(message.pop("messageId", None))
    event.user_id = identifier(message.pop("userId", None))
    event.anonymous_id = identifier(message.pop("anonymousId", None)) or "webhook"
    event.props = message
