"""What does each question take from Python? The same words as everywhere, typed for editors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypedDict

from bellrock.core.time import Grain
from bellrock.query.ask import (
    Order,
)
from bellrock.query.asks.funnel_parts import Counted, Part
from bellrock.query.asks.paths import PathsView
from bellrock.query.asks.retention import ReturnMode, StartKind

When = str | date | datetime
Step = str | dict[str, Any]
Texts = str | Sequence[str]


class Every(TypedDict, total=False):
    """What every question takes; see `bellrock.query.ask` for the meaning of each."""

    from_: When
    to: When
    where: str | dict[str, Any]
    zone: str
    bots: bool
    identity: Literal["resolved", "as_of_event"]


class TrendOptions(Every, total=False):
    """What a trend takes beside its events."""

    every: Grain
    by: Texts
    metric: str
    metrics: Sequence[str]
    formula: str
    over: str | timedelta
    smooth: int
    compare: str
    top: int
    approximate: bool


class FunnelOptions(Every, total=False):
    """What a funnel takes beside its steps."""

    within: str | timedelta
    step_within: str | Sequence[str | timedelta | None]
    order: Order
    optional: Sequence[int]
    exclude: Sequence[Step]
    hold: Sequence[str | Sequence[str]]
    count: Counted
    unit: str
    by: Texts
    attribute: str | int
    top: int
    show: Part
    every: Grain
    drivers: Texts


class RetentionOptions(Every, total=False):
    """What retention takes."""

    start: Step
    return_: Step
    kind: StartKind
    mode: ReturnMode
    every: Grain
    clock: Literal["calendar", "rolling"]
    brackets: str | Sequence[str | timedelta]
    periods: int
    value: str
    by: Texts
    top: int
    curve: bool
    fit: Literal["power", "sbg"]
    ahead: int


class PathsOptions(Every, total=False):
    """What paths take."""

    start: Step
    end: Step
    around: Step
    via: Step
    max_steps: int
    before: int
    within: str | timedelta
    collapse: bool
    loops: int
    events: Sequence[Step]
    exclude: Sequence[Step]
    groups: Sequence[Step]
    expand: Texts
    expand_only: Sequence[Step]
    view: PathsView
    versus: str | dict[str, Any]
    clusters: int
    goal: Step
    at_least: int
    top: int


class PivotOptions(Every, total=False):
    """What a pivot takes beside its rows."""

    events: Step | Sequence[Step]
    metric: Texts
    across: str
    sort: int
    sort_column: str
    order: Literal["down", "up", "name"]
    top: int
    columns: int


class SessionsOptions(Every, total=False):
    """What sessions take."""

    event: Step
    pause: str | timedelta
    midnight: bool
    campaign: bool
    client: bool
    depth: Step
    at: str
    every: Grain
    by: Texts
    top: int


class ProfileOptions(Every, total=False):
    """What a profile takes beside its target."""

    base: Step
    by: Texts
    value: Literal["last", "first"]
    least: int
    top: int


class CompositionOptions(Every, total=False):
    """What a composition takes beside its property."""

    event: Step
    of: Literal["people", "events"]
    value: Literal["last", "first"]
    every: Literal["period", "day", "week", "month"]
    top: int


class HeatOptions(Every, total=False):
    """What a heat map takes beside its page."""

    device: Literal["any", "phone", "tablet", "desktop"]
    columns: int
    band: int
    top: int
    compare: str
    versus: str | dict[str, Any]


class SqlOptions(Every, total=False):
    """What a statement takes beside its text."""

    rows: int


class RfmOptions(Every, total=False):
    """What an RFM grid takes beside its event."""

    of: str
    frequency: Literal["times", "days"]
    levels: int
    cuts: Literal["quantiles", "natural"]
    recency_cuts: str | Sequence[float]
    frequency_cuts: str | Sequence[float]
    value_cuts: str | Sequence[float]
    scheme: Literal["ten", "eight"]
    compare: str


class LtvOptions(Every, total=False):
    """What an LTV takes beside its event."""

    start: Step
    of: str
    margin: float
    every: Literal["day", "week", "month"]
    periods: int
    horizon: int
    by: Texts
    touch: Literal["first", "start"]
    top: int


class ReportOptions(Every, total=False):
    """What a report takes beside its rows."""

    at: Literal["event", "entry", "exit"]
    of: Step
    views: Step
    goal: Step
    empty: str | dict[str, Any]
    did: str | Sequence[str | dict[str, Any]]
    figures: Literal["people", "visits"]
    pause: str | timedelta
    compare: When
    top: int


class VitalsOptions(Every, total=False):
    """What web vitals take."""

    event: Step
    level: float
    every: Grain
    compare: When
    by: Texts
    top: int


class ChannelsOptions(Every, total=False):
    """What channels take."""

    by: str
    start: Step
    goal: Step
    within: str | timedelta
    value: str
    return_: Step
    days: Sequence[int]
    views: Step
    pause: str | timedelta
    across: Texts
    least: int
    sort: Literal["people", "conversion", "value", "retention"]
    top: int


class LifecycleOptions(Every, total=False):
    """What a lifecycle takes."""

    event: Step
    every: Literal["day", "week", "month"]
    forecast: int


class StickinessOptions(Every, total=False):
    """What stickiness takes."""

    event: Step
    every: Literal["week", "month"]


class FrequencyOptions(Every, total=False):
    """What a frequency takes."""

    event: Step
    of: str
    every: Literal["period", "day", "week", "month"]
    bins: str | Sequence[float]
    by: Texts
    top: int


class IntervalOptions(Every, total=False):
    """What an interval takes beside its two events."""

    hold: Texts
    within: str | timedelta
    scale: Literal["auto", "linear", "log"]
    by: Texts
    top: int
