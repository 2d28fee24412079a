"""Under which keys are one person's events stored, and who is meant by a text?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bellrock.core.errors import NotFound
from bellrock.core.ids import person_key, read_person
from bellrock.people.claims import Identifier
from bellrock.people.nodes import node
from bellrock.people.rules import CARRIERS, Rules
from bellrock.query.binder import Binder
from bellrock.query.relation import IdentityState, who_expression
from bellrock.store import Lake, Ledger
from bellrock.store.schema_people import EDGES, IDENTIFIERS

_ID, _EDGE = IDENTIFIERS.c, EDGES.c


@dataclass(frozen=True)
class Keys:
    """The keys a person's events may carry; on shared devices only some visits are theirs."""

    own: tuple[int, ...]
    shared: tuple[int, ...] = ()


@dataclass(frozen=True)
class Identity:
    """One id of a person; `stated` where they only said so, and others may have said the same."""

    type: str
    value: str
    key: int
    shared: bool = False
    stated: bool = False


def keys_of(connection: Connection, project: int, person: int) -> Keys:
    """Return the keys under which events of `person` may be stored."""
    mine = _ID.canonical == person, _ID.project == project, _ID.type.in_(CARRIERS)
    own = {person, *connection.execute(sa.select(_ID.key).where(*mine)).scalars()}
    blocked = _EDGE.rule == "login", _EDGE.why.in_(["shared_device", "conflict"])
    near = [
        sa.select(there).where(here.in_(own), *blocked)
        for here, there in ((_EDGE.a, _EDGE.b), (_EDGE.b, _EDGE.a))
    ]
    devices = sa.select(_ID.key).where(sa.or_(*(_ID.key.in_(ends) for ends in near)), _ID.shared)
    return Keys(tuple(own), tuple(set(connection.execute(devices).scalars()) - own))


def identities_of(connection: Connection, project: int, person: int) -> list[Identity]:
    """Return the ids of `person`, those that were only stated last."""
    wanted = sa.select(_ID.type, _ID.value, _ID.key, _ID.shared)
    mine = wanted.where(_ID.canonical == person, _ID.project == project)
    own = [Identity(*row) for row in connection.execute(mine.order_by(_ID.type, _ID.value))]
    keys = {person, *(one.key for one in own)}
    said = _EDGE.rule == "trait", _EDGE.status == "active"
    near = [
        sa.select(there).where(here.in_(keys), *said)
        for here, there in ((_EDGE.a, _EDGE.b), (_EDGE.b, _EDGE.a))
    ]
    others = wanted.where(sa.or_(*(_ID.key.in_(ends) for ends in near)), _ID.canonical != person)
    told = connection.execute(others.order_by(_ID.type, _ID.value))
    return own + [Identity(*row, stated=True) for row in told]


def events_where(
    binder: Binder, project: int, person: int, keys: Keys, identity: IdentityState
) -> str:
    """Return the condition that an event is one of `person`; the engine finds it by the keys."""
    every = binder.bind([*keys.own, *keys.shared], "Array(UInt64)")
    condition = f"project = {binder.bind(project, 'UInt32')} and person in {every}"
    if not keys.shared and not identity.visits:
        return condition
    return f"{condition} and {who_expression(identity)} = {binder.bind(person, 'UInt64')}"


def find(ledger: Ledger, lake: Lake, rules: Rules, project: int, text: str) -> int:
    """Return the person meant by `text`: an id's value, `type:value`, or a key in hexadecimal.

    An id that carries events goes before an e-mail address or phone number; of several people who
    stated the same address, the one who proved it or else said so first is meant.

    Raises:
        NotFound: nobody in the project goes by it.
    """
    text = text.strip()
    carried, shown = person_key(project, text), read_person(text)
    with ledger.read() as connection:
        found = _canonical(connection, project, carried)
        for identifier in _readings(connection, project, text) if found is None else ():
            found = holder(connection, project, node(project, rules.normal(identifier)).key)
            if found is not None:
                break
        if found is None and shown is not None:
            found = _canonical(connection, project, shown)
    if found is not None:
        return found
    kind, _, value = text.partition(":")
    typed = person_key(project, value) if value and kind in CARRIERS else None
    for key in (carried, typed, shown):
        if text and key is not None and _has_events(lake, project, key):
            return key
    raise NotFound(f"nobody goes by {text!r}", hint="give an id, an e-mail address or a person key")


def _readings(connection: Connection, project: int, text: str) -> Iterable[Identifier]:
    """Return what `text` may name besides an id that carries events."""
    kind, mark, value = text.partition(":")
    if mark and value:
        yield Identifier(kind, value)
    types = sa.select(_ID.type).where(_ID.project == project, _ID.value == text)
    known = {"email", "phone", *connection.execute(types.distinct()).scalars()} - set(CARRIERS)
    for type_name in sorted(known):
        yield Identifier(type_name, text)


def _canonical(connection: Connection, project: int, key: int) -> int | None:
    wanted = sa.select(_ID.canonical).where(_ID.key == key, _ID.project == project).limit(1)
    return connection.execute(wanted).scalar_one_or_none()


def holder(connection: Connection, project: int, key: int) -> int | None:
    """Return the person who holds the id `key`: joined to it, or the first to have stated it."""
    wanted = sa.select(_ID.canonical, _ID.type).where(_ID.key == key, _ID.project == project)
    stands = connection.execute(wanted.limit(1)).one_or_none()
    if stands is None or stands.canonical != key or stands.type in CARRIERS:
        return None if stands is None else stands.canonical
    said = _EDGE.project == project, _EDGE.rule.in_(["trait", "verified"]), _EDGE.status == "active"
    tellers = [
        sa.select(_EDGE.rule, _EDGE.ts, _EDGE.event_id, there).where(here == key, *said)
        for here, there in ((_EDGE.a, _EDGE.b), (_EDGE.b, _EDGE.a))
    ]
    rows = [row for wanted in tellers for row in connection.execute(wanted)]
    first = min(rows, key=lambda row: (row[0] != "verified", row[1], row[2]), default=None)
    return None if first is None else _canonical(connection, project, first[3])


def _has_events(lake: Lake, project: int, key: int) -> bool:
    binder = Binder()
    where = f"project = {binder.bind(project, 'UInt32')} and person = {binder.bind(key, 'UInt64')}"
    tables = ("events", "trait_ops")
    texts = [f"select 1 as one from {table} where {where} limit 1" for table in tables]
    return bool(lake.rows(binder.sql(" union all ".join(texts))))
