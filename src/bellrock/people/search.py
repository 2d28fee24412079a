"""Who is meant by a few letters? People by how an id begins, and by what their name holds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import sqlalchemy as sa

from bellrock.core.errors import NotFound
from bellrock.people.rules import Rules
from bellrock.people.whereabouts import find, holder
from bellrock.query.binder import Binder
from bellrock.query.relation import IdentityState, who_expression
from bellrock.query.sql import Sql
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import IDENTIFIERS

NAMING = ("email", "name", "phone", "first_name", "last_name", "firstName", "lastName")
"""Traits that a search looks into."""
FOUND = 500
"""People a search looks at, at most."""


def search(
    ledger: Ledger, lake: Lake, project: int, identity: IdentityState, text: str, rules: Rules
) -> list[int]:
    """Return people who have an id that begins with `text`, or whose name holds it; by key."""
    c, start = IDENTIFIERS.c, text.strip()
    between = c.value >= start, c.value < start + "\U0010ffff"
    keys = sa.select(c.key).where(c.project == project, *between)
    with ledger.read() as connection:
        named = connection.execute(keys.distinct().limit(FOUND)).scalars().all()
        holders = [holder(connection, project, key) for key in named]
    found = [person for person in holders if person is not None]
    with suppress(NotFound):
        found.insert(0, find(ledger, lake, rules, project, start))
    found += [who for (who,) in lake.rows(_named_sql(project, identity, start.lower()))]
    return sorted(list(dict.fromkeys(found))[:FOUND])


def _named_sql(project: int, identity: IdentityState, text: str) -> Sql:
    """Find people by how an id on their events begins, and by what a naming trait holds."""
    binder = Binder()
    mine, mark = binder.bind(project, "UInt32"), binder.text(text)
    person = who_expression(replace(identity, visits=False))
    begins = " or ".join(
        f"startsWith(lowerUTF8({column}), {mark})" for column in ("user_id", "anonymous_id")
    )
    return binder.sql(f"""
    select {person} as who from trait_ops
    where project = {mine} and trait in {binder.bind(list(NAMING), "Array(String)")}
      and position(lowerUTF8(value), {mark}) > 0
    limit 1 by who limit {FOUND}
    union all
    select {who_expression(identity)} as who from events
    where project = {mine} and ({begins})
    limit 1 by who limit {FOUND}
    """)
