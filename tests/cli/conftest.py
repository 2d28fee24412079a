"""What command tests share: one child process to run their commands in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cli.spoken import Speaker


@pytest.fixture(scope="session")
def speaker() -> Iterator[Speaker]:
    """A process that runs commands."""
    with Speaker() as child:
        yield child
