"""Bodies as real clients send them, and the rows they become, side by side in `golden/`.

Each `name.json` is a request, each `name.rows.json` what it means. `BLESS=1` writes the latter
anew; read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bellrock.collect.dialects import parse
from bellrock.collect.enrich import Enricher
from envelopes import envelope

GOLDEN = Path(__file__).parent / "golden"
REQUESTS = sorted(path for path in GOLDEN.glob("*.json") if not path.name.endswith(".rows.json"))


@pytest.fixture(scope="module")
def enricher():
    return Enricher()


def meaning(request: dict[str, Any], enricher: Enricher) -> dict[str, Any]:
    body = json.dumps(request.pop("body")).encode()
    here = envelope(request.pop("dialect"), request.pop("path"), **request)
    parsed = parse(here, body)
    for event in parsed.events:
        enricher.enrich(event, here)
        event.raw = ""
    found: dict[str, Any] = msgspec.to_builtins(parsed)
    for refused in found["refused"]:
        del refused["raw"]
    return found


@pytest.mark.parametrize("path", REQUESTS, ids=lambda path: path.stem)
def test_a_request_means_these_rows(path, enricher):
    expected = path.with_suffix(".rows.json")

    found = meaning(json.loads(path.read_text()), enricher)

    if os.environ.get("BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    assert found == json.loads(expected.read_text())


def test_no_row_is_left_without_its_request():
    rows = {path.name.removesuffix(".rows.json") for path in GOLDEN.glob("*.rows.json")}

    assert rows == {path.stem for path in REQUESTS}
