"""What happened: trend, funnel, retention, paths."""

from bellrock.analytics.answer import (
    Answer,
    FunnelAnswer,
    Meta,
    PathsAnswer,
    RetentionAnswer,
    TrendAnswer,
)
from bellrock.analytics.funnel import funnel
from bellrock.analytics.trend import trend

__all__ = [
    "Answer",
    "FunnelAnswer",
    "Meta",
    "PathsAnswer",
    "RetentionAnswer",
    "TrendAnswer",
    "funnel",
    "trend",
]
