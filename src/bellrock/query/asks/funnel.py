"""What is asked by it: how many people climb a ladder of steps, in order and in time?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)

from bellrock.query.asking import (
    Ask,
    Breakdown,
    Length,
    Step,
    Steps,
    need,
)

Order = Literal["ordered", "strict", "unordered"]


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
        need(2 <= len(self.steps) <= 20, "steps", "a funnel has 2 to 20 steps", "--step a --step b")
        for i, exclusion in enumerate(self.exclude):
            need(
                exclusion.after is None or exclusion.after < len(self.steps), f"exclude[{i}].after",
                f"there is no step after step {exclusion.after}", "count steps from 1",
            )  # fmt: skip
        if self.order == "unordered":
            keys = [step.key for step in self.steps]
            for i, key in enumerate(keys):
                need(
                    key not in keys[:i], f"steps[{i}].event",
                    "the steps of an unordered funnel must differ", "name each step once",
                )  # fmt: skip
            need(not self.exclude, "exclude", "an unordered funnel has no between", "use ordered")
        return self
