"""The range of a Kaplan–Meier curve is the published one."""

from __future__ import annotations

import pytest

from bellrock.stats.waiting import bounds

# Weeks of remission with 6-MP (Freireich et al. 1963), those still watched with a plus; the share
# and its 95 % range on the scale of log(-log S), as textbooks print them.
DONE = (6, 6, 6, 7, 10, 13, 16, 22, 23)
WATCHED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
PRINTED = {
    6: (0.857, 0.620, 0.952), 7: (0.807, 0.563, 0.923), 10: (0.753, 0.503, 0.889),
    13: (0.690, 0.432, 0.849), 16: (0.627, 0.368, 0.805), 22: (0.538, 0.268, 0.747),
    23: (0.448, 0.188, 0.680),
}  # fmt: skip


def test_the_range_is_as_printed() -> None:
    survived, spread = 1.0, 0.0
    for week, printed in PRINTED.items():
        risk = sum(t >= week for t in (*DONE, *WATCHED))
        fell = DONE.count(week)
        survived *= 1 - fell / risk
        spread += fell / (risk * (risk - fell))

        found = bounds(survived, spread)

        assert found is not None
        assert (survived, *found) == pytest.approx(printed, abs=6e-4)


def test_a_share_of_nobody_or_everybody_has_no_range() -> None:
    assert bounds(1.0, 0.0) is None
    assert bounds(0.0, float("inf")) is None
