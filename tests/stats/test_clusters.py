"""Clusters of sets: found again where plain, nearly as close as can be, always the same."""

from __future__ import annotations

from math import log, sqrt
from random import Random

import pytest

from bellrock.stats.clusters import MAX_FEATURES, clusters


def _sets(seed: int) -> list[list[int]]:
    """Three kinds of sets, each with features of its own and some of everybody's."""
    random = Random(seed)
    found = []
    for i in range(300):
        own = 10 * (1 + i % 3)
        found.append(random.sample(range(own, own + 6), 4) + random.sample(range(5), 2))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_plain_clusters_are_found_again(seed: int) -> None:
    sets = _sets(seed)
    model = clusters(sets, 3)
    found = [model.cluster(one) for one in sets]

    assert len({(i % 3, cluster) for i, cluster in enumerate(found)}) == 3


def test_the_same_sets_give_the_same_clusters_in_any_order() -> None:
    sets = _sets(1)
    turned = [list(reversed(one)) for one in reversed(sets)]

    assert clusters(sets, 4) == clusters(turned, 4)


def test_they_are_nearly_as_close_as_can_be() -> None:
    for seed in range(8):
        random = Random(seed)
        sets = [sorted(random.sample(range(6), random.choice((1, 2, 4)))) for _ in range(9)]
        model = clusters(sets, 2)
        points = [_point(one, sets) for one in sets]
        best = max(_closeness(points, [n >> i & 1 for i in range(9)]) for n in range(2**8))

        assert _closeness(points, [model.cluster(one) for one in sets]) > 0.93 * best


def _point(one: list[int], sets: list[list[int]]) -> list[float]:
    """The vector of length 1: presence, the rarer the heavier."""
    seen = [sum(i in some for some in sets) for i in range(6)]
    raw = [log((1 + len(sets)) / (1 + n)) + 1 if i in one else 0.0 for i, n in enumerate(seen)]
    return [weight / sqrt(sum(w * w for w in raw)) for weight in raw]


def _closeness(points: list[list[float]], belongs: list[int]) -> float:
    """The sum of every point's cosine with the centre of its cluster."""
    total = 0.0
    for one in set(belongs):
        some = [point for point, place in zip(points, belongs, strict=True) if place == one]
        total += sqrt(sum(sum(column) ** 2 for column in zip(*some, strict=True)))
    return total


def test_few_sets_give_few_clusters() -> None:
    assert clusters([], 3).weights == ()
    assert clusters([[]], 3).weights == ()
    assert len(clusters([[1, 2]] * 9, 3).weights) == 1
    assert len(clusters([[1], [2]], 3).weights) == 2


def test_only_so_many_features_count() -> None:
    model = clusters([[i, 1000] for i in range(500)], 2)

    assert len(model.features) == MAX_FEATURES
    assert 1000 in model.features
    assert model.cluster([499]) == 0
