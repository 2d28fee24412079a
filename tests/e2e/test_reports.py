"""Do the cards of reports answer, narrow each other, and open people? In Chinese on a phone?"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.test_insights import answered, crowd, leads
from e2e.wholesome import barriers, complaints, overflow

PROJECT = "harbour"
HERE = f"/p/{PROJECT}/insights"
PEOPLE, BUYERS = 12, 4


def _visit(who: int, now: datetime) -> list[dict[str, Any]]:
    """One visit: home, for half of them the price, a search in two, and for some a purchase."""
    at = now - timedelta(days=3, minutes=who)
    common = {"user_id": f"p{who}", "country": "GB" if who % 3 else "CN"}
    site = "https://shop.example"

    def page(path: str, minute: int, **more: Any) -> dict[str, Any]:
        return common | {"event": "$pageview", "kind": "page", "url": site + path,
                         "ts": (at + timedelta(minutes=minute)).isoformat(), **more}  # fmt: skip

    def did(event: str, minute: int, **props: Any) -> dict[str, Any]:
        return common | {"event": event, "url": f"{site}/", "props": props,
                         "ts": (at + timedelta(minutes=minute)).isoformat()}  # fmt: skip

    found = [page("/", 0, utm_source="news" if who % 2 else "")]
    found += [page("/price", 2)] if who % 2 else []
    found += [did("search", 3, query="rope" if who % 4 else "kayak", results=who % 4)]
    found += [did("bought", 4, price=10)] if who < BUYERS else []
    return [*found, did("$web_vitals", 5, **{"$web_vitals_LCP_value": 1000 + 300 * who})]


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """The server with a project of twelve visitors."""
    house.call("POST", "/projects", json={"name": PROJECT, "zone": "UTC"})
    key, now = house.write_key(PROJECT), datetime.now(UTC)
    events = [event for who in range(PEOPLE) for event in _visit(who, now)]
    httpx.post(f"{house.url}/v1/events", json=events, auth=(key, "")).raise_for_status()
    deadline = time.monotonic() + 60
    while len(house.names(PROJECT)) < 4:
        assert time.monotonic() < deadline, "the server stores nothing"
        time.sleep(0.1)
    return house


def _cards(page: Page) -> None:
    expect(page.locator(".br-report-card table").first).to_be_visible()


def test_cards_narrow_each_other_and_open_their_people(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, f"{HERE}/reports?tab=pages&from=-30d")
    pages = page.get_by_role("region", name="Pages", exact=True)
    first = pages.get_by_role("row").nth(1)
    expect(first).to_contain_text("/")
    expect(first).to_contain_text(str(PEOPLE))
    pages.get_by_role("button", name="/price", exact=True).click()
    page.wait_for_url(re.compile("did="))
    expect(first).to_contain_text(str(PEOPLE // 2))
    page.get_by_role("tab", name="Places").click()
    country = page.get_by_role("region", name="Countries")
    told = country.get_by_role("row").nth(1)
    expect(told).to_contain_text("United Kingdom")
    body = {"by": "column.country", "did": ['column.path = "/price"'], "from": "-30d"}
    answer = inside.call("POST", f"/ask/report?project={PROJECT}", json=body)
    most = answer["rows"][0]["figures"]["people"]
    told.locator(".br-bars-number").first.click()
    assert crowd(page) == most
    assert answer["total"]["figures"]["people"] == PEOPLE // 2
    assert barriers(page) == []
    country.get_by_role("link", name="Details").click()
    assert answered(page).startswith(f"{PEOPLE // 2} people")
    assert complaints(visitor) == []


def test_searches_speed_and_channels_answer(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, f"{HERE}/reports?tab=search&from=-30d")
    _cards(page)
    rope = page.get_by_role("row", name=re.compile("^rope"))
    expect(rope).to_contain_text(str(PEOPLE * 3 // 4))
    page.get_by_role("tab", name="Speed").click()
    expect(page.locator(".br-vitals")).to_contain_text("LCP")
    page.get_by_role("tab", name="Channels").click()
    quality = page.get_by_role("region", name=re.compile("^Quality"))
    expect(quality.get_by_role("row").last).to_contain_text(str(PEOPLE))
    quality.get_by_role("link", name="Open the question").click()
    answered(page)
    page.locator("#content").focus()
    leads(page, f"{PEOPLE}: All · New people")
    page.keyboard.press("Enter")
    assert crowd(page) == PEOPLE
    assert complaints(visitor) == []


def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{HERE}/reports?from=-30d")
    _cards(page)
    assert overflow(page) == 0
    page.goto(f"{inside.url}{HERE}/vitals?from=-30d")
    assert answered(page).startswith("页面")
    assert overflow(page) == 0
    assert complaints(phone) == []
