"""Which claims are old news? A bounded memory, so that a repeated claim costs next to nothing."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from weakref import WeakValueDictionary

_VISITS = 8  # remembered a pair of device and user


class Seen:
    """What is known of one pair of ids under one rule."""

    __slots__ = (
        "__weakref__", "device", "device_id", "edge", "event_id", "outcome", "ts", "user", "visits",
    )  # fmt: skip

    def __init__(self, edge: int, ts: datetime, event_id: str, outcome: str) -> None:
        self.edge = edge
        self.ts = ts
        self.event_id = event_id
        self.outcome = outcome
        self.device = 0
        """The device's key, where the claim is the login of a user on a device."""
        self.device_id = ""
        self.user = 0
        self.visits: dict[str, datetime] = {}
        """The first known login of the user by session."""

    def is_earlier(self, ts: datetime, event_id: str) -> bool:
        """Return whether a sighting then is earlier than the one known."""
        return ts < self.ts or (ts == self.ts and event_id < self.event_id)

    def signs_in(self, session: str, ts: datetime) -> bool:
        """Return whether a login in `session` at `ts` is news, and remember it."""
        known = self.visits.get(session)
        if known is not None and known <= ts:
            return False
        self.visits[session] = ts
        if len(self.visits) > _VISITS:
            del self.visits[next(iter(self.visits))]
        return True


class Memory:
    """Pairs seen lately; forgets the older half when it is full."""

    def __init__(self, room: int) -> None:
        """Keep between `room` / 2 and `room` pairs."""
        self._half = max(1, room // 2)
        self._young: dict[Hashable, Seen] = {}
        self._old: dict[Hashable, Seen] = {}
        self._by_edge: WeakValueDictionary[int, Seen] = WeakValueDictionary()

    def get(self, pair: Hashable) -> Seen | None:
        """Return what is known of `pair`, if it is remembered."""
        seen = self._young.get(pair)
        if seen is None and (seen := self._old.get(pair)) is not None:
            self._put(pair, seen)
        return seen

    def remember(self, pair: Hashable, seen: Seen) -> None:
        """Remember `pair`."""
        self._put(pair, seen)
        if seen.edge:
            self._by_edge[seen.edge] = seen

    def by_edge(self, edge: int) -> Seen | None:
        """Return what is known of an edge, if it is remembered."""
        return self._by_edge.get(edge)

    def clear(self) -> None:
        """Forget everything."""
        self._young.clear()
        self._old.clear()

    def _put(self, pair: Hashable, seen: Seen) -> None:
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}
        self._young[pair] = seen
