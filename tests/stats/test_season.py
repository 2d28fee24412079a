"""Quiet series are left in peace, and a shift is found within three points."""

from __future__ import annotations

from math import exp
from random import Random

import pytest

from bellrock.stats.season import LEAST, judge

WEEK = (1.0, 1.05, 1.1, 1.0, 0.95, 0.7, 0.6)
SERIES, DAYS = 30, 90


def _count(random: Random, mean: float) -> float:
    """Draw from a Poisson distribution."""
    if mean > 50:
        return float(max(0, round(random.gauss(mean, mean**0.5))))
    left, n = random.random(), 0
    limit = exp(-mean)
    while left > limit:
        left *= random.random()
        n += 1
    return float(n)


def _series(
    random: Random, level: float, noise: float, *, days: int = DAYS, after: float = 1.0, at: int = 0
) -> list[float]:
    """A shop's days: a week's rhythm, growth, days that differ, and a change from `at` on."""
    growth = random.choice((0.0, 0.003))
    means = [
        level * WEEK[i % 7] * exp(growth * i + random.gauss(0, noise)) * (after if i >= at else 1)
        for i in range(days)
    ]
    return [_count(random, mean) for mean in means]


@pytest.mark.parametrize("noise", [0.0, 0.05, 0.1])
@pytest.mark.parametrize("level", [5, 300, 5000])
def test_quiet_series_give_at_most_one_alarm_in_a_hundred_days(level: float, noise: float) -> None:
    random = Random(1)
    judged = [
        point
        for _ in range(SERIES)
        for point in judge(_series(random, level, noise))
        if point.score is not None
    ]

    assert len(judged) > 1000
    assert sum(point.odd for point in judged) / len(judged) <= 0.01


@pytest.mark.parametrize(("level", "noise", "after"), [
    (300, 0.05, 0.7), (300, 0.05, 1.4), (5000, 0.05, 0.7), (5000, 0.1, 0.6), (300, 0.1, 0.5),
])  # fmt: skip
def test_a_shift_is_found_within_three_points(level: float, noise: float, after: float) -> None:
    random = Random(2)
    found = 0
    for _ in range(SERIES):
        points = judge(_series(random, level, noise, days=73, after=after, at=70))
        odd = [point for point in points[70:] if point.odd]
        found += bool(odd) and all((point.score or 0) * (after - 1) > 0 for point in odd)

    assert found >= 0.9 * SERIES


def test_a_share_is_judged_as_it_is() -> None:
    random = Random(3)
    values: list[float | None] = [0.3 + random.gauss(0, 0.01) for _ in range(60)]
    values[20] = None

    points = judge([*values, 0.2, 0.3], scale="plain")

    assert points[60].odd
    assert points[60].score is not None
    assert points[60].score < -3.5
    assert points[20].value is None
    assert not points[20].odd
    low, high = points[61].low, points[61].high
    assert low is not None and high is not None and low < 0.3 < high


def test_a_week_end_is_no_surprise_but_a_silent_day_is() -> None:
    days: list[float | None] = [1000.0, 1000, 1000, 1000, 1000, 200, 150] * 8

    assert not any(point.odd for point in judge([*days, 1000.0, 1000, 1000, 1000, 1000, 200, 150]))
    silent = judge([*days, 0.0])[-1]
    assert silent.odd
    assert silent.expected == pytest.approx(1000, rel=0.05)


def test_one_odd_day_does_not_teach_the_next() -> None:
    random = Random(4)
    values = _series(random, 1000, 0.02, days=60)
    values[50] *= 4

    points = judge(values)

    assert points[50].odd
    assert not any(point.odd for point in points[53:])


def test_without_enough_history_nothing_is_said() -> None:
    points = judge([10.0] * (LEAST * 7))

    assert all(point.score is None and not point.odd for point in points)
    assert judge([]) == []


def _with_holidays(random: Random) -> tuple[list[float | None], list[float]]:
    """A shop's days of which some are holidays, alone or a week of them, far less or more."""
    days: list[float | None] = list(_series(random, 300, 0.05))
    off = [0.0] * len(days)
    for at in (*random.sample(range(30, 70), 3), *range(75, 82)):
        off[at] = 1.0
        days[at] = _count(random, (days[at] or 0) * random.choice((0.4, 0.5, 1.0, 2.0)))
    return days, off


def test_holidays_are_no_alarms_and_teach_the_days_after_them_nothing() -> None:
    random = Random(4)
    told = [_with_holidays(random) for _ in range(SERIES)]
    alarms, unknowing = (
        [
            (off[i], point.odd)
            for days, off in told
            for i, point in enumerate(judge(days, holidays=off if knows else ()))
            if point.score is not None
        ]
        for knows in (True, False)
    )

    assert sum(odd for _, odd in alarms) / len(alarms) <= 0.01
    assert sum(odd for _, odd in unknowing) / len(unknowing) > 0.05
    assert sum(off for off, _ in alarms) > 250


def test_a_holiday_of_any_usual_size_is_as_expected_and_a_silent_one_is_not() -> None:
    days: list[float | None] = [1000.0, 1010, 990, 1005, 995, 700, 600] * 8
    last = [0.0] * len(days) + [1.0]

    for value in (1000.0, 400.0, 2500.0):
        (point,) = judge([*days, value], holidays=last)[-1:]
        assert not point.odd
        assert point.low is not None
        assert point.high is not None
        assert point.low < 350
        assert point.high > 2900
    assert judge([*days, 0.0], holidays=last)[-1].odd
    assert judge([*days, 400.0])[-1].odd
    week = judge([*days, 860.0], holidays=[0.0] * len(days) + [1 / 7])[-1]
    assert not week.odd
    share = judge([0.3, 0.31, 0.29] * 20 + [0.1], scale="plain", holidays=[0.0] * 60 + [1.0])[-1]
    assert share.odd
