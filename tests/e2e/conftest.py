"""A real server, a real browser, and sites of other hosts between them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bellrock.server.site import SITE
from clients.node import program
from e2e.browser import browser, profiles, user_agent, visitor, welcome
from e2e.collecting import Collecting, collecting
from e2e.inside import Inside, owned
from e2e.signups import fill
from e2e.sites import Site, serving

__all__ = ["browser", "profiles", "user_agent", "visitor", "welcome"]
WEB = Path(__file__).parents[2] / "web"
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try a browser test that failed once more, since a busy machine loses keys; it is told."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """The server of this test process, with an owner; its tests bring projects of their own.

    Starting a server and its reader costs ten seconds of a core. One of their own is for tests
    that change what belongs to the whole server, or end it.
    """
    made = owned(tmp_path_factory.mktemp("house") / "home")
    yield made
    made.api.close()
    made.served.stop()


@pytest.fixture(scope="session")
def signups(house: Inside) -> Inside:
    """The same server, with a project whose people signed up ten days ago."""
    fill(house)
    return house


@pytest.fixture(scope="session")
def collector_key(house: Inside) -> str:
    """An admin key of the project `default`, which what is collected goes to."""
    return house.key("default", "admin")


@pytest.fixture
def collected(house: Inside, collector_key: str) -> Iterator[Collecting]:
    """A write key of this test alone, and what comes by it."""
    made = collecting(house.served, collector_key)
    yield made
    made.api.close()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of another host, empty at first."""
    with serving() as made:
        yield made


@pytest.fixture(scope="session")
def tracking_script() -> None:
    """Have the server serve the tracking script as its sources say now."""
    built, further = SITE / "js" / "bellrock.js", SITE / "js" / "bellrock-more.js"
    sources = [WEB / "script" / "build.mjs", *(WEB / "script" / "src").iterdir()]
    newest = max(path.stat().st_mtime for path in sources)
    if not further.exists() or not built.exists() or built.stat().st_mtime < newest:
        _build("script", built)


@pytest.fixture(scope="session")
def shop_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop's pages as they are built."""
    target = tmp_path_factory.mktemp("shop") / "shop"
    _build("shop", target)
    return target


def _build(part: str, target: Path) -> None:
    command = [program("node"), f"{part}/build.mjs", str(target)]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
