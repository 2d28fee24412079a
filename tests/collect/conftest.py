"""What the tests of the collector stand on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from bellrock.core.time import FixedClock
from bellrock.store import Lake
from draining import Made, Rig


@pytest.fixture
def rig_of(lake: Lake, clock: FixedClock, tmp_path: Path) -> Iterator[Made]:
    """Make a rig for a project, in a folder of its own."""
    with ExitStack() as ends:
        number = count()

        def make(project: int) -> Rig:
            made = Rig(tmp_path / f"rig{next(number)}", lake, clock, project)
            ends.callback(made.close)
            return made

        yield make


@pytest.fixture
def rig(rig_of: Made, project: int) -> Rig:
    """A rig of the test's own project."""
    return rig_of(project)
