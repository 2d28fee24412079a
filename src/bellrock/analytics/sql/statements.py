"""Which SQL gives the rows of a statement? The statement itself, under the relations it reads."""

from __future__ import annotations

from bellrock.analytics.sql.run import prepare
from bellrock.analytics.statement import Statement
from bellrock.query.asks.sql import SqlAsk
from bellrock.query.relation import Context
from bellrock.store import Lake


def sql_statements(lake: Lake, ask: SqlAsk, ctx: Context) -> list[Statement]:
    """One: the statement, with `events` and `people` written out."""
    return [Statement("the rows of the statement", prepare(lake, ask, ctx)[1])]
