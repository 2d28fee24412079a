"""The one definition language: questions in, SQL out; nothing here touches an engine."""

from bellrock.query.ask import (
    Ask,
    CompositionAsk,
    FrequencyAsk,
    FunnelAsk,
    HeatAsk,
    IntervalAsk,
    LifecycleAsk,
    LtvAsk,
    PathsAsk,
    PivotAsk,
    ProfileAsk,
    RetentionAsk,
    RfmAsk,
    SessionsAsk,
    StickinessAsk,
    TrendAsk,
)
from bellrock.query.relation import Context, IdentityState
from bellrock.query.sql import Sql

__all__ = [
    "Ask",
    "CompositionAsk",
    "Context",
    "FrequencyAsk",
    "FunnelAsk",
    "HeatAsk",
    "IdentityState",
    "IntervalAsk",
    "LifecycleAsk",
    "LtvAsk",
    "PathsAsk",
    "PivotAsk",
    "ProfileAsk",
    "RetentionAsk",
    "RfmAsk",
    "SessionsAsk",
    "Sql",
    "StickinessAsk",
    "TrendAsk",
]
