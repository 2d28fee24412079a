"""In the town the launch is found within three days, and quiet series are left in peace."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from bellrock.core.time import from_micros
from bellrock.stats.season import Judged, judge
from bellrock.town import Plan, Town
from bellrock.town.inhabitants import Device, Person
from bellrock.town.truth import Truth
from bellrock.town.walk import Act

PLAN = Plan(end=date(2026, 11, 22), people=12_000, days=90, seed=7)
QUIET = ("page", "Product Viewed", "Product Added", "Checkout Started", "Signed Up")
"""What the launch does not touch."""


class Diary(Truth):
    """Also notes what was done on which day."""

    days: dict[str, Counter[int]]

    def visited(self, channel: str, acts: Sequence[Act], device: Device, person: Person) -> None:
        """Note what was done in a visit."""
        super().visited(channel, acts, device, person)
        for act in acts:
            name = act.name if act.kind == "track" else act.kind
            self.days[name][(from_micros(act.at * 1000).date() - PLAN.start).days] += 1


def _diary() -> Diary:
    diary = Diary(PLAN)
    diary.days = defaultdict(Counter)
    for _ in Town(PLAN, diary).requests():
        pass
    return diary


def test_the_launch_is_found_and_quiet_series_stay_quiet() -> None:
    days = _diary().days

    def series(name: str) -> list[float]:
        return [float(days[name][day]) for day in range(PLAN.days)]

    converted = [
        ordered / started if started else None
        for ordered, started in zip(series("Order Completed"), series("Checkout Started"),
                                    strict=True)
    ]  # fmt: skip
    launch = judge(converted, scale="plain")
    first = PLAN.launch_day
    assert any(point.odd and (point.score or 0) > 0 for point in launch[first : first + 3])
    assert not any(point.odd for point in launch[:first])
    judged = [point for name in QUIET for point in _told(judge(series(name)))]
    assert len(judged) > 200
    assert sum(point.odd for point in judged) / len(judged) <= 0.01


def _told(points: Sequence[Judged]) -> list[Judged]:
    return [point for point in points if point.score is not None]
