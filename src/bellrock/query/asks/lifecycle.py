"""What is asked by it: who is new, who stays, who comes back, and who falls asleep?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.query.asking import Ask, Step
from bellrock.query.selector import ANY


class LifecycleAsk(Ask):
    """How many people are new, returning, resurrecting and dormant, bucket after bucket."""

    question = "lifecycle"

    event: Step = Field(ANY, description="what makes a person active: an event, or any")
    every: Literal["day", "week", "month"] = Field(
        "day", description="the width of a bucket: day, week or month"
    )
    forecast: int = Field(
        0, ge=0, le=90, description="buckets of actives to be foretold; none when not given"
    )
