"""What do machines fetch? Pages, by search engines, assistants, monitors and scrapers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bellrock.town import effects, wire
from bellrock.town.catalogue import SHELF
from bellrock.town.dice import Wheel, die, uuid
from bellrock.town.inhabitants import Device, Person
from bellrock.town.machines import MACHINES, Browser, Machine
from bellrock.town.places import Place
from bellrock.town.plan import DAY_MS, HOUR_MS, ZONE
from bellrock.town.request import Request
from bellrock.town.visit import Shop
from bellrock.town.walk import Walk

_MACHINES = Wheel((machine, machine.weight) for machine in MACHINES)
_NOWHERE = Place("", "", "en-US", "UTC")


def robot_requests(shop: Shop, day: int) -> Iterator[Request]:
    """Send what machines fetched on `day`; every run of pages has an id of its own."""
    roll = die(shop.plan.seed, "robots", day)
    pages = effects.BOT_PAGES * shop.plan.people
    left = int(pages) + (roll.random() < pages % 1)
    while left > 0:
        machine = _MACHINES.at(roll.random())
        run = 1 if machine.kind == "monitor" else min(left, 1 + int(6 * roll.random()))
        left -= run
        yield from _run(shop, machine, run, day, roll)


def _run(shop: Shop, machine: Machine, pages: int, day: int, roll: Random) -> Iterator[Request]:
    browser = Browser(machine.user_agent, "desktop", 800, 600)
    bits = roll.getrandbits(128)
    device = Device(uuid(bits), "segment", browser, f"203.0.113.{1 + MACHINES.index(machine)}")
    person = Person(-1, "", "", _NOWHERE, "", "", veteran=False, devices=[device])
    start = shop.plan.midnight_ms(day, ZONE) + int(roll.random() * (DAY_MS - 2 * HOUR_MS))
    walk = Walk(person, device, start, roll)
    walk.land("/", "Home", "")
    for _ in range(pages - 1):
        product = SHELF.at(roll.random())
        walk.read(product.path, product.name)
        walk.track("Product Viewed", {"product_id": product.id, "category": product.category})
    shop.truth.machines[machine.kind] += len(walk.acts)
    shop.truth.events_by_dialect["segment"] += len(walk.acts)
    yield from wire.requests(walk, shop.plan.end_ms)
