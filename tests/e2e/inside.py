"""Who is signed in to the app, and in whose projects? A server with an owner, for visitors."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Locator, Page, expect

from bellrock.server.site import SITE
from e2e.browser import WAIT_MS, Visitor
from serving import Served

expect.set_options(timeout=WAIT_MS)  # machines that test several things at once are slow

OWNER, PASSWORD = "owner@example.org", "a long and private sentence"
PEOPLE = ("ann", "bob", "cat", "dan")
"""Who visits the project `default` in `fill`."""


@dataclass
class Inside:
    """A server with an owner; `api` is the owner, signed in beside the browser."""

    served: Served
    api: httpx.Client

    @property
    def url(self) -> str:
        """The server's address."""
        return self.served.url

    def call(self, method: str, path: str, **said: Any) -> Any:
        """Return what an API call of the owner answers, which must be a success."""
        answer = self.api.request(method, f"/api/v1{path}", **said).raise_for_status()
        return answer.json() if answer.content else None

    def sign_in(self, visitor: Visitor, email: str = OWNER) -> None:
        """Sign a visitor in, before they open a page."""
        who = {"email": email, "password": PASSWORD}
        answer = visitor.context.request.post(f"{self.url}/api/v1/session", data=who)
        assert answer.ok, answer.text()

    def enter(self, visitor: Visitor, path: str = "/", *, email: str = OWNER) -> Page:
        """Sign a visitor in, and open a page of the app."""
        self.sign_in(visitor, email)
        return visitor.page(self.url + path)

    def write_key(self, project: str) -> str:
        """Make a write key."""
        return self.key(project, "write")

    def key(self, project: str, kind: str) -> str:
        """Make a key of a kind."""
        made = self.call("POST", f"/keys?project={project}", json={"kind": kind})
        return str(made["key"])

    def fill(self, project: str, people: tuple[str, ...] = PEOPLE, event: str = "bought") -> None:
        """Send each of `people` through a visit today, and through one a week ago."""
        key, now = self.write_key(project), datetime.now(UTC)
        visits: list[dict[str, Any]] = [
            {"event": name, "user_id": who, "ts": (now - ago).isoformat()}
            for who in people
            for ago in (timedelta(seconds=20), timedelta(days=7, seconds=20))
            for name in ("viewed product", event)
        ]
        httpx.post(f"{self.url}/v1/events", json=visits, auth=(key, "")).raise_for_status()
        deadline = time.monotonic() + 120
        while len(self.names(project)) < 2:
            assert time.monotonic() < deadline, "the server stores nothing"
            time.sleep(0.1)

    def names(self, project: str) -> list[str]:
        """Return the names of a project's events."""
        found = self.call("GET", f"/schema/events?project={project}")["data"]
        return [one["name"] for one in found]


def owned(home: Path, env: Mapping[str, str] | None = None) -> Inside:
    """Start a server on a fresh home that has an owner, and serves the app."""
    assert (SITE / "app" / "index.html").exists(), "the app is not built: make web"
    served = Served(home, env=env)
    api = httpx.Client(base_url=served.url, timeout=60)
    claim = {"token": first_run_token(served), "email": OWNER, "password": PASSWORD}
    me = api.post("/api/v1/first-run", json=claim)
    api.headers["X-CSRF-Token"] = me.raise_for_status().json()["csrf"]
    return Inside(served, api)


def take(page: Page, field: Locator, typed: str) -> None:
    """Type into a field with a list, and take what it offers first, once it does."""
    field.click()
    page.keyboard.type(typed)
    offered = page.locator(".ant-select-dropdown:visible .ant-select-item-option-active")
    expect(offered).to_contain_text(typed)
    page.keyboard.press("Enter")


def first_run_token(served: Served) -> str:
    """Return what the one-time link holds that a server without an owner printed."""
    link = re.search(r"/first-run#(\S+)", served.log.read_text())
    assert link, served.log.read_text()
    return link[1]
