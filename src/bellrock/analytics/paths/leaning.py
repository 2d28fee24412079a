"""What are clusters of people like? Their size, their usual path, and what they do more often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bellrock.analytics.paths.alike import clusters_sql, model_of
from bellrock.analytics.paths.answer import Leaning, PathsCluster, Walked
from bellrock.analytics.paths.counts import ALL, EDGE
from bellrock.analytics.paths.nodes import Nodes
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_EDGES = 5
"""Edges told of a cluster."""
_MORE = 0.01
"""So much greater is the share of an edge that is told."""


@dataclass(frozen=True)
class _Line:
    """One path, edge or whole of a cluster."""

    item: tuple[int, ...]
    count: int
    people: int
    goal: int
    everybody: int


def read_clusters(
    lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes
) -> tuple[Walked, tuple[PathsCluster, ...]]:
    """Return the clusters by their numbers, and what all of them are together."""
    model = model_of(lake, ask, ctx, nodes) if nodes.names else None
    if model is None or not model.weights:
        return Walked(0, 0), ()
    lines: Mapping[int, list[_Line]] = defaultdict(list)
    for cluster, *row in lake.rows(clusters_sql(Reading(ask, ctx), ask, nodes, model)):
        lines[int(str(cluster))].append(_line(row))
    wholes = {i: next(one for one in some if one.item == (ALL,)) for i, some in lines.items()}
    everybody = sum(whole.people for whole in wholes.values())
    found = [
        _cluster(ask, lines[i], wholes[i], everybody, nodes)
        if i in lines
        else PathsCluster(0, 0.0, 0, (), 0, (), 0 if ask.goal else None)
        for i in range(len(model.weights))
    ]
    return Walked(everybody, sum(one.count for one in found)), tuple(found)


def _line(row: Sequence[object]) -> _Line:
    item, *counts = row
    numbers = tuple(int(str(one)) for one in item) if isinstance(item, list | tuple) else ()
    return _Line(numbers, *(int(str(n)) for n in counts))


def _cluster(
    ask: PathsAsk, lines: Sequence[_Line], whole: _Line, everybody: int, nodes: Nodes
) -> PathsCluster:
    ways = [one for one in lines if one.item[0] < ALL]
    edges = [
        Leaning(
            nodes.names[one.item[1]], nodes.names[one.item[2]], one.people,
            one.people / whole.people, one.everybody / everybody,
        )
        for one in lines
        if one.item[0] == EDGE
    ]  # fmt: skip
    leaning = sorted(edges, key=lambda one: (one.share_of_all - one.share, one.from_, one.to))
    return PathsCluster(
        whole.people, whole.people / everybody, whole.count,
        tuple(nodes.names[code] for code in ways[0].item), ways[0].people,
        tuple(one for one in leaning[:_EDGES] if one.share - one.share_of_all >= _MORE),
        whole.goal if ask.goal is not None else None,
    )  # fmt: skip
