"""How much of the graph must be read to decide about a few ids?

Everything that hangs together with them, except behind a device that several users share: such a
device joins nobody, so of its other users it matters only who is one person with whom for surer
reasons than a login. Otherwise a few shared devices each would chain all users together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.people.forest import Edge, Node
from bellrock.people.ledger_graph import Part, edges_at, read_places
from bellrock.people.resolve import Outcome
from bellrock.store.schema_people import EDGES

_JOINING = EDGES.c.rule != "trait"  # which joins nobody
_SURE = EDGES.c.rule.not_in(["trait", "login"]) | (EDGES.c.verdict == "accepted")
_INSISTING = (EDGES.c.rule == "merge") | (EDGES.c.verdict == "accepted")


def neighbourhood(
    connection: Connection, start: Collection[int], opened: Collection[int], *, by_session: bool
) -> Part:
    """Read what decides about the ids in `start`, and about all whose person may change with them.

    Args:
        opened: Ids to look behind even when they are in quarantine.
        by_session: Whether shared devices belong to nobody, so that one need not look past them.
    """
    walk = _Walk(connection, frozenset(start), frozenset(opened), by_session)
    return walk.part()


class _Walk:
    """A breadth-first walk that looks at `far` ids only by their surest edges."""

    def __init__(
        self,
        connection: Connection,
        start: frozenset[int],
        opened: frozenset[int],
        by_session: bool,
    ) -> None:
        self._connection = connection
        self._start = start
        self._opened = opened
        self._by_session = by_session
        self._part = Part()
        self._rows: dict[int, Any] = {}

    def part(self) -> Part:
        near, far = set(self._start), set[int]()
        while near or far:
            near, far = self._step(near, far)
        part = self._part
        part.far -= part.whole
        for row in self._rows.values():
            part.edges[row.id] = _edge(row, part)
            part.outcomes[row.id] = Outcome(row.status, row.why)
        return part

    def _step(self, near: set[int], far: set[int]) -> tuple[set[int], set[int]]:
        """Read the edges at these ids; return those to look at next, closely or from afar."""
        part = self._part
        read_places(self._connection, part, (near | far) - part.places.keys())
        near = (near | {key for key in far if self._is_ambiguous(key)}) - part.whole
        far -= near | part.whole
        part.whole |= near
        part.far |= far
        shut = {key for key in near if part.places[key].quarantined} - self._opened
        part.shut |= shut
        joining = self._read(near - shut, _JOINING)
        passed = self._shared(joining, near - shut)
        part.passed |= passed
        behind = [row for row in joining if _is_login(row) and {row.a, row.b} & passed]
        kept = {row.id for row in joining} - {row.id for row in behind}
        insisting = self._read(shut, _INSISTING)
        close = _ends(row for row in joining if row.id in kept) | _ends(insisting)
        distant = _ends(behind) | _ends(self._read(far, _SURE))
        return close - part.whole, distant - close - part.whole - part.far

    def _read(self, keys: set[int], which: sa.ColumnElement[bool]) -> list[Any]:
        rows = list(edges_at(self._connection, keys, which))
        self._rows.update({row.id: row for row in rows})
        return rows

    def _shared(self, rows: list[Any], among: set[int]) -> set[int]:
        """Return the devices in `among` with several users, unless one asks about them."""
        if not self._by_session:
            return set()
        users: defaultdict[int, set[int]] = defaultdict(set)
        for row in rows:
            if _is_login(row):
                for device, kind, user, other in (
                    (row.a, row.a_type, row.b, row.b_type),
                    (row.b, row.b_type, row.a, row.a_type),
                ):
                    if kind != "user_id" and other == "user_id" and device in among:
                        users[device].add(user)
        return {
            device
            for device, seen in users.items()
            if len(seen) > 1 and device not in self._start and not self._is_ambiguous(device)
        }

    def _is_ambiguous(self, key: int) -> bool:
        """Return whether an id has been used for a user and for a device."""
        named = self._part.named
        return (key, "user_id") in named and (key, "anonymous_id") in named


def _is_login(row: Any) -> bool:
    return bool(row.rule == "login" and row.verdict not in ("accepted", "revoked"))


def _ends(rows: Iterable[Any]) -> set[int]:
    return {key for row in rows for key in (row.a, row.b)}


def _edge(row: Any, part: Part) -> Edge:
    a, b = Node(row.a, row.a_type, part.values[row.a]), Node(row.b, row.b_type, part.values[row.b])
    return Edge(row.id, a, b, row.rule, row.ts, row.event_id, row.verdict)
