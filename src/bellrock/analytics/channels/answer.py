"""What do channels answer? Of what kind the people are that each of them brought."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, By, Meta, columns


@dataclass(frozen=True)
class Rate:
    """A share of people with its bounds (Wilson, 95 %), 0-1; None of nobody."""

    part: int
    of: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Amount:
    """What people brought: in all, and for each of them with its bounds (95 %)."""

    total: float
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ChannelFigures:
    """Of what kind some new people are."""

    people: int
    share: float | None
    """Of all new people, 0-1."""
    machines: int
    """Machines that came in the same way."""
    machine_share: float | None
    """`machines / (machines + people)`, 0-1."""
    sessions: float | None
    """Sessions of a person since their start, on average."""
    bounced: Rate
    """People whose first session has one view at most."""
    conversion: Rate | None
    """People who did the goal in time; None without a goal."""
    value: Amount | None
    """What they brought in time; None without a property."""
    retention: tuple[Rate, ...]
    """Who came back on each of the days asked for, of those of whom that day is over."""


@dataclass(frozen=True)
class ChannelRow:
    """The new people of one channel, of all (`by` is None), or of the rest."""

    by: By | None
    figures: ChannelFigures
    other: Annotated[bool, LEFT_OUT] = False


@dataclass(frozen=True)
class Within:
    """Two channels within one value: how many of their people did it."""

    value: str | None
    first: int
    first_of: int
    second: int
    second_of: int


@dataclass(frozen=True)
class Turned:
    """Over all the first channel is ahead; within the values of a property the second is."""

    outcome: str
    """`conversion`, or `day 7`."""
    property: str
    first: str | None
    second: str | None
    whole: Within
    """Over all values; its own value is None."""
    groups: tuple[Within, ...]
    """The values with enough people of both."""
    within: float
    """First less second if both had the same people in every group: below zero."""
    low: float
    high: float
    everywhere: bool
    """Whether the first is ahead in none of the groups."""


@dataclass(frozen=True)
class ChannelsAnswer(Answer):
    """Which channels bring people who stay, convert and pay."""

    by: str
    days: tuple[int, ...]
    within_s: float
    total: ChannelRow
    rows: tuple[ChannelRow, ...]
    turned: tuple[Turned, ...]
    """Where the order of two channels turns round (Simpson's paradox)."""
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a row, with its figures side by side."""
        return [{**columns(row.by), **self._flat(row.figures)} for row in self.rows]

    def _flat(self, one: ChannelFigures) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: value
            for name, value in asdict(one).items()
            if not isinstance(value, dict | tuple)
        }
        found |= {"bounce_rate": one.bounced.share}
        for name in ("conversion", "value"):
            told = getattr(one, name)
            found |= _prefixed(name, asdict(told)) if told is not None else {name: None}
        for day, rate in zip(self.days, one.retention, strict=True):
            found |= _prefixed(f"day {day}", asdict(rate))
        return found


def _prefixed(name: str, told: dict[str, Any]) -> dict[str, Any]:
    return {f"{name} {key}": value for key, value in told.items()}
