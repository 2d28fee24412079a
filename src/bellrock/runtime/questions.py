"""Which function answers which question? By name and in JSON, for doors that speak both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bellrock import analytics
from bellrock.core.errors import NotFound
from bellrock.query.ask import Ask, FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.relation import Context
from bellrock.store import Lake

Json = dict[str, Any]
ASKS: Mapping[str, type[Ask]] = {
    "trend": TrendAsk,
    "funnel": FunnelAsk,
    "retention": RetentionAsk,
    "paths": PathsAsk,
}
"""What each kind of question is asked with."""


def answer(lake: Lake, question: str, ask: Mapping[str, Any], context: Context) -> Json:
    """Return the answer to `question` (trend, funnel, retention or paths) in its JSON form.

    Raises:
        NotFound: there is no such question.
        InvalidDefinition: it cannot mean anything.
    """
    if question not in _ANSWERS:
        raise NotFound(f"there is no question {question!r}", hint=f"ask {', '.join(_ANSWERS)}")
    return _ANSWERS[question](lake, ask, context)


def _trend(lake: Lake, ask: Mapping[str, Any], context: Context) -> Json:
    return analytics.trend(lake, TrendAsk.model_validate(ask), context).to_json()


def _funnel(lake: Lake, ask: Mapping[str, Any], context: Context) -> Json:
    return analytics.funnel(lake, FunnelAsk.model_validate(ask), context).to_json()


def _retention(lake: Lake, ask: Mapping[str, Any], context: Context) -> Json:
    return analytics.retention(lake, RetentionAsk.model_validate(ask), context).to_json()


def _paths(lake: Lake, ask: Mapping[str, Any], context: Context) -> Json:
    return analytics.paths(lake, PathsAsk.model_validate(ask), context).to_json()


_ANSWERS: Mapping[str, Callable[[Lake, Mapping[str, Any], Context], Json]] = {
    "trend": _trend,
    "funnel": _funnel,
    "retention": _retention,
    "paths": _paths,
}
