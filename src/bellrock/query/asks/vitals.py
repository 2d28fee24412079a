"""What is asked by it: how quick are pages for those who read them?"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BeforeValidator, Field

from bellrock.core.time import Grain
from bellrock.query.asking import Ask, Breakdown, Step, need, placed
from bellrock.query.period import read_compare
from bellrock.query.selector import read_selector

SENT = read_selector("$web_vitals")


class VitalsAsk(Ask):
    """How quick pages are for those who read them: web vitals, their shares and their trend."""

    question = "vitals"

    event: Step = Field(SENT, description="the events that carry $web_vitals_LCP_value and so on")
    level: float = Field(
        0.75, description="which of all loads is told, from the quickest: 0.75 is three in four"
    )
    every: Grain = Field("day", description="the width of a point: hour, day, week or month")
    compare: Annotated[str | None, BeforeValidator(placed(read_compare, field=""))] = Field(
        None,
        description="beside another period: previous, week, month, year, or where it begins",
    )
    by: Breakdown = Field(
        (), max_length=3, description="property to break down by, such as path; up to three"
    )
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")

    def checked(self) -> Self:
        need(
            0.5 <= self.level <= 0.99, "level", "the level lies between 0.5 and 0.99",
            "web vitals are judged at 0.75",
        )  # fmt: skip
        return self
