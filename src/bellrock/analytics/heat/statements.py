"""Which SQL gives the numbers of a heat map?"""

from __future__ import annotations

from bellrock.analytics.heat.run import chosen, find_pages
from bellrock.analytics.heat.sql import (
    clicks_text,
    depths_text,
    elements_sql,
    reach_sql,
    spots_sql,
    views_sql,
)
from bellrock.analytics.statement import Statement
from bellrock.query.ask import HeatAsk
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


def heat_statements(lake: Lake, ask: HeatAsk, ctx: Context) -> list[Statement]:
    """One each for views, the map's cells, elements, and views by how many bands they saw."""
    page = chosen(ask, find_pages(lake, ask, ctx)) or "/"
    clicks, depths = Reading(ask, ctx), Reading(ask, ctx)
    acts = f"(\n{clicks_text(clicks, ask, page)}\n)"
    seen = f"(\n{depths_text(depths, ask, page)}\n)"
    return [
        Statement(f"views of {page}", views_sql(Reading(ask, ctx), ask, page)),
        Statement("clicks by column and band", spots_sql(clicks, acts)),
        Statement("clicks by element", elements_sql(clicks, ask, acts)),
        Statement("views by bands seen", reach_sql(depths, seen, "view")),
    ]
