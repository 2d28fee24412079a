"""What goes wrong on the way? Requests that arrive twice, and events that nobody can accept."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec

from bellrock.town import effects, machines
from bellrock.town.dice import die, uuid
from bellrock.town.plan import DAY_MS, HOUR_MS, ZONE
from bellrock.town.request import BASIC, Request
from bellrock.town.visit import Shop
from bellrock.town.wire import iso

_encode = msgspec.json.Encoder().encode
MALFORMED = ("nobody", "nameless", "no_object", "not_json")
"""An event without any id, one without a name, one that is no object, and a body cut short."""


def repeated(shop: Shop, requests: list[Request], day: int) -> list[Request]:
    """Return copies of a few of the day's requests, sent again by clients that saw no answer."""
    roll = die(shop.plan.seed, "repeats", day)
    again = []
    for request in requests:
        if roll.random() >= effects.RETRIED:
            continue
        later = request.received_ms + 3000 + int(60_000 * roll.random())
        if later < shop.plan.end_ms:
            again.append(msgspec.structs.replace(request, received_ms=later))
            shop.truth.duplicates += request.events
    return again


def malformed_requests(shop: Shop, day: int) -> Iterator[Request]:
    """Send the day's malformed events, one a request, each with a reason of its own."""
    roll = die(shop.plan.seed, "malformed", day)
    wanted = effects.MALFORMED * shop.plan.people
    for _ in range(int(wanted) + (roll.random() < wanted % 1)):
        kind = MALFORMED[int(roll.random() * len(MALFORMED))]
        at = shop.plan.midnight_ms(day, ZONE) + int(roll.random() * (DAY_MS - 2 * HOUR_MS))
        shop.truth.malformed[kind] += 1
        yield _malformed(kind, at, roll)


def _malformed(kind: str, at: int, roll: Random) -> Request:
    message = uuid(roll.getrandbits(128))
    track = {"type": "track", "messageId": message, "timestamp": iso(at)}
    bodies: dict[str, dict[str, Any]] = {
        "nobody": {"batch": [{**track, "event": "Product Viewed"}]},
        "nameless": {"batch": [{**track, "anonymousId": uuid(roll.getrandbits(128))}]},
        "no_object": {"batch": [f"event {message}"]},
        "not_json": {"batch": [{**track, "event": "Cart Viewed", "userId": "u1"}]},
    }
    body = _encode({**bodies[kind], "sentAt": iso(at + 500)})
    headers = {
        "content-type": "application/json",
        "user-agent": machines.BROWSERS.at(roll.random()).user_agent,
        "authorization": BASIC,
    }
    sent = body[:-20] if kind == "not_json" else body
    return Request(at + 800, "web", "segment", "/v1/batch", "", "198.18.0.1", headers, 1, sent)
