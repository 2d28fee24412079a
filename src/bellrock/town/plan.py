"""How big is the town, over which days, and where does a day begin?"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from bellrock.core import time
from bellrock.core.errors import InvalidDefinition
from bellrock.town.dice import Wheel

ZONE = "Europe/London"
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
_BY_WEEKDAY = (0.98, 0.93, 0.92, 0.95, 0.97, 1.05, 1.20)  # Monday to Sunday; they add up to 7
_WEEKDAY_HOURS = (
    4, 2, 1, 1, 1, 2, 8, 18, 26, 28, 30, 33, 42, 38, 31, 30, 32, 36, 44, 56, 66, 62, 40, 16,
)  # fmt: skip
_WEEKEND_HOURS = (
    9, 5, 2, 1, 1, 1, 4, 10, 22, 38, 50, 54, 52, 48, 48, 50, 52, 52, 54, 58, 62, 56, 38, 20,
)  # fmt: skip
HOURS = (
    Wheel(enumerate(_WEEKDAY_HOURS)),
    Wheel(enumerate(_WEEKEND_HOURS)),
)


@dataclass(frozen=True)
class Plan:
    """What decides every byte of the town: its size, its seed and the day on which it ends.

    The days are those of `ZONE`; the last one is the day before `end`.
    """

    end: date
    people: int = 20_000
    days: int = 90
    seed: int = 7

    def __post_init__(self) -> None:
        if self.people < 1 or self.days < 2:
            raise InvalidDefinition(
                "a town needs a person and two days", hint="use --people 300 --days 14 or more"
            )

    @property
    def zone(self) -> str:
        """The time zone of the town and of its shop."""
        return ZONE

    @property
    def start(self) -> date:
        """The first day."""
        return self.end - timedelta(days=self.days)

    @property
    def launch_day(self) -> int:
        """The number of the day, counted from 0, on which the new feature opens."""
        return self.days // 2

    @cached_property
    def start_ms(self) -> int:
        """The moment at which the first day begins."""
        return self.midnight_ms(0, ZONE)

    @cached_property
    def end_ms(self) -> int:
        """The moment at which the last day ends; everything is received before it."""
        return self.midnight_ms(self.days, ZONE)

    @cached_property
    def launch_ms(self) -> int:
        """The moment at which the new feature opens."""
        return self.midnight_ms(self.launch_day, ZONE)

    @cached_property
    def _busy(self) -> list[float]:
        first = self.start.weekday()
        busy = list(accumulate(_BY_WEEKDAY[(first + day) % 7] for day in range(self.days)))
        return [passed * self.days / busy[-1] for passed in busy]

    @cached_property
    def _midnights(self) -> dict[tuple[int, str], int]:
        return {}

    def midnight_ms(self, day: int, zone: str) -> int:
        """Return when day number `day` begins in `zone`, in milliseconds since 1970."""
        known = self._midnights.get((day, zone))
        if known is None:
            moment = time.local(self.start + timedelta(days=day), time.zone(zone))
            known = self._midnights[(day, zone)] = time.micros(moment) // 1000
        return known

    def day_at(self, busy_days: float) -> int:
        """Return the day on which that many average days' worth of business, < `days`, have passed.

        Days are as long as they are busy, so waiting times end more often at weekends.
        """
        return min(self.days - 1, bisect_right(self._busy, busy_days))

    def moment_ms(self, day: int, u: float, v: float, zone: str) -> int:
        """Return a moment of `day` in `zone`, its hour drawn from the shop's day by `u` and `v`."""
        weekend = (self.start.weekday() + day) % 7 >= 5
        hour = HOURS[weekend].at(u)
        return self.midnight_ms(day, zone) + hour * HOUR_MS + int(v * HOUR_MS)
