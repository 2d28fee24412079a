"""Which events and properties has this project, of which types, with which values?

Event names are counted exactly. Properties and their types are read from the newest events, since
that is what a question will meet; a property may have several types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bellrock.core.time import from_micros
from bellrock.query import Sql
from bellrock.query.binder import Binder
from bellrock.query.naming import PLAIN, read_name
from bellrock.query.operand import operand
from bellrock.query.tables import EVENTS
from bellrock.query.traits import TEXT
from bellrock.store import Lake

LOOKED_AT = 20_000
"""Newest events whose properties are read."""
_NAMES, _VALUES = 2_000, 50
_TYPES = {"Int64": "number", "UInt64": "number", "Float64": "number", "Bool": "flag"}


@dataclass(frozen=True)
class EventName:
    """An event of the project: how often it came, and when first and last."""

    name: str
    kind: str
    events: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Property:
    """Something to filter or break down by; `name` is how a question writes it.

    `types` counts values by type (string, number, flag, list, object); empty where it is known
    only that it may occur.
    """

    name: str
    scope: str
    meaning: str
    events: int
    types: Mapping[str, int]


@dataclass(frozen=True)
class Value:
    """A value of a property, and how many of the newest events (of a trait: people) carry it."""

    value: str
    events: int


def event_names_sql(project: int) -> Sql:
    """Return the project's events, most frequent first: one row a name."""
    return Sql(
        """
        select event, any(kind), count() as events,
          toUnixTimestamp64Micro(min(ts)), toUnixTimestamp64Micro(max(ts))
        from events
        where project = {project:UInt32}
        group by event
        order by events desc, event
        limit {names:UInt32}
        """,
        {"project": project, "names": _NAMES},
    )


def event_names(lake: Lake, project: int) -> list[EventName]:
    """Return the project's events, most frequent first, 2,000 at most."""
    return [
        EventName(name, kind, events, from_micros(first), from_micros(last))
        for name, kind, events, first, last in lake.rows(event_names_sql(project))
    ]


def properties_sql(project: int, event: str | None) -> Sql:
    """Return what properties the newest events carry: one row a path and type."""
    return Sql(
        f"""
        select found.1 as path, found.2 as type, count() as events
        from (
          select arrayJoin(JSONAllPathsWithTypes(props)) as found
          from ({_newest("props", event)})
        )
        group by path, type
        order by events desc, path
        limit {{names:UInt32}}
        """,
        _params(project, event) | {"names": _NAMES},
    )


def traits_sql(project: int) -> Sql:
    """Return the names of the project's traits: one row each, most used first."""
    return Sql(
        """
        select trait, count() as uses from trait_ops where project = {project:UInt32}
        group by trait order by uses desc, trait limit {names:UInt32}
        """,
        {"project": project, "names": _NAMES},
    )


def properties(lake: Lake, project: int, event: str | None = None) -> list[Property]:
    """Return what a question may name: properties, then columns, then people's traits.

    Args:
        event: Only properties of this event.
    """
    types: dict[str, dict[str, int]] = {}
    for path, type_, events in lake.rows(properties_sql(project, event)):
        counts = types.setdefault(path, {})
        told = _type(type_)
        counts[told] = counts.get(told, 0) + events
    found = [
        Property(_written("props", path), "props", "", sum(counts.values()), counts)
        for path, counts in types.items()
    ]
    columns = [
        Property(name, "column", column.meaning, 0, {})
        for name, column in EVENTS.columns.items()
        if column.ask
    ]
    traits = [
        Property(_written("person", name, whole=True), "person", "", uses, {})
        for name, uses in lake.rows(traits_sql(project))
    ]
    return found + columns + traits


def values_sql(project: int, name: str, event: str | None, starts: str) -> Sql:
    """Return the commonest values of a property in the newest events: one row a value.

    A person's trait is read from the newest changes of it instead, the last of each person.

    Raises:
        InvalidDefinition: `name` is no name.
    """
    binder, wanted = Binder(), read_name(name, field="property")
    if wanted.scope == "person":
        carriers = _carriers(binder.text(".".join(wanted.path)))
    else:
        read = operand(wanted, binder.text("UTC")).text
        carriers = f"select {read} as value from ({_newest('*', event)})"
    text = f"""
        select value, count() as events
        from ({carriers})
        where value is not null and startsWith(lower(value), lower({binder.text(starts)}))
        group by value
        order by events desc, value
        limit {{values:UInt32}}
        """
    return binder.sql(text, _params(project, event) | {"values": _VALUES})


def values(
    lake: Lake, project: int, name: str, *, event: str | None = None, starts: str = ""
) -> list[Value]:
    """Return the 50 commonest values of a property among the newest events.

    Raises:
        InvalidDefinition: `name` is no name.
    """
    return [Value(*row) for row in lake.rows(values_sql(project, name, event, starts))]


def _carriers(trait: str) -> str:
    return f"""
          select {TEXT} as value
          from (
            select argMax(value, ts) as value
            from (
              select person, value, ts from trait_ops
              where project = {{project:UInt32}} and trait = {trait}
              order by ts desc limit {LOOKED_AT}
            )
            group by person
          )
          where value != ''
    """


def _newest(columns: str, event: str | None) -> str:
    """Choose by a bound on `received`, which passes over most files; sorting reads them all."""
    those = "project = {project:UInt32}"
    if event is not None:
        those += " and event = {event:String}"
    return f"""
          select {columns} from events
          where {those} and received >= (
            select min(received) from (
              select received from events where {those} order by received desc limit {LOOKED_AT}
            )
          )
          limit {LOOKED_AT}
    """


def _params(project: int, event: str | None) -> dict[str, object]:
    return {"project": project} | ({} if event is None else {"event": event})


def _type(type_: str) -> str:
    if type_.startswith(("Array", "Tuple")):
        return "list"
    return _TYPES.get(type_.removeprefix("Nullable(").removesuffix(")"), "string")


def _written(scope: str, path: str, *, whole: bool = False) -> str:
    """Return a path as a question writes it, odd parts in quotes."""
    parts = [path] if whole else path.split(".")
    shown = [part if PLAIN.match(part) else _quoted(part) for part in parts]
    return ".".join((scope, *shown))


def _quoted(part: str) -> str:
    return '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'
