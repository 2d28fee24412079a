"""Which people go similar ways? A sample is put into clusters, and everybody into the nearest.

A person is the set of the events on their paths and of the edges between them.
"""

from __future__ import annotations

from bellrock.analytics.paths.counts import ALL, EDGES
from bellrock.analytics.paths.nodes import Nodes
from bellrock.analytics.paths.sql import walks_text
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.stats.clusters import Model, clusters
from bellrock.store import Lake

SAMPLE = 2000
"""People that clusters are made of; they are chosen by their keys alone."""
SHOWN = 500
"""Edges of a cluster that are compared with everybody's."""
_GRAMS = (
    "arrayConcat(arrayMap(c -> toUInt32(c) + 1, codes), "
    "arrayMap((a, b) -> (toUInt32(a) + 1) * 65536 + b + 1, arrayPopBack(codes), "
    "arrayPopFront(codes)))"
)


def model_of(lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes) -> Model:
    """Return the clusters, made of a sample of people."""
    rows = lake.rows(sample_sql(Reading(ask, ctx), ask, nodes))
    return clusters([sorted(int(str(one)) for one in grams) for (grams,) in rows], ask.clusters)


def sample_sql(reading: Reading, ask: PathsAsk, nodes: Nodes) -> Sql:
    """List what the people of the sample are."""
    return reading.sql(
        f"select groupUniqArrayArray({_GRAMS}) as grams\n"
        f"from (\n{walks_text(reading, ask, nodes)}\n)\n"
        f"group by who order by cityHash64(who), who limit {SAMPLE}"
    )


def belonging_text(reading: Reading, ask: PathsAsk, nodes: Nodes, model: Model) -> str:
    """Return a select of everybody: `who`, paths and edges as `items`, `reached`, `cluster`."""
    features = reading.binder.bind(list(model.features), "Array(UInt32)")
    sums = [
        f"arraySum(arrayMap(g -> transform(g, {features}, "
        f"{reading.binder.bind(list(weights), 'Array(Int64)')}, toInt64(0)), grams))"
        for weights in model.weights
    ]
    reached = "max(reached)" if ask.goal is not None else "0"
    return (
        f"select who, items, got as reached, [{', '.join(sums)}] as likeness,\n"
        "  indexOf(likeness, arrayMax(likeness)) - 1 as cluster\n"
        f"from (\n  select who, groupArrayArray(arrayConcat([[{ALL}], codes], {EDGES})) as items,\n"
        f"    {reached} as got, groupUniqArrayArray({_GRAMS}) as grams\n"
        f"  from (\n{walks_text(reading, ask, nodes)}\n  )\n  group by who\n)"
    )


def clusters_sql(reading: Reading, ask: PathsAsk, nodes: Nodes, model: Model) -> Sql:
    """Count each cluster: cluster, item, count, people, those who reached, everybody's people.

    Items are the most walked paths, then `ALL`, then the most walked edges.
    """
    counted = (
        "select cluster, item, count() as n, uniqExact(who) as people,\n"
        "  uniqExactIf(who, reached = 1) as goal\n"
        "from (\n  select who, cluster, reached, arrayJoin(items) as item\n"
        f"  from (\n{belonging_text(reading, ask, nodes, model)}\n  )\n)\n"
        "group by cluster, item"
    )
    return reading.sql(
        "select cluster, item, n, people, goal, everybody\nfrom (\n"
        f"  select *, if(item[1] >= {ALL}, item[1], 0) as sort,\n"
        f"    sum(people) over (partition by item) as everybody\n  from (\n{counted}\n  )\n)\n"
        "order by cluster, sort, people desc, n desc, item\n"
        f"limit {SHOWN} by cluster, sort"
    )
