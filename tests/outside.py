"""Data that comes from outside and does not belong to the project; see `tests/external`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def outside(name: str) -> Path:
    """Return the path of a file beside the checkout; skip where the folder is missing.

    Under CI a missing folder is a failure: it has it.
    """
    found = FOLDER / name
    if not FOLDER.is_dir() and not os.environ.get("CI"):
        pytest.skip(f"the data from outside is not here: {FOLDER}")
    assert found.exists(), f"{found} is missing"
    return found
