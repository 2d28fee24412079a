"""What is asked by it: which ways do people take?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, Self

from pydantic import (
    Field,
)

from bellrock.query.asking import (
    Ask,
    Breakdown,
    Length,
    Step,
    Steps,
    Where,
    need,
)

PathsView = Literal["ways", "matrix", "graph", "clusters"]


class PathsAsk(Ask):
    """Which ways people take, event by event."""

    question = "paths"
    singular: ClassVar[Mapping[str, str]] = {"event": "events", "group": "groups"}

    start: Step | None = Field(None, description="paths begin here")
    end: Step | None = Field(None, description="paths end here")
    around: Step | None = Field(
        None, description="paths lie around the first such event: what came before it and after"
    )
    via: Step | None = Field(
        None, description="only paths on which such an event lies, shown or not"
    )
    max_steps: int = Field(
        5, ge=2, le=30, description="events in a path at most; with `around`, from that event on"
    )
    before: int = Field(3, ge=1, le=29, description="with `around`: events before it at most")
    within: Length | None = Field(
        None, description="bind paths by time instead of by session, everything this soon: 30m, 1d"
    )
    collapse: bool = Field(False, description="show the same event in a row once")
    loops: int = Field(
        1, ge=1, le=5,
        description="with `collapse`: runs of up to so many events that repeat stand once",
    )  # fmt: skip
    events: Steps | None = Field(None, description="only these events")
    exclude: Steps = Field((), description="without these events")
    groups: Steps = Field(
        (), max_length=20,
        description='events that stand as one, under a name: {"any_of": ["a", "b"], "name": "C"}',
    )  # fmt: skip
    expand: Breakdown = Field(
        (), max_length=3, description="tell events apart by these values: path(url), plan"
    )
    expand_only: Steps | None = Field(None, description="with `expand`: only these events")
    view: PathsView = Field(
        "ways",
        description="ways: whole paths and edges; matrix: which events stand at each step; graph: "
        "events and where they lead; clusters: people who go similar ways",
    )
    versus: Where = Field(
        None, description="compare with the same question that has this filter instead of `where`"
    )
    clusters: int = Field(4, ge=2, le=12, description="with the view `clusters`: how many")
    goal: Step | None = Field(
        None, description="with the view `clusters`: which share of each has this on their paths"
    )
    at_least: int = Field(
        1, ge=1, le=1_000_000, description="leave out what fewer people than these walked"
    )
    top: int = Field(20, ge=1, le=1000, description="paths and edges shown")

    def checked(self) -> Self:
        """Refuse anchors, loops and comparisons that do not go together."""
        need(
            self.around is None or (self.start is None and self.end is None), "around",
            "paths around an event have no start and no end",
            "leave out start and end, or around",
        )  # fmt: skip
        need(
            self.loops == 1 or self.collapse, "loops",
            "loops are shown once only where paths are collapsed", "add collapse",
        )  # fmt: skip
        need(
            self.expand_only is None or bool(self.expand), "expand_only",
            "there is nothing to expand these events by", 'for example expand "path(url)"',
        )  # fmt: skip
        need(
            self.versus is None or self.view != "clusters", "versus",
            "clusters are of one audience", "leave out versus, or choose another view",
        )  # fmt: skip
        need(
            self.goal is None or self.view == "clusters", "goal",
            "a goal is counted in clusters only", "choose the view clusters, or leave out the goal",
        )  # fmt: skip
        return self
