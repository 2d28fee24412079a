"""What moved most since the same weekday is found with what explains it, and kept for a while."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from bellrock.core.time import FixedClock
from bellrock.query import Context, IdentityState
from bellrock.query.registered import read_metric_definition
from bellrock.runtime.moved import KEPT, LEAST, Moved, Watched, moved
from bellrock.store import Lake

DAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 13, 9, tzinfo=UTC)
_ids = count(1)


def put(lake: Lake, project: int, day: date, event: str, channels: dict[str, int]) -> None:
    """Store so many events of each channel at a day's noon."""
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    lines = [
        {"project": project, "person": next(_ids), "event": event, "ts": at.isoformat(),
         "received": at.isoformat(), "event_id": str(next(_ids)), "channel": channel}
        for channel, times in channels.items()
        for _ in range(times)
    ]  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, lines)).encode())


def watched(key: str, ask: dict[str, Any]) -> Watched:
    return Watched(key, key.title(), read_metric_definition({"ask": ask}))


def test_what_moved_most_is_told_first_with_what_explains_it(lake: Lake, project: int) -> None:
    before = DAY - timedelta(days=7)
    put(lake, project, before, "view", {"Email": 50, "Ads": 60, "Direct": 50})
    put(lake, project, DAY, "view", {"Email": 50, "Ads": 20, "Direct": 52})
    put(lake, project, before, "buy", {"Email": 50})
    put(lake, project, DAY, "buy", {"Email": 55})
    put(lake, project, before, "rare", {"Email": 1})
    put(lake, project, DAY, "rare", {"Email": int(LEAST) - 10})
    holidays = {DAY: "Spring Fair"}
    ctx = Context(project, "UTC", IdentityState(False), FixedClock(NOW), holidays=holidays.get)
    metrics = [
        watched("buys", {"events": "buy"}), watched("views", {"events": "view"}),
        watched("rare", {"events": "rare"}),
        watched("share", {"events": ["buy", "view"], "formula": "A / B"}),
        watched("nothing", {"events": "never"}),
    ]  # fmt: skip

    found = moved(lake, ctx, DAY, metrics, NOW)

    assert [one.key for one in found.movers] == ["share", "views", "buys"]
    views = found.movers[1]
    assert (views.before, views.value) == (160, 122)
    assert views.why is not None
    assert (views.why.by, views.why.value, views.why.added) == ("channel", "Ads", -40)
    assert found.movers[2].why is None  # one channel alone explains nothing
    assert views.holiday == "Spring Fair"

    kept, asked = Moved(FixedClock(NOW)), []
    first = kept.on(lake, ctx, DAY, lambda: metrics[:2])
    put(lake, project, DAY, "buy", {"Email": 500})
    assert kept.on(lake, ctx, DAY, lambda: metrics[:2]) is first
    assert kept.on(lake, ctx, DAY, lambda: metrics[:1]) is not first
    later = Moved(FixedClock(NOW + KEPT))
    later._kept = kept._kept
    asked = [one.key for one in later.on(lake, ctx, DAY, lambda: metrics[:2]).movers]
    assert asked == ["buys", "views"]
