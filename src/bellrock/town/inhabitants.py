"""Who lives in the town, what do they carry, and on which days do they come?

A person depends on the seed and their own number alone, so that they stay who they are when the
town grows.
"""

from __future__ import annotations

from random import Random

import msgspec

from bellrock.town import effects, machines
from bellrock.town.catalogue import Product
from bellrock.town.dice import Wheel, die, uuid, waiting
from bellrock.town.machines import Browser
from bellrock.town.places import PLACES, SHOPS, Place, called
from bellrock.town.plan import HOUR_MS, Plan

_NEWCOMERS = Wheel((name, habit.newcomers) for name, habit in effects.HABITS.items())
_VETERANS = Wheel((name, habit.veterans) for name, habit in effects.HABITS.items())
_FIRST = Wheel((name, channel.first) for name, channel in effects.CHANNELS.items())
_DIALECTS = Wheel(
    [("segment", 0.67), ("segment-single", 0.03), ("rudderstack", 0.15), ("posthog", 0.15)]
)
_SHARED_DIALECTS = Wheel([("segment", 0.4), ("rudderstack", 0.6)])
_DEVICES = Wheel([(1, 0.58), (2, 0.34), (3, 0.08)])
_DOMAINS = ("example.com", "example.org", "example.net")
_APART_MS = 50 * 60_000


class Device(msgspec.Struct):
    """A browser somebody uses, with the id it goes by until its cookie is lost."""

    anonymous_id: str
    dialect: str
    browser: Browser
    ip: str
    skew_ms: int = 0
    shared: bool = False
    generation: int = 0
    holder: int = -1
    """The number of the person signed in on it, or -1."""
    cart: list[Product] = []


class Person(msgspec.Struct):
    """One inhabitant: what they are by nature, and what they have done so far."""

    number: int
    name: str
    email: str
    place: Place
    habit: str
    channel: str
    """The channel of their first visit."""
    veteran: bool
    devices: list[Device]
    card: str = ""
    card_email: bool = False
    user_id: str = ""
    guest: bool = False
    linked: bool = False
    joined_ms: int = 0
    visits: int = 0
    first_ms: int = 0
    last_ms: int = 0
    orders: int = 0
    revenue_cents: int = 0
    refunded_cents: int = 0
    lapsed: bool = False
    returned: bool = False


def populate(plan: Plan) -> list[Person]:
    """Return everyone, in order of their numbers; households of two may share a tablet."""
    people = [_person(plan.seed, number) for number in range(plan.people)]
    for number in range(0, plan.people - 1, 2):
        roll = die(plan.seed, "family", number)
        if roll.random() < effects.FAMILY:
            _share_a_tablet(people[number], people[number + 1], roll)
    return people


def kiosks() -> list[Device]:
    """Return the shops' kiosks: tablets with a hard-coded id that everybody uses."""
    made = []
    for number, shop in enumerate(SHOPS):
        name = f"kiosk-{shop.lower()}"
        ip = f"192.0.2.{20 + number}"
        made.append(Device(name, "rudderstack", machines.TABLET, ip, shared=True))
    return made


def renew(device: Device, roll: Random) -> None:
    """Give a device a new anonymous id, as losing its cookie or a proper sign-out does."""
    device.anonymous_id = uuid(roll.getrandbits(128))
    device.generation += 1
    device.holder = -1
    device.cart = []


def visit_times(plan: Plan, person: Person) -> list[int]:
    """Return when a person comes, in order, in milliseconds; sets whether they lapse or return."""
    roll = die(plan.seed, "days", person.number)
    at = _first_day(plan, person, roll)
    times: list[int] = []
    while at < plan.days:
        moment = plan.moment_ms(plan.day_at(at), roll.random(), roll.random(), person.place.zone)
        if plan.start_ms <= moment < plan.end_ms - 2 * HOUR_MS:
            times.append(moment)
        gap = _gap(person, roll)
        if gap is None:
            break
        at += gap
    return _apart(sorted(times), plan.end_ms - 2 * HOUR_MS)


