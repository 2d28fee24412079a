"""The demo's sender: it waits for a disk that is full, and keeps the terminal to its bar."""

from __future__ import annotations

import io
import itertools
import json
import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import structlog
from sqlalchemy import insert

from bellrock.core.errors import StoreFull
from bellrock.core.time import EPOCH
from bellrock.query import Sql
from bellrock.runtime import demo
from bellrock.runtime.app import App
from bellrock.runtime.config import Config, LogConfig
from bellrock.runtime.log import configure
from bellrock.store import Lake
from bellrock.store.schema_accounts import PROJECTS
from bellrock.town import Request
from bellrock.town.pipe import write_frames

_projects = itertools.count(
    6_000_000, 10
)  # other tests of this process fill the lake's low numbers
REQUESTS = 600
FULL = StoreFull("the disk is nearly full", hint="free space", retry_after_s=30)


@pytest.fixture
def plain_logging() -> Iterator[None]:
    """Put logging back as it was."""
    root = logging.getLogger()
    before = root.handlers, root.level
    yield
    root.handlers, root.level = before
    structlog.reset_defaults()


def request(number: int) -> Request:
    """One visitor of the one kiosk, who signs in: too many for it to be anybody's."""
    event = {"type": "identify", "userId": f"u{number}", "anonymousId": "kiosk"}
    event |= {"messageId": f"m{number}"}
    at = 1_770_000_000_000 + number
    return Request(
        at, "web", "segment", "/v1/batch", "", "192.0.2.1", {}, 1, json.dumps(event).encode()
    )


@pytest.fixture
def app(tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A started app, and a town of a few hundred sign-ins."""
    opened = App.open(tmp_path / "home", config=Config(), lake=lake, purpose="test")
    row = {"id": next(_projects), "name": "unused", "zone": "UTC"}
    row |= {"currency": "USD", "bots": "excluded", "created": EPOCH}
    with opened.ledger.write() as to:
        to.execute(PROJECTS.delete())
        to.execute(insert(PROJECTS).values(**row))

    @contextmanager
    def played(*_: Any) -> Iterator[BinaryIO]:
        town = io.BytesIO()
        write_frames(town, map(request, range(REQUESTS)))
        town.seek(0)
        yield town

    monkeypatch.setattr(demo, "_played", played)
    monkeypatch.setattr(demo, "_require_fresh", lambda _: None)
    opened.start()
    yield opened
    opened.close()


def fill(app: App) -> demo.Moved:
    plan = demo.town_plan(app, people=1, days=2, seed=1)
    return demo.fill(app, plan, lambda _: None)


def stored(app: App) -> int:
    sql = "select uniqExact(event_id) from events where project = {project:UInt32}"
    (count,) = app.lake.one(Sql(sql, {"project": app.accounts.project().id}))
    return int(count)


def test_the_demo_waits_for_a_disk_that_is_full_before_and_after_taking(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    accept, calls = app.collector.accept, iter(range(10**6))

    def sometimes_full(*args: Any) -> Future[int]:
        call = next(calls)
        if call in (5, 6, 300):
            raise FULL
        if call in (20, 599, 600):
            broken: Future[int] = Future()
            broken.set_exception(FULL)
            return broken
        return accept(*args)

    monkeypatch.setattr(app.collector, "accept", sometimes_full)
    monkeypatch.setattr(demo, "sleep", waited.append)

    assert fill(app).requests == REQUESTS
    assert stored(app) == REQUESTS
    assert waited == [30] * 6


def test_the_demo_says_so_when_the_disk_stays_full(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Future[int]:
        raise FULL

    monkeypatch.setattr(app.collector, "accept", full)
    monkeypatch.setattr(demo, "sleep", lambda _: None)

    with pytest.raises(StoreFull, match="was so for 120 seconds"):
        fill(app)


def test_what_the_graph_warns_of_is_kept_off_the_terminal_while_the_bar_is_there(
    app: App, capsys: pytest.CaptureFixture[str], plain_logging: None
) -> None:
    configure(LogConfig(), terminal=False)

    fill(app)
    during = capsys.readouterr().err
    structlog.get_logger("bellrock.people").warning("an id is kept out")

    assert during == ""
    assert "kept out" in capsys.readouterr().err
