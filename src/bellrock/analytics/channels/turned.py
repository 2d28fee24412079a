"""Where does the order of two channels turn round? In every pair, outcome and property."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import permutations
from typing import Protocol

from bellrock.analytics.channels.answer import Turned, Within
from bellrock.query.ask import ChannelsAsk
from bellrock.stats.proportions import Shares
from bellrock.stats.reversal import reversal

MOST = 5
"""Reversals that are told, those furthest turned round first."""


class Counted(Protocol):
    """Sums over some people."""

    @property
    def people(self) -> int:
        """How many they are."""

    @property
    def converted(self) -> int:
        """How many did the goal."""

    @property
    def days(self) -> tuple[tuple[int, int], ...]:
        """Of each day: of whom it is over, and who came back."""


Counts = Callable[[Counted], tuple[int, int]]
By = Mapping[str | None, Counted]


def find_turned(
    ask: ChannelsAsk, whole: By, inside: Mapping[int, Mapping[str | None, By]]
) -> tuple[Turned, ...]:
    """Return where the order of two channels turns round within the values of a property."""
    found = [
        told
        for outcome, counts in _outcomes(ask).items()
        for place, name in enumerate(ask.across)
        for pair in permutations(whole, 2)
        if (told := _turned(ask, (outcome, str(name)), pair, counts, whole, inside.get(place, {})))
    ]
    return tuple(sorted(found, key=lambda one: one.within)[:MOST])


def _outcomes(ask: ChannelsAsk) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    if ask.goal is not None:
        found["conversion"] = lambda one: (one.converted, one.people)
    for place, day in enumerate(ask.days):
        found[f"day {day}"] = lambda one, place=place: one.days[place][::-1]  # type: ignore[misc]
    return found


def _turned(
    ask: ChannelsAsk, named: tuple[str, str], pair: tuple[str | None, str | None],
    counts: Counts, whole: By, values: Mapping[str | None, By],
) -> Turned | None:  # fmt: skip
    over = _within(None, pair, counts, whole)
    groups = [
        _within(value, pair, counts, some)
        for value, some in sorted(values.items(), key=lambda one: (one[0] is None, one[0] or ""))
        if pair[0] in some and pair[1] in some
    ]
    groups = [one for one in groups if min(one.first_of, one.second_of) >= ask.least]
    told = reversal(_shares(over), [_shares(one) for one in groups])
    if told is None:
        return None
    return Turned(
        *named, *pair, over, tuple(groups), told.within.point, told.within.low, told.within.high,
        told.everywhere,
    )  # fmt: skip


def _within(
    value: str | None, pair: tuple[str | None, str | None], counts: Counts, some: By
) -> Within:
    return Within(value, *counts(some[pair[0]]), *counts(some[pair[1]]))


def _shares(one: Within) -> Shares:
    return Shares(one.first, one.first_of, one.second, one.second_of)
