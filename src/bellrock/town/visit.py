"""What happens in a visit? Landing, looking around, signing in, buying, leaving."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bellrock.town import campaigns, effects
from bellrock.town.campaigns import Campaign
from bellrock.town.catalogue import (
    CATEGORIES,
    CURRENCY,
    SHELF,
    SHELVES,
    Product,
)
from bellrock.town.dice import Wheel, die, waiting
from bellrock.town.inhabitants import Device, Person, renew
from bellrock.town.looks import look
from bellrock.town.plan import DAY_MS, Plan
from bellrock.town.speed import searched, tell_speed
from bellrock.town.truth import Order, Truth
from bellrock.town.walk import Walk

_AGAIN = Wheel((name, channel.again) for name, channel in effects.CHANNELS.items())
_VIA = ("copy", "whatsapp", "email", "wechat")
_METHODS = ("email", "email", "apple", "google")


@dataclass
class Shop:
    """What visits share: today's campaigns, the links shared so far, and the orders to refund."""

    plan: Plan
    truth: Truth
    people: list[Person]
    kiosks: list[Device]
    campaigns: dict[tuple[str, str], list[Campaign]] = field(default_factory=dict)
    clicks: dict[str, int] = field(default_factory=dict)
    """Clicks of the day by campaign."""
    shared: deque[tuple[str, str, Product]] = field(default_factory=lambda: deque(maxlen=400))
    """Share id, the sharer's id and the product of links shared lately."""
    refunds: list[tuple[int, Order]] = field(default_factory=list)
    links: list[tuple[int, Person]] = field(default_factory=list)
    """Cards that an account holder has entered: when, and whose."""


def visit(shop: Shop, person: Person, start_ms: int) -> Walk:
    """Play one visit of `person` that begins at `start_ms`, and note its truth."""
    roll = die(shop.plan.seed, "visit", person.number, start_ms)
    device = _choose_device(shop, person, roll)
    walk = Walk(person, device, start_ms, roll)
    walk.channel = _choose_channel(person, roll)
    _land(shop, walk)
    known = bool(walk.user_id)
    if person.user_id and not known and walk.u() < _sign_in_chance(device):
        _sign_in(shop, walk)
    _look_around(shop, walk)
    if device.cart:
        _cart(shop, walk)
    if not person.user_id and walk.u() < effects.SIGN_UP_BROWSING:
        _sign_up(shop, walk)
    _leave(shop, walk)
    return walk


def _choose_device(shop: Shop, person: Person, roll: Random) -> Device:
    u, v = roll.random(), roll.random()
    if person.card and u < effects.KIOSK:
        return shop.kiosks[person.number % len(shop.kiosks)]
    own = person.devices
    device = own[0] if v < 0.55 else own[int((v - 0.55) / 0.45 * len(own))]
    if not device.shared and roll.random() < effects.LOSE_COOKIE:
        renew(device, roll)
    return device


def _choose_channel(person: Person, roll: Random) -> str:
    if person.visits == 0 and not person.veteran:
        return person.channel
    channel = _AGAIN.at(roll.random())
    return "direct" if channel == "email" and not person.user_id else channel


def _sign_in_chance(device: Device) -> float:
    return effects.KIOSK_SIGN_IN if device.shared else effects.SIGN_IN


def _land(shop: Shop, walk: Walk) -> None:
    person, u = walk.person, walk.u()
    person.first_ms = person.first_ms or walk.start_ms
    person.last_ms = walk.start_ms
    person.visits += 1
    paid = shop.campaigns.get((walk.channel, person.place.country))
    if walk.channel == "share" and shop.shared:
        _land_on_share(shop, walk, u)
        return
    if paid:
        campaign = paid[int(u * len(paid))]
        shop.clicks[campaign.code] = shop.clicks.get(campaign.code, 0) + 1
        walk.campaign = {
            "source": campaign.source,
            "medium": campaign.medium,
            "name": campaign.code,
        }
        _first_page(walk, "", campaign.query)
        return
    if walk.channel in ("paid_search", "paid_social", "email", "affiliate", "display", "share"):
        walk.channel = "direct"
    _first_page(walk, campaigns.referrer(walk.channel, person.place.country, u), "")


