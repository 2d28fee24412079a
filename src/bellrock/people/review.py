"""What did somebody decide about who is who? Undoing, splitting, and the queue of conflicts.

A decision is appended, never changed, and takes effect by deciding the touched people anew; the
newest of an edge counts. So taking a merge back gives exactly the people there were without it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.ids import show_person
from bellrock.core.time import Clock, from_micros, micros
from bellrock.people.claims import Identifier
from bellrock.people.graph import Graph, Work
from bellrock.people.resolve import REVIEWED
from bellrock.store import Ledger
from bellrock.store.schema_people import DECISIONS, EDGES, IDENTIFIERS

_SHOWN = 1_000  # ids of a decision whose change is recorded one by one
_ROUNDS = 20  # of cutting until a split holds


@dataclass(frozen=True)
class EdgeView:
    """One edge of the graph as people see it: two ids, why they are one person or are not."""

    id: int
    a: Identifier
    b: Identifier
    people: tuple[int, int]
    """Whom the two ids belong to now."""
    rule: str
    ts: datetime
    event_id: str
    source: str
    status: str
    why: str
    verdict: str


@dataclass(frozen=True)
class Decision:
    """What somebody decided about an edge; `changed` is person before and after, by id."""

    id: int
    edge: int
    verdict: str
    actor: str
    reason: str
    at: datetime
    changed: Mapping[str, Any]


class Review:
    """Decisions over the identity graph; each is recorded with who made it and what it changed."""

    def __init__(self, graph: Graph, ledger: Ledger, clock: Clock) -> None:
        self._graph = graph
        self._ledger = ledger
        self._clock = clock

    def unlink(self, project: int, edge: int, *, actor: str, reason: str = "") -> dict[int, int]:
        """Take `edge` out of the graph for good, whatever is claimed later; `restore` undoes that.

        Also how a merge is reverted: the edge that made it is taken out.

        Returns:
            The ids whose person changed, and to whom.

        Raises:
            NotFound: the project has no such edge.
        """
        return self._judge(project, [edge], "revoked", actor, reason)

    def restore(self, project: int, edge: int, *, actor: str, reason: str = "") -> dict[int, int]:
        """Let `edge` count as if nothing had been decided about it."""
        return self._judge(project, [edge], "", actor, reason)

    def accept(self, project: int, edge: int, *, actor: str, reason: str = "") -> dict[int, int]:
        """Make the two ids of a conflict one person, over every rule but a person's size."""
        return self._judge(project, [edge], "accepted", actor, reason)

    def dismiss(self, project: int, edge: int, *, actor: str, reason: str = "") -> None:
        """Leave a conflict as it is and take it off the queue."""
        self._judge(project, [edge], "dismissed", actor, reason)

    def split(
        self, project: int, person: int, ids: Collection[int], *, actor: str, reason: str = ""
    ) -> dict[int, int]:
        """Part the ids with the keys `ids` from the rest of `person`, cutting all between them.

        Raises:
            InvalidDefinition: `ids` is not some but not all of the person's ids.
        """
        with self._graph.changing() as work:
            parted = set(ids)
            members = _members(work, project, person)
            if not parted or not parted < members:
                raise InvalidDefinition(
                    "a split names some of a person's ids, but not all",
                    hint="take them from the person's profile",
                    field="ids",
                )
            for _ in range(_ROUNDS):
                crossing = _crossing(work, parted, members - parted)
                self._record(work, project, crossing, "revoked", actor, reason)
                if not _joined(work, parted, members - parted):
                    break
                members = _whole(work, parted | members)
            return _moved(work)

    def queue(
        self, project: int, *, limit: int = 50, before: datetime | None = None
    ) -> list[EdgeView]:
        """Return conflicts that nobody has decided about, newest first."""
        c = EDGES.c
        return self._views(
            c.project == project, c.status == "blocked", c.why.in_(REVIEWED), c.verdict == "",
            limit=limit, before=before,
        )  # fmt: skip

    def merges(
        self, project: int, *, limit: int = 50, before: datetime | None = None
    ) -> list[EdgeView]:
        """Return the edges that joined people known by user ids, newest first."""
        c = EDGES.c
        return self._views(c.project == project, c.why == "merged", limit=limit, before=before)

    def edges_of(self, project: int, person: int, *, limit: int = 1_000) -> list[EdgeView]:
        """Return every edge at an id of `person`, whatever its status, newest first."""
        ids = sa.select(IDENTIFIERS.c.key).where(
            IDENTIFIERS.c.canonical == person, IDENTIFIERS.c.project == project
        )
        at = sa.or_(EDGES.c.a.in_(ids), EDGES.c.b.in_(ids))
        return self._views(EDGES.c.project == project, at, limit=limit)

    def decisions(self, project: int, *, limit: int = 50) -> list[Decision]:
        """Return what was decided, newest first."""
        c = DECISIONS.c
        wanted = sa.select(c.id, c.edge, c.verdict, c.actor, c.reason, c.at, c.changed)
        mine = wanted.where(c.project == project).order_by(c.id.desc()).limit(limit)
        with self._ledger.read() as connection:
            return [Decision(*row) for row in connection.execute(mine)]

    def _judge(
        self, project: int, edges: Sequence[int], verdict: str, actor: str, reason: str
    ) -> dict[int, int]:
        with self._graph.changing() as work:
            self._record(work, project, edges, verdict, actor, reason)
            return _moved(work)

    def _record(
        self,
        work: Work,
        project: int,
        edges: Collection[int],
        verdict: str,
        actor: str,
        reason: str,
    ) -> None:
        c = EDGES.c
        found = work.connection.execute(
            sa.select(c.id, c.a, c.b).where(c.id.in_(edges), c.project == project)
        ).all()
        if len(found) < len(set(edges)):
            raise NotFound("there is no such edge in this project", hint="look at the profile")
        work.connection.execute(sa.update(EDGES).where(c.id.in_(edges)).values(verdict=verdict))
        change = work.settle(project, touched={key for row in found for key in (row.a, row.b)})
        changed = {
            show_person(key): [show_person(change.before[key]), show_person(person)]
            for key, person in list(change.people.items())[:_SHOWN]
        }
        told = {"project": project, "verdict": verdict, "actor": actor, "reason": reason,
                "at": self._clock.now(), "changed": changed}  # fmt: skip
        if found:
            work.connection.execute(
                sa.insert(DECISIONS), [{"edge": row.id, **told} for row in found]
            )

    def _views(
        self, *which: sa.ColumnElement[bool], limit: int, before: datetime | None = None
    ) -> list[EdgeView]:
        c, a, b = EDGES.c, IDENTIFIERS.alias("a_names"), IDENTIFIERS.alias("b_names")
        wanted = (
            sa.select(EDGES, a.c.value.label("a_value"), b.c.value.label("b_value"),
                      a.c.canonical.label("a_person"), b.c.canonical.label("b_person"))
            .join(a, (a.c.key == c.a) & (a.c.type == c.a_type))
            .join(b, (b.c.key == c.b) & (b.c.type == c.b_type))
            .where(*which)
            .order_by(c.ts.desc(), c.id)
            .limit(limit)
        )  # fmt: skip
        if before is not None:
            wanted = wanted.where(c.ts < sa.literal(micros(before)))
        with self._ledger.read() as connection:
            return [_view(row) for row in connection.execute(wanted)]


