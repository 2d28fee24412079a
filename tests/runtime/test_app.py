"""The app on a real home: one process, its schemas up to date, a project to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bellrock.core.errors import StoreLocked
from bellrock.core.time import FixedClock, micros
from bellrock.query import Sql
from bellrock.runtime.app import App, ahead_of_clock
from bellrock.runtime.config import Config
from bellrock.store import Lake


@pytest.fixture
def opened(tmp_path: Path, lake: Lake, clock: FixedClock) -> Iterator[App]:
    app = App.open(tmp_path / "home", clock=clock, config=Config(), lake=lake, purpose="test")
    yield app
    app.close()


def test_a_fresh_home_has_the_default_project(opened: App) -> None:
    assert [p.name for p in opened.accounts.projects.all()] == ["default"]


def test_a_home_opens_once(opened: App, lake: Lake) -> None:
    with pytest.raises(StoreLocked) as refused:
        App.open(opened.home.path, config=Config(), lake=lake)

    assert "`bellrock test`" in refused.value.message


def test_a_closed_home_opens_again(tmp_path: Path, lake: Lake) -> None:
    for _ in range(2):
        App.open(tmp_path, config=Config(), lake=lake).close()


def test_a_failed_opening_frees_the_home(tmp_path: Path, lake: Lake) -> None:
    bad = Config.model_validate({"ledger": {"dsn": "mysql://x"}})
    for config in (bad, bad):
        with pytest.raises(Exception, match="DSN"):
            App.open(tmp_path, config=config, lake=lake)
    App.open(tmp_path, config=Config(), lake=lake).close()


def test_a_clock_behind_the_newest_event_is_noticed(lake: Lake) -> None:
    (newest,) = lake.one(Sql("select toUnixTimestamp64Micro(max(received)) from events"))
    lake.insert_json("events", _event_received_at(max(newest, 1_700_000_000_000_000)))
    (newest,) = lake.one(Sql("select toUnixTimestamp64Micro(max(received)) from events"))
    right = FixedClock()
    right.tick(timedelta(microseconds=newest))
    wrong = FixedClock(right.at - timedelta(hours=1))

    assert ahead_of_clock(lake, right) is None
    noticed = ahead_of_clock(lake, wrong)
    assert noticed is not None
    assert micros(noticed) == newest


def _event_received_at(moment: int) -> bytes:
    return b'{"project": 4000000000, "event": "x", "received": %d}\n' % (moment // 1_000_000)
