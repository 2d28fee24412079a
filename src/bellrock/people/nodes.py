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


def edge_of(claim: Claim, a: Identifier, b: Identifier) -> Edge:
    """Return what `claim`, whose ids in normal form are `a` and `b`, says about the graph."""
    ends = (node(claim.project, a), node(claim.project, b))
    first, second = sorted(ends)
    edge = edge_id(claim.project, first, second, claim.rule)
    return Edge(edge, first, second, claim.rule, micros(claim.ts), claim.event_id)
