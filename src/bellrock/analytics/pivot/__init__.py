"""Which figures stand where values of several properties meet?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.pivot.answer import PivotAnswer
from bellrock.analytics.pivot.behind import PivotCell, behind_pivot
from bellrock.analytics.pivot.run import pivot
from bellrock.analytics.pivot.statements import pivot_statements
from bellrock.query.ask import PivotAsk

KIND = Kind(
    "Which figures stand where values of several properties meet?",
    PivotAsk, PivotCell, PivotAnswer, pivot, behind_pivot, pivot_statements,
)  # fmt: skip

__all__ = ["KIND", "PivotAnswer", "PivotCell", "behind_pivot", "pivot"]
