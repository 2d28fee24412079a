"""What has every question in common? Its period, filter and zone, and how it is read.

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
from bellrock.core.time import zone as find_zone
from bellrock.query.dimension import read_dimension
from bellrock.query.grammar import parse
from bellrock.query.metric import Metric, read_metric
from bellrock.query.naming import Name
from bellrock.query.period import read_bound, read_duration, show_duration
from bellrock.query.predicate import Predicate, dump, load
from bellrock.query.selector import Selector, dump_selector, read_selector

KindName = Literal[
    "trend", "funnel", "retention", "paths", "lifecycle", "stickiness", "frequency", "interval",
    "sql", "pivot", "sessions", "profile", "composition", "rfm", "ltv", "heat",
    "report", "vitals", "channels",
]  # fmt: skip


class Refused(ValueError):
    """Carries a refusal through pydantic, which knows the place of what was read."""

    def __init__(self, refusal: InvalidDefinition) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def placed(read: Callable[..., Any], **told: Any) -> Callable[[Any], Any]:
    """Return `read` for pydantic: what it refuses is refused at the place of what it reads."""

    def reading(data: Any) -> Any:
        try:
            return read(data, **told)
        except InvalidDefinition as error:
            raise Refused(error) from error

    return reading


def _where(data: Any, *, field: str) -> Predicate | None:
    if data is None or data == "":
        return None
    if isinstance(data, str):
        return parse(data, field=field)
    return load(data, field=field) if isinstance(data, Mapping) else data


def _by(data: Any, *, field: str) -> Name:
    return data if isinstance(data, Name) else read_dimension(str(data), field=field)


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
    PlainValidator(placed(_where, field="")),
    PlainSerializer(lambda tree: None if tree is None else dump(tree)),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "object"}, {"type": "null"}],
                    "examples": ['country = "CN" and price > 10']}),
]  # fmt: skip


Step = Annotated[
    Selector,
    PlainValidator(placed(read_selector)),
    PlainSerializer(dump_selector),
    WithJsonSchema(_STEP),
]


By = Annotated[
    Name, PlainValidator(placed(_by, field="")), PlainSerializer(str),
    WithJsonSchema({**_TEXT, "examples": ["country", "person.plan", "ranges(price, 10, 50)"]}),
]  # fmt: skip


Figure = Annotated[
    Metric, PlainValidator(placed(read_metric, field="")), PlainSerializer(str),
    WithJsonSchema({**_TEXT, "examples": ["total", "uniques", "per_user", "p95(price)"]}),
]  # fmt: skip


Length = Annotated[
    timedelta, PlainValidator(placed(read_duration, field="")), PlainSerializer(show_duration),
    WithJsonSchema({**_TEXT, "examples": ["7d", "12h", "30m"]}),
]  # fmt: skip


Over = Annotated[
    timedelta | Literal["start"] | None,
    PlainValidator(placed(_over, field="")), PlainSerializer(_show_over),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "null"}], "examples": ["7d", "30d", "start"]}),
]  # fmt: skip


Bound = Annotated[str | None, BeforeValidator(placed(read_bound, field=""))]


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
    zone: Annotated[str | None, BeforeValidator(placed(_zone))] = Field(
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
            raise refusal_of(error) from error

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


def need(holds: bool, field: str, message: str, hint: str) -> None:
    """Refuse a definition unless it holds.

    Raises:
        InvalidDefinition: it does not.
    """
    if not holds:
        raise InvalidDefinition(message, hint=hint, field=field)


def refusal_of(error: ValidationError) -> InvalidDefinition:
    """Return pydantic's first complaint as ours."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = place(first["loc"]) or "question"
    ours = first.get("ctx", {}).get("error")
    if isinstance(ours, Refused):
        return ours.refusal.at(inside(field, ours.refusal.field))
    said = first["msg"][:1].lower() + first["msg"][1:]
    return InvalidDefinition(f"{field}: {said}", hint=f"look at {field}", field=field)
