"""Is what happened written on a chart, seen on every chart over time, changed and taken away?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.test_metrics import Place, by_tab, grown
from e2e.wholesome import barriers, complaints, overflow

pytestmark = pytest.mark.xdist_group("metrics")
TREND = "/trend?event=Order+Completed&from=-6d"


@pytest.fixture
def place(house: Inside) -> Place:
    """A project of a growing shop."""
    return grown(house)


def test_what_happened_is_written_on_a_chart_by_keyboard(place: Place, visitor: Visitor) -> None:
    page = place.open(visitor, TREND)
    happened = page.get_by_role("region", name="What happened")
    by_tab(page, happened.get_by_role("button", name="Annotate"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Text")).to_be_focused()
    page.keyboard.type("New checkout is live")
    dialog.get_by_label("Release").check()
    dialog.get_by_role("button", name="Save annotation").click()
    row = happened.get_by_role("listitem").filter(has_text="New checkout is live")
    expect(row).to_contain_text("Release")
    (kept,) = place.call("GET", "/annotations")
    assert (kept["text"], kept["kind"]) == ("New checkout is live", "release")
    assert barriers(page) == []

    row.get_by_role("button", name="Change").click()
    page.get_by_role("dialog").get_by_label("Text").fill("Checkout is live")
    page.get_by_role("dialog").get_by_label("Campaign").check()
    page.get_by_role("button", name="Save annotation").click()
    row = happened.get_by_role("listitem").filter(has_text="Checkout is live")
    expect(row).to_contain_text("Campaign")
    happened.get_by_role("button", name="Which annotations").click()
    page.get_by_role("menuitem", name="releases only").click()
    expect(row).to_have_count(0)
    page.wait_for_url(re.compile("marks=release"))
    happened.get_by_role("button", name="Which annotations").click()
    page.get_by_role("menuitem", name="all annotations").click()
    row.get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()

    day = datetime.now(UTC) - timedelta(days=2)
    place.call("POST", "/annotations", json={"at": day.isoformat(), "text": "Newsletter"})
    asked = "retention?from=-6d&every=day&kind=recurring"
    page.goto(f"{place.house.url}/p/{place.project}/insights/{asked}")
    expect(happened.get_by_role("listitem").first).to_contain_text("Newsletter")
    flagged = page.get_by_role("rowheader").filter(has_text="⚑ 1")
    expect(flagged).to_have_text(f"{day:%b} {day.day} ⚑ 1")
    assert complaints(visitor) == []


def test_a_chart_leads_to_an_alert_and_breaks_down_by_what_is_made(
    place: Place, visitor: Visitor
) -> None:
    page = place.open(visitor, TREND)
    by_tab(page, page.get_by_role("button", name="Break down by"))
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog").get_by_role("combobox", name="Find a property")
    expect(field).to_be_focused()
    page.keyboard.type("the moment")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"by=weekday"))
    made = page.get_by_role("combobox", name="Values of the moment of the event")
    by_tab(page, made)
    page.keyboard.press("Enter")
    page.get_by_title("hour of the day").click()
    page.wait_for_url(re.compile(r"by=hour"))
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("by hour of the day")
    page.get_by_role("button", name="How people are counted").click()
    page.get_by_role("menuitem", name="estimated").click()
    expect(page.locator(".br-quiet-line")).to_contain_text("standard error 0.3%")

    page.get_by_role("button", name="Alert me").click()
    page.get_by_label("Name", exact=True).fill("Orders")
    page.get_by_role("button", name="Register metric").click()
    dialog = page.get_by_role("dialog", name="New alert")
    expect(dialog.get_by_label("Name")).to_have_value("Orders out of the ordinary")
    dialog.get_by_role("button", name="Save alert").click()
    expect(page.get_by_text("Orders out of the ordinary", exact=True)).to_be_visible()
    (alert,) = place.call("GET", "/alerts")
    assert alert["rule"] == {"kind": "odd"}
    assert complaints(visitor) == []


def test_a_phone_in_chinese_says_what_happened_and_changed(place: Place, welcome: Welcome) -> None:
    place.call("POST", "/annotations", json={"text": "双十一", "kind": "campaign"})
    visitor = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = place.open(visitor, TREND)
    happened = page.get_by_role("region", name="发生了什么")
    expect(happened.get_by_role("listitem")).to_contain_text("双十一")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Order Completed 的")
    assert overflow(page) == 0
    assert complaints(visitor) == []
