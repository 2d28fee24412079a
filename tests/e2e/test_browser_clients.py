"""posthog-js, analytics-next and RudderStack's SDK, unmodified in a page: all they send arrives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from clients.node import modules
from e2e.browser import Visitor
from e2e.collecting import Collecting, Event
from e2e.sites import SCRIPT, Site

HERE = Path(__file__).parent / "clients"
BUNDLES = {
    "posthog": ["posthog-js/dist/module.js"],
    "segment": ["@segment/analytics-next/dist/umd/*.js"],
    "rudder": ["@rudderstack/analytics-js/dist/npm/modern/bundled/esm/index.mjs"],
}
_HEAD = {
    "posthog": '<script type="module" src="/run.js"></script>',
    "segment": '<script src="/clients/@segment/analytics-next/dist/umd/index.js"></script>'
    '<script defer src="/run.js"></script>',
    "rudder": '<script type="module" src="/run.js"></script>',
}


CALLS = {"$pageview", "Order Completed", "$identify", "$groupidentify", "$create_alias"}
DIALECTS = {"segment": "segment", "rudder": "rudderstack"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Play = Callable[[str], Page]


@pytest.fixture
def play(site: Site, collected: Collecting, visitor: Visitor) -> Play:
    """Open a page that runs one client, and return it once every call was made."""

    def playing(client: str) -> Page:
        found = modules(HERE)
        for pattern in BUNDLES[client]:
            for file in found.glob(pattern):
                site.add(f"/clients/{file.relative_to(found)}", file.read_bytes(), SCRIPT)
        site.add("/run.js", (HERE / "run" / f"{client}.js").read_bytes(), SCRIPT)
        site.policy = (
            f"default-src 'none'; script-src 'self' {collected.url}; connect-src {collected.url}"
        )
        site.add(
            "/",
            f'<!doctype html><html data-host="{collected.url}" data-key="{collected.key}">'
            f'<title>Shop</title>{_HEAD[client]}<button id="more">More</button>',
        )
        site.add("/empty", "<!doctype html><title>Nothing</title>")
        page = visitor.page(site.url("/?utm_source=news&utm_medium=email"))
        page.wait_for_function("() => window.played")
        return page

    return playing


def props(event: Event) -> dict[str, Any]:
    found = event["props"]
    return json.loads(found) if isinstance(found, str) else found


def test_every_client_is_played() -> None:
    assert {path.stem for path in (HERE / "run").iterdir()} == set(BUNDLES)


def by_name(events: list[Event]) -> dict[str, Event]:
    """Return the events by their names, each of which came once."""
    found = {event["event"]: event for event in events}
    assert len(found) == len(events)
    return found


def test_posthog_js(play: Play, visitor: Visitor, collected: Collecting) -> None:
    page = play("posthog")
    page.wait_for_function("() => window._POSTHOG_REMOTE_CONFIG")
    page.wait_for_timeout(1000)  # clicks are captured once the settings are there
    page.click("#more")
    page.goto(page.url.replace("?", "empty?"))
    sent = page.evaluate("localStorage.sent").rstrip(";").split(";")

    events = by_name(collected.events(len(sent)))

    assert sorted(events) == sorted(sent)
    assert set(sent) >= {*CALLS, "$autocapture"}
    assert {event["dialect"] for event in events.values()} == {"posthog"}
    assert props(events["Order Completed"])["price"] == 9.5
    assert events["$pageview"]["utm_source"] == "news"
    assert events["$identify"]["user_id"] == "posthog-web"
    assert UUID.fullmatch(events["$identify"]["anonymous_id"])
    assert events["$create_alias"]["groups"] == {"company": "acme"}
    assert {event["bot"] for event in events.values()} == {""}
    assert visitor.complaints == []


@pytest.mark.parametrize("client", ["segment", "rudder"])
def test_the_segment_family(
    play: Play, visitor: Visitor, collected: Collecting, client: str
) -> None:
    play(client)
    calls = CALLS | ({"$screen"} if client == "segment" else set())

    events = by_name(collected.events(len(calls)))

    assert set(events) == calls
    assert {event["dialect"] for event in events.values()} == {DIALECTS[client]}
    order = events["Order Completed"]
    assert props(order)["price"] == 9.5
    assert UUID.fullmatch(order["anonymous_id"])
    assert (order["host"], order["utm_source"]) == ("www.site.test", "news")
    assert events["$identify"]["user_id"] == f"{client}-web"
    assert events["$identify"]["anonymous_id"] == order["anonymous_id"]
    assert events["$groupidentify"]["groups"] == {"group": "acme"}
    assert {event["bot"] for event in events.values()} == {""}
    assert visitor.complaints == []


def test_nothing_that_a_browser_client_sends_is_refused(
    play: Play, visitor: Visitor, collected: Collecting
) -> None:
    for client in BUNDLES:
        play(client)
    collected.events(2 * len(CALLS) + 5)

    refused = collected.api.get("/api/v1/quarantine").raise_for_status().json()["data"]

    assert [row for row in refused if row["source"] == collected.source] == []
    assert visitor.complaints == []
