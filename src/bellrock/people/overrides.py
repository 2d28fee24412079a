"""How does the lake learn who is who? As rows of key to person, loaded into a dictionary.

A row is written only for what changed, with a version that only grows. The ledger remembers which
versions may not have arrived; after a crash they are written again, which changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.core.time import stopwatch
from bellrock.people.ledger_graph import chunks, next_version
from bellrock.people.rules import CARRIERS
from bellrock.people.settle import Change
from bellrock.query import Sql
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import EDGES, IDENTIFIERS, PUBLICATIONS

_lines = msgspec.json.Encoder()
_RELOAD = Sql("system reload dictionary person_override")
_SHARE = 0.1  # of the time, at most, that reloading may take while nobody asks

_LOGINS = """
select device, visit, person, min(ts) as first
from logins
where project = {project:UInt32} and device in {devices:Array(UInt64)}
group by device, visit, person
"""
_CURRENT = """
select key, argMax(canonical, version) as person
from person_overrides
where key in {keys:Array(UInt64)}
group by key
"""


class Overrides:
    """The lake's copy of who is who."""

    def __init__(self, lake: Lake, ledger: Ledger) -> None:
        self._lake = lake
        self._ledger = ledger
        self._stale = False
        self._cost_s = 0.0
        self._reloaded = 0.0
        self.behind = False
        """Whether something was committed that could not be published: `catch_up` mends it."""
        self.done: set[int] = set()
        """Versions that have arrived and may be forgotten by the ledger."""

    def publish(self, change: Change) -> None:
        """Write what changed, and load it unless that would take too much of the time."""
        if not change.version:
            return
        with self._ledger.read() as connection:
            visits = self._visits(connection, change.project, change.devices)
        rows = [
            {"key": key, "kind": kind, "canonical": person,
             "project": change.project, "version": change.version}
            for kind, changed in (("person", change.people), ("visit", visits))
            for key, person in changed.items()
        ]  # fmt: skip
        self._lake.insert_json("person_overrides", _lines.encode_lines(rows))
        self.done.add(change.version)
        if rows:
            self._stale = True
            if stopwatch() - self._reloaded > self._cost_s / _SHARE:
                self.refresh()

    def refresh(self) -> None:
        """Make what has been published count in answers."""
        if self._stale:
            began = stopwatch()
            self._stale = False  # first: what is published meanwhile makes it stale again
            try:
                self._lake.run(_RELOAD)
            except BaseException:
                self._stale = True
                raise
            self._reloaded = stopwatch()
            self._cost_s = self._reloaded - began

    def catch_up(self) -> None:
        """Write again whatever may not have arrived before the last end of this program."""
        waiting = sa.select(PUBLICATIONS.c.version).where(PUBLICATIONS.c.pending)
        with self._ledger.write() as connection:
            pending = set(connection.execute(waiting).scalars())
            if not pending:
                return
            changes = _since(connection, min(pending), next_version(connection, ()))
        for change in changes:
            self.publish(change)
        self.done |= pending | {change.version for change in changes}
        self.settle_up()
        self.behind = False

    def settle_up(self) -> None:
        """Let the ledger forget the versions that have arrived."""
        if self.done:
            with self._ledger.write() as connection:
                connection.execute(
                    sa.update(PUBLICATIONS)
                    .where(PUBLICATIONS.c.version.in_(self.done))
                    .values(pending=False)
                )
            self.done.clear()

    def _visits(
        self, connection: Connection, project: int, devices: Collection[int]
    ) -> dict[int, int]:
        """Return the visits on `devices` that now belong to somebody else, and to whom."""
        changed: dict[int, int] = {}
        for some in chunks(devices):
            params = {"project": project, "devices": some}
            said = self._lake.rows(Sql(_LOGINS, params))
            wanted = _wanted(connection, some, said)
            current = dict(self._lake.rows(Sql(_CURRENT, {"keys": list(wanted)})))
            changed |= {v: p for v, p in wanted.items() if current.get(v, v) != p}
        return changed


def _wanted(
    connection: Connection, devices: list[int], said: list[tuple[int, ...]]
) -> dict[int, int]:
    """Return whose each visit is: of the first user to sign in during it, or its own."""
    shared, users = _shared(connection, devices), _users(connection, devices)
    wanted, first = {}, dict[int, tuple[int, int]]()
    for device, visit, person, ts in said:
        wanted[visit] = visit
        if device in shared and person in users[device]:
            first[visit] = min(first.get(visit, (ts, person)), (ts, person))
    people = _canonical(connection, {person for _, person in first.values()})
    return wanted | {visit: people.get(person, person) for visit, (_, person) in first.items()}


def _shared(connection: Connection, devices: list[int]) -> set[int]:
    c = IDENTIFIERS.c
    wanted = sa.select(c.key).where(c.key.in_(devices), c.shared)
    return set(connection.execute(wanted).scalars())


def _users(connection: Connection, devices: list[int]) -> Mapping[int, set[int]]:
    """Return who signed in on each device, as far as it counts."""
    c = EDGES.c
    counts = c.why.in_(["attached", "merged", "shared_device", "conflict"])
    users: defaultdict[int, set[int]] = defaultdict(set)
    for here, there in ((c.a, c.b), (c.b, c.a)):
        wanted = sa.select(here, there).where(here.in_(devices), c.rule == "login", counts)
        for device, user in connection.execute(wanted).all():
            users[device].add(user)
    return users


def _canonical(connection: Connection, people: set[int]) -> dict[int, int]:
    c = IDENTIFIERS.c
    return {
        key: canonical
        for some in chunks(people)
        for key, canonical in connection.execute(
            sa.select(c.key, c.canonical).where(c.key.in_(some))
        )
    }


def _since(connection: Connection, since: int, version: int) -> list[Change]:
    """Return everything that changed at `since` or later, by project, as of `version`."""
    c = IDENTIFIERS.c
    wanted = sa.select(c.project, c.key, c.canonical).where(
        c.version >= since, c.type.in_(CARRIERS)
    )
    changes: dict[int, Change] = {}
    for project, key, canonical in connection.execute(wanted):
        change = changes.setdefault(project, Change(project, version))
        change.people[key] = canonical
        change.devices.add(key)
    return list(changes.values())
