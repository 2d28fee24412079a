"""Can a number be registered, taken apart, made a goal and a stage, by mouse and by keyboard?"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow

DAYS = 12


@dataclass
class Place:
    """A project of one test, of a server."""

    house: Inside
    project: str

    def call(self, method: str, path: str, **said: Any) -> Any:
        """Return what an API call of the owner answers in this project."""
        return self.house.call(method, f"{path}?project={self.project}", **said)

    def open(self, visitor: Visitor, path: str) -> Page:
        """Open a page of the project's insights."""
        return self.house.enter(visitor, f"/p/{self.project}/insights{path}")


@pytest.fixture
def place(house: Inside) -> Place:
    """A project of a growing shop."""
    return grown(house)


def grown(house: Inside) -> Place:
    """Return a project with pages, sign-ups and payments of twelve days; lately more."""
    made = Place(house, f"growing-{uuid4().hex[:8]}")
    house.call("POST", "/projects", json={"name": made.project, "zone": "UTC", "currency": "GBP"})
    key = house.write_key(made.project)
    noon = datetime.now(UTC).replace(hour=0, minute=5, second=0, microsecond=0)
    events: list[dict[str, Any]] = []
    for ago in range(1, DAYS + 1):
        for number in range(4 if ago <= DAYS // 2 else 2):
            said = {"user_id": f"u{number}", "ts": (noon - timedelta(days=ago)).isoformat()}
            events += [{**said, "event": "Visited"}, {**said, "event": "Signed Up"}]
            events += [{**said, "event": "Logged In"}]
            events.append({**said, "event": "Order Completed", "props": {"revenue": 10}})
    httpx.post(f"{house.url}/v1/events", json=events, auth=(key, "")).raise_for_status()
    deadline = time.monotonic() + 60
    while len(house.names(made.project)) < 4:
        assert time.monotonic() < deadline, "the server stores nothing"
        time.sleep(0.1)
    return made


def busier(place: Place) -> str:
    """Send thrice as many visitors yesterday as a week before, the further ones French."""
    midnight = datetime.now(UTC).replace(hour=0, minute=6, second=0, microsecond=0)
    visits = [
        {"event": "Visited", "user_id": f"{where}{days}-{n}", "country": where,
         "ts": (midnight - timedelta(days=days)).isoformat()}
        for days, where, times in ((8, "DE", 20), (1, "DE", 20), (1, "FR", 40))
        for n in range(times)
    ]  # fmt: skip
    key, url = place.house.write_key(place.project), place.house.url
    httpx.post(f"{url}/v1/events", json=visits, auth=(key, "")).raise_for_status()
    deadline, ask = time.monotonic() + 60, {"events": "Visited", "metric": "uniques"}
    while place.call("POST", "/ask/trend", json=ask)["series"][0]["total"] < len(visits):
        assert time.monotonic() < deadline, "the server stores nothing"
        time.sleep(0.1)
    return f"{midnight - timedelta(days=1):%Y-%m-%d}"


def by_tab(page: Page, wanted: Locator) -> None:
    """Go to `wanted` with the Tab key alone."""
    expect(wanted).to_be_visible()
    for _ in range(150):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by keyboard")


def test_a_trend_becomes_a_metric_whose_change_is_taken_apart(
    place: Place, visitor: Visitor
) -> None:
    page = place.open(visitor, "/trend?event=Order+Completed&metric=total&from=-6d")
    page.get_by_role("button", name="Register as metric").click()
    page.get_by_label("Name", exact=True).fill("Paid orders")
    expect(page.get_by_label("Key", exact=True)).to_have_value("paid_orders")
    page.get_by_label("Unit").fill("orders")
    page.get_by_role("button", name="Register metric").click()

    expect(page.get_by_role("heading", level=1, name="Paid orders")).to_be_visible()
    page.goto(f"{page.url}?from=-6d")
    told = place.call("POST", "/metrics/paid_orders/value", json={"from": "-6d"})
    figure = page.get_by_label("Value", exact=True).locator(".br-figure")
    expect(figure).to_have_text(f"{told['total']} orders")
    why = page.get_by_label("What changed it")
    expect(why.locator(".br-answer-line")).to_contain_text("It rose from")
    change = place.call(
        "POST", "/metrics/paid_orders/change",
        json={"from": "-6d", "compare": "previous"},
    )  # fmt: skip
    expect(why.locator(".br-answer-line")).to_contain_text(f"to {change['total']} orders")
    assert barriers(page) == []
    assert complaints(visitor) == []
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No metrics yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=re.compile("Paid orders"))).to_be_visible()


