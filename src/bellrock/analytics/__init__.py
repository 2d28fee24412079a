"""What happened: trend, funnel, retention, paths; `KINDS` names them all."""

from bellrock.analytics.answer import (
    Answer,
    FunnelAnswer,
    Meta,
    PathsAnswer,
    RetentionAnswer,
    TrendAnswer,
)
from bellrock.analytics.funnel import funnel
from bellrock.analytics.kinds import KINDS, Kind, kind_named, kind_of
from bellrock.analytics.paths import paths
from bellrock.analytics.people_behind import (
    FunnelCell,
    PathsCell,
    RetentionCell,
    TrendCell,
    behind_funnel,
    behind_paths,
    behind_retention,
    behind_trend,
)
from bellrock.analytics.retention import retention
from bellrock.analytics.statements import Statement
from bellrock.analytics.trend import trend

__all__ = [
    "KINDS",
    "Answer",
    "FunnelAnswer",
    "FunnelCell",
    "Kind",
    "Meta",
    "PathsAnswer",
    "PathsCell",
    "RetentionAnswer",
    "RetentionCell",
    "Statement",
    "TrendAnswer",
    "TrendCell",
    "behind_funnel",
    "behind_paths",
    "behind_retention",
    "behind_trend",
    "funnel",
    "kind_named",
    "kind_of",
    "paths",
    "retention",
    "trend",
]
