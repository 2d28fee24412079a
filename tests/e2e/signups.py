"""A project whose people signed up ten days ago, for every kind of question."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from e2e.inside import Inside

PROJECT = "signups"
HERE = f"/p/{PROJECT}/insights"
EVERYBODY, BUYERS = 24, 9
"""Who signed up, and who of them came back on the next day and bought."""


def fill(inside: Inside) -> None:
    """Make the project and send what its people did."""
    inside.call("POST", "/projects", json={"name": PROJECT})
    key = inside.write_key(PROJECT)
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    first = noon - timedelta(days=10)
    events: list[dict[str, Any]] = []
    for number in range(EVERYBODY):
        for name, at in (("Signed Up", first), ("Looked Around", first + timedelta(minutes=2))):
            said = {"event": name, "user_id": f"u{number}", "ts": at.isoformat()}
            events.append({**said, "props": {"plan": "pro" if number < BUYERS else "free"}})
        if number < BUYERS:
            bought = (first + timedelta(days=1)).isoformat()
            said = {"event": "Bought", "user_id": f"u{number}", "ts": bought}
            events.append({**said, "props": {"price": 20 + number}})
    sent = httpx.post(f"{inside.url}/v1/events", json=events, auth=(key, ""))
    sent.raise_for_status()
    deadline = time.monotonic() + 30
    while len(inside.names(PROJECT)) < 3:
        assert time.monotonic() < deadline, "the server stores nothing"
        time.sleep(0.1)
