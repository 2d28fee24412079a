"""What does a report answer? A row a value with the people, views and sessions it came with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, Span, columns


@dataclass(frozen=True)
class ReportFigures:
    """What came with one value, or with all; None where it is not asked for or not there."""

    people: int
    share: float | None
    """Of all people of the report, 0-1. Of people with several values, each counts in each row."""
    views: int
    events: int
    """Events with the value."""
    converted: int | None
    """People of the row who did the goal."""
    conversion: float | None
    """`converted / people`, 0-1."""
    sessions: int | None
    bounces: int | None
    """Sessions with at most one view."""
    bounce_rate: float | None
    seconds: float | None
    """Mean seconds of a session that passed with the value, until its next event."""
    exits: int | None
    """Sessions without a view after the last event with the value."""
    again: int | None
    """Searches: sessions in which a search for something else follows."""
    empty: int | None
    """Searches: events that found nothing."""


@dataclass(frozen=True)
class ReportRow:
    """One value a property, all of them (`by` is None), or the rest."""

    by: By | None
    figures: ReportFigures
    before: Annotated[ReportFigures | None, LEFT_OUT] = None
    """The same of the period compared with."""
    change: Annotated[float | None, LEFT_OUT] = None
    """How many more people than then, relative: 0.1 is a tenth more."""
    unset: Annotated[bool, LEFT_OUT] = False
    """Whether the events of this row carry no value."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class ReportAnswer(Answer):
    """Which values people come by."""

    at: str
    total: ReportRow
    rows: tuple[ReportRow, ...]
    """The most people first, then what has no value, then the rest."""
    values: int
    """How many values there are in all, shown or not."""
    pause_s: float
    meta: Meta
    compared: Annotated[Span | None, LEFT_OUT] = None

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a row, with its figures."""
        return [{**columns(row.by), **asdict(row.figures)} for row in self.rows]
