"""A project's rule is counted in whole days of its zone, and followed each day once."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from bellrock.core.errors import StoreUnreachable
from bellrock.core.time import FixedClock, micros
from bellrock.query import Sql
from bellrock.runtime.accounts_model import Project
from bellrock.runtime.app import App
from bellrock.runtime.config import Config
from bellrock.runtime.expiry import Expiry, oldest_kept
from bellrock.store import Lake

ZURICH = Project(1, "p", "Europe/Zurich", "EUR", "excluded", 1, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "days", "kept"),
    [
        ("2026-07-02T21:59:59", 1, "2026-06-30T22:00:00"),  # still the 2nd in Zurich
        ("2026-07-02T22:00:00", 1, "2026-07-01T22:00:00"),
        ("2026-03-29T12:00:00", 1, "2026-03-27T23:00:00"),  # a day of 23 hours has begun
        ("2026-03-30T12:00:00", 1, "2026-03-28T23:00:00"),
        ("2026-10-26T12:00:00", 1, "2026-10-24T22:00:00"),  # the day of 25 hours is kept whole
        ("2026-10-26T12:00:00", 365, "2025-10-25T22:00:00"),
    ],
)
def test_whole_days_of_the_projects_zone_are_kept(now: str, days: int, kept: str) -> None:
    rule = replace(ZURICH, retention_days=days)
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert oldest_kept(rule, moment) == datetime.fromisoformat(kept).replace(tzinfo=UTC)


def test_without_a_rule_everything_is_kept() -> None:
    assert oldest_kept(replace(ZURICH, retention_days=None), datetime.now(UTC)) is None


@pytest.fixture
def clock() -> FixedClock:
    """Noon in a month that no other test fills: what is erased from is rewritten whole."""
    return FixedClock(datetime(2019, 3, 1, 12, tzinfo=UTC))


def fill(lake: Lake, project: int, clock: FixedClock) -> None:
    """Store an event now and at this time of each of the nine days before."""
    times = (micros(clock.now() - timedelta(days=days)) / 1e6 for days in range(10))
    lines = (f'{{"project": {project}, "event": "x", "ts": {at}}}' for at in times)
    lake.insert_json("events", "\n".join(lines).encode())


def left(lake: Lake, project: int) -> int:
    told = Sql("select count() from events where project = {p:UInt32}", {"p": project})
    (events,) = lake.one(told)
    return int(events)


def test_old_events_go_day_by_day_as_the_rule_says(
    lake: Lake, project: int, clock: FixedClock
) -> None:
    rule = replace(ZURICH, id=project, retention_days=None)
    other = replace(rule, id=project + 1_000_000)
    rules = [rule, other]
    expiry = Expiry(lambda: rules, lake, clock)
    fill(lake, rule.id, clock)
    fill(lake, other.id, clock)
    expiry.once()
    assert left(lake, rule.id) == 10

    rules[0] = replace(rule, retention_days=4)
    expiry.once()
    assert (left(lake, rule.id), left(lake, other.id)) == (5, 10)  # today and four days before
    clock.tick(timedelta(hours=10, minutes=59))
    expiry.once()
    assert left(lake, rule.id) == 5
    clock.tick(timedelta(minutes=1))  # midnight in Zurich
    expiry.once()
    assert (left(lake, rule.id), left(lake, other.id)) == (4, 10)


def test_it_goes_on_after_a_store_did_not_answer(
    lake: Lake, project: int, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = replace(ZURICH, id=project, retention_days=4)
    fill(lake, project, clock)
    asked, erased = iter([StoreUnreachable("no answer", hint="wait")]), Event()

    def projects() -> list[Project]:
        for error in asked:
            raise error
        erased.set()  # the second look
        return [rule]

    monkeypatch.setattr("bellrock.runtime.expiry._LOOK_S", 0.01)
    expiry = Expiry(projects, lake, clock)
    expiry.start()
    assert erased.wait(30)
    expiry.close()

    assert left(lake, project) == 5


def test_an_open_app_erases_by_itself(tmp_path: Path, lake: Lake, clock: FixedClock) -> None:
    before = set(enumerate_threads())  # other tests' apps of this process
    with closing(App.open(tmp_path, clock=clock, config=Config(), lake=lake)) as app:
        app.start()
        its_own = {t for t in enumerate_threads() if t not in before and t.name == "expiry"}

    assert len(its_own) == 1
    assert not its_own & set(enumerate_threads())
