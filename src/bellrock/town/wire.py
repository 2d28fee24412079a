"""How does a visit travel? As requests of the Segment, RudderStack or PostHog client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from bellrock.core.time import from_micros
from bellrock.town import effects
from bellrock.town.dice import uuid
from bellrock.town.plan import DAY_MS, HOUR_MS
from bellrock.town.request import BASIC, WRITE_KEY, Request
from bellrock.town.truth import message_id
from bellrock.town.walk import Act, Walk

_encode = msgspec.json.Encoder().encode
_MOST, _PATIENCE_MS = 20, 10 * 60_000
_DAYS: dict[int, str] = {}
Item = dict[str, Any]


def iso(ms: int) -> str:
    """Return a moment as JavaScript's `toISOString` writes it."""
    day, rest = divmod(ms, DAY_MS)
    date = _DAYS.get(day)
    if date is None:
        date = _DAYS[day] = _date(day)
    seconds, ms = divmod(rest, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{date}T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{ms:03}Z"


def requests(walk: Walk, end_ms: int) -> Iterator[Request]:
    """Send a visit's acts in the client's own way, a few requests a visit, before `end_ms`."""
    single = walk.device.dialect == "segment-single"
    send = _SENDERS[walk.device.dialect]
    headers = _headers(walk)
    late = _late(walk)
    for acts in _flushes(walk.acts, 1 if single else _MOST):
        sent = acts[-1].at + 200 + int(walk.u() * 2500)
        received = sent + 40 + int(walk.u() * 800)
        if late and received + late < end_ms and acts[-1] is walk.acts[-1]:
            sent, received = sent + late, received + late
        path, query, body = send(walk, acts, sent)
        dialect = walk.device.dialect.removesuffix("-single")
        yield Request(
            received, "web", dialect, path, query, walk.device.ip, headers, len(acts), body
        )


def _flushes(acts: list[Act], most: int) -> Iterator[list[Act]]:
    """Cut the acts into what is sent together: at most `most`, and within the patience."""
    batch: list[Act] = []
    for act in acts:
        if batch and (len(batch) >= most or act.at - batch[0].at > _PATIENCE_MS):
            yield batch
            batch = []
        batch.append(act)
    if batch:
        yield batch


def _late(walk: Walk) -> int:
    phone = walk.device.browser.device == "phone"
    u = walk.u()
    return int((1 + 4 * u / effects.LATE) * HOUR_MS) if phone and u < effects.LATE else 0


def _headers(walk: Walk) -> dict[str, str]:
    headers = {
        "content-type": "application/json",
        "user-agent": walk.device.browser.user_agent,
        "accept-language": walk.person.place.locale,
    }
    if walk.device.dialect != "posthog":
        headers["authorization"] = BASIC
    return headers


def _segment(walk: Walk, acts: list[Act], sent: int) -> tuple[str, str, bytes]:
    skew = walk.device.skew_ms
    body = {
        "batch": [_segment_item(walk, act) for act in acts],
        "context": _context(walk, {"name": "analytics.js", "version": "next-1.84.0"}),
        "sentAt": iso(sent + skew),
    }
    return "/v1/batch", "", _encode(body)


def _segment_single(walk: Walk, acts: list[Act], sent: int) -> tuple[str, str, bytes]:
    act = acts[0]
    item = _segment_item(walk, act)
    library = {"name": "analytics.js", "version": "next-1.84.0"}
    item["context"] = {**_context(walk, library), **item["context"]}
    item["sentAt"] = iso(sent + walk.device.skew_ms)
    item["writeKey"] = WRITE_KEY
    return f"/v1/{act.kind[0]}", "", _encode(item)


def _segment_item(walk: Walk, act: Act) -> Item:
    item: Item = {
        "type": act.kind,
        "messageId": message_id(act, "segment"),
        "timestamp": iso(act.at + walk.device.skew_ms),
        "anonymousId": walk.anonymous_id,
        "context": {"page": act.page},
    }
    _what(item, act, act.page)
    return item


def _what(item: Item, act: Act, page: dict[str, str]) -> None:
    """Add what happened and to whom, in the words that Segment and RudderStack share."""
    if act.user_id:
        item["userId"] = act.user_id
    if act.kind == "track":
        item["event"] = act.name
        item["properties"] = act.props
    elif act.kind == "page":
        item["name"] = act.name
        item["properties"] = page
    else:
        item["traits"] = act.props


def _context(walk: Walk, library: dict[str, str]) -> Item:
    browser, place = walk.device.browser, walk.person.place
    context: Item = {
        "library": library,
        "userAgent": browser.user_agent,
        "locale": place.locale,
        "timezone": place.zone,
        "location": {"country": place.country, "city": place.city},
        "screen": {"width": browser.width, "height": browser.height},
    }
    if walk.campaign:
        context["campaign"] = walk.campaign
    return context


def _rudderstack(walk: Walk, acts: list[Act], sent: int) -> tuple[str, str, bytes]:
    skew = walk.device.skew_ms
    context = _context(walk, {"name": "RudderLabs JavaScript SDK", "version": "3.34.0"})
    context["sessionId"] = walk.start_ms // 1000 * 1000 + walk.person.number % 1000
    sent_at = iso(sent + skew)
    items = []
    for act in acts:
        item: Item = {
            "type": act.kind,
            "channel": "web",
            "messageId": message_id(act, "rudderstack"),
            "originalTimestamp": iso(act.at + skew),
            "sentAt": sent_at,
            "anonymousId": walk.anonymous_id,
            "context": {**context, "page": act.page},
        }
        _what(item, act, act.page)
        if act.kind == "identify":
            item["context"]["traits"] = item.pop("traits")
        items.append(item)
    return "/v1/batch", "", _encode({"batch": items, "sentAt": sent_at})


def _posthog(walk: Walk, acts: list[Act], sent: int) -> tuple[str, str, bytes]:
    common = _posthog_common(walk)
    items = [_posthog_item(walk, act, common) for act in acts]
    body = {"api_key": WRITE_KEY, "batch": items, "sent_at": iso(sent + walk.device.skew_ms)}
    return "/batch/", "", _encode(body)


def _posthog_common(walk: Walk) -> Item:
    browser, place = walk.device.browser, walk.person.place
    common: Item = {
        "token": WRITE_KEY,
        "$device_id": walk.anonymous_id,
        "$session_id": uuid(walk.session_bits),
        "$lib": "web",
        "$lib_version": "1.449.0",
        "$browser_language": place.locale,
        "$timezone": place.zone,
        "$geoip_country_code": place.country,
        "$geoip_city_name": place.city,
        "$screen_width": browser.width,
        "$screen_height": browser.height,
        "$raw_user_agent": browser.user_agent,
    }
    for name, value in walk.campaign.items():
        common["utm_campaign" if name == "name" else f"utm_{name}"] = value
    return common


def _posthog_item(walk: Walk, act: Act, common: Item) -> Item:
    page = act.page
    properties: Item = {
        **common,
        **act.props,
        "$current_url": page["url"],
        "$host": urlsplit(page["url"]).netloc,
        "$pathname": page["path"],
        "$referrer": page["referrer"] or "$direct",
        "title": page["title"],
    }
    item: Item = {
        "uuid": message_id(act, "posthog"),
        "event": act.name,
        "distinct_id": act.user_id or walk.anonymous_id,
        "properties": properties,
        "timestamp": iso(act.at + walk.device.skew_ms),
    }
    if act.kind == "page":
        item["event"] = "$pageview"
    elif act.kind == "identify":
        _posthog_identify(walk, act, item, common)
    return item


def _posthog_identify(walk: Walk, act: Act, item: Item, common: Item) -> None:
    item["event"] = "$identify" if act.user_id else "$set"
    item["properties"] = {**common, "$current_url": act.page["url"]}
    if act.user_id:
        item["properties"]["$anon_distinct_id"] = walk.anonymous_id
    item["properties"]["$set"] = act.props


def _date(day: int) -> str:
    return f"{from_micros(day * DAY_MS * 1000):%Y-%m-%d}"


_SENDERS: dict[str, Callable[[Walk, list[Act], int], tuple[str, str, bytes]]] = {
    "segment": _segment,
    "segment-single": _segment_single,
    "rudderstack": _rudderstack,
    "posthog": _posthog,
}
