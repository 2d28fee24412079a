"""Into which ranges are numbers put, so that their spread can be seen?

Edges are where ranges begin, ascending; the last range is open. Ranges hold their lower edge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import floor, inf, log10
from typing import Literal

Scale = Literal["auto", "linear", "log"]
_STEPS = (1.0, 2.0, 5.0)
_UNITS = (
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
    172800, 604800, 1209600, 2592000, 7776000, 15552000, 31536000,
)  # fmt: skip
"""Seconds that people have a name for: 5 s, a quarter of an hour, 6 hours, a week, 90 days …"""
_UNIT_BINS, _BINS, _MARKS = 20, 18, 40
_WIDE = 30.0


@dataclass(frozen=True)
class Spread:
    """Where numbers lie: the least and greatest, and the quantiles 0.1, 0.5, 0.9 and 0.99."""

    low: float
    p10: float
    median: float
    p90: float
    p99: float
    high: float


def spread_of(numbers: Mapping[float, int]) -> Spread:
    """Return where numbers lie, of how often each is there; quantiles as the engine takes them."""
    ordered = sorted(numbers)
    upto = list(accumulate(numbers[number] for number in ordered))

    def at(level: float) -> float:
        place = level * (upto[-1] - 1)
        low = ordered[bisect_right(upto, int(place))]
        high = ordered[bisect_right(upto, min(int(place) + 1, upto[-1] - 1))]
        return low + (place - int(place)) * (high - low)

    return Spread(ordered[0], at(0.1), at(0.5), at(0.9), at(0.99), ordered[-1])


def most_of(numbers: Mapping[float, int], many: float) -> float:
    """Return the sum of the greatest `many` numbers, of the one on the border its part."""
    total = 0.0
    for number in sorted(numbers, reverse=True):
        taken = min(numbers[number], many)
        total, many = total + number * taken, many - taken
    return total


def edges(spread: Spread, *, whole: bool) -> tuple[float, ...]:
    """Return where ranges begin: single whole numbers where few, else even or growing ranges.

    They grow (1, 2, 5, 10 …) where the numbers above zero span a factor of 30.
    """
    if whole and spread.high - spread.low < _UNIT_BINS:
        return tuple(float(n) for n in range(int(spread.low), int(spread.high) + 1))
    least = max(spread.p10, 1.0 if whole else 0.0)
    if spread.low >= 0 and least > 0 and spread.p99 / least >= _WIDE:
        grown = _growing(least, spread.p99)
        return (0.0, *grown) if spread.low < grown[0] else grown
    width = (spread.p99 - spread.low) / _BINS or abs(spread.low) / _BINS or 1.0
    if whole:
        return _even(spread.low, spread.p99, max(_nice(width), 1.0), first=spread.low)
    return _even(spread.low, spread.p99, _nice(width))


def times(spread: Spread, scale: Scale) -> tuple[float, ...]:
    """Return where ranges of seconds begin, from 0 on, at times that people have a name for."""
    wide = spread.p99 / max(spread.p10, 1.0) >= _WIDE
    if scale == "log" or (scale == "auto" and wide):
        least = spread.p10 / 20
        upto = [unit for unit in _UNITS if least <= unit <= max(spread.high, 1.0)]
        return (0.0, *(float(unit) for unit in upto))
    top = min(spread.p99, 3 * spread.p90) or spread.high
    step = next((unit for unit in _UNITS if top / unit <= 24), _nice(top / 24))
    return _even(0.0, top, float(step))


def marks(last: float, *, even: bool) -> tuple[float, ...]:
    """Return the moments, in seconds up to `last`, at which a curve is told.

    They lie evenly, or grow; all but the last are times that people have a name for.
    """
    if even:
        step = next((unit for unit in _UNITS if last / unit <= _MARKS), _nice(last / _MARKS))
        told = [float(step) * i for i in range(1, int(last / step) + 1)]
    else:
        told = [float(unit) for unit in _UNITS if unit <= last]
    return tuple(told) if told and told[-1] == last else (*told, last)


def place(cuts: Sequence[float], value: float) -> int:
    """Return in which range `value` lies: 0 is below the first edge."""
    return bisect_right(cuts, value)


def _nice(width: float) -> float:
    """Return the least 1, 2 or 5 times a power of ten that is not below `width`."""
    power = 10.0 ** floor(log10(width)) if 0 < width < inf else 1.0
    for step in (*_STEPS, 10.0):
        if step * power >= width * (1 - 1e-9):
            return step * power
    return 10.0 * power


def _even(low: float, high: float, step: float, *, first: float | None = None) -> tuple[float, ...]:
    begin = floor(low / step) * step if first is None else first
    count = max(1, floor((high - begin) / step) + 1)
    return tuple(dict.fromkeys(round(begin + i * step, 12) for i in range(count)))


def _growing(low: float, high: float) -> tuple[float, ...]:
    power = floor(log10(low))
    found = []
    while 10.0**power <= high:
        found += [step * 10.0**power for step in _STEPS if step * 10.0**power <= high]
        power += 1
    kept = [edge for edge in found if edge * 2.5 > low]
    return tuple(dict.fromkeys(round(edge, 12) for edge in kept)) or (low,)
