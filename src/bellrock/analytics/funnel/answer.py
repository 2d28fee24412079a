"""What does a funnel answer? Ladders of steps."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    pass
from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Rung:
    """One step of a funnel."""

    name: str
    people: int
    share: float | None
    """Of those who entered, 0-1; None when nobody did."""
    share_of_previous: float | None
    """Of those on the step before; for the first step the same as `share`."""
    median_wait_s: float | None
    """Median seconds since the step before; None for the first step and when nobody came."""


@dataclass(frozen=True)
class Ladder:
    """The funnel of one group; `by` is None without a breakdown."""

    by: By | None
    steps: tuple[Rung, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class FunnelAnswer(Answer):
    """How many people climbed: `steps`, or `groups` where it was broken down."""

    steps: Annotated[tuple[Rung, ...] | None, LEFT_OUT] = None
    groups: Annotated[tuple[Ladder, ...] | None, LEFT_OUT] = None
    meta: Meta = field(kw_only=True)

    @property
    def ladders(self) -> tuple[Ladder, ...]:
        """One ladder without a breakdown, else one a group and `other`."""
        return (Ladder(None, self.steps or ()),) if self.groups is None else self.groups

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a step: a column for each breakdown, then the rung's fields."""
        return [
            {**columns(one.by), "step": number, **asdict(rung)}
            for one in self.ladders
            for number, rung in enumerate(one.steps, 1)
        ]
