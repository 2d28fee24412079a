"""Who is meant by many ids at once? A list of them, found in a few statements a thousand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.core.errors import NotFound
from bellrock.core.ids import person_key, read_person
from bellrock.people.claims import Identifier
from bellrock.people.ledger_graph import chunks
from bellrock.people.nodes import node
from bellrock.people.rules import CARRIERS, Rules
from bellrock.people.whereabouts import find
from bellrock.query.sql import Sql
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import IDENTIFIERS

_AT_ONCE = 2_000
_EVENTS = """
select distinct person from {table}
where project = {{project:UInt32}} and person in {{keys:Array(UInt64)}}
"""


def find_several(
    ledger: Ledger, lake: Lake, rules: Rules, project: int, texts: Sequence[str]
) -> list[int | None]:
    """Return the person meant by each of `texts`, as `find` says; None where nobody is.

    Ids that carry events are looked up together; what else a text may be, one by one.
    """
    said = [text.strip() for text in texts]
    keys = [person_key(project, text) for text in said]
    with ledger.read() as connection:
        people = _canonical(connection, project, keys)
        left = [text for text, key in zip(said, keys, strict=True) if key not in people]
        odd = _odd(connection, rules, project, left)
    stored = _stored(lake, project, [key for key in keys if key not in people])
    found: list[int | None] = []
    for text, key in zip(said, keys, strict=True):
        if text in odd:
            found.append(_alone(ledger, lake, rules, project, text))
        else:
            found.append(people.get(key, key if key in stored and text else None))
    return found


def _odd(connection: Connection, rules: Rules, project: int, texts: Sequence[str]) -> set[str]:
    """Return those of `texts` that may name somebody by more than an id that carries events."""
    odd = {text for text in texts if ":" in text or read_person(text) is not None}
    c = IDENTIFIERS.c
    plain = sorted(set(texts) - odd)
    for start in range(0, len(plain), _AT_ONCE):
        some = plain[start : start + _AT_ONCE]
        nodes: dict[int, set[str]] = {}  # one address may be written in several ways
        for text in some:
            for kind in ("email", "phone"):
                meant = node(project, rules.normal(Identifier(kind, text)))
                nodes.setdefault(meant.key, set()).add(text)
        wanted = sa.select(c.value).where(
            c.project == project, c.value.in_(some), c.type.not_in(CARRIERS)
        )
        odd.update(connection.execute(wanted.distinct()).scalars())
        for keys in chunks(nodes):
            told = sa.select(c.key).where(c.project == project, c.key.in_(keys))
            odd.update(*(nodes[key] for key in connection.execute(told).scalars()))
    return odd


def _alone(ledger: Ledger, lake: Lake, rules: Rules, project: int, text: str) -> int | None:
    try:
        return find(ledger, lake, rules, project, text)
    except NotFound:
        return None


def _canonical(connection: Connection, project: int, keys: Collection[int]) -> dict[int, int]:
    c = IDENTIFIERS.c
    return {
        key: canonical
        for some in chunks(keys)
        for key, canonical in connection.execute(
            sa.select(c.key, c.canonical).where(
                c.key.in_(some), c.project == project, c.type.in_(CARRIERS)
            )
        )
    }


def _stored(lake: Lake, project: int, keys: Sequence[int]) -> set[int]:
    if not keys:
        return set()
    params = {"project": project, "keys": list(keys)}
    tables = ("events", "trait_ops")
    return {
        key for table in tables for key in lake.numbers(Sql(_EVENTS.format(table=table), params))
    }
