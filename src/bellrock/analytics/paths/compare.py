"""Where do the paths of two audiences differ, and is it more than an accident?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.paths.answer import Compared, Difference
from bellrock.analytics.paths.counts import CELL, EDGE, MIDDLE, PIVOT, compared_sql
from bellrock.analytics.paths.nodes import Nodes
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import Context, Reading
from bellrock.stats.odds import false_discovery
from bellrock.stats.proportions import Shares, difference_of, two_shares
from bellrock.store import Lake


@dataclass(frozen=True)
class _Found:
    """A path, an edge or a step, and who has it."""

    kind: str
    steps: tuple[str, ...]
    at: int | None
    shares: Shares


def compared(lake: Lake, ask: PathsAsk, ctx: Context, nodes: Nodes) -> Compared:
    """Return the differences, the greatest first of each kind; of steps in their order."""
    if not nodes.names:
        return Compared(0, 0, 0, ())
    rows = lake.rows(compared_sql(Reading(ask, ctx), Reading(others(ask), ctx), nodes))
    people, versus, either = (int(n) for n in rows[0][1:]) if rows else (0, 0, 0)
    found = [_found(row, nodes, people, versus) for row in rows[1:]] if people and versus else []
    told: list[Difference] = []
    for kind in ("path", "edge", "step"):
        told += _tested([one for one in found if one.kind == kind])
    return Compared(people, versus, people + versus - either, tuple(told))


def others(ask: PathsAsk) -> PathsAsk:
    """Return the same question of the other audience."""
    return ask.model_copy(update={"where": ask.versus})


def _found(row: Sequence[object], nodes: Nodes, people: int, versus: int) -> _Found:
    item, ours, theirs, _ = row
    numbers = [int(str(one)) for one in item] if isinstance(item, list | tuple) else []
    shares = Shares(int(str(ours)), people, int(str(theirs)), versus)
    kind, at = "path", None
    if numbers[0] >= PIVOT:
        first, *numbers = numbers
        kind, at = {EDGE: ("edge", None), CELL: ("step", None)}.get(
            first, ("path", first - PIVOT - 1)
        )
    if kind == "step":
        place, *numbers = numbers
        at = place - MIDDLE
    return _Found(kind, tuple(nodes.names[code] for code in numbers), at, shares)


def _tested(found: Sequence[_Found]) -> list[Difference]:
    values = [two_shares(one.shares) for one in found if one.shares.testable]
    told = iter(zip(values, false_discovery(values), strict=True))
    lines = [
        _difference(one, *(next(told) if one.shares.testable else (None, None))) for one in found
    ]
    return sorted(lines, key=_rank)


def _rank(one: Difference) -> tuple[int, float]:
    return (one.at or 0 if one.kind == "step" else 0), -abs(one.difference)


def _difference(one: _Found, p: float | None, q: float | None) -> Difference:
    shares, bounds = one.shares, difference_of(one.shares)
    return Difference(
        one.kind, one.steps, one.at, shares.part, shares.other_part,
        shares.part / shares.whole, shares.other_part / shares.other_whole,
        bounds.point, bounds.low, bounds.high, p, q,
    )  # fmt: skip
