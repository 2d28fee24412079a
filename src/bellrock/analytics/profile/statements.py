"""Which SQL gives the numbers of a profile?"""

from __future__ import annotations

from bellrock.analytics.profile.run import of
from bellrock.analytics.profile.sql import sizes_sql, values_sql
from bellrock.analytics.statement import Statement
from bellrock.query.ask import ProfileAsk
from bellrock.query.inlined import quoted
from bellrock.query.relation import Context, Reading
from bellrock.query.sql import Sql
from bellrock.store import Lake


def profile_statements(lake: Lake, ask: ProfileAsk, ctx: Context) -> list[Statement]:
    """One for the sizes of both groups, one for the values; shares follow from these."""
    del lake
    inner = values_sql(Reading(ask, ctx), ask, of(ask))
    called = f"[{', '.join(quoted(str(name)) for name in of(ask))}]"
    text = (
        f"select {called}[place + 1] as property, if(rest, 'other', one) as value,\n"
        f"  in_target, in_base, in_both\nfrom (\n{inner.text}\n)"
    )
    return [
        Statement("people of target, base and both", sizes_sql(Reading(ask, ctx), ask)),
        Statement("people by property and value", Sql(text, inner.params)),
    ]
