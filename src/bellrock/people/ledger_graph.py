"""What does the ledger know of ids and edges? Rows in and out, in as few statements as possible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.people.forest import Edge, Node
from bellrock.people.resolve import Outcome
from bellrock.store import upsert
from bellrock.store.schema_people import EDGES, IDENTIFIERS, IDENTITY, PUBLICATIONS

_CHUNK = 5_000
_EDGE = EDGES.c
_WHOLE = (_EDGE.id, _EDGE.a, _EDGE.a_type, _EDGE.b, _EDGE.b_type, _EDGE.rule, _EDGE.ts,
          _EDGE.event_id, _EDGE.verdict, _EDGE.status, _EDGE.why)  # fmt: skip


class Place(NamedTuple):
    """Where an id stands: its person, and whether it is shared by several or kept out."""

    canonical: int
    shared: bool = False
    quarantined: bool = False


@dataclass
class Part:
    """A part of a project's graph, large enough to decide about the ids in `whole`.

    The ids in `far` are there to tell whether the devices in `passed` are shared; what lies behind
    `shut` ids is left out.
    """

    edges: dict[int, Edge] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    named: set[tuple[int, str]] = field(default_factory=set)
    values: dict[int, str] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    far: set[int] = field(default_factory=set)
    passed: set[int] = field(default_factory=set)
    shut: set[int] = field(default_factory=set)


def read_places(connection: Connection, part: Part, keys: Collection[int]) -> None:
    """Add to `part` where the ids `keys` stand; one that nobody named yet stands alone."""
    c = IDENTIFIERS.c
    wanted = sa.select(c.key, c.type, c.value, c.canonical, c.shared, c.quarantined)
    for some in chunks(keys):
        for key, type_, value, *place in connection.execute(wanted.where(c.key.in_(some))).all():
            part.named.add((key, type_))
            part.values[key] = value
            part.places[key] = Place(*place)
    for key in keys:
        part.places.setdefault(key, Place(key))


def known_edges(connection: Connection, ids: Collection[int]) -> dict[int, Any]:
    """Return the rows of the edges `ids`, as far as they are known."""
    wanted = sa.select(_EDGE.id, _EDGE.ts, _EDGE.event_id, _EDGE.status, _EDGE.why, _EDGE.verdict)
    return {
        row.id: row
        for some in chunks(ids)
        for row in connection.execute(wanted.where(_EDGE.id.in_(some))).all()
    }


def write_edges(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Store new edges; of one that is known keep the earlier sighting, and its verdict."""
    if not rows:
        return
    insert = upsert(connection, EDGES)
    new, earlier = insert.excluded, ("ts", "event_id", "source")
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["id"],
            set_={
                **{name: new[name] for name in earlier}, "status": new.status, "why": new.why,
            },
        ),
        rows,
    )  # fmt: skip


def write_outcomes(connection: Connection, outcomes: Mapping[int, Outcome]) -> None:
    """Store what became of edges."""
    if outcomes:
        connection.execute(
            sa.update(EDGES).where(_EDGE.id == sa.bindparam("edge")),
            [{"edge": i, "status": o.status, "why": o.why} for i, o in outcomes.items()],
        )


def write_names(
    connection: Connection, project: int, nodes: Iterable[Node], places: Mapping[int, Place]
) -> None:
    """Store ids that were not known under their type yet."""
    rows = [
        {"key": n.key, "type": n.type, "project": project, "value": n.value, "version": 0}
        | places[n.key]._asdict()
        for n in nodes
    ]
    if rows:
        connection.execute(upsert(connection, IDENTIFIERS).on_conflict_do_nothing(), rows)


def write_places(connection: Connection, places: Mapping[int, Place], version: int) -> None:
    """Store where ids stand now."""
    if places:
        connection.execute(
            sa.update(IDENTIFIERS).where(IDENTIFIERS.c.key == sa.bindparam("id")),
            [{"id": key, "version": version, **p._asdict()} for key, p in places.items()],
        )


def next_version(connection: Connection, done: Collection[int]) -> int:
    """Return a number above all before, which the lake has yet to learn; forget those `done`."""
    c = PUBLICATIONS.c
    newest = connection.execute(sa.select(sa.func.max(c.version))).scalar_one() or 0
    connection.execute(sa.insert(PUBLICATIONS).values(version=newest + 1, pending=True))
    connection.execute(
        sa.delete(PUBLICATIONS).where(
            sa.or_(c.version.in_(list(done)), ~c.pending), c.version <= newest
        )
    )
    return newest + 1


def flag_project(connection: Connection, project: int, *, overrides: bool, visits: bool) -> None:
    """Record that a project has ids of other people, or shared devices; never taken back."""
    row = {"project": project, "overrides": overrides, "visits": visits, "rules": None}
    insert, c = upsert(connection, IDENTITY).values(**row), IDENTITY.c
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["project"],
            set_={
                "overrides": sa.or_(c.overrides, sa.literal(overrides)),
                "visits": sa.or_(c.visits, sa.literal(visits)),
            },
        )
    )


def chunks(keys: Collection[int]) -> Iterator[list[int]]:
    """Cut `keys` into lists short enough for one statement."""
    listed = list(keys)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def edges_at(
    connection: Connection, keys: Collection[int], which: sa.ColumnElement[bool]
) -> Iterator[Any]:
    """Read the rows of edges at `keys` that fulfil `which`; one between two of them comes twice."""
    for some in chunks(keys):
        for end in (_EDGE.a, _EDGE.b):
            wanted = sa.select(*_WHOLE).where(end.in_(some), which)
            yield from connection.execute(wanted).all()
