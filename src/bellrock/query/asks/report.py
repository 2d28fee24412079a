"""What is asked by it: which pages, places, devices, sources or searches do people come by?"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field

from bellrock.query.asking import Ask, Breakdown, Length, Step, Where, need, placed
from bellrock.query.asks.sessions import LONGEST_PAUSE
from bellrock.query.period import read_compare
from bellrock.query.selector import ANY, read_selector

VIEWS = read_selector(
    {"event": None, "where": 'column.kind in ["page", "screen"]', "name": "views"}
)
"""Pages and screens, whichever client names them."""


def _listed(data: Any) -> Any:
    return (data,) if isinstance(data, str | dict) else data


class ReportAsk(Ask):
    """Which pages, places, devices, sources or searches people come by."""

    question = "report"

    by: Breakdown = Field(
        min_length=1, max_length=3,
        description="what rows are made of: path, country, device, browser, channel …; up to three",
    )  # fmt: skip
    at: Literal["event", "entry", "exit"] = Field(
        "event",
        description="where a row's value is read: event (any of a session's), its entry, its exit",
    )
    of: Step = Field(ANY, description="events that values are read from: any, or searches")
    views: Step = Field(
        VIEWS, description="what counts as a view, and a bounce has one of at most: pages, screens"
    )
    goal: Step | None = Field(None, description="what is converted to: people of a row who did it")
    empty: Where = Field(
        None, description="which of the events found nothing, for searches: 'results = 0'"
    )
    did: Annotated[tuple[Where, ...], BeforeValidator(_listed)] = Field(
        (),
        description="only people with an event in the period that fits; several: one event each",
    )
    figures: Literal["people", "visits"] = Field(
        "visits",
        description="people and views alone (quick), or visits: sessions, bounces, time, exits",
    )
    pause: Length = Field(
        timedelta(minutes=30), description="a longer pause ends a session: 30m; a day at most"
    )
    compare: Annotated[str | None, BeforeValidator(placed(read_compare, field=""))] = Field(
        None,
        description="beside another period: previous, week, month, year, or where it begins",
    )
    top: int = Field(10, ge=1, le=1000, description="rows shown; the rest is 'other'")

    def checked(self) -> Self:
        need(
            self.pause <= LONGEST_PAUSE, "pause", "a pause within a session is at most a day",
            "for example 30m",
        )  # fmt: skip
        need(len(self.did) <= 10, "did", "people are narrowed by ten filters at most", "join some")
        need(None not in self.did, "did", "a filter says something", """for example 'path = "/"'""")
        need(
            self.at == "event" or self.figures == "visits", "figures",
            "entries and exits are those of sessions", "ask for visits",
        )  # fmt: skip
        need(
            self.at == "event" or self.of.key == ANY.key, "of",
            "entries and exits are those of all events", "leave it out, or at event",
        )  # fmt: skip
        return self

    @property
    def searching(self) -> bool:
        """Whether rows are made of some events, which may be followed by others of them."""
        return self.of.key != ANY.key
