"""A real server on a real port and home, and projects of their own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from bellrock.core.time import EPOCH
from bellrock.runtime.app import App
from bellrock.runtime.config import Config, LogConfig, ServerConfig
from bellrock.runtime.log import configure
from bellrock.store import Lake
from bellrock.store.schema_accounts import PROJECTS
from shops import Server, Shop, found, running

_FIRST_PROJECT = 5_000_000  # other tests of this process fill the lake's low numbers


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, lake: Lake) -> Iterator[Server]:
    """The server of this test process."""
    configure(LogConfig(), terminal=False)  # structlog's own form draws every local of a traceback
    told = Config(server=ServerConfig(proxies="127.0.0.1"))
    app = App.open(tmp_path_factory.mktemp("server") / "home", config=told, lake=lake)
    row = {"name": "unused", "zone": "UTC", "currency": "USD", "bots": "excluded"}
    with app.ledger.write() as to:
        to.execute(insert(PROJECTS).values(id=_FIRST_PROJECT, created=EPOCH, **row))
    app.start()
    with running(app) as served:
        yield served
    app.close()


@pytest.fixture
def shop(server: Server) -> Shop:
    """A project of this test alone."""
    return found(server)


@pytest.fixture
def rival(server: Server) -> Shop:
    """Another project, of somebody else."""
    return found(server)
