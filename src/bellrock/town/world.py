"""How do the town's days go by? Day by day, in the order in which requests arrive."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from bellrock.town import wire
from bellrock.town.backoffice import server_requests, till_request
from bellrock.town.campaigns import open_campaigns
from bellrock.town.faults import malformed_requests, repeated
from bellrock.town.inhabitants import kiosks, populate, till_times, visit_times
from bellrock.town.plan import ZONE, Plan
from bellrock.town.request import Request
from bellrock.town.robots import robot_requests
from bellrock.town.truth import Truth
from bellrock.town.visit import Shop, visit

_arrival = attrgetter("received_ms")


class Town:
    """A seeded world: the same plan gives the same bytes, and the same truth about them."""

    def __init__(self, plan: Plan, truth: Truth | None = None) -> None:
        """Settle the people and draw their days; nothing is sent yet. `truth` notes it all."""
        self.plan = plan
        self.people = populate(plan)
        self.truth = Truth(plan) if truth is None else truth
        self._shop = Shop(plan, self.truth, self.people, kiosks())
        self._midnights = [plan.midnight_ms(day, ZONE) for day in range(plan.days + 1)]
        self._visits: list[list[tuple[int, int]]] = [[] for _ in range(plan.days)]
        self._sales: list[list[tuple[int, int]]] = [[] for _ in range(plan.days)]
        for person in self.people:
            self._file(self._visits, visit_times(plan, person), person.number)
            self._file(self._sales, till_times(plan, person), person.number)

    def requests(self) -> Iterator[Request]:
        """Yield every request in order of arrival; to be drawn once, to the end for the truth.

        A day's requests are held in memory at a time.
        """
        waiting: list[Request] = []
        for day in range(self.plan.days):
            waiting.extend(self._day(day))
            waiting.sort(key=_arrival)
            midnight = self._midnights[day + 1]
            ready = bisect_right(waiting, midnight - 1, key=_arrival)
            for request in waiting[:ready]:
                self.truth.requests += 1
                self.truth.emitted += request.events
                yield request
            del waiting[:ready]
        self.truth.refunds_due_later = len(self._shop.refunds)

    def _day(self, day: int) -> list[Request]:
        shop, people = self._shop, self.people
        shop.campaigns = open_campaigns(day, self.plan.days)
        sent: list[Request] = []
        for start, number in sorted(self._visits[day]):
            sent.extend(wire.requests(visit(shop, people[number], start), self.plan.end_ms))
        sent.extend(till_request(shop, people[n], at) for at, n in sorted(self._sales[day]))
        sent.extend(server_requests(shop, day))
        sent.extend(robot_requests(shop, day))
        sent.extend(repeated(shop, sent, day))
        sent.extend(malformed_requests(shop, day))
        return sent

    def _file(self, days: list[list[tuple[int, int]]], times: list[int], number: int) -> None:
        for at in times:
            days[bisect_right(self._midnights, at) - 1].append((at, number))
