"""What does a profile answer? Shares of a group beside those of a base, value by value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, Meta


@dataclass(frozen=True)
class Trait:
    """One value; all numbers are None where too few people have it."""

    value: str | None
    """None where it is not set."""
    target: int | None
    base: int | None
    target_share: float | None
    """Of the target's people (0-1)."""
    base_share: float | None
    index: float | None
    """`100 * target_share / base_share`: 100 is as in the base."""
    p: float | None
    """How likely so great a difference is by accident; None where it cannot be tested."""
    q: float | None
    """The least share of false discoveries, of all values tested, at which this one is one."""
    few: Annotated[bool, LEFT_OUT] = False
    """Whether it is not told since too few people have it."""
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Aspect:
    """One property: each person of the target and of the base has one value of it."""

    property: str
    values: tuple[Trait, ...]
    """The most people of the base first; the rest is last."""


@dataclass(frozen=True)
class ProfileAnswer(Answer):
    """By which values a group of people differs."""

    target: int
    """People of the group."""
    base: int
    both: int
    """Those of the group who are in the base."""
    least: int
    """Values of fewer people are not told."""
    aspects: tuple[Aspect, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a value of a property."""
        return [
            {"property": aspect.property, "value": one.value, "target": one.target,
             "base": one.base, "target_share": one.target_share, "base_share": one.base_share,
             "index": one.index, "p": one.p, "q": one.q, "too_few": one.few}
            for aspect in self.aspects
            for one in aspect.values
        ]  # fmt: skip
