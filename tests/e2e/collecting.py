"""What has a real server collected? Every event of one write key, in full, as its API tells."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from serving import Served

Event = dict[str, Any]
PATIENCE_S = 30.0
WHISPERS = ("$pageleave", "$web_vitals", "$dead_click", "$rageclick")
_marks = itertools.count(1)


@dataclass
class Collecting:
    """A server, and a write key on it that nobody else uses."""

    served: Served
    api: httpx.Client
    key: str
    source: int
    whispers: bool = False
    """Whether `events` gives what pages tell by themselves as they are left."""

    @property
    def url(self) -> str:
        """The server's address."""
        return self.served.url

    def events(self, least: int, *, patience_s: float = PATIENCE_S) -> list[Event]:
        """Return all events of the key in the order they happened, once `least` have arrived.

        All that was accepted before is among them: an event of the caller's own went after it.
        """
        deadline = time.monotonic() + patience_s
        while len(self._theirs()) < least and time.monotonic() < deadline:
            time.sleep(0.1)
        return self._settled()

    def duplicates(self) -> int:
        """Return how many events of the key arrived again and were left out."""
        rows = self.api.get("/api/v1/events/intake").raise_for_status().json()["data"]
        ours = (row for row in rows if row["source"] == self.source)
        return sum(row["events"] for row in ours if row["verdict"] == "duplicate")

    def _settled(self) -> list[Event]:
        mark = f"mark {next(_marks)}"
        said = {"event": mark, "user_id": "the test", "event_id": mark}
        sent = httpx.post(f"{self.url}/v1/events", json=said, auth=(self.key, ""))
        sent.raise_for_status()
        self._wait(lambda: bool(self._list(event=mark)))
        found = (f"/api/v1/events/{event['position']}" for event in self._theirs())
        whole = [self.api.get(path).raise_for_status().json() for path in found]
        return sorted(whole, key=lambda event: (event["ts"], event["tie"]))

    def _theirs(self) -> list[Event]:
        hidden = () if self.whispers else WHISPERS
        found = (event for event in self._list() if event["user_id"] != "the test")
        return [event for event in found if event["event"] not in hidden]

    def _wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not until():
            assert time.monotonic() < deadline, "the server stores nothing"
            time.sleep(0.05)

    def _list(self, **which: Any) -> list[Event]:
        asked = {"source": self.source, "limit": 500, **which}
        page = self.api.get("/api/v1/events", params=asked).raise_for_status().json()
        found: list[Event] = page["data"]
        return found


def collecting(served: Served, admin: str) -> Collecting:
    """Make a write key on a server that knows the admin key `admin`."""
    api = httpx.Client(
        base_url=served.url, headers={"Authorization": f"Bearer {admin}"}, timeout=30
    )
    made = api.post("/api/v1/keys", json={"kind": "write"}).raise_for_status().json()
    return Collecting(served, api, made["key"], made["made"]["source"])
