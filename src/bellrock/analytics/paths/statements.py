"""Which SQL gives the numbers of paths?"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.paths.alike import clusters_sql, model_of
from bellrock.analytics.paths.compare import others
from bellrock.analytics.paths.counts import (
    ALL,
    CELL,
    MIDDLE,
    PIVOT,
    compared_sql,
    matrix_sql,
    nodes_sql,
    paths_sql,
)
from bellrock.analytics.paths.nodes import Nodes, catalog
from bellrock.analytics.statement import Statement
from bellrock.query.ask import PathsAsk
from bellrock.query.inlined import quoted
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def paths_statements(lake: Lake, ask: PathsAsk, ctx: Context) -> list[Statement]:
    """One for what the view shows and one for a comparison; none where no event is on a path."""
    nodes = catalog(lake, ask, ctx)
    if not nodes.names:
        return []
    found = [_view(lake, ask, ctx, nodes)]
    if ask.view == "graph":
        columns = f"{_named(nodes, 'code')} as event, n as times, people, starts, ends"
        inner = nodes_sql(Reading(ask, ctx), ask, nodes)
        found.append(_around("the events on paths", columns, inner, "order by people desc, n desc"))
    if ask.versus is not None:
        columns = f"{_items(nodes)}, people, others as versus"
        inner = compared_sql(Reading(ask, ctx), Reading(others(ask), ctx), nodes)
        found.append(_around("both audiences' people; all first", columns, inner))
    return found


def _view(lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes) -> Statement:
    reading = Reading(ask, ctx)
    if ask.view == "matrix":
        event = f"if(code = {ALL}, 'any', {_named(nodes, 'code')})"
        columns = f"if(place = {ALL}, null, place) as step, {event} as event, n as times, people"
        return _around("events at each step", columns, matrix_sql(reading, ask, nodes))
    if ask.view == "clusters":
        model = model_of(lake, ask, ctx, nodes)
        columns = f"cluster, {_items(nodes)}, n as times, people, goal as reached, everybody"
        inner = clusters_sql(reading, ask, nodes, model)
        return _around("clusters: all, paths, edges", columns, inner)
    kind = "if(is_edge, 'edge', 'path') as kind"
    columns = f"{kind}, {_steps(nodes, 'codes')} as steps, n as times, people"
    order = "order by is_edge, people desc, n desc, codes, pivot"
    return _around("whole paths, then single edges", columns, paths_sql(reading, ask, nodes), order)


def _around(what: str, columns: str, inner: Sql, order: str = "") -> Statement:
    text = f"select {columns}\nfrom (\n{inner.text}\n)"
    return Statement(what, Sql(f"{text}\n{order}" if order else text, inner.params))


def _names(nodes: Nodes) -> str:
    return f"[{', '.join(map(quoted, nodes.names))}]"


def _named(nodes: Nodes, code: str) -> str:
    return f"{_names(nodes)}[{code} + 1]"


def _steps(nodes: Nodes, codes: str) -> str:
    return f"arrayMap(c -> {_named(nodes, 'c')}, {codes})"


def _items(nodes: Nodes) -> str:
    """What an item is: its kind, its steps, and its place."""
    kinds: Sequence[str] = (
        f"item[1] = {ALL}, 'all'", f"item[1] = {CELL}, 'step'", f"item[1] > {ALL}, 'edge'",
    )  # fmt: skip
    skipped = f"multiIf(item[1] = {CELL}, 3, item[1] >= {PIVOT}, 2, 1)"
    place = f"multiIf(item[1] = {CELL}, toInt32(item[2]) - {MIDDLE}, null)"
    steps = _steps(nodes, f"arraySlice(item, {skipped})")
    return f"multiIf({', '.join(kinds)}, 'path') as kind, {steps} as steps, {place} as step"
