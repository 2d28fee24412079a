"""What are these people called? Their strongest id, e-mail address and name, many at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.people.ledger_graph import chunks
from bellrock.people.rules import CARRIERS
from bellrock.query.binder import Binder
from bellrock.query.relation import IdentityState
from bellrock.query.sql import Sql
from bellrock.query.traits import LATEST, Fold, trait_text
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import IDENTIFIERS

_TOLD = ("email", "name")


@dataclass(frozen=True)
class Label:
    """What a person is called; empty where it is not known."""

    person: int
    id: str
    email: str
    name: str


def labels(
    ledger: Ledger, lake: Lake, project: int, people: Sequence[int],
    *, identity: IdentityState, folds: Mapping[str, Fold],
) -> list[Label]:  # fmt: skip
    """Return what each of `people` is called, in their order."""
    if not people:
        return []
    with ledger.read() as connection:
        owners = _owners(connection, project, people)
        ids = _ids(connection, people)
    keys = sorted({*owners, *people})
    told: dict[tuple[int, str], str] = {}
    for name in _TOLD:
        fold = folds.get(name, LATEST)
        for who, value in lake.rows(_traits_sql(project, name, keys, identity, fold)):
            said = json.loads(value)
            told[who, name] = said if isinstance(said, str) else str(value)
    ids |= _ids_used(lake, project, [one for one in people if one not in ids])
    return [
        Label(one, ids.get(one, ""), *(told.get((one, name), "") for name in _TOLD))
        for one in people
    ]


def _owners(connection: Connection, project: int, people: Sequence[int]) -> set[int]:
    """Return the keys that belong to `people`, besides their own."""
    c = IDENTIFIERS.c
    return {
        key
        for some in chunks(people)
        for key in connection.execute(
            sa.select(c.key).where(
                c.canonical.in_(some), c.project == project, c.type.in_(CARRIERS)
            )
        ).scalars()
    }


def _ids(connection: Connection, people: Sequence[int]) -> dict[int, str]:
    c = IDENTIFIERS.c
    return {
        row.key: row.value
        for some in chunks(people)
        for row in connection.execute(
            sa.select(c.key, c.value).where(c.key.in_(some), c.type.in_(CARRIERS))
        )
    }


def _traits_sql(
    project: int, name: str, keys: Sequence[int], identity: IdentityState, fold: Fold
) -> Sql:
    binder = Binder()
    only = f"person in {binder.bind(list(keys), 'Array(UInt64)')}"
    text = trait_text(binder, project, [name], fold, identity=identity, only=only)
    return binder.sql(f"select who, value from ({text})")


def _ids_used(lake: Lake, project: int, people: Sequence[int]) -> dict[int, str]:
    """Return an id that people of whom nothing was claimed use."""
    if not people:
        return {}
    text = """
    select person, any(if(user_id != '', user_id, anonymous_id)) from events
    where project = {project:UInt32} and person in {keys:Array(UInt64)} group by person
    """
    return dict(lake.rows(Sql(text, {"project": project, "keys": list(people)})))
