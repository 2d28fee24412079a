"""What does a composition answer? Parts, their shares, and these point by point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, Meta


@dataclass(frozen=True)
class Portion:
    """A part in one point."""

    count: int
    share: float | None
    """Of all in that point (0-1); None where there are none."""


@dataclass(frozen=True)
class Part:
    """One part of the whole; parts add up to it."""

    value: str | None
    """None where it is not set."""
    count: int
    people: int
    """Those behind it; where events are counted, someone may be behind several parts."""
    share: float | None
    """`count / total`, 0-1."""
    points: tuple[Portion, ...]
    """Empty where only the period is asked for."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class CompositionAnswer(Answer):
    """Of which parts people, or their events, consist."""

    by: str
    of: str
    """`people` or `events`."""
    total: int
    people: int
    starts: tuple[datetime, ...]
    """Where each point begins."""
    parts: tuple[Part, ...]
    """The greatest first, unless values have an order of their own; the rest is last."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a part, or a part and point: its count and share."""
        if not self.starts:
            return [
                {f"by {self.by}": one.value, "count": one.count, "share": one.share,
                 "people": one.people}
                for one in self.parts
            ]  # fmt: skip
        return [
            {f"by {self.by}": one.value, "start": start, "count": point.count,
             "share": point.share}
            for one in self.parts
            for start, point in zip(self.starts, one.points, strict=True)
        ]  # fmt: skip
