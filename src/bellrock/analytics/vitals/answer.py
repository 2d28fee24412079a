"""What do web vitals answer? Each figure at its level, its shares, and both over time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, Span, columns

Rating = Literal["good", "fair", "poor"]


@dataclass(frozen=True)
class Bounds:
    """What a vital measures in, and where it is good and where poor."""

    name: str
    unit: Literal["ms", "score"]
    good: float
    """So much or less is good."""
    poor: float
    """More than this is poor; between both it needs improvement."""


VITALS = (
    Bounds("LCP", "ms", 2500, 4000),
    Bounds("INP", "ms", 200, 500),
    Bounds("CLS", "score", 0.1, 0.25),
    Bounds("FCP", "ms", 1800, 3000),
    Bounds("TTFB", "ms", 800, 1800),
)
"""Source: web.dev/articles/vitals and the article of each (LCP, INP, CLS, FCP, TTFB), 2024."""
CORE = ("LCP", "INP", "CLS")
"""The three by which a page passes."""


@dataclass(frozen=True)
class VitalFigures:
    """One vital of some page loads."""

    vital: str
    loads: int
    """Loads that told it."""
    people: int
    value: float | None
    """At the level asked for, exact; None where no load told it."""
    rating: Rating | None
    good: int
    """Loads that were good."""
    poor: int
    """Loads that were poor; the others need improvement."""


@dataclass(frozen=True)
class VitalsPoint:
    """One bucket of a row: a value and the number of loads, vital by vital."""

    start: datetime
    values: tuple[float | None, ...]
    loads: tuple[int, ...]


@dataclass(frozen=True)
class VitalsRow:
    """All loads (`by` is None), those with one value, or the rest."""

    by: By | None
    vitals: tuple[VitalFigures, ...]
    passes: bool | None
    """Whether LCP, INP and CLS are all good, of which those count that were told; None of none."""
    points: tuple[VitalsPoint, ...]
    before: Annotated[tuple[VitalFigures, ...] | None, LEFT_OUT] = None
    """The same of the period compared with."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class VitalsAnswer(Answer):
    """How quick pages are."""

    level: float
    bounds: tuple[Bounds, ...]
    rows: tuple[VitalsRow, ...]
    """All, then the groups with the most events, then the rest."""
    meta: Meta
    compared: Annotated[Span | None, LEFT_OUT] = None

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a row and vital."""
        return [{**columns(row.by), **asdict(one)} for row in self.rows for one in row.vitals]