def _first_page(walk: Walk, referrer: str, query: str) -> None:
    u = walk.u()
    if u < 0.5:
        walk.land("/", "Home", referrer, query)
    elif u < 0.75:
        category = CATEGORIES[int((u - 0.5) * 4 * len(CATEGORIES))][0]
        walk.land(f"/c/{category}", category.title(), referrer, query)
    else:
        product = SHELF.at(walk.u())
        walk.land(product.path, product.called(walk.person.place.language), referrer, query)
        walk.track("Product Viewed", _product(walk, product))


def _land_on_share(shop: Shop, walk: Walk, u: float) -> None:
    share_id, sharer, product = shop.shared[int(u * len(shop.shared))]
    walk.campaign = {"source": "share", "medium": "referral", "name": "shared-link"}
    query = f"?utm_source=share&utm_medium=referral&utm_campaign=shared-link&share={share_id}"
    walk.land(product.path, product.called(walk.person.place.language), "", query)
    walk.track("Shared Link Opened", {"share_id": share_id, "sharer": sharer})
    walk.track("Product Viewed", _product(walk, product))
    shop.truth.shares_opened += 1


def _look_around(shop: Shop, walk: Walk) -> None:
    if walk.u() < effects.BOUNCE:
        return
    steps = 1 + int(waiting(walk.u(), effects.STEPS))
    shelf = SHELF
    for _ in range(min(steps, 25)):
        if walk.tired:
            return
        u = walk.u()
        if u < 0.66:
            _view(shop, walk, shelf.at(walk.u()))
        elif u < 0.86:
            category = CATEGORIES[int(walk.u() * len(CATEGORIES))][0]
            walk.read(f"/c/{category}", category.title())
            shelf = SHELVES[category]
        else:
            category, noun, noun_zh, _ = CATEGORIES[int(walk.u() * len(CATEGORIES))]
            noun = noun_zh if walk.person.place.language == "zh" else noun.lower()
            query, results = searched(shop.plan, walk, noun)
            walk.read("/search", "Search", f"?q={query}")
            walk.track("Products Searched", {"query": query, "results": results})
            shelf = SHELVES[category]


def _view(shop: Shop, walk: Walk, product: Product) -> None:
    walk.read(product.path, product.called(walk.person.place.language))
    props = _product(walk, product)
    walk.track("Product Viewed", props)
    shop.truth.viewed[walk.channel] += 1
    u = walk.u()
    if u < effects.SHARE:
        _share(shop, walk, product)
    elif u > 1 - effects.WISH and walk.at >= shop.plan.launch_ms:
        walk.track("Product Added to Wishlist", props)
    chance = effects.ADD_TO_CART * effects.CHANNELS[walk.channel].conversion
    if walk.u() < chance * effects.HABITS[walk.person.habit].appetite:
        walk.wait(12.0)
        walk.track("Product Added", {**props, "quantity": 1})
        shop.truth.added[walk.channel] += 1
        walk.device.cart = [*walk.device.cart[-4:], product]


def _share(shop: Shop, walk: Walk, product: Product) -> None:
    share_id = f"s{walk.roll.getrandbits(40):010x}"
    via = _VIA[int(walk.u() * len(_VIA))]
    walk.track("Link Shared", {"share_id": share_id, "product_id": product.id, "via": via})
    sharer = walk.user_id or walk.anonymous_id
    shop.shared.append((share_id, sharer, product))
    shop.truth.shares += 1


