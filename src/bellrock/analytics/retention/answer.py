"""What does retention answer? Cohorts, who of them came back, and the curve of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    pass
from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Cohort:
    """People who started in one bucket and how many of them came back in each bucket after."""

    start: datetime
    people: int
    returned: tuple[int | None, ...]
    """By buckets after the start, the first its own; None until that bucket has ended."""
    values: Annotated[tuple[float | None, ...] | None, LEFT_OUT] = None
    """The figure of the returns in each; a mean is None where none has a value."""


@dataclass(frozen=True)
class CurvePoint:
    """All cohorts together, so many buckets after their start: those whose bucket is over."""

    after: int
    cohorts: int
    people: int
    returned: int
    share: float
    """Of the people, 0-1: the mean of the cohorts' shares, weighted by their size."""
    low: float
    """Lower bound of the share: Wilson's interval at 95 %."""
    high: float
    simple: float
    """The mean of the cohorts' shares, each counted alike."""
    value: Annotated[float | None, LEFT_OUT] = None
    """A sum's mean a person, or the mean of the returns' values."""
    value_low: Annotated[float | None, LEFT_OUT] = None
    value_high: Annotated[float | None, LEFT_OUT] = None


@dataclass(frozen=True)
class FitPoint:
    """What the fitted curve says; `beyond` where nothing has been seen yet."""

    after: int
    share: float
    beyond: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Fit:
    """A curve through the mean, carried on."""

    model: str
    parameters: dict[str, float]
    seen: int
    """The last bucket after the start that it was fitted to."""
    ahead: int
    """How many buckets it is carried on beyond that."""
    error: float
    """Root mean square distance (0-1) from the shares that it was fitted to."""
    points: tuple[FitPoint, ...]


@dataclass(frozen=True)
class Curve:
    """The mean over all cohorts, and where it goes."""

    points: tuple[CurvePoint, ...]
    fit: Annotated[Fit | None, LEFT_OUT] = None


@dataclass(frozen=True)
class CohortGroup:
    """The cohorts of one group of a breakdown."""

    by: By
    cohorts: tuple[Cohort, ...]
    curve: Annotated[Curve | None, LEFT_OUT] = None
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class RetentionAnswer(Answer):
    """Who came back: everybody, and each group where it was broken down."""

    cohorts: tuple[Cohort, ...]
    curve: Annotated[Curve | None, LEFT_OUT] = None
    groups: Annotated[tuple[CohortGroup, ...] | None, LEFT_OUT] = None
    brackets: Annotated[tuple[str, ...] | None, LEFT_OUT] = None
    """Where each bucket after the start ends, where they were chosen."""
    meta: Meta = field(kw_only=True)

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a cell: start, people, after (in buckets), returned, value.

        With a breakdown those of its groups, with a column for each property.
        """
        if self.groups is None:
            return _lines(self.cohorts, None)
        return [line for group in self.groups for line in _lines(group.cohorts, group.by)]


def _lines(cohorts: tuple[Cohort, ...], by: By | None) -> list[dict[str, Any]]:
    return [
        {**columns(by), "start": one.start, "people": one.people, "after": after,
         "returned": returned}
        | ({} if one.values is None else {"value": one.values[after]})
        for one in cohorts
        for after, returned in enumerate(one.returned)
    ]  # fmt: skip
