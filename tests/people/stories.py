"""What people did and said, stored as the drain stores it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bellrock.core.ids import person_key, visit_key
from bellrock.people import Claim, ClaimRule, People
from bellrock.store import Lake
from people.graphs import identifier

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


def did(
    lake: Lake, project: int, event: str, minute: int, *, user: str = "", device: str = "",
    session: str = "s", tie: int = 0,
    bot: str = "",
) -> None:  # fmt: skip
    """Store one event as the drain does."""
    row: dict[str, Any] = {
        "project": project, "event": event, "kind": "track", "tie": tie, "session": session,
        "ts": MONDAY + timedelta(minutes=minute), "received": MONDAY, "user_id": user,
        "anonymous_id": device, "event_id": f"{event}{minute}{tie}", "props": {"n": minute},
        "bot": bot,
        "person": person_key(project, user or device),
        "visit": 0 if user else visit_key(project, device, session),
    }  # fmt: skip
    lake.insert_json("events", msgspec.json.encode(row))


def says(
    people: People, project: int, a: str, b: str, rule: ClaimRule = "login",
    *, minute: int = 0, session: str = "s",
) -> None:  # fmt: skip
    ts = MONDAY + timedelta(minutes=minute)
    told = Claim(project, identifier(a), identifier(b), rule, ts, f"{a}{b}", session, "test")
    people.observe([told])
