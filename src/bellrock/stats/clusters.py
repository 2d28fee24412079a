"""Which sets are alike? Spherical k-means over sets of features, weighted by how rare these are.

The same sets give the same clusters: chance is seeded by the sets themselves, equals are decided
by the lowest number, and the weights by which others are assigned are whole numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import log, sqrt
from random import Random

MAX_FEATURES = 200
_ROUNDS = 15
_TRIES, _FEW = 4, 500
"""How often clusters are sought anew; of more points than a few, once."""
_SCALE = 1_000_000

Point = tuple[tuple[int, ...], tuple[float, ...]]
"""A vector of length 1: the places of its features, and their weights."""
Centre = list[float]
"""A vector of length 1: a weight for each feature."""


@dataclass(frozen=True)
class Model:
    """The features that count, and for each cluster a whole number for each of them.

    A set belongs to the cluster with the greatest sum over its features; of equals to the first.
    """

    features: tuple[int, ...]
    weights: tuple[tuple[int, ...], ...]

    def cluster(self, features: Sequence[int]) -> int:
        """Return the number of the cluster that a set belongs to."""
        given = set(features)
        places = [place for place, one in enumerate(self.features) if one in given]
        sums = [sum(weights[place] for place in places) for weights in self.weights]
        return sums.index(max(sums))


def clusters(sets: Sequence[Sequence[int]], count: int) -> Model:
    """Return at most `count` clusters of `sets`, the largest first; fewer where few sets differ.

    Source: Dhillon, Modha (2001), Machine Learning 42, 143-175 (spherical k-means); Arthur,
    Vassilvitskii (2007), k-means++; weights are tf-idf of presence, smoothed as scikit-learn does.
    Oracle: every way to split a few sets in two.
    """
    seen = Counter(one for some in sets for one in set(some))
    kept = sorted(sorted(seen, key=lambda one: (-seen[one], one))[:MAX_FEATURES])
    rarity = [log((1 + len(sets)) / (1 + seen[one])) + 1 for one in kept]
    place = {one: i for i, one in enumerate(kept)}
    found = Counter(tuple(sorted({place[o] for o in some if o in place})) for some in sets)
    points = [(_point(some, rarity), n) for some, n in sorted(found.items()) if some]
    random = Random(_seed(sorted(found.items())))  # no secret
    tries = _TRIES if len(points) <= _FEW else 1
    tried = [
        _settled(points, _first(points, count, random, len(kept)), len(kept)) for _ in range(tries)
    ]
    centres = max(tried, key=lambda some: _closeness(points, some))
    sizes = Counter[int]()
    for point, n in points:
        sizes[_nearest(point, centres)] += n
    ranked = sorted((i for i in range(len(centres)) if sizes[i]), key=lambda i: (-sizes[i], i))
    weights = tuple(
        tuple(round(_SCALE * rarity[i] * centres[c][i]) for i in range(len(kept))) for c in ranked
    )
    return Model(tuple(kept), weights)


def _seed(found: object) -> int:
    return int.from_bytes(blake2b(repr(found).encode(), digest_size=8).digest())


def _point(places: tuple[int, ...], rarity: Sequence[float]) -> Point:
    length = sqrt(sum(rarity[i] ** 2 for i in places))
    return places, tuple(rarity[i] / length for i in places)


def _likeness(point: Point, centre: Centre) -> float:
    places, weights = point
    return sum([centre[i] * weight for i, weight in zip(places, weights, strict=True)])


def _nearest(point: Point, centres: Sequence[Centre]) -> int:
    likeness = [_likeness(point, centre) for centre in centres]
    return likeness.index(max(likeness))


def _closeness(points: Sequence[tuple[Point, int]], centres: Sequence[Centre]) -> float:
    return sum(n * max(_likeness(point, one) for one in centres) for point, n in points)


def _first(
    points: Sequence[tuple[Point, int]], count: int, random: Random, width: int
) -> list[Centre]:
    """Choose centres among the points, far ones sooner; no two that are alike in all."""
    centres: list[Centre] = []
    far = [1.0 for _ in points]
    while len(centres) < count:
        chances = [distance * n for distance, (_, n) in zip(far, points, strict=True)]
        if sum(chances) <= 1e-9 * len(points):
            break
        (chosen,) = random.choices(range(len(points)), chances)
        centres.append(_spread(points[chosen][0], width))
        far = [
            min(distance, max(0.0, 1 - _likeness(point, centres[-1])))
            for distance, (point, _) in zip(far, points, strict=True)
        ]
        far[chosen] = 0.0
    return centres


def _spread(point: Point, width: int) -> Centre:
    centre = [0.0] * width
    for i, weight in zip(*point, strict=True):
        centre[i] = weight
    return centre


def _settled(
    points: Sequence[tuple[Point, int]], centres: list[Centre], width: int
) -> list[Centre]:
    belongs: list[int] = []
    for _ in range(_ROUNDS if centres else 0):
        now = [_nearest(point, centres) for point, _ in points]
        if now == belongs:
            break
        belongs = now
        sums = [[0.0] * width for _ in centres]
        for ((places, weights), n), cluster in zip(points, belongs, strict=True):
            total = sums[cluster]
            for i, weight in zip(places, weights, strict=True):
                total[i] += n * weight
        centres = [_scaled(total) or old for total, old in zip(sums, centres, strict=True)]
    return centres


def _scaled(total: Centre) -> Centre | None:
    length = sqrt(sum(weight * weight for weight in total))
    return [weight / length for weight in total] if length else None
