"""What is asked by it: which ways do people take?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import (
    Field,
)

from bellrock.query.asking import (
    Ask,
    Length,
    Step,
    Steps,
)


class PathsAsk(Ask):
    """Which ways people take, event by event."""

    question = "paths"
    singular: ClassVar[Mapping[str, str]] = {"event": "events"}

    start: Step | None = Field(None, description="paths begin here")
    end: Step | None = Field(None, description="paths end here")
    max_steps: int = Field(5, ge=2, le=30, description="events in a path at most")
    within: Length | None = Field(
        None, description="bind paths by time instead of by session, everything this soon: 30m, 1d"
    )
    collapse: bool = Field(False, description="show the same event in a row once")
    events: Steps | None = Field(None, description="only these events")
    exclude: Steps = Field((), description="without these events")
    top: int = Field(20, ge=1, le=1000, description="paths and edges shown")
