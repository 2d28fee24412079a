"""Which SQL gives the numbers of a report?"""

from __future__ import annotations

from bellrock.analytics.report.run import find_shape, find_told
from bellrock.analytics.report.sql import ALL, values_sql, visits_sql
from bellrock.analytics.statement import Statement, group_names
from bellrock.query.ask import ReportAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def report_statements(lake: Lake, ask: ReportAsk, ctx: Context) -> list[Statement]:
    """One for people and views by value, one for the sessions around them."""
    found = []
    if ask.at == "event":
        inner = values_sql(Reading(ask, ctx), ask)
        values = ", ".join(
            f"multiIf(whole, 'all', place = 0, 'other', v{i}) as {named(str(name))}"
            for i, name in enumerate(ask.by)
        )
        text = (
            f"select {values}, people, views, events, empty, converts\n"
            f"from (\n{inner.text}\n)\norder by whole desc, unset, place = 0, place"
        )
        found.append(Statement("people and views by value", Sql(text, inner.params)))
    if ask.figures == "people":
        return found
    places = find_shape(lake, ask, ctx).places
    told = find_told(lake, ask, ctx, places)
    inner = visits_sql(Reading(ask, ctx), ask, told)
    names = group_names(places)
    counted = "" if ask.at == "event" else "people, converts, "
    text = (
        f"select if(one = {ALL}, 'all', {names}[one + 1]) as {named('row')}, {counted}views,\n"
        "  sessions, bounces, us / 1e6 / sessions as seconds, exits, searched_again\n"
        f"from (\n{inner.text}\n)\norder by one = {ALL} desc, one >= {len(places.shown)},\n"
        f"  {names}[one + 1] = '(none)', people desc, one"
    )
    return [*found, Statement("sessions by value", Sql(text, inner.params))]
