"""What can be asked? The one definition of every question, for the CLI, HTTP and Python."""

from __future__ import annotations

from collections.abc import Mapping

from bellrock.query.asking import Ask, KindName
from bellrock.query.asks.channels import ChannelsAsk
from bellrock.query.asks.composition import CompositionAsk
from bellrock.query.asks.frequency import FrequencyAsk
from bellrock.query.asks.funnel import Exclusion, FunnelAsk, Order
from bellrock.query.asks.heat import HeatAsk
from bellrock.query.asks.interval import IntervalAsk
from bellrock.query.asks.lifecycle import LifecycleAsk
from bellrock.query.asks.ltv import LtvAsk
from bellrock.query.asks.paths import PathsAsk
from bellrock.query.asks.pivot import PivotAsk
from bellrock.query.asks.profile import ProfileAsk
from bellrock.query.asks.report import ReportAsk
from bellrock.query.asks.retention import RetentionAsk
from bellrock.query.asks.rfm import RfmAsk
from bellrock.query.asks.sessions import SessionsAsk
from bellrock.query.asks.sql import SqlAsk
from bellrock.query.asks.stickiness import StickinessAsk
from bellrock.query.asks.trend import TrendAsk
from bellrock.query.asks.vitals import VitalsAsk

__all__ = [
    "ASKS",
    "Ask",
    "ChannelsAsk",
    "CompositionAsk",
    "Exclusion",
    "FrequencyAsk",
    "FunnelAsk",
    "HeatAsk",
    "IntervalAsk",
    "KindName",
    "LifecycleAsk",
    "LtvAsk",
    "Order",
    "PathsAsk",
    "PivotAsk",
    "ProfileAsk",
    "ReportAsk",
    "RetentionAsk",
    "RfmAsk",
    "SessionsAsk",
    "SqlAsk",
    "StickinessAsk",
    "TrendAsk",
    "VitalsAsk",
]

ASKS: Mapping[KindName, type[Ask]] = {
    ask.question: ask
    for ask in (
        TrendAsk, FunnelAsk, RetentionAsk, PathsAsk, LifecycleAsk, StickinessAsk, FrequencyAsk,
        IntervalAsk, SqlAsk, PivotAsk, SessionsAsk, ProfileAsk,
        CompositionAsk, RfmAsk, LtvAsk, HeatAsk,
        ReportAsk, VitalsAsk, ChannelsAsk,
    )
}  # fmt: skip
"""Every kind of question, by name."""
