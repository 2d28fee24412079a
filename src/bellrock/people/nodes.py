"""How is an id named inside the graph? Digests of ids and of pairs of ids."""

from __future__ import annotations

from bellrock.core.bucket import digest64
from bellrock.core.ids import person_key
from bellrock.core.time import micros
from bellrock.people.claims import Claim, Identifier
from bellrock.people.forest import Edge, Node
from bellrock.people.rules import CARRIERS


def node(project: int, identifier: Identifier) -> Node:
    """Return the node of `identifier`: its person's key if it carries events, else its own."""
    if identifier.type in CARRIERS:
        key = person_key(project, identifier.value)
    else:
        key = digest64("identifier", str(project), identifier.type, identifier.value)
    return Node(key, identifier.type, identifier.value)


def edge_id(project: int, a: Node, b: Node, rule: str) -> int:
    """Return the digest of a pair under a rule; the nodes come in order."""
    return digest64("edge", str(project), a.type, a.value, b.type, b.value, rule)


def edge_of(claim: Claim) -> Edge:
    """Return what `claim`, whose ids are normal, says about the graph."""
    first, second = node(claim.project, claim.a), node(claim.project, claim.b)
    a, b = (first, second) if first <= second else (second, first)
    ts = micros(claim.ts)
    return Edge(edge_id(claim.project, a, b, claim.rule), a, b, claim.rule, ts, claim.event_id)
