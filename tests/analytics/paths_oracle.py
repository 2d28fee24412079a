"""What must paths be? The semantics again, in plain Python, over a list of events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analytics.oracle import Event, Test, World, cut, stretches
from bellrock.core.time import micros

Name = Callable[[Event], str]


@dataclass(frozen=True)
class Asked:
    """A question about paths, for the oracle."""

    start: Test | None = None
    end: Test | None = None
    around: Test | None = None
    via: Test | None = None
    goal: Test | None = None
    max_steps: int = 5
    before: int = 3
    within: int | None = None
    collapse: bool = False
    loops: int = 1
    keep: Test = lambda _: True
    name: Name = lambda e: e.event


@dataclass(frozen=True)
class Walk:
    """A path: whose, which names, the place of what it lies around, whether it has the goal."""

    who: int
    names: tuple[str, ...]
    pivot: int | None = None
    reached: bool = False


@dataclass
class Counts:
    """Paths and the people behind them, by what was counted."""

    times: Counter[object] = field(default_factory=Counter)
    people: dict[object, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, key: object, who: int) -> None:
        self.times[key] += 1
        self.people[key].add(who)

    def told(self) -> dict[object, tuple[int, int]]:
        return {key: (len(self.people[key]), n) for key, n in self.times.items()}


def walks(world: World, asked: Asked) -> list[Walk]:
    """Every path."""
    found = []
    events = [e for e in world.inside() if asked.keep(e)]
    for who, stretch in stretches(world, events, asked.within, asked.name):
        walk, pivot = _bounded(stretch, asked)
        if not walk or (asked.via and not any(map(asked.via, walk))):
            continue
        names = [asked.name(e) for e in walk]
        reached = asked.goal is not None and any(map(asked.goal, walk))
        if pivot is not None:
            earlier = collapsed(names[: pivot + 1], asked)[:-1][-asked.before :]
            later = collapsed(names[pivot:], asked)[: asked.max_steps]
            found.append(Walk(who, tuple(earlier + later), len(earlier), reached))
            continue
        names = collapsed(names, asked)
        if asked.start and asked.end and len(names) > asked.max_steps:
            continue
        last = asked.end is not None and asked.start is None
        shown = names[-asked.max_steps :] if last else names[: asked.max_steps]
        found.append(Walk(who, tuple(shown), None, reached))
    return found


def _bounded(stretch: list[Event], asked: Asked) -> tuple[list[Event], int | None]:
    if asked.around is None:
        return cut(stretch, asked.start, asked.end, asked.within), None
    pivot = next((i for i, e in enumerate(stretch) if asked.around(e)), None)
    if pivot is None:
        return [], None
    at = micros(stretch[pivot].ts)
    near = [asked.within is None or abs(micros(event.ts) - at) <= asked.within for event in stretch]
    return [e for e, is_near in zip(stretch, near, strict=True) if is_near], sum(near[:pivot])


def collapsed(names: list[str], asked: Asked) -> list[str]:
    """Take back what repeats at once, the shortest first, from the first event on."""
    found: list[str] = []
    for name in names:
        found.append(name)
        for length in range(1, asked.loops + 1 if asked.collapse else 1):
            if found[-length:] == found[-2 * length : -length]:
                del found[-length:]
                break
    return found


def places(walk: Walk, asked: Asked) -> range:
    """The place of each event."""
    size = len(walk.names)
    if walk.pivot is not None:
        return range(-walk.pivot, size - walk.pivot)
    return range(-size, 0) if asked.end and not asked.start else range(size)


def ways(found: Iterable[Walk]) -> tuple[Counts, Counts]:
    """Edges and whole paths."""
    edges, whole = Counts(), Counts()
    for walk in found:
        whole.add((walk.names, walk.pivot), walk.who)
        for edge in pairwise(walk.names):
            edges.add(edge, walk.who)
    return edges, whole


def matrix(found: Iterable[Walk], asked: Asked) -> tuple[Counts, Counts]:
    """What stands at each place, and how many stand there at all."""
    cells, steps = Counts(), Counts()
    for walk in found:
        for at, name in zip(places(walk, asked), walk.names, strict=True):
            cells.add((at, name), walk.who)
            steps.add(at, walk.who)
    return cells, steps


def grams(found: Sequence[Walk]) -> dict[int, set[tuple[str, ...]]]:
    """Each person's events and edges."""
    sets: dict[int, set[tuple[str, ...]]] = defaultdict(set)
    for walk in found:
        sets[walk.who] |= {(name,) for name in walk.names} | set(pairwise(walk.names))
    return sets
