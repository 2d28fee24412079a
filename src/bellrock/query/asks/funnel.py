"""What is asked by it: how many people climb a ladder of steps, in order and in time?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Self

from pydantic import Field

from bellrock.core.time import Grain
from bellrock.query.asking import Ask, Breakdown, By, Steps, need
from bellrock.query.asks.funnel_parts import (
    Attribution,
    Counted,
    Exclusion,
    Exclusions,
    Holds,
    Numbers,
    Order,
    Part,
    needed_before,
)
from bellrock.query.naming import Name
from bellrock.query.window import Gaps, WindowField

__all__ = ["Exclusion", "FunnelAsk", "Order"]


class FunnelAsk(Ask):
    """How many people climb a ladder of steps, in order and in time."""

    question = "funnel"
    singular: ClassVar[Mapping[str, str]] = {"step": "steps"}

    steps: Steps = Field(description="2 to 20 steps: view, 'page|screen', 'buy[price > 10]'")
    within: WindowField = Field(
        timedelta(days=7),
        description="the whole climb, from the first step: 7d, 12h, 2mo; within one session or day",
    )
    step_within: Gaps = Field(
        (), max_length=19,
        description="the time from each step to the next, one for all or one for each; any: no end",
    )  # fmt: skip
    order: Order = Field(
        "ordered",
        description="ordered, strict, unordered, anchored (the first step first, the others in "
        "any order) or anchored-ends (the last step last, too)",
    )
    optional: Numbers = Field(
        (), max_length=18, description="numbers of steps that may be skipped, from 1"
    )
    exclude: Exclusions = Field(
        (), max_length=10,
        description="events that end a climb; 'a@1': after step 1, 'a@1-3': between step 1 and 3, "
        "'a@1-3,restart': a later first step begins a new one",
    )  # fmt: skip
    hold: Holds = Field(
        (), max_length=5,
        description="property that has one value through a climb; where steps name it differently, "
        "a name for each step: 'id,order,order'",
    )  # fmt: skip
    count: Counted = Field("people", description="people, sessions, groups or runs")
    unit: By | None = Field(
        None, description="property that tells groups apart, where groups are counted"
    )
    by: Breakdown = Field(
        (),
        max_length=3,
        description="property of the first step's event to break down by; up to three",
    )
    attribute: Attribution = Field(
        "first",
        description="whose event's property breaks down: first, last (the last reached) or a "
        "step's number",
    )
    top: int = Field(10, ge=1, le=100, description="groups shown; the rest is 'other'")
    show: Part = Field(
        "steps", description="beside the steps: time (to convert), trend (by entry) or drivers"
    )
    every: Grain = Field("day", description="of a trend: hour, day, week or month")
    drivers: Breakdown = Field(
        (), max_length=20,
        description="properties of the entry to compare; those most often sent when not given",
    )  # fmt: skip

    @property
    def multiple(self) -> bool:
        """Whether a person may climb more than once."""
        return self.count == "runs" or any(one.action == "restart" for one in self.exclude)

    def previous(self, step: int) -> int:
        """Return the place of the nearest step before place `step` that cannot be skipped."""
        return needed_before(step, self.optional)

    def names_of(self, held: tuple[Name, ...]) -> tuple[Name, ...]:
        """Return a held property's name at every step."""
        return held if len(held) > 1 else held * len(self.steps)

    def covered(self, exclusion: Exclusion) -> range:
        """Return the places of the steps that `exclusion` stands before."""
        last = len(self.steps) - 1
        if exclusion.after is None:
            return range(1, (exclusion.before or last + 1))
        following = [i for i in range(exclusion.after, last + 1) if i + 1 not in self.optional]
        until = exclusion.before - 1 if exclusion.before is not None else following[0]
        return range(exclusion.after, until + 1)

    def checked(self) -> Self:
        need(2 <= len(self.steps) <= 20, "steps", "a funnel has 2 to 20 steps", "--step a --step b")
        self._check_optional()
        for i, exclusion in enumerate(self.exclude):
            self._check_exclusion(exclusion, f"exclude[{i}]")
        if self.order not in ("ordered", "strict"):
            self._check_unordered()
        self._check_windows()
        self._check_counting()
        return self

    def _check_optional(self) -> None:
        last = len(self.steps)
        for i, number in enumerate(self.optional):
            need(
                1 <= number <= last, f"optional[{i}]", f"there is no step {number}",
                "count steps from 1",
            )  # fmt: skip
            need(
                1 < number < last, f"optional[{i}]",
                "the first and the last step cannot be skipped", "leave the step out instead",
            )  # fmt: skip
        need(
            not self.optional or self.order == "ordered", "optional",
            "only the steps of an ordered funnel can be skipped", "use ordered",
        )  # fmt: skip

    def _check_exclusion(self, exclusion: Exclusion, place: str) -> None:
        last, after, before = len(self.steps), exclusion.after, exclusion.before
        need(
            after is None or after < last, f"{place}.after",
            f"there is no step after step {after}", "count steps from 1",
        )  # fmt: skip
        need(
            before is None or before <= last, f"{place}.before",
            f"there is no step {before}", "count steps from 1",
        )  # fmt: skip
        need(
            before is None or before > (after or 1), f"{place}.before",
            "nothing lies between these steps", "name the earlier step first: a@1-3",
        )  # fmt: skip
        need(
            not {after, before} & set(self.optional), place,
            "an excluded event stands between steps that cannot be skipped",
            "name the steps around the optional one",
        )  # fmt: skip
        own = [self.steps[i].key == exclusion.event.key for i in self.covered(exclusion)]
        need(
            not all(own), f"{place}.event", "a step cannot be excluded before itself",
            "exclude another event, or place it between other steps",
        )  # fmt: skip

    def _check_unordered(self) -> None:
        keys = [step.key for step in self.steps]
        for i, key in enumerate(keys):
            need(
                key not in keys[:i], f"steps[{i}].event",
                "the steps of an unordered funnel must differ", "name each step once",
            )  # fmt: skip
        need(not self.exclude, "exclude", "an unordered funnel has no between", "use ordered")
        need(
            not self.step_within, "step_within", "an unordered funnel has no next step",
            "use ordered, or only within",
        )  # fmt: skip

    def _check_windows(self) -> None:
        gaps = len(self.steps) - 1
        need(
            len(self.step_within) in (0, 1, gaps), "step_within",
            f"there are {gaps} times from a step to the next, not {len(self.step_within)}",
            "give one for all, or one for each; any where there is no end",
        )  # fmt: skip

    def _check_counting(self) -> None:
        steps = len(self.steps)
        for i, held in enumerate(self.hold):
            need(
                len(held) in (1, steps), f"hold[{i}]",
                f"a held property has one name, or {steps}, one for each step",
                "write order_id, or id,order,order",
            )  # fmt: skip
        need(
            self.count != "groups" or self.unit is not None, "unit",
            "groups are told apart by a property, and none is named", "for example --unit company",
        )  # fmt: skip
        need(
            self.unit is None or self.count == "groups", "unit",
            "only groups are told apart by a property", "use --count groups",
        )  # fmt: skip
        need(
            self.unit is None or self.unit.scope != "person", "unit",
            "groups are told apart by a property of the events", "use one without person.",
        )  # fmt: skip
        need(
            isinstance(self.attribute, str) or 1 <= self.attribute <= steps, "attribute",
            f"there is no step {self.attribute}", "count steps from 1",
        )  # fmt: skip
        need(
            isinstance(self.attribute, str) or self.order in ("ordered", "strict"), "attribute",
            "the steps of an unordered funnel have no fixed place", "use first or last",
        )  # fmt: skip
        need(
            self.show != "drivers" or not self.by, "by",
            "drivers are compared without a breakdown", "leave out by, or show steps",
        )  # fmt: skip
