"""What does stickiness answer? Days of activity in each week or month, and the daily share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bellrock.analytics.answer import Answer, Meta


@dataclass(frozen=True)
class Spell:
    """One week or month: whoever was active in it, by the number of their days."""

    start: datetime
    people: int
    days: tuple[int, ...]
    """People active on exactly 1, 2, 3 … days, as many as the week or month has."""
    complete: bool
    """Whether it has ended."""


@dataclass(frozen=True)
class Daily:
    """One day: its actives beside those of the 7 (or 30) days that end with it."""

    start: datetime
    active: int
    within: int
    """Active in the 7 days (by week) or 30 days (by month) that end with this day."""
    share: float | None
    """`active / within` (0-1): DAU/WAU or DAU/MAU; None where nobody was."""


@dataclass(frozen=True)
class StickinessAnswer(Answer):
    """On how many days people were active."""

    spells: tuple[Spell, ...]
    daily: tuple[Daily, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a week or month and number of days: people, and at least so many."""
        return [
            {"start": one.start, "people": one.people, "days": number,
             "on_days": people, "on_at_least": sum(one.days[number - 1 :])}
            for one in self.spells
            for number, people in enumerate(one.days, 1)
        ]  # fmt: skip
