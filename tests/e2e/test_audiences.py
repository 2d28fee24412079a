"""Are people kept under a name, filtered by, filled anew, uploaded and deleted, and who may?"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import PEOPLE, Inside, take
from e2e.test_insights import answered
from e2e.wholesome import barriers, complaints, overflow

PROJECT = "audiences"
HERE = f"/p/{PROJECT}"
FUNNEL = f"{HERE}/insights/funnel?step=viewed+product&step=bought&within=7d&from=-30d"


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A project with buyers."""
    house.call("POST", "/projects", json={"name": PROJECT, "zone": "UTC", "currency": "USD"})
    house.fill(PROJECT)
    return house


def test_people_behind_a_number_are_kept_and_filtered_by(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, FUNNEL)
    answered(page)
    page.locator(".br-funnel-step button, .br-ladder button").last.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator(".br-people-count")).to_be_visible()
    people = int(re.sub(r"\D", "", drawer.locator(".br-people-count").inner_text()))
    drawer.get_by_role("button", name="Save as audience").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Save as audience")
    dialog.get_by_label("Name").fill("Buyers")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(rf"Buyers has {people} people"))).to_be_visible()
    made = inside.call("GET", f"/audiences/buyers?project={PROJECT}")
    assert (made["people"], made["definition"]["kind"]) == (people, "funnel")

    page.goto(f"{inside.url}{HERE}/insights/trend?event=viewed+product&metric=uniques&from=-30d")
    answered(page)
    page.get_by_role("button", name=re.compile("^Filter")).first.click()
    take(page, page.get_by_role("combobox", name="Property"), "Audience")
    take(page, page.get_by_role("combobox", name="Audience"), "Buyers")
    page.wait_for_url(re.compile("in%20audience|in\\+audience"))
    assert str(people) in answered(page)
    assert complaints(visitor) == []


def test_audiences_are_uploaded_refreshed_renamed_deleted_and_brought_back(
    inside: Inside, visitor: Visitor, welcome: Welcome, tmp_path: Path
) -> None:
    ids = tmp_path / "vip.csv"
    first = inside.call("GET", f"/people?project={PROJECT}&limit=2")["data"]
    ids.write_text("user_id\n" + "\n".join(one["id"] for one in first) + "\nnobody-knows\n")
    body = {"name": "Everybody", "source": {"from": "people"}}
    inside.call("POST", f"/audiences?project={PROJECT}", json=body)
    page = inside.enter(visitor, f"{HERE}/people/audiences")
    page.get_by_role("button", name="Upload a list").click()
    page.locator("input[type=file]").set_input_files(ids)
    page.get_by_role("dialog").get_by_role("button", name="Upload a list").click()
    expect(page.get_by_role("dialog")).to_contain_text("vip has 2 people, of 3 ids")
    expect(page.get_by_role("list", name="Ids that are nobody’s")).to_contain_text("nobody-knows")
    assert barriers(page) == []
    page.get_by_role("button", name="Done").click()

    page.get_by_role("button", name="More of Everybody").click()
    page.get_by_role("menuitem", name="Find its people anew").click()
    expect(page.get_by_text(f"{len(PEOPLE)} people now, 0 came, 0 left")).to_be_visible()
    page.get_by_role("button", name="More of vip").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("link", name="vip")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="vip").click()
    page.wait_for_url("**/people?where=**")
    expect(page.locator(".br-page-head")).to_contain_text("2 people")
    assert complaints(visitor) == []

    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    small = inside.enter(phone, f"{HERE}/people/audiences")
    expect(small.get_by_role("heading", name="人群")).to_be_visible()
    expect(small.get_by_role("link", name="vip")).to_be_visible()
    assert overflow(small) == 0
    where = quote('in audience "vip"')
    small.goto(f"{inside.url}{HERE}/people?where={where}")
    expect(small.locator(".br-conditions")).to_contain_text("vip")
    assert overflow(small) == 0
    assert complaints(phone) == []
