"""Which ways do people take, event by event?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.paths.alike import SAMPLE
from bellrock.analytics.paths.answer import (
    Compared,
    Edge,
    MatrixStep,
    Node,
    Path,
    PathsAnswer,
    Standing,
    Walked,
)
from bellrock.analytics.paths.compare import compared
from bellrock.analytics.paths.counts import ALL, matrix_sql, nodes_sql, paths_sql
from bellrock.analytics.paths.leaning import read_clusters
from bellrock.analytics.paths.nodes import MOST, Nodes, catalog
from bellrock.analytics.paths.reads import marks, read_selectors
from bellrock.core.time import stopwatch
from bellrock.query.ask import PathsAsk
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


@dataclass(frozen=True)
class _Item:
    """One path or edge, by the numbers of its events."""

    edge: bool
    codes: tuple[int, ...]
    people: int
    count: int
    of: int
    """How many of its kind there are."""
    pivot: int
    """The place of the event that a path lies around, from 1; else 0."""


def paths(lake: Lake, ask: PathsAsk, ctx: Context) -> PathsAnswer:
    """Count whole paths and single edges, the most walked first, and what the view asks for.

    A path is bound by the session: the client's where it gives one, else a stretch without a pause
    of 30 minutes. With `within` it is bound by time instead: one path a person, that long after
    its start (before its end, where only an end is given). It runs from the first `start` to the
    first `end` after it; paths without an asked anchor do not count, nor do paths between two
    anchors that take more than `max_steps`. Around an event, a path runs from up to `before`
    events before the first such event to `max_steps` from it on, both within `within` where given,
    and each side is collapsed on its own. `via` and `goal` look at the path between its anchors
    and bounds, before it is shortened. Simultaneous events follow each other by name. An edge
    is one event straight after another inside the steps shown; `count` counts paths and edges,
    `people` whoever has at least one.

    With `loops`, a path is read from its first event on, and a run of events that repeats at once
    is taken back, the shortest first; of longer paths the first 1,000 events are looked at (the
    last, where only an end is given), and between two anchors there are no longer ones. An event
    is called by the first of `groups` it matches, else by its own name and the values of `expand`
    that are set; the 500 most frequent names and the groups stand alone.

    matrix: shares are of all paths; a path stands at a step with one event or none. graph: the
    share of an edge is of all times that paths stand at its first event, its last step included.
    clusters: a person is the set of events and edges on their paths, weighted by how rare these
    are; a sample of people, chosen by their keys, is put into clusters by their cosine, and
    everybody into the nearest of these. versus: shares of each audience's people who walk at all;
    tested where each of four cells expects five people, with the false discovery rate held among
    all that are shown of a kind.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    nodes = catalog(lake, ask, ctx)
    reading = Reading(ask, ctx)
    found: list[_Item] = []
    parts: dict[str, Any] = _parts(lake, ask, ctx, nodes)
    if nodes.names and ask.view in ("ways", "graph"):
        found = [_item(row) for row in lake.rows(paths_sql(reading, ask, nodes))]
    edges, whole = ([one for one in found if one.edge is edge] for edge in (True, False))
    empty = not (whole or parts.get("matrix") or parts.get("clusters"))
    notes = _notes(ask, edges, whole, nodes, parts.get("compared"))
    visits = {node.name: node.count for node in parts.get("nodes") or ()}
    return PathsAnswer(
        tuple(_edge(item, nodes, visits) for item in edges),
        tuple(_path(item, nodes) for item in whole),
        describe(lake, _scan(ask, ctx), began=began, empty=empty, notes=notes),
        **parts,
    )


def _parts(lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes) -> dict[str, Any]:
    """Return what the view and the comparison add to paths and edges, by name."""
    parts: dict[str, Any] = {}
    if ask.view == "matrix":
        parts["walked"], parts["matrix"] = _matrix(lake, ask, ctx, nodes)
    elif ask.view == "graph":
        parts["nodes"] = _nodes(lake, ask, ctx, nodes)
    elif ask.view == "clusters":
        parts["walked"], parts["clusters"] = read_clusters(lake, ask, ctx, nodes)
    if ask.versus is not None:
        parts["compared"] = compared(lake, ask, ctx, nodes)
    return parts


def _matrix(
    lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes
) -> tuple[Walked, tuple[MatrixStep, ...]]:
    if not nodes.names:
        return Walked(0, 0), ()
    rows = [tuple(map(int, row)) for row in lake.rows(matrix_sql(Reading(ask, ctx), ask, nodes))]
    totals = {place: (people, n) for place, code, n, people in rows if code == ALL}
    people, count = totals.pop(ALL, (0, 0))
    standing: dict[int, list[Standing]] = {place: [] for place in totals}
    for place, code, n, who in rows:
        if code != ALL:
            standing[place].append(Standing(nodes.names[code], who, n, n / count))
    steps = [MatrixStep(at, *totals[at], tuple(standing[at])) for at in sorted(totals)]
    return Walked(people, count), tuple(steps)


def _nodes(lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes) -> tuple[Node, ...]:
    if not nodes.names:
        return ()
    rows = lake.rows(nodes_sql(Reading(ask, ctx), ask, nodes))
    return tuple(
        Node(nodes.names[int(code)], int(people), int(n), int(starts), int(ends))
        for code, n, people, starts, ends in rows
    )


def _item(row: Sequence[object]) -> _Item:
    edge, codes, count, people, of, pivot = row
    numbers = tuple(int(code) for code in codes) if isinstance(codes, list | tuple) else ()
    counts = (int(str(one)) for one in (people, count, of, pivot))
    return _Item(bool(edge), numbers, *counts)


def _edge(item: _Item, nodes: Nodes, visits: Mapping[str, int]) -> Edge:
    before, after = (nodes.names[code] for code in item.codes)
    share = item.count / visits[before] if before in visits else None
    return Edge(before, after, item.people, item.count, share)


def _path(item: _Item, nodes: Nodes) -> Path:
    at = item.pivot - 1 if item.pivot else None
    return Path(tuple(nodes.names[code] for code in item.codes), item.people, item.count, at)


def _notes(
    ask: PathsAsk, edges: Sequence[_Item], whole: Sequence[_Item], nodes: Nodes,
    compared: Compared | None,
) -> list[str]:  # fmt: skip
    notes = ["a path ends with its session"]
    if ask.within is not None:
        notes = ["a person has one path, bound by time"]
    for kind, items in (("paths", whole), ("edges", edges)):
        if items and items[0].of > len(items):
            notes.append(f"the top {len(items)} of {items[0].of:,} {kind} are shown")
    if nodes.folded:
        notes.append(f"the {MOST} most frequent of {nodes.found:,} names stand alone")
    if ask.view == "clusters":
        notes.append(f"clusters are made of up to {SAMPLE:,} people; everybody is in the nearest")
    if compared is not None and compared.both:
        notes.append(f"{compared.both:,} people are of both audiences, and count in both")
    return notes


def _scan(ask: PathsAsk, ctx: Context) -> Scan:
    also = (*(ask.events or ()), *ask.exclude, *ask.groups, *(ask.expand_only or ()))
    filters = [tree for s in (*marks(ask).values(), *also) for tree in s.filters]
    own = [name for tree in filters for name in names(tree)]
    read = [*names(ask.where), *names(ask.versus), *ask.expand, *own]
    return Scan(ask, ctx, tuple(read_selectors(ask)), tuple(dict.fromkeys(read)))
