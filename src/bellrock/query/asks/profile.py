"""What is asked by it: by which values does a group of people differ from others?"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bellrock.query.asking import Ask, Breakdown, Step
from bellrock.query.selector import ANY


class ProfileAsk(Ask):
    """By which values a group of people differs from a base, as shares and an index."""

    question = "profile"

    target: Step = Field(
        description="who is looked at: whoever did this: buy, 'any[person.plan = \"pro\"]'"
    )
    base: Step = Field(ANY, description="who they are compared with: whoever did this, or any")
    by: Breakdown = Field(
        (), max_length=20,
        description="properties and traits compared; country, device, channel … when not given",
    )  # fmt: skip
    value: Literal["last", "first"] = Field(
        "last", description="of values that change in the period, a person's last or first counts"
    )
    least: int = Field(
        10, ge=1, le=10_000, description="values of fewer people of the base are not told"
    )
    top: int = Field(10, ge=1, le=100, description="values shown of each property")
