"""Which SQL gives the numbers of channels?"""

from __future__ import annotations

from bellrock.analytics.channels.sql import channels_sql, machines_sql
from bellrock.analytics.statement import Statement
from bellrock.query.ask import ChannelsAsk
from bellrock.query.inlined import named
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def channels_statements(lake: Lake, ask: ChannelsAsk, ctx: Context) -> list[Statement]:
    """One for people by channel and within properties, one for machines."""
    del lake
    inner = channels_sql(Reading(ask, ctx), ask)
    days = ", ".join(
        f"o{i} as {named(f'watched on day {day}')}, r{i} as {named(f'back on day {day}')}"
        for i, day in enumerate(ask.days)
    )
    text = (
        f"select level, v as {named(str(ask.by))}, within, people, s as sessions, b as bounced,\n"
        f"  c as converted, x as amount, {days}\nfrom (\n{inner.text}\n)\norder by level"
    )
    machines = machines_sql(Reading(ask, ctx), ask)
    return [
        Statement("new people by channel, and within the values of properties",
                  Sql(text, inner.params)),
        Statement("machines by channel", machines),
    ]  # fmt: skip
