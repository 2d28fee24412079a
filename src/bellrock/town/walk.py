"""What does a visitor leave behind, act by act? Pages and clicks, each with its moment."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec

from bellrock.town.catalogue import BRAND, SITE
from bellrock.town.dice import waiting
from bellrock.town.inhabitants import Device, Person

_LONGEST_MS = 45 * 60_000
Props = dict[str, Any]


class Act(msgspec.Struct):
    """One thing that happened: a page read, an event tracked, or a person identified."""

    at: int
    kind: str
    name: str
    props: Props
    page: dict[str, str]
    user_id: str
    bits: int
    """128 random bits, for the message id."""


class Walk:
    """One visit under way: where the visitor stands, since when, and what they did."""

    def __init__(self, person: Person, device: Device, start_ms: int, roll: Random) -> None:
        """Begin at `start_ms` on `device`, before the first page."""
        self.person = person
        self.device = device
        self.anonymous_id = device.anonymous_id  # the device may go by another one afterwards
        self.start_ms = start_ms
        self.at = start_ms
        self.roll = roll
        self.u = roll.random
        self.acts: list[Act] = []
        self.page: dict[str, str] = {}
        self.campaign: dict[str, str] = {}
        self.channel = ""
        self.session_bits = roll.getrandbits(128)
        self.user_id = person.user_id if device.holder == person.number else ""

    @property
    def tired(self) -> bool:
        """Whether the visit has lasted as long as visits do."""
        return self.at - self.start_ms > _LONGEST_MS

    def land(self, path: str, title: str, referrer: str, query: str = "") -> None:
        """Read the first page of the visit."""
        self._show(path, title, referrer, query)

    def read(self, path: str, title: str, query: str = "") -> None:
        """Read a further page after some time on the one before."""
        self.wait(26.0)
        self._show(path, title, self.page["url"], query)

    def wait(self, mean_s: float) -> None:
        """Let some time pass: a second at least, five minutes at most."""
        self.at += 1000 + min(300_000, int(1000 * waiting(self.u(), mean_s)))

    def track(self, name: str, props: Props) -> None:
        """Record an event on the present page, a moment later."""
        self.at += 40 + int(900 * self.u())
        self._act("track", name, props)

    def identify(self, traits: Props) -> None:
        """Tell who the visitor is, or what is known of them."""
        self.at += 40
        self._act("identify", "", traits)

    def _show(self, path: str, title: str, referrer: str, query: str) -> None:
        self.page = {
            "url": SITE + path + query,
            "path": path,
            "title": f"{title} – {BRAND}",
            "referrer": referrer,
        }
        if query:
            self.page["search"] = query
        self._act("page", title, {})

    def _act(self, kind: str, name: str, props: Props) -> None:
        bits = self.roll.getrandbits(128)
        self.acts.append(Act(self.at, kind, name, props, self.page, self.user_id, bits))