def test_a_tree_of_goals_says_what_moved_it(place: Place, visitor: Visitor) -> None:
    ids = {}
    for key, ask in (
        ("revenue_all", {"events": "Order Completed", "metric": "sum(revenue)"}),
        ("each", {"events": "Order Completed", "metric": "mean(revenue)"}),
        ("buys", {"events": "Order Completed"}),
    ):
        body = {"key": key, "name": key, "definition": {"ask": ask}}
        ids[key] = place.call("POST", "/metrics", json=body)["id"]
    page = place.open(visitor, "/goals?from=-6d")
    add = page.get_by_role("button", name="Add north star")
    by_tab(page, add.first)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    by_tab(page, dialog.get_by_label("Metric"))
    page.keyboard.type("revenue_all")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Add north star").focus()
    page.keyboard.press("Enter")
    star = page.get_by_role("article", name="revenue_all")
    expect(star).to_be_visible()
    (goal,) = place.call("GET", "/goals")
    place.call("PATCH", f"/goals/{goal['id']}", json={"made_by": "product", "target": 1000})
    for key in ("each", "buys"):
        place.call("POST", "/goals", json={"metric": ids[key], "parent": goal["id"]})

    page.reload()

    told = place.call("POST", "/goals/values", json={"from": "-6d", "compare": "previous"})
    added = {one["goal"]: one["added"] for one in told["goals"]}
    driver = page.get_by_role("article", name="buys")
    expect(driver.locator(".br-goal-added")).to_contain_text("to revenue_all")
    best = next(value for value in added.values() if value)
    expect(driver.locator(".br-goal-added")).to_contain_text(f"{best:g}")
    rock = page.get_by_role("group", name="ROCK checks")
    expect(rock.get_by_text("Nobody has said who the core users are")).to_be_visible()
    page.get_by_role("button", name="Set core users").click()
    expect(rock.get_by_text(re.compile("core users? ma|by this rule"))).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Actions for buys").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(driver).to_have_count(0)
    removed = page.locator(".ant-message-notice").filter(has_text="removed")
    removed.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("article", name="buys")).to_be_visible()
    assert complaints(visitor) == []


def test_the_stages_are_made_in_one_click_and_shown_on_home(place: Place, welcome: Welcome) -> None:
    yesterday = busier(place)
    visitor = welcome(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = place.open(visitor, "/stages?from=-6d")
    button = page.get_by_role("button", name="一键生成阶段")
    button.focus()
    page.keyboard.press("Enter")

    revenue = page.get_by_role("listitem", name="收入", exact=True)
    expect(revenue.locator(".br-figure")).to_contain_text("GBP")
    expect(page.get_by_text("空缺：没有像邀请或分享的事件", exact=False)).to_be_visible()
    stages = [one["stage"] for one in place.call("GET", "/stages")]
    assert stages == ["acquisition", "activation", "retention", "revenue"]
    assert overflow(page) == 0
    page.goto(f"{place.house.url}/p/{place.project}")
    strip = page.get_by_role("region", name="增长阶段")
    expect(strip.get_by_role("link")).to_have_count(4)
    told = place.call("POST", "/growth/moved", json={"day": yesterday})["movers"]
    moved = page.get_by_role("region", name="变化与原因")
    expect(moved.get_by_role("listitem")).to_have_count(len(told))
    assert told[0]["why"]["value"] == "FR"
    expect(moved.get_by_role("listitem").first).to_contain_text(f"{told[0]['value']:.0f}")
    expect(moved.get_by_role("listitem").first).to_contain_text(re.compile("主要来自.*FR"))
    assert overflow(page) == 0
    assert complaints(visitor) == []
