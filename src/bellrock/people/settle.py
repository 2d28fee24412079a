"""What changes when claims or decisions come in? The touched components are resolved anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy.engine import Connection

from bellrock.people import ledger_graph
from bellrock.people.forest import Edge, Node
from bellrock.people.ledger_graph import Part, Place
from bellrock.people.neighbourhood import neighbourhood
from bellrock.people.resolve import Outcome, Resolution, resolve
from bellrock.people.rules import CARRIERS, Rules

_ATTACHED = Outcome("active", "attached")
_log = structlog.get_logger("bellrock.people")


@dataclass
class Change:
    """What a batch did to one project's people; `version` 0 where the lake need not know."""

    project: int
    version: int = 0
    people: dict[int, int] = field(default_factory=dict)
    """The ids whose person changed, and to whom."""
    before: dict[int, int] = field(default_factory=dict)
    """Whose they were."""
    devices: set[int] = field(default_factory=set)
    """The devices that are or were shared and whose visits may belong to somebody else now."""
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    """What became of all edges looked at."""


@dataclass(frozen=True)
class Sighting:
    """An edge as a claim tells it, and who told it."""

    edge: Edge
    source: str


class Settling:
    """One project's share of one transaction."""

    def __init__(
        self, connection: Connection, project: int, rules: Rules, *, now: int, done: Collection[int]
    ) -> None:
        """Work within `connection`'s transaction; `done` are versions the lake has learnt."""
        self._connection = connection
        self._rules = rules
        self._now = now
        self._done = done
        self.change = Change(project)

    def settle(
        self,
        fresh: Mapping[int, Sighting],
        *,
        touched: Collection[int] = (),
        logins: Collection[int] = (),
    ) -> Change:
        """Take in `fresh` edges and decide anew about everything that hangs together with them.

        Args:
            touched: Further ids to decide about, with everything behind them.
            logins: Devices on which somebody has signed in, in a visit not known so far.
        """
        joining = [s.edge for s in fresh.values() if s.edge.rule != "trait"]
        nodes = {n for s in fresh.values() for n in (s.edge.a, s.edge.b)}
        start = {n.key for edge in joining for n in (edge.a, edge.b)} | set(touched)
        opened = set(touched) | {n.key for n in nodes if n.type == "user_id"}
        part, got = self._decide(joining, start, opened)
        others = {n.key for n in nodes} | set(logins)
        ledger_graph.read_places(self._connection, part, others - part.places.keys())
        self._store(part, got, fresh, nodes, set(logins))
        return self.change

    def _decide(
        self, fresh: list[Edge], start: set[int], opened: set[int]
    ) -> tuple[Part, Resolution]:
        """Resolve the neighbourhood of `start`, and more of it where a device was not shared."""
        by_session = self._rules.shared_device == "session_scoped"
        while True:
            part = neighbourhood(self._connection, start, opened, by_session=by_session)
            for edge in fresh:
                part.edges[edge.id] = _earlier(edge, part.edges.get(edge.id))
            got = resolve(part.edges.values(), self._rules, now=self._now, quarantined=part.shut)
            unread = {got.canonical[key] for key in part.far if key in got.canonical}
            joined = {key for key in part.passed if got.canonical[key] in unread}
            if not joined:
                return part, got
            start = start | joined

    def _store(
        self,
        part: Part,
        got: Resolution,
        fresh: Mapping[int, Sighting],
        nodes: set[Node],
        logins: set[int],
    ) -> None:
        places = {
            key: Place(canonical, key in got.shared, key in got.quarantined)
            for key, canonical in got.canonical.items()
            if key in part.whole
        }
        moved = {key: place for key, place in places.items() if part.places[key] != place}
        self._record(part, places, moved, logins)
        self._write_edges(part, got, fresh)
        stands = part.places | places
        unnamed = [n for n in nodes if (n.key, n.type) not in part.named]
        ledger_graph.write_names(self._connection, self.change.project, unnamed, stands)
        bumped = moved | {key: stands[key] for key in self.change.devices}
        ledger_graph.write_places(self._connection, bumped, self.change.version)
        _warn(self.change, part, got, places)

    def _record(
        self, part: Part, places: Mapping[int, Place], moved: Mapping[int, Place], logins: set[int]
    ) -> None:
        """Note what the lake has to learn, under a version of its own."""
        change, kinds = self.change, _carriers(part)
        for key, place in moved.items():
            if key in kinds and part.places[key].canonical != place.canonical:
                change.people[key] = place.canonical
                change.before[key] = part.places[key].canonical
        stands = part.places | dict(places)
        looked = logins | places.keys()
        change.devices = {k for k in looked if stands[k].shared or part.places[k].shared}
        if moved or change.devices:
            change.version = ledger_graph.next_version(self._connection, self._done)
            ledger_graph.flag_project(
                self._connection,
                change.project,
                overrides=bool(change.people),
                visits=bool(change.devices),
            )

    def _write_edges(self, part: Part, got: Resolution, fresh: Mapping[int, Sighting]) -> None:
        rows = []
        for edge_id, sighting in fresh.items():
            outcome = got.outcomes.get(edge_id, _ATTACHED)  # trait edges join nobody
            edge = part.edges.get(edge_id, sighting.edge)
            rows.append(_row(self.change.project, edge, sighting.source, outcome))
            self.change.outcomes[edge_id] = outcome
        ledger_graph.write_edges(self._connection, rows)
        changed = {
            edge_id: outcome
            for edge_id, outcome in got.outcomes.items()
            if edge_id not in fresh
            and part.outcomes[edge_id] != outcome
            and {part.edges[edge_id].a.key, part.edges[edge_id].b.key} & part.whole
        }
        ledger_graph.write_outcomes(self._connection, changed)
        self.change.outcomes |= changed


def _earlier(told: Edge, known: Edge | None) -> Edge:
    if known is None:
        return told
    first = min(told, known, key=lambda edge: (edge.ts, edge.event_id))
    return first._replace(verdict=known.verdict)


def _carriers(part: Part) -> set[int]:
    ends = (node for edge in part.edges.values() for node in (edge.a, edge.b))
    return {node.key for node in ends if node.type in CARRIERS}


def _row(project: int, edge: Edge, source: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": edge.id, "project": project, "a": edge.a.key, "a_type": edge.a.type,
        "b": edge.b.key, "b_type": edge.b.type, "rule": edge.rule, "ts": edge.ts,
        "event_id": edge.event_id, "source": source, "verdict": edge.verdict,
        "status": outcome.status, "why": outcome.why,
    }  # fmt: skip


def _warn(change: Change, part: Part, got: Resolution, places: Mapping[int, Place]) -> None:
    """Say loudly what would otherwise quietly keep people apart."""
    for edge_id, outcome in change.outcomes.items():
        if outcome.why == "component" and part.outcomes.get(edge_id) != outcome:
            edge = part.edges[edge_id]
            _log.warning("a person is full", a=edge.a.value, b=edge.b.value, edge=f"{edge_id:016x}")
    for key in got.quarantined - part.shut:
        if key in places and not part.places[key].quarantined:
            _log.warning("an id is seen with too many users and is kept out", id=f"{key:016x}")
