"""What do a batch of claims add to what is known? Old news is told from new, cheaply.

Every claim gets an outcome: attached or merged where its ids are one person now, `blocked:why`
where they are kept apart, `queued:why` where somebody may want to look at that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bellrock.core.ids import visit_key
from bellrock.core.time import from_micros
from bellrock.people import ledger_graph
from bellrock.people.claims import Claim
from bellrock.people.forest import Edge
from bellrock.people.nodes import edge_of
from bellrock.people.resolve import REVIEWED, Outcome
from bellrock.people.rules import Rules
from bellrock.people.seen import Memory, Seen
from bellrock.people.settle import Sighting
from bellrock.store import Ledger

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass
class News:
    """What of a batch was not known yet."""

    fresh: dict[int, dict[int, Sighting]] = field(default_factory=dict)
    """Edges that are new, or seen earlier than known, by project and id."""
    logins: dict[tuple[int, int, datetime], dict[str, Any]] = field(default_factory=dict)
    """Rows of `logins`, by visit, user and moment."""
    seen: list[Seen] = field(default_factory=list)
    """What is known of each claim, in their order."""


class Observer:
    """Tells new claims from old ones."""

    def __init__(self, ledger: Ledger, rules: Callable[[int], Rules], *, room: int) -> None:
        """Remember up to `room` pairs of ids; `rules` gives a project's rules."""
        self._ledger = ledger
        self._rules = rules
        self._memory = Memory(room)

    def sift(self, claims: Sequence[Claim]) -> News:
        """Return what is new in `claims`."""
        news = News()
        first: dict[int, tuple[Claim, Edge]] = {}
        for claim in claims:
            seen = self._memory.get((claim.project, claim.a, claim.b, claim.rule))
            if seen is None:
                seen = self._meet(claim, first)
            elif seen.edge and seen.is_earlier(claim.ts, claim.event_id):
                _note(first, claim, self._edge(claim))
            if seen.device:
                self._sign_in(news, claim, seen)
            news.seen.append(seen)
        self._compare(news, first)
        return news

    def learn(self, outcomes: dict[int, Outcome]) -> None:
        """Remember what became of edges."""
        for edge, outcome in outcomes.items():
            seen = self._memory.by_edge(edge)
            if seen is not None:
                seen.outcome = in_a_word(outcome)

    def forget(self) -> None:
        """Start with an empty memory."""
        self._memory.clear()

    def _meet(self, claim: Claim, first: dict[int, tuple[Claim, Edge]]) -> Seen:
        """Remember a pair that is not in memory; whether the ledger knows it shows later."""
        pair = (claim.project, claim.a, claim.b, claim.rule)
        rules, edge = self._rules(claim.project), self._edge(claim)
        if any(rules.is_blocked(node.type, node.value) for node in (edge.a, edge.b)):
            seen = Seen(0, _NEVER, "", "blocked:value")
        elif edge.a.key == edge.b.key:
            seen = Seen(0, _NEVER, "", "attached")
        else:
            known = self._memory.by_edge(edge.id)  # the same pair, written otherwise
            seen = known or Seen(edge.id, claim.ts, claim.event_id, "")
            if known is None or known.is_earlier(claim.ts, claim.event_id):
                _note(first, claim, edge)
            _mark_login(seen, edge)
        self._memory.remember(pair, seen)
        return seen

    def _edge(self, claim: Claim) -> Edge:
        rules = self._rules(claim.project)
        return edge_of(claim, rules.normal(claim.a), rules.normal(claim.b))

    def _sign_in(self, news: News, claim: Claim, seen: Seen) -> None:
        session = claim.session or claim.ts.astimezone(UTC).date().isoformat()
        if seen.signs_in(session, claim.ts):
            visit = visit_key(claim.project, seen.device_id, session)
            news.logins[(visit, seen.user, claim.ts)] = {
                "project": claim.project, "device": seen.device, "visit": visit,
                "person": seen.user, "ts": claim.ts,
            }  # fmt: skip

    def _compare(self, news: News, first: dict[int, tuple[Claim, Edge]]) -> None:
        """Keep of the edges in `first` those that the ledger does not know, or only from later."""
        if not first:
            return
        with self._ledger.read() as connection:
            known = ledger_graph.known_edges(connection, first.keys())
        for edge_id, (claim, edge) in first.items():
            row, seen = known.get(edge_id), self._memory.by_edge(edge_id)
            when = (edge.ts, edge.event_id)
            if row is None or when < (row.ts, row.event_id):
                sighting = Sighting(edge, claim.source)
                news.fresh.setdefault(claim.project, {})[edge_id] = sighting
            else:
                when = (row.ts, row.event_id)
            if seen is not None:
                seen.ts, seen.event_id = from_micros(when[0]), when[1]
                seen.outcome = in_a_word(Outcome(row.status, row.why)) if row else seen.outcome


def in_a_word(outcome: Outcome) -> str:
    """Return `outcome` as it is recorded on events."""
    if outcome.status == "active":
        return outcome.why
    if outcome.status == "blocked" and outcome.why in REVIEWED:
        return f"queued:{outcome.why}"
    return f"blocked:{outcome.why}"


def _note(first: dict[int, tuple[Claim, Edge]], claim: Claim, edge: Edge) -> None:
    known = first.get(edge.id)
    if known is None or (edge.ts, edge.event_id) < (known[1].ts, known[1].event_id):
        first[edge.id] = (claim, edge)


def _mark_login(seen: Seen, edge: Edge) -> None:
    """Note on `seen` which end is the device and which the user, where it is such a login."""
    if edge.rule == "login":
        for a, b in ((edge.a, edge.b), (edge.b, edge.a)):
            if a.type == "anonymous_id" and b.type == "user_id":
                seen.device, seen.device_id, seen.user = a.key, a.value, b.key
