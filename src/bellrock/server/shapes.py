"""What shape do answers have in JSON? For the OpenAPI document, and the types generated from it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

By = dict[str, str | None]


class Span(BaseModel):
    """A half-open stretch of time, with the zone's offset."""

    from_: datetime = Field(alias="from")
    to: datetime
    model_config = ConfigDict(serialize_by_alias=True)


class Meta(BaseModel):
    """What stands under every answer, so that nothing hides."""

    period: Span
    zone: str
    filters: list[str]
    bot_share: float | None = Field(description="share (0-1) of the events that machines sent")
    bots: str
    freshness: datetime | None = Field(description="when the newest event arrived")
    rows_scanned: int
    seconds: float
    identity: str
    notes: list[str]


class Point(BaseModel):
    """One bucket of a series; null where there is nothing to take a figure of."""

    start: datetime
    value: float | None


class Series(BaseModel):
    """One line of a trend."""

    name: str
    by: By | None
    points: list[Point]
    total: float | None
    other: bool = False


class Trend(BaseModel):
    """How a number moved."""

    series: list[Series]
    meta: Meta


class Rung(BaseModel):
    """One step of a funnel; shares are 0-1."""

    name: str
    people: int
    share: float | None
    share_of_previous: float | None
    median_wait_s: float | None


class Ladder(BaseModel):
    """The funnel of one group."""

    by: By | None
    steps: list[Rung]
    other: bool = False


class Funnel(BaseModel):
    """How many people climbed: `steps`, or `groups` where it was broken down."""

    steps: list[Rung] | None = None
    groups: list[Ladder] | None = None
    meta: Meta


class Cohort(BaseModel):
    """People who started in one bucket, and those who came back in each bucket after."""

    start: datetime
    people: int
    returned: list[int | None]


class Retention(BaseModel):
    """Who came back."""

    cohorts: list[Cohort]
    meta: Meta


class Edge(BaseModel):
    """One event straight after another."""

    from_: str = Field(alias="from")
    to: str
    people: int
    count: int
    model_config = ConfigDict(serialize_by_alias=True)


class Path(BaseModel):
    """A whole way, event by event."""

    steps: list[str]
    people: int
    count: int


class Paths(BaseModel):
    """Which ways people took."""

    edges: list[Edge]
    paths: list[Path]
    meta: Meta


Verdict = Literal["stored", "warned", "duplicate", "quarantined"]
