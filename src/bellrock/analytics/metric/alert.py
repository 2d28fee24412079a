"""When is somebody told of a metric? By a threshold, a change, or what is out of the ordinary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from bellrock.analytics.metric.answer import MetricAnswer, MetricPoint
from bellrock.analytics.metric.value import Asked, value
from bellrock.query.asking import need, refusal_of
from bellrock.query.registered import MetricDefinition
from bellrock.query.relation import Context
from bellrock.store import Lake

Every = Literal["hour", "day", "week"]
BACK = {"hour": 24 * 8, "day": 15, "week": 8}
"""Buckets read for a look: what is missed and what it is compared with."""
_SEASON = {"hour": 24 * 7, "day": 7, "week": 1}
_DAYS = {"hour": 8, "day": 15, "week": 56}


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ThresholdRule(_Rule):
    """A bucket's value is above or below a number."""

    kind: Literal["threshold"]
    above: float | None = Field(None, allow_inf_nan=False)
    below: float | None = Field(None, allow_inf_nan=False)

    @model_validator(mode="after")
    def _checked(self) -> Self:
        need(
            self.above is not None or self.below is not None, "rule",
            "a threshold says above or below", "for instance below 100",
        )  # fmt: skip
        return self


class ChangeRule(_Rule):
    """A bucket's value moved by a share of an earlier one's."""

    kind: Literal["change"]
    by: float = Field(gt=0, le=100, description="a share: 0.2 is 20 %")
    direction: Literal["up", "down", "either"] = "either"
    than: Literal["previous", "season"] = Field(
        "season", description="the bucket before, or the same a week before"
    )


class OddRule(_Rule):
    """A bucket's value is out of the ordinary of its season."""

    kind: Literal["odd"]


AnyRule = ThresholdRule | ChangeRule | OddRule
Rule = Annotated[AnyRule, Field(discriminator="kind")]
_RULES: TypeAdapter[AnyRule] = TypeAdapter(Rule)


@dataclass(frozen=True)
class Look:
    """What a look at one bucket found."""

    start: datetime
    value: float | None
    fires: bool
    low: float | None
    high: float | None
    """Between these it would not have fired, where there are such bounds."""
    holiday: str | None = None
    """The public holidays in the bucket, by name."""


def read_rule(data: Any) -> AnyRule:
    """Read a rule from JSON.

    Raises:
        InvalidDefinition: it means nothing.
    """
    try:
        return _RULES.validate_python(data)
    except ValidationError as error:
        raise refusal_of(error).at("rule") from error


def look(
    lake: Lake, metric: MetricDefinition, ctx: Context, rule: AnyRule,
    every: Every, since: datetime | None,
) -> list[Look]:  # fmt: skip
    """Look at every mature bucket that begins after `since`, oldest first; at least the newest.

    Raises:
        InvalidDefinition: the metric cannot be asked any more.
    """
    asked = Asked(from_=f"-{_DAYS[every]}d", every=every, odd=isinstance(rule, OddRule))
    return looks(value(lake, metric, ctx, asked), rule, every, since)


def looks(
    answer: MetricAnswer,
    rule: AnyRule,
    every: Every,
    since: datetime | None,
) -> list[Look]:
    """Judge the mature points of an answer by a rule; the first one may be cut short."""
    points = [(i, p) for i, p in enumerate(answer.points) if p.mature and i > 0]
    new = [(i, p) for i, p in points if since is not None and p.start > since]
    chosen = new if since is not None else points[-1:]
    return [_judged(answer.points, i, point, rule, every) for i, point in chosen]


def _judged(
    points: Sequence[MetricPoint], at: int, point: MetricPoint,
    rule: AnyRule, every: Every,
) -> Look:  # fmt: skip
    low, high = _bounds(points, at, point, rule, every)
    told = point.value
    fires = told is not None and ((low is not None and told < low)
                                  or (high is not None and told > high))  # fmt: skip
    if isinstance(rule, OddRule):
        fires = point.odd
    return Look(point.start, told, fires, low, high, point.holiday)


def _bounds(
    points: Sequence[MetricPoint], at: int, point: MetricPoint,
    rule: AnyRule, every: Every,
) -> tuple[float | None, float | None]:  # fmt: skip
    if isinstance(rule, ThresholdRule):
        return rule.below, rule.above
    if isinstance(rule, OddRule):
        return point.low, point.high
    back = at - (1 if rule.than == "previous" else _SEASON[every])
    was = points[back].value if back >= 1 else None
    if was is None:
        return None, None
    away = abs(was) * rule.by
    low = was - away if rule.direction in ("down", "either") else None
    return low, was + away if rule.direction in ("up", "either") else None


def say(data: Mapping[str, Any]) -> str:
    """Return a rule in words, for a message.

    Raises:
        InvalidDefinition: it is no rule.
    """
    rule = read_rule(data)
    if isinstance(rule, OddRule):
        return "out of the ordinary"
    if isinstance(rule, ThresholdRule):
        sides = [("above", rule.above), ("below", rule.below)]
        return " or ".join(f"{word} {number:g}" for word, number in sides if number is not None)
    word = {"up": "more", "down": "less", "either": "more or less"}[rule.direction]
    than = "the one before" if rule.than == "previous" else "a week before"
    return f"{rule.by:.0%} {word} than {than}"
