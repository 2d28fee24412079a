"""Which parts does a funnel have beside its steps? Excluded events, and what is held constant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bellrock.query.asking import By, Step
from bellrock.query.naming import Name

Order = Literal["ordered", "strict", "unordered", "anchored", "anchored-ends"]
Counted = Literal["people", "sessions", "groups", "runs"]
Part = Literal["steps", "time", "trend", "drivers"]

_PLACE = re.compile(r"^(?:(\d+)(?:-(\d+))?)?,?(restart)?$")


class Exclusion(BaseModel):
    """Events that end a climb between two steps; steps count from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: Step
    after: int | None = Field(None, ge=1, description="only from this step on")
    before: int | None = Field(
        None, ge=2, description="only until this step; the next one where only `after` is given"
    )
    action: Literal["fail", "restart"] = Field(
        "fail", description="restart: a later first step may begin a new climb"
    )


def _exclusion(data: Any) -> Any:
    if not isinstance(data, str):
        return data
    text, mark, tail = data.rpartition("@")
    found = _PLACE.match(tail) if mark and tail else None
    if found is None:
        return {"event": data}
    after, before, restart = found.groups()
    return {
        "event": text, "after": int(after) if after else None,
        "before": int(before) if before else None, "action": restart or "fail",
    }  # fmt: skip


Exclusions = Annotated[
    tuple[Annotated[Exclusion, BeforeValidator(_exclusion)], ...],
    BeforeValidator(lambda data: [data] if isinstance(data, str | dict) else data),
]


def _held(data: Any) -> Any:
    if isinstance(data, str):
        return [one.strip() for one in data.split(",")]
    return [data] if isinstance(data, Name) else data


Held = Annotated[tuple[By, ...], BeforeValidator(_held)]
"""One property under its name at every step, or one name for each step."""
Holds = Annotated[
    tuple[Held, ...], BeforeValidator(lambda data: [data] if isinstance(data, str | Name) else data)
]


def _numbers(data: Any) -> Any:
    return [data] if isinstance(data, int | str) else data


Numbers = Annotated[tuple[int, ...], BeforeValidator(_numbers)]
Where = Literal["first", "last"]


def _attributed(data: Any) -> Any:
    return int(data) if isinstance(data, str) and data.isdigit() else data


Attribution = Annotated[Where | int, BeforeValidator(_attributed)]


def needed_before(step: int, optional: Sequence[int]) -> int:
    """Return the place of the nearest step before place `step` that cannot be skipped."""
    return max(i for i in range(step) if i + 1 not in optional)
