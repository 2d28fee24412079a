"""What is asked by it: how many of the people who started come back?"""

from __future__ import annotations

from typing import Literal

from pydantic import (
    Field,
)

from bellrock.core.time import Grain
from bellrock.query.asking import (
    Ask,
    Step,
)
from bellrock.query.selector import ANY


class RetentionAsk(Ask):
    """How many of the people who started come back, bucket after bucket."""

    question = "retention"

    start: Step = Field(ANY, description="what makes a person start: an event, or any")
    return_: Step = Field(
        ANY, alias="return", description="what counts as coming back: an event, or any"
    )
    kind: Literal["first", "recurring"] = Field(
        "first", description="first: start at their first such event ever; recurring: at every one"
    )
    mode: Literal["on", "on-or-after"] = Field(
        "on", description="on: back in that bucket; on-or-after: then or later"
    )
    every: Grain = Field("week", description="the width of a bucket: hour, day, week or month")
    periods: int | None = Field(None, ge=1, le=60, description="buckets shown after the start")
