"""Which ids are one person? A pure function of everything that was ever claimed.

Nothing here depends on the order in which claims arrived, on how often, or on what was decided
before: edges are sorted, then taken one by one in phases, the surest first. So any state can be
rebuilt from the log, and taking an edge away gives exactly the state without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from bellrock.people.forest import Edge, Forest, Node
from bellrock.people.rules import Rules

Status = Literal["active", "blocked", "revoked", "expired"]
_DAY = 86_400_000_000


class Outcome(NamedTuple):
    """What became of an edge, and by which rule.

    `why` of an active edge is attached, or merged where it joined two people who were known by
    user ids; of a blocked one value, never, quarantined, conflict, shared_device, limit or
    component.
    """

    status: Status
    why: str


REVIEWED = ("conflict", "shared_device", "limit", "component")
"""Reasons for a block that a person may want to look at."""


@dataclass(frozen=True)
class Resolution:
    """Who is who: every id's person and every edge's outcome.

    `shared` are the devices whose visits belong to whoever signed in during them; `quarantined`
    the ids seen with too many users.
    """

    canonical: Mapping[int, int]
    outcomes: Mapping[int, Outcome]
    shared: frozenset[int]
    quarantined: frozenset[int]


def resolve(
    edges: Iterable[Edge], rules: Rules, *, now: int = 0, quarantined: Collection[int] = ()
) -> Resolution:
    """Decide who is one person from the whole of `edges`, of which repeats do not matter.

    The person of several ids goes by the oldest user id among them (first claimed, then by
    value), or where there is none by the oldest anonymous id.

    Args:
        now: Microseconds since 1970, for types whose claims expire.
        quarantined: Keys known to be seen with too many user ids, some of whose edges are left out.
    """
    return _Decision(_once(edges), rules, now, frozenset(quarantined)).result()


class _Decision:
    """One run over one set of edges."""

    def __init__(
        self, edges: list[Edge], rules: Rules, now: int, quarantined: frozenset[int]
    ) -> None:
        self.rules = rules
        self.outcomes: dict[int, Outcome] = {}
        self.shared: set[int] = set()
        nodes = {node for edge in edges for node in (edge.a, edge.b)}
        bad = {node for node in nodes if rules.is_blocked(node.type, node.value)}
        alive = [edge for edge in edges if self._is_alive(edge, bad, now)]
        self.forest = Forest(nodes, alive, rules)
        self.quarantined = frozenset(quarantined | self._overlinked(alive))
        self.counted = sorted((e for e in alive if self._may_count(e)), key=_when)

    def result(self) -> Resolution:
        phases: tuple[list[Edge], ...] = ([], [], [], [])
        for edge in self.counted:
            phases[self._phase(edge)].append(edge)
        explicit, strong, logins, weak = phases
        for edge in explicit:
            self._join(edge, explicit=True)
        for edge in strong:
            self._join(edge)
        self._log_in(logins)
        for edge in weak:
            self._join(edge)
        canonical = self.forest.canonical()
        return Resolution(canonical, self.outcomes, frozenset(self.shared), self.quarantined)

    def _is_alive(self, edge: Edge, bad: set[Node], now: int) -> bool:
        if edge.verdict == "revoked":
            self.outcomes[edge.id] = Outcome("revoked", "revoked")
        elif self._is_expired(edge, now):
            self.outcomes[edge.id] = Outcome("expired", "ttl")
        elif edge.a in bad or edge.b in bad:
            self.outcomes[edge.id] = Outcome("blocked", "value")
        return edge.id not in self.outcomes

    def _is_expired(self, edge: Edge, now: int) -> bool:
        days = (self.rules.type_of(node.type).ttl_days for node in (edge.a, edge.b))
        return any(ttl is not None and edge.ts + ttl * _DAY < now for ttl in days)

    def _overlinked(self, alive: list[Edge]) -> set[int]:
        """Return the ids, user ids aside, that were seen with too many user ids."""
        kinds = self.forest.kind
        users: dict[int, set[int]] = defaultdict(set)
        for edge in alive:
            if not _insists(edge):
                a, b = edge.a.key, edge.b.key
                if kinds[a] == "user_id" != kinds[b]:
                    users[b].add(a)
                elif kinds[b] == "user_id" != kinds[a]:
                    users[a].add(b)
        return {key for key, seen in users.items() if len(seen) > self.rules.max_strong_links}

    def _may_count(self, edge: Edge) -> bool:
        why = "" if _insists(edge) else self._bar(edge)
        if why:
            self.outcomes[edge.id] = Outcome("blocked", why)
        return not why

    def _bar(self, edge: Edge) -> str:
        if not all(self.rules.type_of(node.type).joins for node in (edge.a, edge.b)):
            return "never"
        kept_out = edge.a.key in self.quarantined or edge.b.key in self.quarantined
        return "quarantined" if kept_out else ""

    def _phase(self, edge: Edge) -> int:
        """Return how soon an edge is taken: 0 explicit, 1 proven, 2 logins of users, 3 the rest."""
        if edge.rule == "alias" or _insists(edge):
            return 0
        ends = (edge.a, edge.b)
        if edge.rule == "verified":
            return 1 if any(self.rules.type_of(n.type).merge == "strong" for n in ends) else 3
        return 2 if any(self.forest.kind[n.key] == "user_id" for n in ends) else 3

    def _join(self, edge: Edge, *, explicit: bool = False) -> None:
        """Make the two ends one person, where the rules allow it, and record what came of it."""
        forest = self.forest
        a, b = forest.find(edge.a.key), forest.find(edge.b.key)
        why = "" if a == b else forest.refusal(a, b, edge.ts, explicit=explicit)
        if why:
            self.outcomes[edge.id] = Outcome("blocked", why)
            return
        merged = a != b and forest.users(a) > 0 and forest.users(b) > 0
        self.outcomes[edge.id] = Outcome("active", "merged" if merged else "attached")
        forest.union(a, b)

    def _log_in(self, logins: list[Edge]) -> None:
        """Give each device to its user; one with several users is shared and follows the policy."""
        sides = [self._sides(edge) for edge in logins]  # as they are before any is joined
        users: dict[int, list[int]] = defaultdict(list)
        for device, user in sides:
            if user not in users[device]:
                users[device].append(user)
        owners = {device: self._owner(device, seen) for device, seen in users.items()}
        claimed = {device for device in owners if self.forest.users(device)}
        for edge, (device, user) in zip(logins, sides, strict=True):
            if owners[device] == user:
                self._join(edge)
            else:
                self._share(edge, "conflict" if device in claimed else "shared_device")

    def _sides(self, edge: Edge) -> tuple[int, int]:
        """Return the device's group and the user's, of which the latter has a user id."""
        a, b = (edge.a, edge.b) if edge.b.type == "user_id" else (edge.b, edge.a)
        device, user = self.forest.find(a.key), self.forest.find(b.key)
        return (device, user) if self.forest.users(user) else (user, device)

    def _owner(self, device: int, users: list[int]) -> int | None:
        """Return whose a device is that these users, first come first, were seen on."""
        if self.forest.users(device):
            return device  # said so explicitly, or an id used for a user elsewhere
        if len(users) == 1 or self.rules.shared_device == "first_user":
            return users[0]
        return users[-1] if self.rules.shared_device == "last_user" else None

    def _share(self, edge: Edge, why: str) -> None:
        self.outcomes[edge.id] = Outcome("blocked", why)
        if self.rules.shared_device == "session_scoped":
            self.shared |= {node.key for node in (edge.a, edge.b) if node.type != "user_id"}


def _insists(edge: Edge) -> bool:
    return edge.rule == "merge" or edge.verdict == "accepted"


def _when(edge: Edge) -> tuple[int, str, int]:
    return edge.ts, edge.event_id, edge.id


def _once(edges: Iterable[Edge]) -> list[Edge]:
    """Keep of every edge its earliest sighting."""
    kept: dict[int, Edge] = {}
    for edge in edges:
        known = kept.get(edge.id)
        if known is None or _when(edge) < _when(known):
            kept[edge.id] = edge
    return list(kept.values())
