"""How did the drivers of a goal move it? Contributions that, with the rest, are the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bellrock.stats.decompose import product_contributions, sum_contributions

MadeBy = Literal["sum", "product", "ratio"]


@dataclass(frozen=True)
class TreeValue:
    """A metric's whole in both periods; None where there is nothing to take a figure of."""

    value: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        """Return the value less the value before."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True)
class Driver:
    """What the drivers of a node added to its change, in the node's unit."""

    added: tuple[float | None, ...]
    """One a driver, in their order; None where a driver has no value."""
    rest: float | None
    """What the drivers leave unexplained: the node's own change less what they added."""


def driven(node: TreeValue, drivers: Sequence[TreeValue], made_by: MadeBy) -> Driver:
    """Return what each driver added to the change of `node`; with the rest it is the change.

    A ratio has two drivers, what is divided and by what.
    """
    known = all(one.value is not None and one.before is not None for one in drivers)
    change = node.change
    if change is None or not known or not drivers:
        return Driver((None,) * len(drivers), None)
    before = [one.before or 0.0 for one in drivers]
    after = [one.value or 0.0 for one in drivers]
    if made_by == "ratio":
        if before[1] == 0 or after[1] == 0:
            return Driver((None,) * len(drivers), None)
        before, after = ([side[0], 1 / side[1]] for side in (before, after))
    add = sum_contributions if made_by == "sum" else product_contributions
    added = add(before, after)
    return Driver(tuple(added), change - sum(added))
