"""What is asked by it: in how many sessions do people come, how long and how deep are they?"""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from pydantic import Field

from bellrock.core.time import Grain
from bellrock.query.asking import Ask, Breakdown, By, Length, Step, need
from bellrock.query.naming import Name
from bellrock.query.selector import ANY

LONGEST_PAUSE = timedelta(days=1)


class SessionsAsk(Ask):
    """In how many sessions people come, where they enter and leave, how long and how deep."""

    question = "sessions"

    event: Step = Field(ANY, description="what sessions are made of: any event, or some")
    pause: Length = Field(
        timedelta(minutes=30), description="a longer pause ends a session: 30m; a day at most"
    )
    midnight: bool = Field(False, description="midnight in the question's zone ends a session")
    campaign: bool = Field(
        False,
        description="an event whose campaign is not that of the event before it begins a session",
    )
    client: bool = Field(False, description="a new session id of the client begins a session")
    depth: Step = Field(
        ANY, description="what depth counts, and a bounce has one of at most: any, or page|screen"
    )
    at: By = Field(
        Name("", ("event",)),
        description="how entries and exits are told apart: event, path, path(url), channel …",
    )
    every: Grain = Field("day", description="the width of a point: hour, day, week or month")
    by: Breakdown = Field(
        (), max_length=3,
        description="property of a session's first event to break down by; up to three",
    )  # fmt: skip
    top: int = Field(10, ge=1, le=100, description="groups, entries and exits shown")

    def checked(self) -> Self:
        need(
            self.pause <= LONGEST_PAUSE, "pause", "a pause within a session is at most a day",
            "for example 30m",
        )  # fmt: skip
        return self