def till_times(plan: Plan, person: Person) -> list[int]:
    """Return when a card holder buys in a shop, in order, during its opening hours."""
    if not person.card:
        return []
    roll = die(plan.seed, "till", person.number)
    times = []
    at = waiting(roll.random(), effects.STORE_GAP_DAYS)
    while at < plan.days:
        day = plan.day_at(at)
        open_ms = plan.midnight_ms(day, person.place.zone) + 9 * HOUR_MS
        times.append(open_ms + int(roll.random() * 8.5 * HOUR_MS))
        at += waiting(roll.random(), effects.STORE_GAP_DAYS)
    return times


def _person(seed: int, number: int) -> Person:
    roll = die(seed, "person", number)
    place = PLACES.at(roll.random())
    veteran = roll.random() < effects.VETERANS
    habit = (_VETERANS if veteran else _NEWCOMERS).at(roll.random())
    person = Person(
        number=number,
        name=called(place.language, roll.random(), roll.random()),
        email=f"visitor{number}@{_DOMAINS[int(roll.random() * 3)]}",
        place=place,
        habit=habit,
        channel=_FIRST.at(roll.random()),
        veteran=veteran,
        devices=[_device(place, roll) for _ in range(_DEVICES.at(roll.random()))],
    )
    if place.home and roll.random() < effects.CARD_HOLDERS:
        person.card = f"card-{310_000_000 + number}"
        person.card_email = roll.random() < effects.CARD_EMAIL
    if veteran and roll.random() < 0.7:
        _opened_before(person, roll)
    return person


def _opened_before(person: Person, roll: Random) -> None:
    person.user_id = f"u{100_000 + person.number}"
    if roll.random() < 0.5:
        person.devices[0].holder = person.number


def _device(place: Place, roll: Random) -> Device:
    wheel = machines.CHINESE if place.country == "CN" else machines.BROWSERS
    bits = roll.getrandbits(17)
    device = Device(
        anonymous_id=uuid(roll.getrandbits(128)),
        dialect=_DIALECTS.at(roll.random()),
        browser=wheel.at(roll.random()),
        ip=f"198.{18 + (bits >> 16)}.{(bits >> 8) & 255}.{bits & 255}",
    )
    if roll.random() < effects.SKEWED:
        device.skew_ms = int((2 * roll.random() - 1) * effects.SKEW_HOURS * HOUR_MS)
    return device


def _share_a_tablet(one: Person, other: Person, roll: Random) -> None:
    tablet = Device(
        anonymous_id=uuid(roll.getrandbits(128)),
        dialect=_SHARED_DIALECTS.at(roll.random()),
        browser=machines.TABLET,
        ip=one.devices[0].ip,
        shared=True,
    )
    one.devices.append(tablet)
    other.devices.append(tablet)


def _first_day(plan: Plan, person: Person, roll: Random) -> float:
    if person.veteran:
        return waiting(roll.random(), effects.HABITS[person.habit].gap_days)
    return plan.days * roll.random()


def _gap(person: Person, roll: Random) -> float | None:
    """Return the days until the next visit, or None where there is none."""
    habit = effects.HABITS[person.habit]
    u, v, w = roll.random(), roll.random(), roll.random()
    if u >= habit.lapse / effects.CHANNELS[person.channel].stay:
        return 0.02 + waiting(v, habit.gap_days)
    person.lapsed = v >= effects.RETURN_AFTER_LAPSE
    if person.lapsed:
        return None
    person.returned = True
    low, high = effects.LAPSE_DAYS
    return low + w * (high - low)


def _apart(times: list[int], latest: int) -> list[int]:
    """Return the times moved so that no visit begins while another goes on."""
    moved: list[int] = []
    for at in times:
        later = max(at, moved[-1] + _APART_MS) if moved else at
        if later < latest:
            moved.append(later)
    return moved
