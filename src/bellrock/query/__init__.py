"""The one definition language: questions in, SQL out; nothing here touches an engine."""

from bellrock.query.ask import Ask, FunnelAsk, PathsAsk, RetentionAsk, TrendAsk
from bellrock.query.relation import Context, IdentityState
from bellrock.query.sql import Sql

__all__ = [
    "Ask",
    "Context",
    "FunnelAsk",
    "IdentityState",
    "PathsAsk",
    "RetentionAsk",
    "Sql",
    "TrendAsk",
]
