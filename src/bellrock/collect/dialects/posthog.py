"""What does a PostHog client say? Its captures, old shape and new, as canonical events."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from bellrock.collect.clock import set_ts
from bellrock.collect.dialects.build import Around, read_batch, refuse, require_who
from bellrock.collect.dialects.contacts import link_contacts
from bellrock.collect.dialects.posthog_props import read_props
from bellrock.collect.dialects.values import identifier, mapping, moment, text
from bellrock.collect.event import Envelope, Event, Link, Parsed, TraitChange, TraitOpName
from bellrock.collect.wire import split
from bellrock.core.errors import InvalidEvent

Message = dict[str, Any]
ADAPTER = 1
KEY = "batch"
_SETTERS: tuple[TraitOpName, ...] = ("set", "set_once")
_TRAITS = frozenset({"$set", "$set_once", "$unset"})
_LARGEST_ALONE = 64 * 1024
LONGEST_ID = 200
"""Characters of a distinct id, as PostHog has it."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KINDS = {
    "$pageview": "page",
    "$screen": "screen",
    "$identify": "identify",
    "$set": "identify",
    "$groupidentify": "group",
    "$create_alias": "alias",
    "$merge_dangerously": "alias",
}


def parse(envelope: Envelope, body: bytes) -> Parsed:
    """Read a body of either shape.

    Raises:
        InvalidEvent: the body as a whole is no capture.
    """
    batch = split(body, KEY)
    sent = _sent(envelope, batch.around)
    if sent is not None:
        batch.around["sent_at"] = sent
    if envelope.path.startswith("/engage"):
        batch.around["default_event"] = "$identify"
    return read_batch(envelope, batch, ADAPTER, _read)


def _sent(envelope: Envelope, around: Around) -> Any:
    """Return when the client says it sent the body, as it wrote it; None where it does not."""
    stamp = envelope.headers.get("posthog-request-timestamp")
    said = stamp or around.get("sent_at") or around.get("created_at")
    if said or not envelope.query:
        return said
    return dict(parse_qsl(envelope.query)).get("_")


def _read(message: Message, event: Event, around: Around) -> None:
    take = message.pop
    props = mapping(take("properties", None))
    options = mapping(take("options", None))
    event.event = identifier(take("event", None)) or around.get("default_event", "")
    event.kind = _KINDS.get(event.event, "track")
    event.event_id = _uuid(take("uuid", None)) or identifier(props.get("$insert_id"))
    event.historical = event.historical or around.get("historical_migration") is True
    _read_times(event, message, around)
    if not event.event:
        raise refuse("missing_event", "the event has no name", 'send "event"')
    personless = props.get("$process_person_profile", options.get("process_person_profile"))
    _read_who(event, message, props, personless is False)
    _read_links(event, props)
    _read_traits(event, message, props, personless is False)
    read_props(event, props)
    event.session = event.session or identifier(take("session_id", None))
    for name in ("api_key", "token", "$token", "sent_at", "historical_migration"):
        take(name, None)
    if options:
        event.ctx["options"] = options
    event.ctx |= message
    if options.get("disable_skew_correction") is True or props.get("$ignore_sent_at") is True:
        set_ts(event, corrected=False)


def _uuid(value: Any) -> str:
    said = identifier(value)
    if not said or _UUID.fullmatch(said):
        return said
    try:
        return str(UUID(said))
    except ValueError as error:
        raise refuse("bad_uuid", "the event's uuid is none", "send a UUID, or leave it out") from (
            error
        )


def _read_times(event: Event, message: Message, around: Around) -> None:
    """Read the four times; `offset` is how many milliseconds before the sending it happened."""
    event.sent = moment(message.get("sent_at")) or moment(around.get("sent_at"))
    event.original = moment(message.pop("timestamp", None))
    offset = message.pop("offset", None)
    if event.original is None and isinstance(offset, int) and 0 <= offset < 10**12:
        event.original = moment((event.sent or event.received).timestamp() - offset / 1000)


