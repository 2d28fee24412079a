"""What is asked by it: on how many days of a week or month are people active?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.query.asking import Ask, Step
from bellrock.query.selector import ANY


class StickinessAsk(Ask):
    """On how many days of a week or month are those who are active at all."""

    question = "stickiness"

    event: Step = Field(ANY, description="what makes a person active: an event, or any")
    every: Literal["week", "month"] = Field(
        "week", description="in which the days are counted: week or month"
    )
