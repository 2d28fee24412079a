"""Small identity graphs, written as text: `anon:d`, `user:ann`, `email:a@x.org`."""

from __future__ import annotations

from hypothesis import strategies as st

from bellrock.people.claims import ClaimRule, Identifier
from bellrock.people.forest import Edge
from bellrock.people.nodes import edge_id, node
from bellrock.people.resolve import Resolution

PROJECT = 1
_TYPES = {"anon": "anonymous_id", "user": "user_id"}

_IDS = st.sampled_from(
    [*(f"anon:d{i}" for i in range(4)), *(f"user:u{i}" for i in range(5)), "anon:u0", "email:e"]
)
_RULES: st.SearchStrategy[ClaimRule] = st.sampled_from(
    ["login", "login", "login", "alias", "merge", "verified"]
)
EDGES = st.lists(
    st.tuples(_IDS, _IDS, _RULES, st.integers(0, 4)).filter(lambda e: e[0][5:] != e[1][5:]),
    max_size=14,
)


def identifier(text: str) -> Identifier:
    """Return the identifier that `text` writes."""
    kind, value = text.split(":", 1)
    return Identifier(_TYPES.get(kind, kind), value)


def edge(a: str, b: str, rule: ClaimRule, ts: int, event_id: str = "") -> Edge:
    """Return the edge between two ids in writing."""
    x, y = sorted((node(PROJECT, identifier(a)), node(PROJECT, identifier(b))))
    return Edge(edge_id(PROJECT, x, y, rule), x, y, rule, ts, event_id or f"{a}{b}{rule}{ts}")


def key(value: str) -> int:
    """Return the key of a user id or device, or of `type:value`."""
    kind, _, rest = value.partition(":")
    return node(PROJECT, Identifier(kind, rest) if rest else Identifier("user_id", value)).key


def named(got: Resolution) -> dict[str, str]:
    """Return who is who by value, of the ids that the tests use."""
    values = ["d", "ann", "bob", "email:a@x.org", *(f"d{i}" for i in range(9))]
    names = {key(value): value for value in values}
    return {names[k]: names[c] for k, c in got.canonical.items()}
