"""Is deciding about the neighbourhood of a claim the same as deciding about everything?"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellrock.people.claims import ClaimRule
from bellrock.people.forest import Edge
from bellrock.people.resolve import Resolution, resolve
from bellrock.people.rules import DEFAULT_RULES, Limit, Rules
from bellrock.people.settle import Settling, Sighting
from bellrock.store import Ledger
from bellrock.store.schema_people import EDGES as STORED
from bellrock.store.schema_people import IDENTIFIERS
from people.graphs import EDGES, edge

_FEW = replace(DEFAULT_RULES.type_of("anonymous_id"), limit=Limit(2))
SMALL = Rules(
    types={**DEFAULT_RULES.types, "anonymous_id": _FEW},
    max_component=5,
    max_merges=1,
    max_strong_links=3,
)
Told = tuple[str, str, ClaimRule, int]


class Nothing(Exception):
    """Undoes a transaction."""


@pytest.mark.parametrize("policy", ["session_scoped", "first_user", "last_user"])
@given(log=EDGES, data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_batch_and_verdict_leaves_what_all_edges_at_once_say(
    sqlite_ledger: Ledger, policy: str, log: list[Told], data: st.DataObject
) -> None:
    rules = replace(SMALL, shared_device=policy)
    edges = {e.id: e for e in (edge(*told) for told in log)}
    with pytest.raises(Nothing), sqlite_ledger.write() as connection:
        stored: dict[int, Edge] = {}
        for part in cut(data, list(edges.values())):
            stored |= {e.id: e for e in part}
            settle(connection, rules, part)
            assert_same(connection, resolve(stored.values(), rules))
        some = st.lists(st.sampled_from(list(edges.values())), max_size=3) if edges else st.just([])
        for one in data.draw(some):
            verdict = data.draw(st.sampled_from(["revoked", "accepted", ""]))
            stored[one.id] = stored[one.id]._replace(verdict=verdict)
            change = sa.update(STORED).where(STORED.c.id == one.id).values(verdict=verdict)
            connection.execute(change)
            settle(connection, rules, [], touched={one.a.key, one.b.key})
            assert_same(connection, resolve(stored.values(), rules))
        raise Nothing


def cut(data: st.DataObject, edges: list[Edge]) -> list[list[Edge]]:
    shuffled = data.draw(st.permutations(edges))
    at = sorted(data.draw(st.lists(st.integers(0, len(edges)), max_size=6)))
    return [shuffled[i:j] for i, j in zip([0, *at], [*at, len(edges)], strict=True)]


def settle(
    connection: sa.Connection, rules: Rules, fresh: list[Edge], touched: Set[int] = frozenset()
) -> None:
    settling = Settling(connection, 1, rules, now=0, done=())
    settling.settle({e.id: Sighting(e, "test") for e in fresh}, touched=touched)


def assert_same(connection: sa.Connection, got: Resolution) -> None:
    edges = connection.execute(sa.select(STORED.c.id, STORED.c.status, STORED.c.why))
    assert {row.id: (row.status, row.why) for row in edges} == dict(got.outcomes)
    c = IDENTIFIERS.c
    places = connection.execute(sa.select(c.key, c.canonical, c.shared, c.quarantined)).all()
    assert {row.key: row.canonical for row in places} == dict(got.canonical)
    assert {row.key for row in places if row.shared} == got.shared
    assert {row.key for row in places if row.quarantined} == got.quarantined
