"""How are paths counted? Whole, by edges, by places, by events, and of two audiences at once.

What is counted is an array of numbers, whose first one may say what it is.
"""

from __future__ import annotations

from bellrock.analytics.paths.nodes import Nodes
from bellrock.analytics.paths.sql import walks_text
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Reading
from bellrock.query.sql import Sql

EDGE, ALL, CELL, PIVOT = 65535, 65534, 65533, 60000
"""Begins an edge, all paths, a place of paths, and (and more) a path around an event."""
EDGES = f"arrayMap((a, b) -> [{EDGE}, a, b], arrayPopBack(codes), arrayPopFront(codes))"
MIDDLE = 100
"""Is added to places, so that none is below zero."""


def paths_sql(reading: Reading, ask: PathsAsk, nodes: Nodes) -> Sql:
    """Count paths and edges: is it an edge, codes, count, people, how many of the kind, pivot."""
    if ask.around is None:
        codes, pivot = "if(is_edge, arrayPopFront(item), item)", "0"
    else:
        codes, pivot = "arrayPopFront(item)", f"if(is_edge, 0, item[1] - {PIVOT})"
    return reading.sql(
        "select is_edge, codes, n, people, count() over (partition by is_edge) as of, pivot\n"
        f"from (\n  select item[1] = {EDGE} as is_edge, {codes} as codes, {pivot} as pivot,\n"
        "    count() as n, uniqExact(who) as people\n"
        f"  from (\n    select who, arrayJoin(arrayConcat([{way_text(ask)}], {EDGES})) as item\n"
        f"    from (\n{walks_text(reading, ask, nodes)}\n    )\n  )\n  group by item"
        f"{_having(ask)}\n)\n"
        f"order by people desc, n desc, codes, pivot\nlimit {ask.top} by is_edge"
    )


def matrix_sql(reading: Reading, ask: PathsAsk, nodes: Nodes) -> Sql:
    """Count paths and people by place and event; whatever event is `ALL`, and so is no place."""
    anything = f"arrayMap(p -> (p, toUInt16({ALL})), places)"
    cells = f"arrayConcat(arrayZip(places, codes), {anything}, [(toInt32({ALL}), toUInt16({ALL}))])"
    kept = "" if ask.at_least == 1 else f"\nhaving people >= {ask.at_least} or code = {ALL}"
    return reading.sql(
        "select cell.1 as place, cell.2 as code, count() as n, uniqExact(who) as people\n"
        f"from (\n  select who, {places_text(ask)} as places, arrayJoin({cells}) as cell\n"
        f"  from (\n{walks_text(reading, ask, nodes)}\n  )\n)\ngroup by place, code{kept}\n"
        f"order by place, code = {ALL} desc, people desc, n desc, code\n"
        f"limit {ask.top + 1} by place"
    )


def nodes_sql(reading: Reading, ask: PathsAsk, nodes: Nodes) -> Sql:
    """Count each event on paths: how often, people, how many paths begin and end with it."""
    return reading.sql(
        "select visit.1 as code, count() as n, uniqExact(who) as people,\n"
        "  countIf(visit.2 = 1) as starts, countIf(visit.2 = size) as ends\n"
        "from (\n  select who, length(codes) as size,\n"
        "    arrayJoin(arrayZip(codes, arrayEnumerate(codes))) as visit\n"
        f"  from (\n{walks_text(reading, ask, nodes)}\n  )\n)\ngroup by code{_having(ask)}\n"
        "order by people desc, n desc, code"
    )


def compared_sql(ours: Reading, others: Reading, nodes: Nodes) -> Sql:
    """Count the people of both audiences behind each path, edge or place: item, people, others.

    The first row is all paths; its last number is whoever is of either audience.
    """
    ask, other = _asked(ours), _asked(others)
    others.binder = ours.binder
    sides = [
        f"select *, {side} as side from (\n{walks_text(reading, one, nodes)}\n)"
        for side, (reading, one) in enumerate(((ours, ask), (others, other)))
    ]
    kept = f"greatest(people, others) >= {ask.at_least} or item = [{ALL}]"
    return ours.sql(
        "select item, uniqExactIf(who, side = 0) as people, uniqExactIf(who, side = 1) as others,\n"
        f"  if(item = [{ALL}], uniqExact(who), 0) as either\n"
        f"from (\n  select who, side, arrayJoin(arrayConcat([[{ALL}]], {_items(ask)})) as item\n"
        f"  from (\n{' union all '.join(sides)}\n  )\n)\ngroup by item having {kept}\n"
        f"order by item != [{ALL}], people + others desc, item\n"
        f"limit {ask.top} by {'item[2]' if ask.view == 'matrix' else f'item[1] >= {CELL}'}, "
        f"item = [{ALL}]"
    )


def way_text(ask: PathsAsk) -> str:
    """A whole path, with the place of the event around which it lies."""
    if ask.around is None:
        return "codes"
    return f"arrayConcat([toUInt16({PIVOT} + pivot)], codes)"


def places_text(ask: PathsAsk) -> str:
    """The places of a path's events: from 0, below zero from its end, or around 0."""
    first = "1"
    if ask.around is not None:
        first = "toInt32(pivot)"
    elif ask.end is not None and ask.start is None:
        first = "toInt32(length(codes)) + 1"
    return f"arrayMap(i -> toInt32(i) - ({first}), arrayEnumerate(codes))"


def _items(ask: PathsAsk) -> str:
    if ask.view == "graph":
        return EDGES
    if ask.view == "matrix":
        cell = f"[toUInt16({CELL}), toUInt16(p + {MIDDLE}), c]"
        return f"arrayMap((p, c) -> {cell}, {places_text(ask)}, codes)"
    return f"[{way_text(ask)}], {EDGES}"


def _asked(reading: Reading) -> PathsAsk:
    if not isinstance(reading.ask, PathsAsk):
        raise TypeError("only paths are counted so")
    return reading.ask


def _having(ask: PathsAsk) -> str:
    return "" if ask.at_least == 1 else f"\nhaving people >= {ask.at_least}"
