"""Where is a smooth function of a few numbers least? Nelder–Mead's simplex, without derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Point = tuple[float, ...]
_STEPS = 2000
_RESTARTS = 3


def minimise(
    of: Callable[[Point], float],
    start: Sequence[float],
    *,
    size: float = 0.5,
    within: float = 1e-12,
) -> tuple[Point, float]:
    """Return where `of` is least near `start`, and its value there.

    It is begun anew around what it found until that is no better, since a simplex can collapse
    too early.

    Args:
        size: How far the first corners stand apart.
        within: How close, relative to the value, the corners' values are in the end.

    Source: Nelder & Mead (1965), The Computer Journal 7, 308–313.
    Oracle: the published estimates of `decay`, which rest on it.
    """
    best, least = tuple(start), of(tuple(start))
    for _ in range(_RESTARTS):
        found, value = _descend(of, best, size, within)
        better = least - value > within * (1 + abs(least))
        if value < least:
            best, least = found, value
        if not better:
            break
    return best, least


def _descend(
    of: Callable[[Point], float], start: Point, size: float, within: float
) -> tuple[Point, float]:
    corners = [start, *(_moved(start, i, size) for i in range(len(start)))]
    simplex = sorted((of(corner), corner) for corner in corners)
    for _ in range(_STEPS):
        least, most = simplex[0][0], simplex[-1][0]
        if most - least <= within * (1 + abs(least)):
            break
        simplex = sorted(_stepped(of, simplex))
    return simplex[0][1], simplex[0][0]


def _stepped(
    of: Callable[[Point], float], simplex: list[tuple[float, Point]]
) -> list[tuple[float, Point]]:
    """Replace the worst corner, or draw all corners towards the best."""
    kept, (worst, corner) = simplex[:-1], simplex[-1]
    middle = tuple(sum(axis) / len(kept) for axis in zip(*(p for _, p in kept), strict=True))

    def tried(by: float) -> tuple[float, Point]:
        point = tuple(m + by * (m - c) for m, c in zip(middle, corner, strict=True))
        return of(point), point

    reflected = tried(1.0)
    if reflected[0] < kept[0][0]:
        return [*kept, min(reflected, tried(2.0))]
    if reflected[0] < kept[-1][0]:
        return [*kept, reflected]
    contracted = tried(0.5 if reflected[0] < worst else -0.5)
    if contracted[0] < min(worst, reflected[0]):
        return [*kept, contracted]
    best = simplex[0][1]
    drawn = [tuple((b + p) / 2 for b, p in zip(best, point, strict=True)) for _, point in simplex]
    return [(of(point), point) for point in drawn]


def _moved(start: Point, axis: int, by: float) -> Point:
    return tuple(value + by if i == axis else value for i, value in enumerate(start))