def _read_who(event: Event, message: Message, props: Message, personless: bool) -> None:
    """Decide whether the distinct id names a person or only a device."""
    take = message.pop
    said = take("distinct_id", None), take("$distinct_id", None), props.pop("distinct_id", None)
    who = next((found for found in map(identifier, said) if found), "")
    device = identifier(props.get("$device_id"))
    if device:
        event.ids["device_id"] = device
    if len(who) > LONGEST_ID:
        raise refuse(
            "id_too_long",
            f"the distinct id has {len(who)} characters",
            f"ids may have {LONGEST_ID}; send the id itself, not a token or a document",
        )
    if _is_device(event, who, props, personless):
        event.anonymous_id = who
    else:
        event.user_id = who
    require_who(event)


def _is_device(event: Event, who: str, props: Message, personless: bool) -> bool:
    if event.event == "$identify":
        return False
    return (
        personless
        or who == props.get("$device_id")
        or props.get("$is_identified") is False
        or (event.event == "$groupidentify" and _is_made_up(who, props))
    )


def _is_made_up(who: str, props: Message) -> bool:
    """Whether a client that was told of nobody made up this id for a group's own event."""
    named = f"${text(props.get('$group_type'))}_{text(props.get('$group_key'))}"
    return who == named or (len(who) == 36 and who.count("-") == 4)


def _read_links(event: Event, props: Message) -> None:
    if event.event == "$identify":
        event.anonymous_id = identifier(props.pop("$anon_distinct_id", None))
        if event.anonymous_id == event.user_id:
            event.anonymous_id = ""
        if event.anonymous_id:
            event.links.append(
                Link("login", "anonymous_id", event.anonymous_id, "user_id", event.user_id)
            )
    if event.event not in ("$create_alias", "$merge_dangerously"):
        return
    alias = identifier(props.get("alias"))
    if not alias:
        raise refuse("missing_alias", f"{event.event} names no alias", 'send the property "alias"')
    who = ("user_id", event.user_id) if event.user_id else ("anonymous_id", event.anonymous_id)
    if event.event == "$create_alias":
        event.links.append(Link("alias", "anonymous_id", alias, *who))
    else:
        event.links.append(Link("merge", "user_id", alias, *who))


def _read_traits(event: Event, message: Message, props: Message, personless: bool) -> None:
    """Read `$set`, `$set_once` and `$unset`, wherever the client put them.

    Where it asks for no profile they are kept as context and nothing more.
    """
    if not (_TRAITS & props.keys() or _TRAITS & message.keys()):
        return
    if personless:
        event.warnings.append("traits_without_profile")
        return
    for op in _SETTERS:
        values = mapping(props.pop(f"${op}", None)) | mapping(message.pop(f"${op}", None))
        event.traits += [TraitChange(key, op, value) for key, value in values.items()]
        link_contacts(event, values)
    names = message.pop("$unset", None) or props.pop("$unset", None)
    listed = names if isinstance(names, list | dict) else []
    event.traits += [TraitChange(text(key), "unset") for key in listed]


def refuse_alone(envelope: Envelope, body: bytes) -> None:
    """Raise what is wrong with a body of one event in the older shape; say nothing of a batch.

    Its clients are told at once, where those of a batch find the events quarantined.

    Raises:
        InvalidEvent: the event cannot be taken.
    """
    if len(body) > _LARGEST_ALONE or body[:1] == b"[" or b'"batch"' in body:
        return
    for refused in parse(envelope, body).refused:
        raise InvalidEvent(refused.detail, hint="send it again, mended", reason=refused.reason)


def results(parsed: Parsed) -> dict[str, dict[str, str]]:
    """Return the verdict on every event by its uuid, as the newer shape's answer wants it."""
    found: dict[str, dict[str, str]] = {}
    for event in parsed.events:
        warned = ", ".join(event.warnings)
        found[event.event_id] = (
            {"result": "warning", "details": warned} if warned else {"result": "ok"}
        )
    for refused in parsed.refused:
        found[refused.event_id] = {"result": "drop", "details": refused.detail}
    return found
