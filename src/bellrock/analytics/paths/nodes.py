"""What is an event on a path called? By its own name, its group's, or with values of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.paths.reads import kept, read_selectors
from bellrock.query.ask import PathsAsk
from bellrock.query.naming import Name
from bellrock.query.predicate import Either, Predicate
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake

MOST = 500
"""Names of their own, where events are told apart by values; the rest are called `REST`."""
BETWEEN = " · "
REST = "other"


@dataclass(frozen=True)
class Nodes:
    """The names on paths in their order, a number for each, and the events that bear them."""

    names: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    found: int = 0
    """How many names there are, also those that are called `REST`."""

    @property
    def folded(self) -> bool:
        """Whether some names are called `REST`."""
        return self.found > MOST


def catalog(lake: Lake, ask: PathsAsk, ctx: Context) -> Nodes:
    """Return what can be on a path, of both audiences where two are compared."""
    wide = _widened(ask)
    events = tuple(str(name) for (name,) in lake.rows(events_sql(Reading(wide, ctx), wide)))
    if not ask.expand and not ask.groups:
        return Nodes(events, events, 0)
    rows = lake.rows(names_sql(Reading(wide, ctx), wide))
    found = int(str(rows[0][1])) if rows else 0
    rest = [rest_name(event) for event in events] if found > MOST else []
    names = {*(str(name) for name, _ in rows), *(one.label for one in ask.groups), *rest}
    return Nodes(tuple(sorted(names)), events, found)


def events_sql(reading: Reading, ask: PathsAsk) -> Sql:
    """List the names of the events that can be on a path."""
    rows = reading.source(["event"], read_selectors(ask), also=kept(reading, ask))
    return reading.sql(f"select distinct toString(event) as name from ({rows}) order by name")


def names_sql(reading: Reading, ask: PathsAsk) -> Sql:
    """List the most frequent names, and how many there are."""
    columns = [f"{_name_text(reading, ask)} as name"]
    rows = reading.source(columns, read_selectors(ask), also=kept(reading, ask))
    return reading.sql(
        f"select name, count() over () as of from (select name, count() as n from (\n  {rows}\n) "
        f"group by name)\norder by n desc, name limit {MOST}"
    )


def code_text(reading: Reading, ask: PathsAsk, nodes: Nodes) -> str:
    """Return the number of an event's name, as an expression over its row."""
    names = reading.binder.bind(list(nodes.names), "Array(String)")
    codes = reading.binder.bind(list(range(len(nodes.names))), "Array(UInt16)")
    if not ask.expand and not ask.groups:
        return f"transform(toString(event), {names}, {codes}, 0)"
    otherwise = "toUInt16(0)"
    if nodes.folded:
        events = reading.binder.bind(list(nodes.events), "Array(String)")
        rest = [nodes.names.index(rest_name(event)) for event in nodes.events]
        otherwise = (
            f"transform(toString(event), {events}, {reading.binder.bind(rest, 'Array(UInt16)')}, "
            "toUInt16(0))"
        )
    return f"transform({_name_text(reading, ask)}, {names}, {codes}, {otherwise})"


def rest_name(event: str) -> str:
    """Return what an event is called where its values are too many."""
    return f"{event}{BETWEEN}{REST}"


def _name_text(reading: Reading, ask: PathsAsk) -> str:
    name = "toString(event)"
    if ask.expand:
        parts = [_value_text(reading, one) for one in ask.expand]
        name = f"concat(toString(event), {', '.join(parts)})"
        if ask.expand_only is not None:
            named = " or ".join(reading.matches(one) for one in ask.expand_only)
            name = f"if({named}, {name}, toString(event))"
    cases = [f"{reading.matches(one)}, {reading.binder.text(one.label)}" for one in ask.groups]
    return f"multiIf({', '.join(cases)}, {name})" if cases else name


def _value_text(reading: Reading, by: Name) -> str:
    value = f"ifNull({reading.operand(by).text}, '')"
    return f"if({value} = '', '', concat('{BETWEEN}', {value}))"


def _widened(ask: PathsAsk) -> PathsAsk:
    if ask.versus is None:
        return ask
    both: Sequence[Predicate] = () if ask.where is None else (ask.where, ask.versus)
    return ask.model_copy(update={"where": Either(tuple(both)) if both else None})
