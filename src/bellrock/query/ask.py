"""What can be asked? The one definition of every question, for the CLI, HTTP and Python.

What cannot mean anything is refused with `InvalidDefinition`, whose `field` names the place as
`core.place` writes it: `events[2].where[0]` is the first test of the filter of the third event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside, place
from bellrock.core.time import Grain
from bellrock.core.time import zone as find_zone
from bellrock.query.formula import read_formula
from bellrock.query.grammar import parse
from bellrock.query.metric import Metric, read_metric
from bellrock.query.naming import Name, read_name
from bellrock.query.period import read_bound, read_compare, read_duration, show_duration
from bellrock.query.predicate import Predicate, dump, load
from bellrock.query.selector import ANY, Selector, dump_selector, read_selector

KindName = Literal["trend", "funnel", "retention", "paths"]
Order = Literal["ordered", "strict", "unordered"]


class _Refused(ValueError):
    """Carries a refusal through pydantic, which knows the place of what was read."""

    def __init__(self, refusal: InvalidDefinition) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def _placed(read: Callable[..., Any], **told: Any) -> Callable[[Any], Any]:
    """Return `read` for pydantic: what it refuses is refused at the place of what it reads."""

    def reading(data: Any) -> Any:
        try:
            return read(data, **told)
        except InvalidDefinition as error:
            raise _Refused(error) from error

    return reading


def _where(data: Any, *, field: str) -> Predicate | None:
    if data is None or data == "":
        return None
    if isinstance(data, str):
        return parse(data, field=field)
    return load(data, field=field) if isinstance(data, Mapping) else data


def _by(data: Any, *, field: str) -> Name:
    return data if isinstance(data, Name) else read_name(str(data), field=field)


def _zone(data: Any) -> str | None:
    if data in (None, ""):
        return None
    try:
        return str(find_zone(str(data)).key)
    except InvalidDefinition as error:
        raise error.at("") from error


def _over(data: Any, *, field: str) -> timedelta | Literal["start"] | None:
    if data in (None, ""):
        return None
    return "start" if data == "start" else read_duration(data, field)


def _show_over(over: timedelta | str | None) -> str | None:
    return show_duration(over) if isinstance(over, timedelta) else over


_TEXT = {"type": "string"}
_STEP = {"anyOf": [_TEXT, {"type": "object"}], "examples": ["page|screen", "buy[price > 10]"]}
Where = Annotated[
    Predicate | None,
    PlainValidator(_placed(_where, field="")),
    PlainSerializer(lambda tree: None if tree is None else dump(tree)),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "object"}, {"type": "null"}],
                    "examples": ['country = "CN" and price > 10']}),
]  # fmt: skip
Step = Annotated[
    Selector,
    PlainValidator(_placed(read_selector)),
    PlainSerializer(dump_selector),
    WithJsonSchema(_STEP),
]
By = Annotated[
    Name, PlainValidator(_placed(_by, field="")), PlainSerializer(str),
    WithJsonSchema({**_TEXT, "examples": ["country", "props.plan", "person.plan"]}),
]  # fmt: skip
Figure = Annotated[
    Metric, PlainValidator(_placed(read_metric, field="")), PlainSerializer(str),
    WithJsonSchema({**_TEXT, "examples": ["total", "uniques", "per_user", "p95(price)"]}),
]  # fmt: skip
Length = Annotated[
    timedelta, PlainValidator(_placed(read_duration, field="")), PlainSerializer(show_duration),
    WithJsonSchema({**_TEXT, "examples": ["7d", "12h", "30m"]}),
]  # fmt: skip
Over = Annotated[
    timedelta | Literal["start"] | None,
    PlainValidator(_placed(_over, field="")), PlainSerializer(_show_over),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "null"}], "examples": ["7d", "30d", "start"]}),
]  # fmt: skip
Bound = Annotated[str | None, BeforeValidator(_placed(read_bound, field=""))]


def _listed(data: Any) -> Any:
    return [data] if isinstance(data, str | Mapping | Selector | Name) else data


Steps = Annotated[tuple[Step, ...], BeforeValidator(_listed)]
Breakdown = Annotated[tuple[By, ...], BeforeValidator(_listed)]


class Ask(BaseModel):
    """What every question has: its period, filter and zone, and who counts."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True
    )
    question: ClassVar[KindName]
    singular: ClassVar[Mapping[str, str]] = {}
    """What one of a list is called, where only one is given."""

    from_: Bound = Field(
        None,
        alias="from",
        description="first moment: 2026-01-31, 2026-01-31T12:00 or -30d; 30 days when not given",
    )
    to: Bound = Field(None, description="end, exclusive; the end of today when not given")
    where: Where = Field(
        None, description="""a filter on every event read: 'country = "CN" and price > 10'"""
    )
    zone: Annotated[str | None, BeforeValidator(_placed(_zone))] = Field(
        None, description="IANA time zone; the project's when not given"
    )
    bots: bool = Field(False, description="count machines too")
    identity: Literal["resolved", "as_of_event"] = Field(
        "resolved", description="resolved: people as known now; as_of_event: each event's own id"
    )

    @model_validator(mode="wrap")
    @classmethod
    def _refusing(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(cls._plural(data)).checked()
        except ValidationError as error:
            raise _refusal(error) from error

    @classmethod
    def _plural(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {cls.singular.get(key, key).replace("-", "_"): data[key] for key in data}

    def checked(self) -> Self:
        """Return this question if its parts suit each other.

        Raises:
            InvalidDefinition: they do not.
        """
        return self


class TrendAsk(Ask):
    """How a number moves over time."""

    question = "trend"
    singular: ClassVar[Mapping[str, str]] = {"event": "events"}

    events: Steps = Field(
        description="one series each, A, B … in formulas: buy, 'page|screen', 'buy[price > 10]'"
    )
    metric: Figure = Field(
        Metric("total"),
        description="the figure, for every series: total, uniques, per_user, sum(price), p95(x) …",
    )
    metrics: tuple[Figure, ...] = Field((), description="instead: one figure a series")
    formula: str | None = Field(None, description="arithmetic over the series, such as A / B")
    every: Grain = Field("day", description="the width of a point: hour, day, week or month")
    over: Over = Field(
        None,
        description="what a point reaches back over: 7d (rolling actives), or start (cumulative)",
    )
    smooth: int = Field(1, ge=1, le=90, description="mean of a point and those before it: 7")
    compare: Annotated[str | None, BeforeValidator(_placed(read_compare, field=""))] = Field(
        None,
        description="beside another period: previous, week, month, year, or where it begins",
    )
    by: Breakdown = Field((), max_length=3, description="property to break down by; up to three")
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")

    @classmethod
    def _plural(cls, data: Any) -> Any:
        told = super()._plural(data)
        figures = told.get("metric") if isinstance(told, Mapping) else None
        if not isinstance(figures, list | tuple):
            return told
        kept = {name: value for name, value in told.items() if name != "metric"}
        return kept | ({"metric": figures[0]} if len(figures) == 1 else {"metrics": figures})

    def checked(self) -> Self:
        _need(0 < len(self.events) <= 26, "events", "a trend has 1 to 26 events", "--event buy")
        _need(
            len(self.metrics) in (0, len(self.events)), "metrics",
            "metrics has one figure a series", "give as many as there are events, or use metric",
        )  # fmt: skip
        _need(
            self.over != "start" or self.smooth == 1, "smooth",
            "a cumulative figure is not smoothed", "leave smooth out, or use over 7d",
        )  # fmt: skip
        if self.formula is not None:
            read_formula(self.formula, len(self.events))
        return self

    @property
    def figures(self) -> tuple[Metric, ...]:
        """The figure of each series."""
        return self.metrics or (self.metric,) * len(self.events)


class Exclusion(BaseModel):
    """Events that fail a person between two neighbouring steps; steps count from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: Step
    after: int | None = Field(None, ge=1, description="only between this step and the next")


def _exclusion(data: Any) -> Any:
    if isinstance(data, str):
        text, mark, number = data.rpartition("@")
        if mark and number.isdigit():
            return {"event": text, "after": int(number)}
        return {"event": data}
    return data


class FunnelAsk(Ask):
    """How many people climb a ladder of steps, in order and in time."""

    question = "funnel"
    singular: ClassVar[Mapping[str, str]] = {"step": "steps"}

    steps: Steps = Field(description="2 to 20 steps: view, 'page|screen', 'buy[price > 10]'")
    within: Length = Field(
        timedelta(days=7), description="the whole climb, from the first step: 7d, 12h or 30m"
    )
    order: Order = Field("ordered", description="ordered, strict or unordered")
    exclude: tuple[Annotated[Exclusion, BeforeValidator(_exclusion)], ...] = Field(
        (),
        max_length=10,
        description="events between steps that fail a person; 'a@1': after step 1",
    )
    by: Breakdown = Field(
        (),
        max_length=3,
        description="property of the first step's event to break down by; up to three",
    )
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")

    def checked(self) -> Self:
        _need(
            2 <= len(self.steps) <= 20, "steps", "a funnel has 2 to 20 steps", "--step a --step b"
        )
        for i, exclusion in enumerate(self.exclude):
            _need(
                exclusion.after is None or exclusion.after < len(self.steps), f"exclude[{i}].after",
                f"there is no step after step {exclusion.after}", "count steps from 1",
            )  # fmt: skip
        if self.order == "unordered":
            keys = [step.key for step in self.steps]
            for i, key in enumerate(keys):
                _need(
                    key not in keys[:i], f"steps[{i}].event",
                    "the steps of an unordered funnel must differ", "name each step once",
                )  # fmt: skip
            _need(not self.exclude, "exclude", "an unordered funnel has no between", "use ordered")
        return self


class RetentionAsk(Ask):
    """How many of the people who started come back, bucket after bucket."""

    question = "retention"

    start: Step = Field(ANY, description="what makes a person start: an event, or any")
    return_: Step = Field(
        ANY, alias="return", description="what counts as coming back: an event, or any"
    )
    kind: Literal["first", "recurring"] = Field(
        "first", description="first: start at their first such event ever; recurring: at every one"
    )
    mode: Literal["on", "on-or-after"] = Field(
        "on", description="on: back in that bucket; on-or-after: then or later"
    )
    every: Grain = Field("week", description="the width of a bucket: hour, day, week or month")
    periods: int | None = Field(None, ge=1, le=60, description="buckets shown after the start")


class PathsAsk(Ask):
    """Which ways people take, event by event."""

    question = "paths"
    singular: ClassVar[Mapping[str, str]] = {"event": "events"}

    start: Step | None = Field(None, description="paths begin here")
    end: Step | None = Field(None, description="paths end here")
    max_steps: int = Field(5, ge=2, le=30, description="events in a path at most")
    within: Length | None = Field(
        None, description="bind paths by time instead of by session, everything this soon: 30m, 1d"
    )
    collapse: bool = Field(False, description="show the same event in a row once")
    events: Steps | None = Field(None, description="only these events")
    exclude: Steps = Field((), description="without these events")
    top: int = Field(20, ge=1, le=1000, description="paths and edges shown")


ASKS: Mapping[KindName, type[Ask]] = {
    ask.question: ask for ask in (TrendAsk, FunnelAsk, RetentionAsk, PathsAsk)
}
"""Every kind of question, by name."""


def _need(holds: bool, field: str, message: str, hint: str) -> None:
    if not holds:
        raise InvalidDefinition(message, hint=hint, field=field)


def _refusal(error: ValidationError) -> InvalidDefinition:
    """Return pydantic's first complaint as ours."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = place(first["loc"]) or "question"
    ours = first.get("ctx", {}).get("error")
    if isinstance(ours, _Refused):
        return ours.refusal.at(inside(field, ours.refusal.field))
    said = first["msg"][:1].lower() + first["msg"][1:]
    return InvalidDefinition(f"{field}: {said}", hint=f"look at {field}", field=field)
