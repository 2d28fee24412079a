"""Thousands of values, buckets and people: is what a page shows of them bounded, and said?"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow

VALUES = 5_000
BATCH = 1_000
MOST_DRAWN = 3_500
"""Cells of a table that are on the page at once, however many there are."""
HOURLY = "/p/many/insights/trend?from=-90d&event=Opened&by=page&every=hour&top=100"


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A server with a project that has an event with thousands of values over ninety days."""
    house.call("POST", "/projects", json={"name": "many"})
    _fill(house)
    return house


def _fill(inside: Inside) -> None:
    key, now = inside.write_key("many"), datetime.now(UTC)
    events: list[dict[str, Any]] = [_opened(now, n, f"/page/{n:04}") for n in range(VALUES)]
    events += [_opened(now, n, "/page/0007") for n in range(40)]
    events += [_opened(now, n, None) for n in range(30)]
    for first in range(0, len(events), BATCH):
        batch = events[first : first + BATCH]
        httpx.post(f"{inside.url}/v1/events", json=batch, auth=(key, "")).raise_for_status()
    deadline = time.monotonic() + 60
    while _stored(inside) < len(events):
        assert time.monotonic() < deadline, "the server stores nothing"
        time.sleep(0.1)


def _opened(now: datetime, number: int, page: str | None) -> dict[str, Any]:
    ts = (now - timedelta(minutes=5 + number * 25 % (88 * 24 * 60))).isoformat()
    props = {} if page is None else {"page": page}
    return {"event": "Opened", "user_id": f"u{number}", "ts": ts, "props": props}


def _stored(inside: Inside) -> int:
    return sum(one["events"] for one in inside.call("GET", "/schema/events?project=many")["data"])


def _answered(page: Page) -> None:
    expect(page.locator(".br-answer[aria-busy=false] .br-answer-sentence")).to_be_visible()


def test_thousands_of_values_are_folded_and_said_and_their_legend_is_usable_and_their_table_too(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, HOURLY)
    _answered(page)
    expect(page.locator(".br-answer canvas")).to_be_visible()
    expect(page.locator(".br-answer-sentence")).to_contain_text("/page/0007 leads with 40 people")
    note = page.locator(".br-note").filter(has_text="groups by events")
    expect(note).to_contain_text("100 of 5,001 groups")

    legend = page.locator(".br-lines li")
    expect(legend).to_have_count(10)
    page.get_by_role("button", name="All 101").click()
    expect(legend).to_have_count(101)
    named = legend.locator(".br-lines-name").all_inner_texts()
    assert named[0] == "/page/0007"
    assert named[-2:] == ["Other", "Not set"]
    assert legend.locator("input:checked").count() == 7
    legend.nth(50).get_by_role("checkbox").check()
    expect(legend.locator("input:checked")).to_have_count(8)

    drawer = page.get_by_role("dialog")
    legend.last.get_by_role("button").click()
    expect(drawer.locator(".br-people-count")).to_have_text("30 people")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)

    page.get_by_title("Table", exact=True).click()
    page.wait_for_url("**view=table**")
    table = page.locator(".br-answer-table")
    expect(table.get_by_role("columnheader")).to_have_count(102)
    assert table.locator("td").count() < MOST_DRAWN
    whole = table.locator("tbody tr[data-row-key]").first
    expect(whole).to_contain_text("Whole period")
    expect(whole.locator("td").nth(1)).to_have_text("40")

    table.get_by_title("Next Page").click()
    expect(whole).not_to_contain_text("Whole period")
    assert table.locator("td").count() < MOST_DRAWN
    assert barriers(page) == []
    assert overflow(page) == 0
    assert complaints(visitor) == []


def test_a_phone_shows_a_few_of_thousands_of_cards_and_more_when_asked(
    inside: Inside, welcome: Welcome
) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, HOURLY + "&view=table")
    _answered(page)
    expect(page.locator(".br-note").first).to_contain_text("共 5,001 组")
    cards = page.locator(".br-answer-card")
    few = cards.count()
    assert few * 101 < MOST_DRAWN
    page.get_by_role("button", name="显示更多").click()
    expect(cards).to_have_count(2 * few)
    assert overflow(page) == 0
    assert complaints(phone) == []


def test_a_crowd_is_counted_exactly_and_listed_a_page_at_a_time(
    inside: Inside, visitor: Visitor
) -> None:
    def larger(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "total": 123_456})

    page = inside.enter(visitor, "/p/many/insights/trend?from=-90d&event=Opened&every=month")
    _answered(page)
    page.route(re.compile("/ask/trend/people"), larger)
    page.locator(".br-lines-total").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator(".br-people-count")).to_have_text("123,456 people")
    expect(drawer.locator("li")).to_have_count(25)
    drawer.get_by_role("button", name="123,431").click()

    expect(drawer.locator("li")).to_have_count(50)
    expect(drawer.get_by_role("button", name="123,406")).to_be_visible()
    assert complaints(visitor) == []
