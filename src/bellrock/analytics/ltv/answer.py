"""What does an LTV answer? Values by age, what people cost, and when they have paid it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class LtvPoint:
    """What people are worth by the end of one age, after the margin."""

    people: int
    """Those old enough: only they count at this age."""
    value: float | None
    """For each person won, from the start on; None where nobody is old enough."""
    low: float | None
    high: float | None
    """Bounds of the value (95 %); None with fewer than two people."""


@dataclass(frozen=True)
class LtvForeseen:
    """What people will be worth by the end of an age beyond those seen, by the fitted curve."""

    low: float
    value: float
    high: float


@dataclass(frozen=True)
class LtvGroup:
    """People won in the period: everybody, or those of one group."""

    by: By | None
    people: int
    cost: float | None
    """What was paid for them; None where no costs are known by these properties."""
    cac: float | None
    """Cost of each; None without costs or people."""
    points: tuple[LtvPoint, ...]
    foreseen: tuple[LtvForeseen, ...]
    """Ages after the last that somebody is old enough for, up to the horizon."""
    decline: float | None
    """The fitted exponent: at age t people bring a·t^-decline; None without a fit."""
    value: float | None
    """At the horizon, or at the last age seen."""
    value_to_cac: float | None
    payback_days: float | None
    """Age at which value reaches what a person cost; None where it does not, or none is known."""
    payback: Literal["seen", "foreseen"] | None
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class LtvCohort:
    """People won in one bucket of the calendar."""

    start: datetime
    people: int
    cost: float | None
    cac: float | None
    values: tuple[float | None, ...]
    """By the end of each age; None until everybody of the cohort is old enough."""


@dataclass(frozen=True)
class LtvAnswer(Answer):
    """What people are worth by age."""

    age_days: int
    """The width of an age."""
    level: float
    """The share of cases (0-1) in which the range of what is foreseen is to hold its mean."""
    everybody: LtvGroup
    groups: tuple[LtvGroup, ...] | None
    """None without a breakdown; the rest is the last."""
    cohorts: tuple[LtvCohort, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a group and age: end of age in days, people, value, bounds, cac."""
        return [
            {**columns(one.by), "days": (age + 1) * self.age_days, "people": point.people,
             "value": point.value, "low": point.low, "high": point.high, "cac": one.cac,
             "foreseen": point.people == 0}
            for one in (self.everybody, *(self.groups or ()))
            for age, point in enumerate([
                *(p for p in one.points if p.people),
                *(LtvPoint(0, f.value, f.low, f.high) for f in one.foreseen),
            ])
        ]  # fmt: skip
