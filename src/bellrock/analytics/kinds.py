"""Which kinds of questions are there? One entry each; every door is made from these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellrock.analytics import (
    channels,
    composition,
    frequency,
    funnel,
    heat,
    interval,
    lifecycle,
    ltv,
    paths,
    pivot,
    profile,
    report,
    retention,
    rfm,
    sessions,
    sql,
    stickiness,
    trend,
    vitals,
)
from bellrock.analytics.funnel.drivers import USUAL
from bellrock.analytics.kind import Kind
from bellrock.analytics.profile.run import of as compared
from bellrock.analytics.unsent import knowing
from bellrock.core.errors import NotFound
from bellrock.query.ask import Ask, FunnelAsk, ProfileAsk
from bellrock.query.naming import Name


def _usual(ask: Ask) -> tuple[Name, ...]:
    """Return the names that a question reads without saying so."""
    if isinstance(ask, ProfileAsk):
        return compared(ask)
    return USUAL if isinstance(ask, FunnelAsk) and ask.show == "drivers" else ()


KINDS: Mapping[str, Kind[Any, Any]] = {
    kind.name: knowing(kind, _usual)
    for kind in (
        trend.KIND, funnel.KIND, retention.KIND, paths.KIND, lifecycle.KIND, stickiness.KIND,
        frequency.KIND, interval.KIND, sql.KIND, pivot.KIND, sessions.KIND, profile.KIND,
        composition.KIND, rfm.KIND, ltv.KIND, heat.KIND,
        report.KIND, vitals.KIND, channels.KIND,
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