def _cart(shop: Shop, walk: Walk) -> None:
    items = walk.device.cart
    cents = sum(product.cents for product in items)
    walk.read("/cart", "Cart")
    walk.track("Cart Viewed", {"value": cents / 100, "currency": CURRENCY, "items": len(items)})
    if walk.u() >= effects.START_CHECKOUT:
        return
    _name_oneself(shop, walk)
    after = walk.at >= shop.plan.launch_ms
    one_click = after and walk.person.orders > 0
    walk.read("/checkout", "Checkout")
    props = {
        "value": cents / 100,
        "currency": CURRENCY,
        "items": len(items),
        "one_click": one_click,
    }
    walk.track("Checkout Started", props)
    shop.truth.checkouts[after] += 1
    if walk.u() < (effects.FINISH_AFTER if after else effects.FINISH_BEFORE):
        _order(shop, walk, one_click)
        shop.truth.finished[after] += 1


def _name_oneself(shop: Shop, walk: Walk) -> None:
    person = walk.person
    if walk.user_id:
        return
    if person.user_id:
        _sign_in(shop, walk)
    elif walk.u() < effects.SIGN_UP_BUYING:
        _sign_up(shop, walk)
    else:
        person.guest = True
        walk.identify({"email": person.email, "name": person.name})


def _order(shop: Shop, walk: Walk, one_click: bool) -> None:
    person, items = walk.person, walk.device.cart
    walk.wait(5.0 if one_click else 55.0)
    coupon = walk.campaign.get("name", "") if walk.u() < effects.COUPON else ""
    gross = sum(product.cents for product in items)
    cents = gross - int(gross * effects.COUPON_OFF) if coupon else gross
    order_id = f"o{walk.roll.getrandbits(44):011x}"
    props: dict[str, Any] = {
        "order_id": order_id,
        "revenue": cents / 100,
        "currency": CURRENCY,
        "items": len(items),
        "one_click": one_click,
        "products": [
            {"product_id": p.id, "category": p.category, "price": p.cents / 100} for p in items
        ],
    }
    if coupon:
        props["coupon"] = coupon
    walk.track("Order Completed", props)
    order = Order(order_id, person.number, walk.user_id, walk.anonymous_id, walk.at, cents)
    shop.truth.ordered(order, walk.channel)
    person.orders += 1
    person.revenue_cents += cents
    walk.device.cart = []
    if walk.u() < effects.REFUND:
        low, high = effects.REFUND_DAYS
        shop.refunds.append((walk.at + int((low + walk.u() * (high - low)) * DAY_MS), order))


def _sign_in(shop: Shop, walk: Walk) -> None:
    _become_known(shop, walk)
    walk.track("Signed In", {})


def _sign_up(shop: Shop, walk: Walk) -> None:
    person = walk.person
    person.user_id = f"u{100_000 + person.number}"
    person.joined_ms = walk.at
    _become_known(shop, walk)
    walk.track("Signed Up", {"method": _METHODS[int(walk.u() * len(_METHODS))]})
    shop.truth.sign_ups += 1


def _become_known(shop: Shop, walk: Walk) -> None:
    person, device = walk.person, walk.device
    walk.wait(9.0)
    walk.user_id = person.user_id
    device.holder = person.number
    walk.identify(
        {
            "email": person.email,
            "name": person.name,
            "country": person.place.country,
            "city": person.place.city,
            "language": person.place.language,
        }
    )
    shop.truth.joins(walk.anonymous_id, person)
    if person.card and not person.linked and walk.u() < effects.CARD_LINKED:
        person.linked = True
        shop.links.append((walk.at + 60_000, person))


def _leave(shop: Shop, walk: Walk) -> None:
    """End the visit: shared devices are signed out, own ones seldom, which renews their id."""
    look(shop.plan, walk)
    tell_speed(shop.plan, walk)
    shop.truth.visited(walk.channel, walk.acts, walk.device, walk.person)
    device = walk.device
    if device.cart and (device.shared or walk.u() >= effects.KEEP_CART):
        device.cart = []
    if device.shared:
        device.holder = -1
    elif device.holder >= 0 and walk.u() < effects.SIGN_OUT:
        renew(device, walk.roll)


def _product(walk: Walk, product: Product) -> dict[str, Any]:
    return {
        "product_id": product.id,
        "name": product.called(walk.person.place.language),
        "category": product.category,
        "price": product.cents / 100,
        "currency": CURRENCY,
    }