def _view(row: Any) -> EdgeView:
    return EdgeView(
        row.id,
        Identifier(row.a_type, row.a_value),
        Identifier(row.b_type, row.b_value),
        (row.a_person, row.b_person),
        row.rule,
        from_micros(row.ts),
        row.event_id,
        row.source,
        row.status,
        row.why,
        row.verdict,
    )


def _members(work: Work, project: int, person: int) -> set[int]:
    c = IDENTIFIERS.c
    wanted = sa.select(c.key).where(c.canonical == person, c.project == project)
    return set(work.connection.execute(wanted).scalars())


def _whole(work: Work, keys: Collection[int]) -> set[int]:
    """Return all ids of the people that `keys` belong to now."""
    c = IDENTIFIERS.c
    people = sa.select(c.canonical).where(c.key.in_(keys))
    return set(work.connection.execute(sa.select(c.key).where(c.canonical.in_(people))).scalars())


def _crossing(work: Work, here: Collection[int], there: Collection[int]) -> list[int]:
    c = EDGES.c
    across = sa.or_(c.a.in_(here) & c.b.in_(there), c.a.in_(there) & c.b.in_(here))
    wanted = sa.select(c.id).where(across, c.rule != "trait", c.verdict != "revoked")
    return list(work.connection.execute(wanted).scalars())


def _joined(work: Work, here: Collection[int], there: Collection[int]) -> bool:
    c = IDENTIFIERS.c
    people = [
        set(work.connection.execute(sa.select(c.canonical).where(c.key.in_(keys))).scalars())
        for keys in (here, there)
    ]
    return bool(people[0] & people[1])


def _moved(work: Work) -> dict[int, int]:
    return {key: person for change in work.changes for key, person in change.people.items()}
