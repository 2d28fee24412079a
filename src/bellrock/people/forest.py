"""How do ids grow together into people? A union–find that knows the limits of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bellrock.people.rules import Rules

_DAY = 86_400_000_000


class Node(NamedTuple):
    """One id as it was named on one edge; `key` is the same for a user id and an anonymous id."""

    key: int
    type: str
    value: str


class Edge(NamedTuple):
    """Everything known of one pair of ids under one rule: its earliest sighting, and a verdict.

    `ts` is microseconds since 1970; `verdict` is what a person decided: revoked, accepted,
    dismissed, or empty.
    """

    id: int
    a: Node
    b: Node
    rule: str
    ts: int
    event_id: str
    verdict: str = ""


class Forest:
    """Ids in groups that only grow; each id begins alone."""

    def __init__(self, nodes: Iterable[Node], alive: Iterable[Edge], rules: Rules) -> None:
        """Start from `nodes`; their types and ages come from the edges that are `alive`."""
        self.rules = rules
        self.kind: dict[int, str] = {}
        self.first: dict[int, int] = {}
        self.value: dict[int, str] = {}
        for node in nodes:
            self.value[node.key] = node.value
            self.kind.setdefault(node.key, "")
        for edge in alive:
            self._sight(edge.a, edge.ts)
            self._sight(edge.b, edge.ts)
        self._parent = {key: key for key in self.value}
        self._members = {key: [key] for key in self.value}
        self._counts = {key: {kind: 1} for key, kind in self.kind.items()}

    def find(self, key: int) -> int:
        """Return the root of the group that `key` is in."""
        parent = self._parent
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    def union(self, a: int, b: int) -> None:
        """Make one group of the groups with the roots `a` and `b`."""
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members.pop(b)
        mine = self._counts[a]
        for kind, count in self._counts.pop(b).items():
            mine[kind] = mine.get(kind, 0) + count

    def users(self, root: int) -> int:
        """Return how many user ids are in the group of `root`."""
        return self._counts[root].get("user_id", 0)

    def refusal(self, a: int, b: int, ts: int, *, explicit: bool) -> str:
        """Return why the groups `a` and `b` must stay apart at `ts`, or nothing.

        An explicit claim overrides all but the size of a person.
        """
        if len(self._members[a]) + len(self._members[b]) > self.rules.max_component:
            return "component"
        if self.users(a) + self.users(b) > self.rules.max_merges + 1:
            return "component"
        if explicit:
            return ""
        mine, theirs = self._counts[a], self._counts[b]
        if any(self.rules.type_of(k).ids_per_person == "single" for k in mine if k in theirs):
            return "conflict"
        kinds = {*mine, *theirs}
        return "limit" if any(self._is_over(kind, a, b, ts) for kind in kinds) else ""

    def canonical(self) -> dict[int, int]:
        """Return every id's person: the oldest user id of its group, else the oldest device."""
        named: dict[int, int] = {}
        for members in self._members.values():
            chief = min(members, key=self._age) if len(members) > 1 else members[0]
            for key in members:
                named[key] = chief
        return named

    def _sight(self, node: Node, ts: int) -> None:
        key, type_name = node.key, node.type
        known = self.kind[key]
        if not known or self._rank(type_name) < self._rank(known):
            self.kind[key] = type_name
        if ts < self.first.get(key, ts + 1):
            self.first[key] = ts

    def _rank(self, type_name: str) -> tuple[int, int, str]:
        return 0 if type_name == "user_id" else 1, self.rules.type_of(type_name).priority, type_name

    def _age(self, key: int) -> tuple[int, int, str, int]:
        kind = self.kind[key]
        order = {"user_id": 0, "anonymous_id": 1}.get(kind, 2)
        return order, self.first.get(key, 0), self.value[key], key

    def _is_over(self, kind: str, a: int, b: int, ts: int) -> bool:
        limit = self.rules.type_of(kind).limit
        if limit is None:
            return False
        mine, theirs = self._counts[a].get(kind, 0), self._counts[b].get(kind, 0)
        if mine + theirs <= limit.n:
            return False
        if limit.window_days is None:
            return True
        since = ts - limit.window_days * _DAY
        seen = (
            self.first.get(key, ts)
            for key in self._members[a] + self._members[b]
            if self.kind[key] == kind
        )
        return sum(since < first <= ts for first in seen) > limit.n
