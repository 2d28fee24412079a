"""What do sessions answer? Their figures over time and by group, and where they begin and end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Figures:
    """The figures of some sessions; what is taken of them is None where there are none."""

    sessions: int
    people: int
    per_person: float | None
    bounces: int
    """Sessions with at most one of what depth counts."""
    bounce_rate: float | None
    """`bounces / sessions`, 0-1."""
    events: float | None
    """Events a session, on average."""
    depth: float | None
    """Of what depth counts, a session, on average."""
    mean_s: float | None
    """Seconds from the first to the last event of a session, those of one event included."""
    median_s: float | None
    p90_s: float | None


@dataclass(frozen=True)
class SessionPoint:
    """The sessions that began in one bucket."""

    start: datetime
    figures: Figures


@dataclass(frozen=True)
class SessionsRow:
    """All sessions of the period, or those of one group; `by` is None for all."""

    by: By | None
    figures: Figures
    points: tuple[SessionPoint, ...]
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class End:
    """Sessions that begin (or end) with one value."""

    value: str | None
    sessions: int
    people: int
    bounces: int
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Rule:
    """Where a session ends, and what a bounce has at most one of."""

    pause_s: float
    midnight: bool
    campaign: bool
    client: bool
    depth: str


@dataclass(frozen=True)
class SessionsAnswer(Answer):
    """In how many sessions people come."""

    rule: Rule
    at: str
    """What entries and exits are told apart by."""
    rows: tuple[SessionsRow, ...]
    """All sessions, then the groups."""
    entries: tuple[End, ...]
    """The most sessions first; the rest is last."""
    exits: tuple[End, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a row and point, with its figures."""
        return [
            {**columns(row.by), "start": point.start, **asdict(point.figures)}
            for row in self.rows
            for point in row.points
        ]
