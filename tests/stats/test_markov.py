"""The actives to come are those of the chain, and its range holds what truly comes."""

from __future__ import annotations

from random import Random

import pytest

from bellrock.stats.markov import Flow, Standing, foretell

RATES = (0.4, 0.8, 0.5, 0.2, 0.05)
ARRIVALS = 200.0


def _moved(standing: Standing, random: Random | None) -> tuple[Standing, Flow]:
    """One bucket further: as expected, or by chance."""
    kept = []
    for n, rate in zip(standing.parts, RATES, strict=True):
        expected = n * rate
        told = sum(random.random() < rate for _ in range(int(n))) if random else expected
        kept.append(float(told))
    arrived = ARRIVALS if random is None else float(round(random.gauss(ARRIVALS, 14)))
    *active, roused, woke = kept
    away = standing.away - woke + standing.fallen - roused
    now = Standing(arrived, sum(active), roused + woke, standing.active - sum(active), away)
    return now, Flow(standing, (kept[0], kept[1], kept[2], roused, woke), arrived)


def test_the_middle_is_the_chain_itself() -> None:
    standing, flows = Standing(200.0, 300.0, 50.0, 100.0, 900.0), []
    for _ in range(4):
        standing, flow = _moved(standing, None)
        flows.append(flow)

    points = foretell(flows, standing, 5, Random(1))

    for point in points:
        standing, _ = _moved(standing, None)
        assert point.actives == pytest.approx(standing.active)
        assert point.low <= point.actives <= point.high


def test_the_same_seed_gives_the_same_range() -> None:
    standing, flow = _moved(Standing(200.0, 300.0, 50.0, 100.0, 900.0), Random(3))

    assert foretell([flow], standing, 3, Random(7)) == foretell([flow], standing, 3, Random(7))


def test_the_range_holds_what_truly_comes_about_as_often_as_it_says() -> None:
    random, hits, tries = Random(11), 0, 60
    for _ in range(tries):
        standing, flows = Standing(200.0, 300.0, 50.0, 100.0, 900.0), []
        for _ in range(8):
            standing, flow = _moved(standing, random)
            flows.append(flow)
        foretold = foretell(flows, standing, 2, random)[1]
        for _ in range(2):
            standing, _ = _moved(standing, random)
        hits += foretold.low <= standing.active <= foretold.high

    assert 0.65 <= hits / tries <= 0.95


def test_a_state_that_nobody_ever_was_in_stays_empty() -> None:
    flow = Flow(Standing(10, 0, 0, 0, 0), (5, 0, 0, 0, 0), 10)

    (point,) = foretell([flow], Standing(10, 5, 0, 5, 5), 1, Random(1))

    assert point.actives == pytest.approx(10 + 5)
