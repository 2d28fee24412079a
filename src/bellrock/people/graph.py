"""Who is who, kept up to date: claims and decisions go in, the lake's overrides come out.

The ledger holds the truth. What of it the lake needs is written after the ledger has committed,
and again at the next start where the program ended in between.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.core.time import Clock, micros
from bellrock.people.claims import Claim
from bellrock.people.ledger_graph import chunks
from bellrock.people.observe import News, Observer
from bellrock.people.overrides import Overrides
from bellrock.people.rules import DEFAULT_RULES, Rules, read_rules, show_rules
from bellrock.people.settle import Change, Settling, Sighting
from bellrock.query.relation import IdentityState
from bellrock.store import Lake, Ledger, upsert
from bellrock.store.schema_people import IDENTIFIERS, IDENTITY

_lines = msgspec.json.Encoder()
_ROOM = 100_000  # pairs remembered, at less than a kilobyte each


class Graph:
    """The identity graph of all projects; safe to share between threads."""

    def __init__(self, ledger: Ledger, lake: Lake, clock: Clock, *, room: int = _ROOM) -> None:
        """Open the graph and tell the lake what it may have missed."""
        self._ledger = ledger
        self._lake = lake
        self._clock = clock
        self._guard = threading.RLock()
        self._rules: dict[int, Rules] = {}
        self._observer = Observer(ledger, self.rules, room=room)
        self._overrides = Overrides(lake, ledger)
        self._overrides.catch_up()

    def observe(self, claims: Sequence[Claim]) -> list[str]:
        """Take in `claims` and return what became of each; twice is the same as once.

        Neither the order of claims nor how they are cut into batches matters to who is who in the
        end. An outcome is that of now: a later claim may change it.
        """
        with self._guard:
            if self._overrides.behind:
                self._overrides.catch_up()
            try:
                news = self._observer.sift(claims)
                self._lake.insert_json("logins", _lines.encode_lines(news.logins.values()))
                self._absorb(news)
            except BaseException:
                self._observer.forget()  # what it remembers may not have been stored
                raise
            return [seen.outcome for seen in news.seen]

    @contextmanager
    def changing(self) -> Iterator[Work]:
        """Give one transaction over the graph; the lake learns of it when it has committed."""
        with self._guard:
            if self._overrides.behind:
                self._overrides.catch_up()
            with self._ledger.write() as connection:
                work = Work(connection, self)
                yield work
            self._overrides.done -= work.done
            for change in work.changes:
                self._observer.learn(change.outcomes)
            self._publish(work.changes)

    def settling(self, connection: Connection, project: int, done: Collection[int]) -> Settling:
        """Return what settles changes of `project` within a transaction."""
        now = micros(self._clock.now())
        return Settling(connection, project, self.rules(project), now=now, done=done)

    def published(self) -> set[int]:
        """Return the versions that have arrived in the lake and that the ledger may forget."""
        return set(self._overrides.done)

    def rules(self, project: int) -> Rules:
        """Return the rules of `project`."""
        known = self._rules.get(project)
        if known is None:
            wanted = sa.select(IDENTITY.c.rules).where(IDENTITY.c.project == project)
            with self._ledger.read() as connection:
                text = connection.execute(wanted).scalar_one_or_none()
            known = self._rules[project] = read_rules(text) if text else DEFAULT_RULES
        return known

    def set_rules(self, project: int, rules: Rules) -> None:
        """Give `project` new rules and decide its whole history anew by them."""
        row = {"rules": show_rules(rules)}
        with self._guard:
            with self._ledger.write() as connection:
                insert = upsert(connection, IDENTITY).values(
                    project=project, overrides=False, visits=False, **row
                )
                connection.execute(
                    insert.on_conflict_do_update(index_elements=["project"], set_=row)
                )
            self._rules.pop(project, None)
            self._observer.forget()
            self.rebuild(project)

    def rebuild(self, project: int) -> None:
        """Decide everything about `project` anew; claims that have expired since fall away."""
        wanted = sa.select(IDENTIFIERS.c.key).where(IDENTIFIERS.c.project == project).distinct()
        with self._ledger.read() as connection:
            keys = connection.execute(wanted).scalars().all()
        for some in chunks(keys):
            with self.changing() as work:
                work.settle(project, touched=some)

    def state(self, project: int) -> IdentityState:
        """Return which look-ups questions of `project` need, everything published being loaded."""
        self._overrides.refresh()
        wanted = sa.select(IDENTITY.c.overrides, IDENTITY.c.visits)
        with self._ledger.read() as connection:
            row = connection.execute(wanted.where(IDENTITY.c.project == project)).one_or_none()
        return IdentityState(*row) if row else IdentityState(overrides=False, visits=False)

    def close(self) -> None:
        """Note what the lake has learnt, so that the next start need not repeat it."""
        with self._guard:
            self._overrides.settle_up()

    def _publish(self, changes: Sequence[Change]) -> None:
        """Write the changes; where that fails, the next claims or decisions begin with it."""
        self._overrides.behind = any(change.version for change in changes)
        for change in changes:
            self._overrides.publish(change)
        self._overrides.behind = False

    def _absorb(self, news: News) -> None:
        shared = self._shared({login["device"] for login in news.logins.values()})
        projects = {*news.fresh, *shared}
        if projects:
            with self.changing() as work:
                for project in projects:
                    fresh, devices = news.fresh.get(project), shared.get(project, ())
                    work.settle(project, fresh, logins=devices)

    def _shared(self, devices: Collection[int]) -> dict[int, set[int]]:
        """Return those of `devices` that are shared, by project."""
        c = IDENTIFIERS.c
        found: dict[int, set[int]] = {}
        with self._ledger.read() as connection:
            for some in chunks(devices):
                wanted = sa.select(c.project, c.key).where(c.key.in_(some), c.shared)
                for project, key in connection.execute(wanted).all():
                    found.setdefault(project, set()).add(key)
        return found


class Work:
    """One transaction over the graph."""

    def __init__(self, connection: Connection, graph: Graph) -> None:
        self.connection = connection
        self.done = graph.published()
        self.changes: list[Change] = []
        self._graph = graph

    def settle(
        self,
        project: int,
        fresh: Mapping[int, Sighting] | None = None,
        *,
        touched: Collection[int] = (),
        logins: Collection[int] = (),
    ) -> Change:
        """Take in new edges and decide anew about `touched` ids; see `Settling.settle`."""
        settling = self._graph.settling(self.connection, project, self.done)
        change = settling.settle(fresh or {}, touched=touched, logins=logins)
        self.changes.append(change)
        return change
