"""What is asked by it: how many of the people who started come back?"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from bellrock.core.time import Grain
from bellrock.query.asking import Ask, Breakdown, Length, Step, need, placed
from bellrock.query.metric import Metric, read_metric
from bellrock.query.selector import ANY

StartKind = Literal["first", "first-in-period", "recurring"]
ReturnMode = Literal["on", "on-or-after", "on-or-before", "streak"]
_MOST = 60
_DAY = timedelta(days=1)


def _value(data: Any, *, field: str) -> Metric | None:
    return None if data in (None, "") else read_metric(data, field=field)


def _apart(data: Any) -> Any:
    """Return the parts of `1d,3d,7d`, whether they came as one text or as several."""
    if isinstance(data, str):
        return [part for part in (one.strip() for one in data.split(",")) if part]
    if isinstance(data, list | tuple):
        return [part for one in data for part in (_apart(one) if isinstance(one, str) else [one])]
    return data


Value = Annotated[
    Metric | None,
    PlainValidator(placed(_value, field="")),
    PlainSerializer(lambda metric: None if metric is None else str(metric)),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}],
                    "examples": ["sum(price)", "mean(price)"]}),
]  # fmt: skip


class RetentionAsk(Ask):
    """How many of the people who started come back, bucket after bucket."""

    question = "retention"

    start: Step = Field(ANY, description="what makes a person start: an event, or any")
    return_: Step = Field(
        ANY, alias="return", description="what counts as coming back: an event, or any"
    )
    kind: StartKind = Field(
        "first",
        description="first: start at their first such event ever; first-in-period: at their first "
        "in the period; recurring: at every one",
    )
    mode: ReturnMode = Field(
        "on",
        description="on: back in that bucket; on-or-after: then or later; on-or-before: by then; "
        "streak: in every bucket up to that one",
    )
    every: Grain = Field("week", description="the width of a bucket: hour, day, week or month")
    clock: Literal["calendar", "rolling"] = Field(
        "calendar",
        description="calendar: by the zone's days; rolling: by 24 hours from each person's start",
    )
    brackets: Annotated[tuple[Length, ...], BeforeValidator(_apart)] = Field(
        (), max_length=_MOST, description="instead of equal buckets, where each ends: 1d,3d,7d,30d"
    )
    periods: int | None = Field(None, ge=1, le=_MOST, description="buckets shown after the start")
    value: Value = Field(
        None, description="also a figure of the returns: sum(price) or mean(price)"
    )
    by: Breakdown = Field(
        (), max_length=3, description="property of the start to break down by; up to three"
    )
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")
    curve: bool = Field(False, description="add the mean over all cohorts, with its bounds")
    fit: Literal["power", "sbg"] | None = Field(
        None,
        description="carry the mean on by a curve: power (law), or sbg (shifted beta-geometric)",
    )
    ahead: int | None = Field(
        None, ge=1, le=120, description="buckets a fit is carried on; as many as were seen"
    )

    def checked(self) -> Self:
        self._check_brackets()
        need(
            self.value is None or self.value.kind in ("sum", "mean"), "value",
            "returns have a sum or a mean", "use sum(price) or mean(price)",
        )  # fmt: skip
        need(
            self.value is None or self.mode != "streak", "value",
            "a streak has no value", "use on, on-or-after or on-or-before",
        )  # fmt: skip
        if self.fit is not None:
            need(
                self.mode != "on-or-before", "fit",
                "a curve that only rises is not carried on", "use on, on-or-after or streak",
            )  # fmt: skip
            need(
                not self.brackets, "fit",
                "brackets of different widths are not carried on", "leave brackets or fit out",
            )  # fmt: skip
        return self

    def _check_brackets(self) -> None:
        if not self.brackets:
            return
        need(
            self.periods is None, "periods",
            "brackets say by themselves how long people are followed", "leave periods out",
        )  # fmt: skip
        need(
            all(before < after for before, after in pairwise(self.brackets)), "brackets",
            "each bracket ends after the one before", "write them in order: 1d,3d,7d,30d",
        )  # fmt: skip
        need(
            self.clock == "rolling" or not any(end % _DAY for end in self.brackets), "brackets",
            "brackets of the calendar are whole days", "use 1d or 2w, or clock rolling",
        )  # fmt: skip

    @property
    def plain(self) -> bool:
        """Whether people are only counted, by equal buckets of the calendar."""
        return self.clock == "calendar" and not (self.brackets or self.value or self.by)

    @property
    def implied(self) -> bool:
        """Whether every start is a return by itself."""
        anything = any(c.event is None and c.where is None for c in self.return_.choices)
        return anything or self.start.key == self.return_.key
