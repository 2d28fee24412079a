"""What is true in the town, beside what its events say? Kept apart, for tests to compare with.

`Truth` gathers while the town is played; `write` leaves three JSON files: `effects.json` (what was
planted), `counts.json` (what was sent and what happened) and `identity.json` (who is who).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bellrock.town import effects
from bellrock.town.dice import uuid
from bellrock.town.plan import ZONE, Plan

if TYPE_CHECKING:
    from bellrock.town.inhabitants import Device, Person
    from bellrock.town.walk import Act


@dataclass(frozen=True)
class Order:
    """One order: whose it truly is, and which ids the shop knew with it."""

    id: str
    person: int
    user_id: str
    anonymous_id: str
    at: int
    cents: int


def message_id(act: Act, dialect: str) -> str:
    """Return the id under which a client of `dialect` sends an act."""
    return f"ajs-next-{act.bits:032x}" if dialect.startswith("segment") else uuid(act.bits)


def share_of(part: int, whole: int) -> float | None:
    """Return a share, or None of nothing."""
    return part / whole if whole else None


@dataclass
class Truth:
    """The true state of the town; complete once its last request has been drawn."""

    plan: Plan
    emitted: int = 0
    requests: int = 0
    duplicates: int = 0
    malformed: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    """Well-formed events of people and of the shop's own servers, each once, by name."""
    events_by_dialect: Counter[str] = field(default_factory=Counter)
    machines: Counter[str] = field(default_factory=Counter)
    """Events of machines, each once, by the machine's kind."""
    orders: Counter[str] = field(default_factory=Counter)
    """Online orders by the visit's true channel."""
    visits: Counter[str] = field(default_factory=Counter)
    """Visits by their true channel."""
    viewed: Counter[str] = field(default_factory=Counter)
    """Products looked at (past the first page) by the visit's true channel."""
    added: Counter[str] = field(default_factory=Counter)
    """Those of them that went into the cart."""
    revenue_cents: int = 0
    refunds: int = 0
    refunded_cents: int = 0
    refunds_due_later: int = 0
    """Orders that will be refunded only after the town's last day."""
    store_purchases: int = 0
    store_cents: int = 0
    checkouts: list[int] = field(default_factory=lambda: [0, 0])
    """Checkouts started before and after the launch."""
    finished: list[int] = field(default_factory=lambda: [0, 0])
    """Those of them that became an order."""
    sign_ups: int = 0
    shares: int = 0
    shares_opened: int = 0
    spend_cents: Counter[str] = field(default_factory=Counter)
    clicks: Counter[str] = field(default_factory=Counter)
    owners: dict[str, list[int]] = field(default_factory=dict)
    """Each id (account, browser, card) with the people who truly used it, in order of first use."""
    joined: set[str] = field(default_factory=set)
    """Browser and card ids that were seen together with an account: nothing else can be joined."""
    shared: set[str] = field(default_factory=set)
    """Browser ids of tablets and kiosks that several people use."""
    shared_events: dict[str, int] = field(default_factory=dict)
    """Who truly sat before a shared device, by event id."""
    skewed_s: dict[str, float] = field(default_factory=dict)
    """How far a browser's clock is ahead, in seconds, by its id."""

    def visited(self, channel: str, acts: Sequence[Act], device: Device, person: Person) -> None:
        """Note a finished visit: whose the device's id is, and what was done."""
        self.visits[channel] += 1
        self.events_by_dialect[device.dialect.removesuffix("-single")] += len(acts)
        self.events.update(act.name if act.kind == "track" else act.kind for act in acts)
        self.owns(device.anonymous_id, person.number)
        if device.skew_ms:
            self.skewed_s[device.anonymous_id] = device.skew_ms / 1000
        if acts[-1].user_id:
            self.joins(device.anonymous_id, person)
        if device.shared:
            self.shared.add(device.anonymous_id)
            dialect = device.dialect
            self.shared_events.update((message_id(act, dialect), person.number) for act in acts)

    def owns(self, name: str, person: int) -> None:
        """Note that `person` used the id `name`."""
        owners = self.owners.setdefault(name, [])
        if person not in owners:
            owners.append(person)

    def joins(self, name: str, person: Person) -> None:
        """Note that the id `name` was seen with the account of `person`."""
        self.owns(person.user_id, person.number)
        self.owns(name, person.number)
        self.joined.add(name)

    def ordered(self, order: Order, channel: str) -> None:
        """Note an order, by the true channel of its visit."""
        self.orders[channel] += 1
        self.revenue_cents += order.cents

    def effects(self) -> dict[str, Any]:
        """Return what was planted, with the figures that came of it in this town."""
        before, after = (share_of(self.finished[i], self.checkouts[i]) for i in (0, 1))
        return {
            "launch": {
                "day": self.plan.launch_day,
                "at_ms": self.plan.launch_ms,
                "checkout_to_order_before": effects.FINISH_BEFORE,
                "checkout_to_order_after": effects.FINISH_AFTER,
                "realised_before": before,
                "realised_after": after,
            },
            "channels": {name: asdict(channel) for name, channel in effects.CHANNELS.items()},
            "habits": {name: asdict(habit) for name, habit in effects.HABITS.items()},
            "orders_per_visit": {
                name: share_of(self.orders[name], self.visits[name]) for name in effects.CHANNELS
            },
            "added_per_view": {
                name: share_of(self.added[name], self.viewed[name]) for name in effects.CHANNELS
            },
            "refund_rate": effects.REFUND,
            "machine_share": share_of(self.machines.total(), self._kept()),
        }

    def counts(self) -> dict[str, Any]:
        """Return what was sent and what happened, as plain numbers."""
        return {
            "people": self.plan.people,
            "days": self.plan.days,
            "seed": self.plan.seed,
            "start": self.plan.start.isoformat(),
            "end": self.plan.end.isoformat(),
            "zone": ZONE,
            "requests": self.requests,
            "emitted": self.emitted,
            "duplicates": self.duplicates,
            "malformed": dict(sorted(self.malformed.items())),
            "kept": self._kept(),
            "events": dict(sorted(self.events.items())),
            "events_by_dialect": dict(sorted(self.events_by_dialect.items())),
            "machines": dict(sorted(self.machines.items())),
            "visits": dict(sorted(self.visits.items())),
            "orders": dict(sorted(self.orders.items())),
            "revenue_cents": self.revenue_cents,
            "refunds": self.refunds,
            "refunded_cents": self.refunded_cents,
            "refunds_due_later": self.refunds_due_later,
            "store_purchases": self.store_purchases,
            "store_cents": self.store_cents,
            "sign_ups": self.sign_ups,
            "shares": self.shares,
            "shares_opened": self.shares_opened,
            "spend_cents": dict(sorted(self.spend_cents.items())),
            "clicks": dict(sorted(self.clicks.items())),
        }

    def identity(self, people: Sequence[Person]) -> dict[str, Any]:
        """Return who is who: every id's true users, what can be joined, and everybody's life."""
        return {
            "people": [_life(person) for person in people if person.visits or person.card],
            "owners": self.owners,
            "joined": sorted(self.joined),
            "shared": sorted(self.shared),
            "shared_events": self.shared_events,
            "skewed_s": self.skewed_s,
        }

    def write(self, folder: Path, people: Sequence[Person]) -> None:
        """Write the three files into `folder`, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, document in (
            ("effects", self.effects()),
            ("counts", self.counts()),
            ("identity", self.identity(people)),
        ):
            text = msgspec.json.format(msgspec.json.encode(document), indent=1)
            (folder / f"{name}.json").write_bytes(text)

    def _kept(self) -> int:
        return self.emitted - self.duplicates - self.malformed.total()


def _life(person: Person) -> dict[str, Any]:
    return {
        "person": person.number,
        "user_id": person.user_id,
        "email": person.email,
        "card": person.card,
        "card_linked": person.linked,
        "country": person.place.country,
        "city": person.place.city,
        "habit": person.habit,
        "first_channel": person.channel if not person.veteran else "",
        "veteran": person.veteran,
        "visits": person.visits,
        "first_ms": person.first_ms,
        "last_ms": person.last_ms,
        "joined_ms": person.joined_ms,
        "orders": person.orders,
        "revenue_cents": person.revenue_cents,
        "refunded_cents": person.refunded_cents,
        "guest": person.guest,
        "lapsed": person.lapsed,
        "returned": person.returned,
    }
