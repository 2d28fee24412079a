"""Which path belongs to which dialect, and how does its client want to be answered?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reply = Literal["segment", "rudderstack", "posthog", "posthog_results", "pixel", "recording"]


@dataclass(frozen=True)
class Place:
    """What arrives at one path. `path` is what the dialect reads it as."""

    dialect: str
    path: str
    reply: Reply
    methods: frozenset[str]
    credentials: bool = False
    """Whether a browser may send cookies along; we never look at them."""


_POST = frozenset({"POST"})
_BOTH = frozenset({"GET", "POST"})
_CALLS = ("track", "identify", "page", "screen", "group", "alias", "batch")
_SEGMENT = {f"/v1/{short}": f"/v1/{call}" for call in _CALLS for short in (call, call[0])} | {
    "/v1/import": "/v1/import"
}
_RUDDER = {f"/v1/{call}": f"/v1/{call}" for call in ("merge", "replay", "webhook")} | {
    "/beacon/v1/batch": "/v1/batch"
}
_PIXELS = {f"/pixel/v1/{call}": f"/v1/{call}" for call in ("track", "page")}
_POSTHOG = ("/i/v0/e", "/e", "/capture", "/track", "/engage", "/batch")


def _table() -> dict[str, Place]:
    table = {"/v1/events": Place("bellrock", "/v1/events", "segment", _POST)}
    for path, read_as in _SEGMENT.items():
        table[path] = Place("segment", read_as, "segment", _POST)
    for path, read_as in _RUDDER.items():
        table[path] = Place("rudderstack", read_as, "rudderstack", _POST)
    for path, read_as in _PIXELS.items():
        table[path] = Place("rudderstack", read_as, "pixel", frozenset({"GET"}))
    for path in _POSTHOG:
        table[path] = Place("posthog", path, "posthog", _BOTH, credentials=True)
    newer = "/i/v1/analytics/events"
    table[newer] = Place("posthog", newer, "posthog_results", _POST, credentials=True)
    table["/s"] = Place("posthog", "/s", "recording", _POST, credentials=True)
    return table | {f"{path}/": place for path, place in table.items()}


PLACES: dict[str, Place] = _table()
"""By path, with and without a slash at its end."""
