"""Which SQL gives the numbers of paths?"""

from __future__ import annotations

from bellrock.analytics.paths.run import catalog
from bellrock.analytics.paths.sql import paths_sql
from bellrock.analytics.statement import Statement
from bellrock.query.ask import PathsAsk
from bellrock.query.inlined import quoted
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def paths_statements(lake: Lake, ask: PathsAsk, ctx: Context) -> list[Statement]:
    """One for paths and edges; none where no event of the period is on a path."""
    events = catalog(lake, ask, ctx)
    if not events:
        return []
    inner = paths_sql(Reading(ask, ctx), ask, events)
    known = f"[{', '.join(map(quoted, events))}]"
    text = (
        f"select if(is_edge, 'edge', 'path') as kind, arrayMap(c -> {known}[c + 1], codes) "
        f"as steps, n as times, people\nfrom (\n{inner.text}\n)\n"
        "order by is_edge, people desc, n desc, codes"
    )
    return [Statement("whole paths, then single edges", Sql(text, inner.params))]
