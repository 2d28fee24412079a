"""How does a number move over time?"""

from bellrock.analytics.kind import Kind
from bellrock.analytics.trend.answer import TrendAnswer
from bellrock.analytics.trend.behind import TrendCell, behind_trend
from bellrock.analytics.trend.run import trend
from bellrock.analytics.trend.statements import trend_statements
from bellrock.query.ask import TrendAsk

KIND = Kind(
    "How does a number move over time?",
    TrendAsk, TrendCell, TrendAnswer, trend, behind_trend, trend_statements,
)  # fmt: skip

__all__ = ["KIND", "TrendAnswer", "TrendCell", "behind_trend", "trend"]
