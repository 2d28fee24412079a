"""What does a statement of one's own answer?"""

from typing import Any

from bellrock.analytics.kind import Kind
from bellrock.analytics.sql.answer import SqlAnswer
from bellrock.analytics.sql.functions import known
from bellrock.analytics.sql.prelude import RELATIONS
from bellrock.analytics.sql.run import ask_sql
from bellrock.analytics.sql.statements import sql_statements
from bellrock.query.ask import SqlAsk

KIND: Kind[SqlAsk, Any] = Kind(
    "What does a statement of one's own answer?",
    SqlAsk, None, SqlAnswer, ask_sql, None, sql_statements, right="change",
)  # fmt: skip

__all__ = ["KIND", "RELATIONS", "SqlAnswer", "ask_sql", "known"]
