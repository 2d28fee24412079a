"""What every test stands on: one real lake a process, and a project of its own for each test."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from bellrock.core.time import FixedClock
from bellrock.store import Lake, migrate

settings.register_profile("shared", deadline=None)  # a busy machine is no failure
settings.load_profile("shared")

pytest_plugins = ["lakes", "ledgers"]


def pytest_collection_finish() -> None:
    """Leave what five thousand tests are made of out of every later look for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


_projects = itertools.count(1)


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """The lake of this test process, migrated; chDB allows one folder a process."""
    opened = Lake(f"chdb:///{tmp_path_factory.mktemp('lake')}")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def project() -> int:
    """A project number that no other test of this process uses."""
    return next(_projects)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at noon of 1 March 2026 until it is told to move."""
    return FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
