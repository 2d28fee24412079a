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
from bellrock.analytics.paths import paths
from bellrock.analytics.people_behind import (
    behind_edge,
    behind_funnel,
    behind_path,
    behind_place,
    behind_retention,
    behind_trend,
)
from bellrock.analytics.retention import retention
from bellrock.analytics.statements import Statement, statements
from bellrock.analytics.trend import trend

__all__ = [
    "Answer",
    "FunnelAnswer",
    "Meta",
    "PathsAnswer",
    "RetentionAnswer",
    "Statement",
    "TrendAnswer",
    "behind_edge",
    "behind_funnel",
    "behind_path",
    "behind_place",
    "behind_retention",
    "behind_trend",
    "funnel",
    "paths",
    "retention",
    "statements",
    "trend",
]
