"""Random logs of events for the oracle: few people, few moments, so that everything collides."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from analytics.oracle import Event, World
from bellrock.core.ids import person_key
from bellrock.core.time import FixedClock, micros
from bellrock.query import Context, IdentityState, Sql
from bellrock.store import Lake

# Each zone with a moment near which its clocks change, or with an odd offset.
ZONES = (
    ("UTC", datetime(2026, 3, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 29, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2025, 10, 26, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 8, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 4, 5, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(2026, 3, 1, tzinfo=UTC)),
    ("Asia/Shanghai", datetime(2026, 3, 1, tzinfo=UTC)),
)
_projects = count(10_000_000)
_ids = count()


@dataclass(frozen=True)
class Case:
    """A world in the lake, and how to ask about it."""

    project: int
    zone: str
    middle: datetime
    world: World

    @property
    def now(self) -> datetime:
        return self.middle + timedelta(days=20)

    @property
    def context(self) -> Context:
        return Context(
            self.project, self.zone, IdentityState(True, self.world.visits), FixedClock(self.now)
        )


def random_case(random: Random, *, hours: int = 24 * 9, events: int = 50) -> Case:
    """Make up a log around a zone's clock change."""
    project = next(_projects)
    zone, middle = random.choice(ZONES)
    people = [person_key(project, name) for name in "abcdef"]
    visits = [person_key(project, f"visit {name}") for name in "xyz"]
    moments = [
        middle + timedelta(seconds=random.randrange(-hours * 3600, hours * 3600, 900))
        for _ in range(events // 2)
    ]
    moments += [m + timedelta(microseconds=random.choice((1, 999_999))) for m in moments[:5]]
    moments += [m + timedelta(minutes=random.choice((1, 30, 31))) for m in moments[:10]]
    log = [_random_event(random, moments, people, visits) for _ in range(events)]
    overrides = {people[0]: people[1], people[2]: people[1], visits[0]: people[4]}
    return Case(project, zone, middle, World(log, overrides, visits=random.random() < 0.5))


def _random_event(
    random: Random, moments: Sequence[datetime], people: Sequence[int], visits: Sequence[int]
) -> Event:
    props: dict[str, object] = {}
    if random.random() < 0.8:
        props["price"] = random.choice((0, 5, 12.5, 20, "7", "x", -3, True, 1e3))
    if random.random() < 0.7:
        props["plan"] = random.choice(("pro", "free", "", "5", 5, 'o"d\\d'))
    if random.random() < 0.3:
        props["country"] = random.choice(("CN", "FR"))
    return Event(
        event=random.choice("aaabbccd"),
        ts=random.choice(moments),
        tie=random.choice((0, 0, 32, 33)),
        person=random.choice(people),
        visit=random.choice((0, 0, *visits)),
        bot=random.choice(("", "", "", "", "crawler")),
        session=random.choice(("", "", "s1", "s2")),
        country=random.choice(("", "CN", "DE")),
        props=props,
    )


def store(lake: Lake, cases: Sequence[Case]) -> None:
    """Put the logs of all `cases` into the lake at once, with their overrides."""
    lines = [_line(case.project, event) for case in cases for event in case.world.events]
    lake.insert_json("events", "\n".join(lines).encode())
    store_overrides(lake, {case.project: case.world.overrides for case in cases})


def store_overrides(lake: Lake, overrides: Mapping[int, Mapping[int, int]]) -> None:
    """Put overrides into the lake so that questions see them."""
    rows = [
        (key, project, "person", canonical, 1)
        for project, pairs in overrides.items()
        for key, canonical in pairs.items()
    ]
    lake.insert("person_overrides", ["key", "project", "kind", "canonical", "version"], list(rows))
    lake.run(Sql("system reload dictionary person_override"))


def _line(project: int, event: Event) -> str:
    number = next(_ids)
    return json.dumps(
        {
            "project": project, "event": event.event, "kind": "track",
            "ts": event.ts.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "tie": event.tie, "person": event.person, "visit": event.visit,
            "event_id": str(number), "event_hash": micros(event.ts) + number,
            "session": event.session, "received": event.ts.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "bot": event.bot, "country": event.country, "props": event.props,
        }
    )  # fmt: skip
