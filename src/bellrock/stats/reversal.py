"""Does the order of two shares turn round within every group? Simpson's reversal, told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from bellrock.stats.intervals import Interval, quantile
from bellrock.stats.proportions import Shares

MOST = 0.8
"""Of the people in groups that can be compared, so many stand in groups of the other order."""
COVERED = 0.8
"""Of all people of both, so many stand in groups that can be compared."""
LEVEL = 0.95


@dataclass(frozen=True)
class Reversal:
    """Over all the first has the greater share, within groups the other."""

    within: Interval
    """First less other if both had the same people in every group: below zero."""
    everywhere: bool
    """Whether no group has the order of the whole."""


def reversal(whole: Shares, groups: Sequence[Shares]) -> Reversal | None:
    """Return how the order of `whole` turns round within `groups`, None where it does not.

    The first of `whole` must be ahead. A reversal is told where the groups hold `COVERED` of all
    people, `MOST` of these stand in groups in which the other is ahead, and its lead within groups
    is hardly an accident. By accident that happens in fewer than one pair of forty, as over all
    the order must be the other one.

    Source: Simpson (1951), JRSS B 13, 238-241; Pearl (2014), The American Statistician 68, 8-13.
    Oracle: Charig et al. (1986), BMJ 292, 879-882, and the admissions of Bickel et al. (1975).
    """
    if not whole.testable or whole.part * whole.other_whole <= whole.other_part * whole.whole:
        return None
    compared = [one for one in groups if one.whole and one.other_whole]
    people = sum(_people(one) for one in compared)
    if people < COVERED * _people(whole):
        return None
    behind = [one for one in compared if _lead(one) < 0]
    within = standardised(compared)
    if sum(map(_people, behind)) < MOST * people or within is None or within.high >= 0:
        return None
    return Reversal(within, everywhere=all(_lead(one) <= 0 for one in compared))


def standardised(groups: Sequence[Shares], *, level: float = LEVEL) -> Interval | None:
    """Return first less other if the groups' people were the same of both; None of no groups.

    Each group weighs as much as it has people of both. Its shares are taken with half a person
    more on each side for the width alone, so that none and all have one.

    Source: direct standardisation; Rothman, Greenland, Lash (2008), Modern Epidemiology, ch. 15.
    Oracle: the definition over whole numbers, and coverage by simulation.
    """
    total = sum(map(_people, groups))
    if not total:
        return None
    point, square = 0.0, 0.0
    for one in groups:
        weight = _people(one) / total
        point += weight * _lead(one)
        for part, whole in ((one.part, one.whole), (one.other_part, one.other_whole)):
            share = (part + 0.5) / (whole + 1)
            square += weight * weight * share * (1 - share) / whole
    half = quantile(level) * sqrt(square)
    return Interval(point - half, point, point + half)


def _lead(one: Shares) -> float:
    return one.part / one.whole - one.other_part / one.other_whole


def _people(one: Shares) -> int:
    return one.whole + one.other_whole
