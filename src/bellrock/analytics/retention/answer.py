"""What does retention answer? Cohorts, and who of them came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass
from bellrock.analytics.answer import Answer, Meta


@dataclass(frozen=True)
class Cohort:
    """People who started in one bucket and how many of them came back in each bucket after."""

    start: datetime
    people: int
    returned: tuple[int | None, ...]
    """By buckets after the start, the first its own; None until that bucket has ended."""


@dataclass(frozen=True)
class RetentionAnswer(Answer):
    """Who came back."""

    cohorts: tuple[Cohort, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a cell: start, people, after (in buckets), returned."""
        return [
            {"start": one.start, "people": one.people, "after": after, "returned": returned}
            for one in self.cohorts
            for after, returned in enumerate(one.returned)
        ]
