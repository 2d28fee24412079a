"""A board is sent regularly, by hand and keyboard, and stopped by its link; long questions wait."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow

pytestmark = pytest.mark.xdist_group("mailing")
PROJECT = "mailing"
TILE = {
    "id": "t1", "kind": "number", "title": "Buyers", "place": {"x": 0, "y": 0, "w": 4, "h": 4},
    "ask": {"kind": "trend", "ask": {"event": "bought", "from": "-7d"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A project with buyers."""
    house.call("POST", "/projects", json={"name": PROJECT, "zone": "UTC", "currency": "USD"})
    house.fill(PROJECT)
    return house


def test_a_board_is_sent_regularly_and_its_reader_says_no(
    inside: Inside, visitor: Visitor, welcome: Welcome
) -> None:
    made = inside.call("POST", f"/boards?project={PROJECT}", json={"name": "Week", "tiles": [TILE]})
    page = inside.enter(visitor, f"/p/{PROJECT}/boards/{made['id']}")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Send regularly").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("not sent to anybody yet")
    expect(dialog).to_contain_text("mail.host")  # what the server lacks, and the fix
    dialog.get_by_role("button", name="New report").click()
    send = dialog.get_by_role("button", name="Send from now on")
    expect(send).to_be_disabled()
    readers = dialog.get_by_label("Readers in English")
    readers.focus()  # by keyboard from here
    page.keyboard.type("ann@example.org,bob@example.org,")
    page.keyboard.press("Tab")
    page.keyboard.type("li@example.org,")
    dialog.get_by_label("Time (UTC)").fill("07:30")
    send.focus()
    page.keyboard.press("Enter")

    row = dialog.get_by_role("list", name="Scheduled reports").get_by_role("listitem").first
    expect(row).to_contain_text("Each Monday at 07:30")
    expect(row).to_contain_text("ann@example.org, bob@example.org, li@example.org")
    (kept,) = inside.call("GET", f"/reports?project={PROJECT}&board={made['id']}")
    assert kept["schedule"] == {"every": "week", "at": "07:30", "weekday": 1, "day": None}
    assert [one["language"] for one in kept["readers"]] == ["en", "en", "zh-CN"]
    row.get_by_role("button", name="Send me a test now").click()
    expect(row).to_contain_text("No e-mail server is configured")  # history: what failed and why
    row.get_by_role("switch", name="Is sent").click()
    expect(row).to_contain_text("Paused")
    assert barriers(page) == []

    page.goto(f"{inside.url}/p/{PROJECT}/settings/reports")
    expect(page.get_by_role("link", name="Week").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert overflow(page) == 0
    inside.call("PATCH", "/session", json={"language": "zh-CN"})
    page.reload()
    expect(page.get_by_text("每星期一 07:30").first).to_be_visible()
    inside.call("PATCH", "/session", json={"language": None})
    reader = welcome(locale="en")
    stranger = reader.page(f"{inside.url}/unsubscribe/1.forged")
    expect(stranger.get_by_role("alert")).to_contain_text("stops nothing")
    assert complaints(visitor) == []


def _told(**more: Any) -> str:
    now = datetime.now(UTC).isoformat()
    return json.dumps(
        {"id": "abc", "kind": "trend", "ask": {}, "state": "running", "place": None,
         "rows_read": 400_000, "rows_total": 1_000_000, "share": 0.4, "seconds": 4.0,
         "seconds_left": 6.0, "created": now, "ended": None, "error": None} | more
    )  # fmt: skip


def test_a_long_question_is_watched_left_and_told_when_it_is_answered(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, f"/p/{PROJECT}/people")
    answers: list[str] = []
    state: dict[str, Any] = {}

    def later(route: Route) -> None:  # as the server answers what takes longer than asked for
        assert route.request.headers["prefer"] == "respond-async, wait=1"
        answers.append(route.fetch(headers=route.request.headers | {"prefer": ""}).text())
        route.fulfill(status=202, content_type="application/json", body=_told())

    page.route(re.compile("/api/v1/ask/trend"), later, times=1)  # what Home asks is no part of it
    page.route(
        re.compile(r"/api/v1/background/abc\?"),
        lambda route: route.fulfill(content_type="application/json", body=_told(**state)),
    )
    page.route(
        re.compile("/api/v1/background/abc/answer"),
        lambda route: route.fulfill(content_type="application/json", body=answers[-1]),
    )
    address = f"{inside.url}/p/{PROJECT}/insights/trend?event=bought&from=-7d"
    page.goto(address)
    expect(page.locator(".br-asking")).to_contain_text("400K of 1.00M rows read")
    expect(page.locator(".br-asking")).to_contain_text("6 sec left")
    expect(page.get_by_role("button", name="Cancel")).to_be_visible()

    _leave(page)
    state |= {"state": "done", "share": 1.0, "ended": datetime.now(UTC).isoformat()}
    told = page.get_by_role("alert").filter(has_text="Your question is answered")
    expect(told).to_be_visible()
    told.get_by_role("button", name="Open").click()

    expect(page.locator(".br-answer-sentence")).to_contain_text("bought")
    assert page.url.startswith(address.split("?", maxsplit=1)[0])


def _leave(page: Page) -> None:
    page.get_by_role("link", name="Home", exact=True).first.click()
    expect(page).to_have_url(re.compile(f"/p/{PROJECT}/?$"))
