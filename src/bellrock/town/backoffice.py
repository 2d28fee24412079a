"""What do the shop's own machines report? Refunds, tills, cards and what campaigns cost."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec

from bellrock.town import campaigns
from bellrock.town.catalogue import CURRENCY, SHELF
from bellrock.town.dice import die, uuid
from bellrock.town.inhabitants import Person
from bellrock.town.places import SHOPS
from bellrock.town.plan import HOUR_MS, ZONE
from bellrock.town.request import BASIC, Request
from bellrock.town.visit import Shop
from bellrock.town.wire import iso

_encode = msgspec.json.Encoder().encode
_MOST = 100
_LIBRARY = {"name": "analytics-python", "version": "2.4.0"}
_HEADERS = {
    "content-type": "application/json",
    "user-agent": "analytics-python/2.4.0",
    "authorization": BASIC,
}
Item = dict[str, Any]


def server_requests(shop: Shop, day: int) -> Iterator[Request]:
    """Send what fell due on `day` from the shop's server, in a batch an hour."""
    roll = die(shop.plan.seed, "server", day)
    end = shop.plan.midnight_ms(day + 1, ZONE)
    items = [*_refunds(shop, end, roll), *_cards(shop, end, roll), *_spend(shop, day, end, roll)]
    items.sort(key=lambda item: item[0])
    hours: dict[int, list[Item]] = {}
    for at, item in items:
        hours.setdefault(at // HOUR_MS, []).append(item)
        shop.truth.events[item.get("event", "identify")] += 1
        shop.truth.events_by_dialect["segment"] += 1
    for hour, batch in hours.items():
        sent = min((hour + 1) * HOUR_MS, end) - 2000
        for i in range(0, len(batch), _MOST):
            yield _send(batch[i : i + _MOST], sent + i // _MOST)


def till_request(shop: Shop, person: Person, at: int) -> Request:
    """Send one purchase in a shop: under the account the card belongs to, else under the card."""
    roll = die(shop.plan.seed, "sale", person.number, at)
    bought = [SHELF.at(roll.random()) for _ in range(1 + int(2.2 * roll.random()))]
    cents = sum(product.cents for product in bought)
    store = SHOPS[person.number % len(SHOPS)]
    item = _track("Store Purchase", at, roll, {
        "receipt": f"r{roll.getrandbits(40):010x}",
        "store": store,
        "revenue": cents / 100,
        "currency": CURRENCY,
        "items": len(bought),
    })  # fmt: skip
    _whose(shop, item, person)
    shop.truth.store_purchases += 1
    shop.truth.store_cents += cents
    shop.truth.events["Store Purchase"] += 1
    shop.truth.events_by_dialect["segment"] += 1
    item["sentAt"] = iso(at + 900)
    ip = f"192.0.2.{10 + SHOPS.index(store)}"
    return Request(at + 1000, "till", "segment", "/v1/track", "", ip, _HEADERS, 1, _encode(item))


def _whose(shop: Shop, item: Item, person: Person) -> None:
    context: Item = {"library": _LIBRARY}
    if person.linked:
        item["userId"] = person.user_id
        shop.truth.owns(person.user_id, person.number)
    else:
        item["anonymousId"] = person.card
        shop.truth.owns(person.card, person.number)
    if person.card_email:
        context["traits"] = {"email": person.email}
    item["context"] = context


def _refunds(shop: Shop, end: int, roll: Random) -> list[tuple[int, Item]]:
    due = sorted((at, order.id, order) for at, order in shop.refunds if at < end)
    shop.refunds = [(at, order) for at, order in shop.refunds if at >= end]
    items = []
    for at, order_id, order in due:
        props = {"order_id": order_id, "total": order.cents / 100, "currency": CURRENCY}
        item = _track("Order Refunded", at, roll, props)
        if order.user_id:
            item["userId"] = order.user_id
        else:
            item["anonymousId"] = order.anonymous_id
            if order.anonymous_id in shop.truth.shared:
                shop.truth.shared_events[item["messageId"]] = order.person
        items.append((at, item))
        shop.truth.refunds += 1
        shop.truth.refunded_cents += order.cents
        shop.people[order.person].refunded_cents += order.cents
    return items


def _cards(shop: Shop, end: int, roll: Random) -> list[tuple[int, Item]]:
    """Tell that a card belongs to an account, once its holder has entered it online."""
    due = sorted((at, person.number) for at, person in shop.links if at < end)
    shop.links = [(at, person) for at, person in shop.links if at >= end]
    items = []
    for at, number in due:
        person = shop.people[number]
        item = _item("identify", at, roll)
        item |= {"userId": person.user_id, "anonymousId": person.card}
        item["traits"] = {"loyalty_card": person.card}
        items.append((at, item))
        shop.truth.joins(person.card, person)
    return items


def _spend(shop: Shop, day: int, end: int, roll: Random) -> list[tuple[int, Item]]:
    """Report what each open campaign cost today, a little before midnight."""
    items = []
    for campaign in campaigns.CAMPAIGNS:
        if not campaign.runs(day, shop.plan.days):
            continue
        clicks = shop.clicks.get(campaign.code, 0)
        cents = int(clicks * campaign.click_cents * (0.9 + 0.2 * roll.random()))
        shop.truth.spend_cents[campaign.code] += cents
        shop.truth.clicks[campaign.code] += clicks
        at = end - 600_000
        item = _track("ad_spend", at, roll, {
            "campaign": campaign.code,
            "source": campaign.source,
            "medium": campaign.medium,
            "spend": cents / 100,
            "currency": CURRENCY,
            "clicks": clicks,
            "impressions": int(clicks * (30 + 40 * roll.random())),
        })  # fmt: skip
        item["anonymousId"] = "ad-platforms"
        items.append((at, item))
    shop.clicks = {}
    return items


def _track(name: str, at: int, roll: Random, properties: Item) -> Item:
    return {**_item("track", at, roll), "event": name, "properties": properties}


def _item(kind: str, at: int, roll: Random) -> Item:
    message = uuid(roll.getrandbits(128))
    return {"type": kind, "messageId": message, "timestamp": iso(at)}


def _send(items: list[Item], sent: int) -> Request:
    body = _encode({"batch": items, "context": {"library": _LIBRARY}, "sentAt": iso(sent)})
    return Request(
        sent + 400, "server", "segment", "/v1/batch", "", "192.0.2.1", _HEADERS, len(items), body
    )
