"""Does an empty answer say which name nobody sent, and what to do about it?"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bellrock.analytics.notes import doubts
from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState
from bellrock.query.naming import read_name
from bellrock.store import Lake

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _ask(lake: Lake, project: int, number: int, **props: str) -> list[str]:
    """Return what is said of `flavour` where an event carries `props`."""
    ts = NOON.isoformat()
    row = {"project": project, "person": 1, "event": "buy", "ts": ts, "received": ts}
    lake.insert_json(
        "events", json.dumps({**row, "event_id": f"n{number}", "props": props}).encode()
    )
    ctx = Context(project, "UTC", IdentityState(False), FixedClock(NOON + timedelta(days=1)))
    return doubts(lake, ctx, [], [read_name("flavour")])


def test_a_property_that_nobody_sent_is_asked_for_or_named_among_others(
    lake: Lake, project: int
) -> None:
    assert _ask(lake, project, 0) == [
        "no event carries a flavour yet; send it as a property of your events"
    ]
    assert _ask(lake, project, 1, plan="pro") == ["no event carries a flavour; there are plan"]
    assert _ask(lake, project, 2, flavor="red") == [
        "no event carries a flavour; did you mean flavor?"
    ]
    assert _ask(lake, project, 3, flavour="red") == []
