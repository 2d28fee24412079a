"""What is asked by it: how long does it take people from one event to the next?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.query.asking import Ask, Breakdown, Length, Step


class IntervalAsk(Ask):
    """How long it takes people from one event to the next."""

    question = "interval"

    start: Step = Field(description="where the clock starts: an event")
    end: Step = Field(description="where it stops; the same event: from one to the next")
    hold: Breakdown = Field(
        (), max_length=3, description="property that both events must have alike: order_id"
    )
    within: Length | None = Field(None, description="longer than this is not done at all: 30d")
    scale: Literal["auto", "linear", "log"] = Field(
        "auto", description="how the ranges grow: auto, linear or log"
    )
    by: Breakdown = Field(
        (), max_length=3, description="property of the first event to break down by; up to three"
    )
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")
