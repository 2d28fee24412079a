"""What is a registered metric? One number with one meaning: for boards, goals, alerts and tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.asking import Length, refusal_of
from bellrock.query.asks.trend import TrendAsk
from bellrock.query.formula import Letter, Operation, read_formula

Direction = Literal["up", "down"]
STAGES = ("acquisition", "activation", "retention", "referral", "revenue")
"""The stages of growth, in order (McClure 2007)."""
Stage = Literal["acquisition", "activation", "retention", "referral", "revenue"]
_ASKED = ("events", "metric", "metrics", "formula", "where", "identity", "bots")
"""What of a trend defines a metric; the rest is said when it is asked."""
Wrong = Literal["empty", "below", "above"]
ADDITIVE = ("total", "sum")
"""Figures whose parts by group add up to the whole."""


def _definition(data: Any) -> TrendAsk:
    """Read the definition of a metric: a trend of one line, without a period or breakdown."""
    told = data if isinstance(data, TrendAsk) else TrendAsk.model_validate(data)
    for name in sorted(told.model_fields_set):
        if name not in _ASKED and getattr(told, name) != type(told).model_fields[name].default:
            shown = name.rstrip("_")
            raise InvalidDefinition(
                f"a metric's definition does not say {shown}",
                hint="leave it out; it is said when the metric is asked", field=shown,
            )  # fmt: skip
    if told.formula is None and len(told.events) > 1:
        raise InvalidDefinition(
            "a metric is one line", hint="give one event, or a formula such as A / B",
            field="events",
        )  # fmt: skip
    return told


class Check(BaseModel):
    """What must hold for a metric to be believed, looked at over whole days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: float | None = Field(None, description="no day's value may be less")
    at_most: float | None = Field(None, description="no day's value may be more")
    never_empty: bool = Field(False, description="a day without a value is wrong")

    def wrong(self, value: float | None) -> Wrong | None:
        """Return what is wrong with a day's value; None where nothing is."""
        if value is None:
            return "empty" if self.never_empty else None
        if self.at_least is not None and value < self.at_least:
            return "below"
        if self.at_most is not None and value > self.at_most:
            return "above"
        return None


class MetricDefinition(BaseModel):
    """How a number is computed and read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ask: Annotated[TrendAsk, BeforeValidator(_definition)] = Field(
        description="events, metric, metrics, formula and where of a trend"
    )
    unit: str = Field("", max_length=16, description="people, events, a currency, % …")
    direction: Direction = Field("up", description="which way is better")
    maturity: Length = Field(
        timedelta(0), description="how long after a moment its events may still arrive: 2d"
    )
    check: Check = Field(default_factory=lambda: Check.model_validate({}))

    @property
    def ratio(self) -> tuple[int, int] | None:
        """The places of numerator and denominator, where it is one series over another."""
        if self.ask.formula is None:
            return None
        tree = read_formula(self.ask.formula, len(self.ask.events))
        if not isinstance(tree, Operation) or tree.op != "/":
            return None
        if not isinstance(tree.left, Letter) or not isinstance(tree.right, Letter):
            return None
        places = ord(tree.left.name) - ord("A"), ord(tree.right.name) - ord("A")
        return places if all(self.ask.figures[p].kind in ADDITIVE for p in places) else None

    @property
    def additive(self) -> bool:
        """Whether its groups add up to it."""
        return self.ask.formula is None and self.ask.figures[0].kind in ADDITIVE

    def asked(self, **more: Any) -> TrendAsk:
        """Return the question of this metric, with what is said of it: from_, to, every, by …

        Raises:
            InvalidDefinition: that makes no sense.
        """
        told = self.ask.model_dump(mode="json", exclude_unset=True)
        return TrendAsk.model_validate(
            told | {name.rstrip("_"): v for name, v in more.items() if v is not None}
        )


def read_metric_definition(data: Any) -> MetricDefinition:
    """Read a definition.

    Raises:
        InvalidDefinition: it means nothing; `field` says where.
    """
    ask = data.get("ask") if isinstance(data, dict) else None
    try:
        told = _definition(ask if ask is not None else {})
    except InvalidDefinition as error:
        raise error.at(inside("ask", error.field)) from error
    try:
        return MetricDefinition.model_validate({**data, "ask": told})
    except ValidationError as error:
        raise refusal_of(error) from error
