"""Which kinds of questions are there? One entry each; every door is made from these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bellrock.analytics.answer import (
    Answer,
    FunnelAnswer,
    PathsAnswer,
    RetentionAnswer,
    TrendAnswer,
)
from bellrock.analytics.funnel import funnel
from bellrock.analytics.paths import paths
from bellrock.analytics.people_behind import (
    Cell,
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
from bellrock.analytics.statements import (
    Statement,
    funnel_statements,
    paths_statements,
    retention_statements,
    trend_statements,
)
from bellrock.analytics.trend import trend
from bellrock.core.errors import NotFound
from bellrock.query.ask import Ask, FunnelAsk, KindName, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.relation import Context
from bellrock.store import Lake

A = TypeVar("A", bound=Ask)
C = TypeVar("C", bound=Cell)


@dataclass(frozen=True)
class Kind(Generic[A, C]):
    """One kind of question."""

    what: str
    """What it tells, as a question."""
    ask: type[A]
    cell: type[C]
    shape: type[Answer]
    answer: Callable[[Lake, A, Context], Answer]
    behind: Callable[[Lake, A, Context, C], list[int]]
    """Returns the people of a cell."""
    statements: Callable[[Lake, A, Context], list[Statement]]
    """Returns the SQL that gives the same numbers."""

    @property
    def name(self) -> KindName:
        """How doors call it."""
        return self.ask.question


KINDS: Mapping[str, Kind[Any, Any]] = {
    kind.name: kind
    for kind in (
        Kind(
            "How does a number move over time?",
            TrendAsk, TrendCell, TrendAnswer, trend, behind_trend, trend_statements,
        ),
        Kind(
            "Of the people who did the first step, how many went on, in order and in time?",
            FunnelAsk, FunnelCell, FunnelAnswer, funnel, behind_funnel, funnel_statements,
        ),
        Kind(
            "Of the people who started, how many came back?",
            RetentionAsk, RetentionCell, RetentionAnswer,
            retention, behind_retention, retention_statements,
        ),
        Kind(
            "Which ways do people take?",
            PathsAsk, PathsCell, PathsAnswer, paths, behind_paths, paths_statements,
        ),
    )
}  # fmt: skip


def kind_of(ask: Ask) -> Kind[Any, Any]:
    """Return the kind of a question."""
    return KINDS[ask.question]


def kind_named(question: str) -> Kind[Any, Any]:
    """Return the kind called `question`.

    Raises:
        NotFound: there is none.
    """
    if question not in KINDS:
        raise NotFound(f"there is no question {question!r}", hint=f"ask {', '.join(KINDS)}")
    return KINDS[question]
