"""How does chance fall, the same on every machine? Draws made of `Random.random` alone.

`Random` keeps its seeding and its `random()` from one Python to the next, but not its other
methods; so nothing else of it is used here, apart from `getrandbits`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from math import log
from random import Random
from typing import Generic, TypeVar

from bellrock.core.bucket import digest64

T = TypeVar("T")


def die(seed: int, *what: str | int) -> Random:
    """Return the die of one thing in the world: it does not depend on any other's throws."""
    return Random(digest64("town", str(seed), *map(str, what)))


class Wheel(Generic[T]):
    """A weighted choice among values; weights need not add up to anything."""

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        """Take (value, weight) pairs; their order is part of the result."""
        pairs = list(weighted)
        self.values = [value for value, _ in pairs]
        self._bounds = list(accumulate(weight for _, weight in pairs))
        self._last = len(pairs) - 1

    def at(self, u: float) -> T:
        """Return the value at `u` of the way round, 0 ≤ u < 1."""
        return self.values[min(self._last, bisect_right(self._bounds, u * self._bounds[-1]))]


def waiting(u: float, mean: float) -> float:
    """Return an exponential waiting time of that mean, from a uniform `u` in [0, 1)."""
    return -mean * log(1.0 - u)


def uuid(bits: int) -> str:
    """Return 128 random bits in the form of a random UUID."""
    h = f"{bits:032x}"
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-8{h[17:20]}-{h[20:]}"
