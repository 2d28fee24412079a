"""What would other rules make of the same claims? Tried on a scratch graph; nothing changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bellrock.core.time import Clock, micros
from bellrock.people.forest import Edge, Node
from bellrock.people.resolve import Resolution, resolve
from bellrock.people.rules import CARRIERS, Rules
from bellrock.store import Ledger
from bellrock.store.schema_people import EDGES, IDENTIFIERS

_BIGGEST = 10


@dataclass(frozen=True)
class Shape:
    """What rules make of a project's claims: ids that carry events, the people they are, and more.

    `biggest` holds person and number of ids, most first; `outcomes` counts edges by what became
    of them.
    """

    ids: int
    people: int
    shared_devices: int
    quarantined: int
    biggest: tuple[tuple[int, int], ...]
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Simulation:
    """The same claims under the rules as they are and as proposed; `moved` ids change person.

    Claims with values that are blocked now were not kept, so unblocking a value shows nothing.
    """

    now: Shape
    then: Shape
    moved: int


def simulate(
    ledger: Ledger, project: int, rules: Rules, proposed: Rules, *, clock: Clock
) -> Simulation:
    """Decide who is who in `project` by both rules, from everything ever claimed.

    Holds the whole graph in memory, at about a kilobyte an edge.
    """
    edges, moment = _edges(ledger, project), micros(clock.now())
    old = resolve(edges, rules, now=moment)
    new = resolve(edges, proposed, now=moment)
    carriers = {n.key for edge in edges for n in (edge.a, edge.b) if n.type in CARRIERS}
    moved = sum(old.canonical[key] != new.canonical[key] for key in carriers)
    return Simulation(_shape(old, carriers), _shape(new, carriers), moved)


def _edges(ledger: Ledger, project: int) -> list[Edge]:
    c, a, b = EDGES.c, IDENTIFIERS.alias("a_names"), IDENTIFIERS.alias("b_names")
    wanted = (
        sa.select(c.id, c.a, c.a_type, a.c.value, c.b, c.b_type, b.c.value,
                  c.rule, c.ts, c.event_id, c.verdict)
        .join(a, (a.c.key == c.a) & (a.c.type == c.a_type))
        .join(b, (b.c.key == c.b) & (b.c.type == c.b_type))
        .where(c.project == project, c.rule != "trait")
    )  # fmt: skip
    with ledger.read() as connection:
        return [
            Edge(edge, Node(*ends[:3]), Node(*ends[3:]), *rest)
            for edge, *both in connection.execute(wanted)
            for ends, rest in [(both[:6], both[6:])]
        ]


def _shape(got: Resolution, carriers: set[int]) -> Shape:
    sizes = Counter(got.canonical[key] for key in carriers)
    return Shape(
        ids=len(carriers),
        people=len(sizes),
        shared_devices=len(got.shared),
        quarantined=len(got.quarantined),
        biggest=tuple(sorted(sizes.items(), key=lambda p: (-p[1], p[0]))[:_BIGGEST]),
        outcomes=Counter(f"{o.status}:{o.why}" for o in got.outcomes.values()),
    )
