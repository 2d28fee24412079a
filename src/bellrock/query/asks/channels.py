"""What is asked by it: which channels bring people who stay, convert and pay?"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field

from bellrock.query.asking import Ask, Breakdown, By, Length, Step, need
from bellrock.query.asks.report import VIEWS
from bellrock.query.asks.sessions import LONGEST_PAUSE
from bellrock.query.naming import Name
from bellrock.query.selector import ANY


def _listed(data: Any) -> Any:
    """Read `1,7,30`, and several of these."""
    given = [data] if isinstance(data, str | int) else data
    if not isinstance(given, list | tuple):
        return given
    parts = [str(one).split(",") if isinstance(one, str) else [one] for one in given]
    return [part for some in parts for part in some]


class ChannelsAsk(Ask):
    """Which channels, campaigns or sources bring people who stay, convert and pay."""

    question = "channels"

    by: By = Field(
        Name("", ("channel",)),
        description="what people came by, read from their first event that says it: channel …",
    )
    start: Step = Field(ANY, description="who did it first in the period is new: any, or Signed Up")
    goal: Step | None = Field(None, description="what new people should do: Order Completed")
    within: Length = Field(
        timedelta(days=7), description="how soon after their start the goal and value count: 7d"
    )
    value: By | None = Field(
        None, description="property summed up for each person, of the goal's events: revenue"
    )
    return_: Step = Field(ANY, alias="return", description="what coming back means: any, or some")
    days: Annotated[tuple[int, ...], BeforeValidator(_listed)] = Field(
        (1, 7, 30), description="days after the first on which people may come back: 1,7,30"
    )
    views: Step = Field(VIEWS, description="what a first visit that bounced has one of at most")
    pause: Length = Field(
        timedelta(minutes=30), description="a longer pause ends a session: 30m; a day at most"
    )
    across: Breakdown = Field(
        (Name("", ("country",)), Name("", ("device",))), max_length=3,
        description="properties within which the order of channels may turn round; up to three",
    )  # fmt: skip
    least: int = Field(
        30, ge=1, le=1000, description="fewer people of a channel within a value are not compared"
    )
    sort: Literal["people", "conversion", "value", "retention"] = Field(
        "people", description="rows with the most people first, or by another of their figures"
    )
    top: int = Field(10, ge=1, le=100, description="rows shown; the rest is 'other'")

    def checked(self) -> Self:
        need(
            1 <= len(self.days) <= 10 and all(1 <= day <= 365 for day in self.days), "days",
            "1 to 10 days between 1 and 365", "--days 1,7,30",
        )  # fmt: skip
        need(
            list(self.days) == sorted(set(self.days)), "days", "days rise, each once", "--days 1,7"
        )
        need(
            self.pause <= LONGEST_PAUSE, "pause", "a pause within a session is at most a day",
            "for example 30m",
        )  # fmt: skip
        need(
            self.sort != "conversion" or self.goal is not None, "sort",
            "rows by conversion need a goal", "--goal buy",
        )  # fmt: skip
        need(
            self.sort != "value" or self.value is not None, "sort",
            "rows by value need a property to sum up", "--value revenue",
        )  # fmt: skip
        need(
            self.by not in self.across, "across",
            "an order is looked at within other properties than its own", "leave it out",
        )  # fmt: skip
        return self
