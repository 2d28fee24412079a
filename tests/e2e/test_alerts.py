"""Can somebody be told of a metric, by mouse and by keyboard, and what if that fails?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow

PROJECT = "watched"
HERE = f"/p/{PROJECT}/insights/alerts"
ORDERS = {"key": "orders", "name": "Orders", "definition": {"ask": {"events": "Order Completed"}}}


@pytest.fixture(scope="module")
def inside(house: Inside) -> Iterator[Inside]:
    """A project with a registered metric."""
    house.call("POST", "/projects", json={"name": PROJECT, "zone": "UTC", "currency": "GBP"})
    house.call("POST", f"/metrics?project={PROJECT}", json=ORDERS)
    yield house


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a menu by the keyboard alone."""
    field = page.get_by_role("dialog").get_by_label(label)
    field.focus()
    page.keyboard.press("ArrowDown")
    wanted = page.locator(".ant-select-item-option", has_text=option).first
    expect(wanted).to_be_visible()
    for _ in range(10):
        if "ant-select-item-option-active" in (wanted.get_attribute("class") or ""):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_an_alert_is_made_by_keyboard_silenced_deleted_and_brought_back(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, HERE)
    expect(page.get_by_text("No alerts yet")).to_be_visible()
    page.get_by_role("button", name="New alert").first.press("Enter")
    choose(page, "Metric", "Orders")
    page.get_by_role("dialog").get_by_role("textbox", name="Name").focus()
    page.keyboard.type("Orders fell")
    choose(page, "Tell when a value is", "below a number")
    page.get_by_role("spinbutton", name="Number").focus()
    page.keyboard.type("12")
    page.keyboard.press("Enter")

    row = page.get_by_role("listitem").filter(has_text="Orders fell")
    expect(row).to_contain_text("Orders below 12, each day · tells nobody")
    (alert,) = inside.call("GET", f"/alerts?project={PROJECT}")
    assert alert["rule"] == {"kind": "threshold", "below": 12}
    row.get_by_role("button", name="Found").press("Enter")
    expect(row.get_by_text("Nothing found yet")).to_be_visible()
    row.get_by_role("button", name="What else with Orders fell").click()
    page.get_by_role("menuitem", name="Silence for a day").click()
    expect(row).to_contain_text("silent until")
    assert barriers(page) == []
    row.get_by_role("button", name="What else with Orders fell").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_text("No alerts yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()
    assert complaints(visitor) == []


def test_a_channel_that_cannot_be_told_says_why(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, HERE)
    page.get_by_role("button", name="New channel").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Growth team")
    dialog.get_by_label("E-mail address").fill("nobody")
    dialog.get_by_role("button", name="Add channel").click()
    expect(dialog.get_by_text("this is not an e-mail address", exact=False)).to_be_visible()
    dialog.get_by_label("E-mail address").fill("team@example.org")
    dialog.get_by_role("button", name="Add channel").click()

    row = page.get_by_role("listitem").filter(has_text="Growth team")
    row.get_by_role("button", name="Send a test").click()
    expect(row.get_by_text(re.compile("no e-mail server is configured", re.I))).to_be_visible()
    row.get_by_role("button", name="Remove").click()
    page.locator(".ant-popconfirm").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


def test_it_reads_in_chinese_on_a_phone(inside: Inside, welcome: Welcome) -> None:
    visitor = welcome(locale="zh-CN", viewport={"width": 360, "height": 740})
    page = inside.enter(visitor, HERE)

    expect(page.get_by_role("heading", name="告警")).to_be_visible()
    page.get_by_role("button", name="新建告警").first.click()
    expect(page.get_by_role("dialog").get_by_text("偏离周期规律")).to_be_visible()
    assert overflow(page) == 0
