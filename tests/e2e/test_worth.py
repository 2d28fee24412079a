"""RFM segments and lifetime value: asked, opened, with costs that were imported in the app."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_habits import pick
from e2e.test_insights import answered, change, crowd
from e2e.wholesome import barriers, complaints, overflow

BOUGHT = "event=Bought&of=sum(price)&from=-30d"
WON = "start=Signed+Up&event=Bought&of=sum(price)&every=day&by=plan&from=-30d"


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def test_rfm_is_asked_by_mouse_and_keyboard_and_its_people_are_found(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, f"{HERE}/rfm?{BOUGHT}")
    pick(page, "Which segments", "eight segments")
    page.wait_for_url("**scheme=eight**")
    change(page, "How many levels", "3 levels")
    page.wait_for_url("**levels=3**")
    page.get_by_role("button", name=re.compile("^Own cuts of the value")).click()
    page.get_by_role("textbox", name="Own cuts of the value").fill("22, 27")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("value_cuts=22"))
    pick(page, "Moves since", "with moves since the previous period")
    page.wait_for_url("**compare=previous**")
    assert f"{BUYERS} people" in answered(page)

    body = {
        "event": "Bought", "of": "sum(price)", "levels": 3, "scheme": "eight", "from": "-30d",
        "value_cuts": [22, 27], "compare": "previous",
    }  # fmt: skip
    told = inside.call("POST", f"/ask/rfm?project={PROJECT}", json=body)
    assert [one["people"] for one in told["value"]["levels"]] == [2, 5, 2]
    grid = page.get_by_role("grid", name="People by recency and frequency")
    cells = grid.get_by_role("gridcell").filter(has_text=re.compile(r"\d"))
    assert sum(int(text) for text in cells.all_inner_texts()) == BUYERS
    pick(page, "Level of value", "value 20–21")
    page.wait_for_url("**level=1**")
    cells.first.get_by_role("button").click()
    assert crowd(page) == 2
    moves = page.get_by_role("grid", name="People by segment then and now")
    most = max(told["migration"]["shifts"], key=lambda one: int(one["people"]))
    moves.get_by_role("button", name=re.compile(rf": {most['people']} people")).first.click()
    assert crowd(page) == most["people"]
    assert barriers(page) == []
    assert complaints(visitor) == []


def test_costs_are_imported_and_lifetime_value_tells_when_they_are_paid_back(
    inside: Inside, visitor: Visitor, welcome: Welcome
) -> None:
    day = (datetime.now(UTC) - timedelta(days=10)).date()
    page = inside.enter(visitor, f"/p/{PROJECT}/data/costs")
    text = f"day,channel,campaign,cost\n{day},Email,letters,48\nsoon,Email,letters,1\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "march.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    trial = page.get_by_role("group", name="march.csv")
    expect(trial).to_contain_text("1 would be added")
    expect(trial).to_contain_text("Line 3: 'soon' is no day. Write it as 2026-01-31")
    assert barriers(page) == []
    trial.get_by_role("button", name="Import 1 good row").click()
    expect(page.get_by_role("status").filter(has_text="Imported: 1 added")).to_be_visible()
    expect(page.get_by_role("region", name="What campaigns cost")).to_contain_text("48.00")

    page.goto(f"{inside.url}{HERE}/ltv?{WON}")
    told = answered(page)
    body = {"start": "Signed Up", "event": "Bought", "of": "sum(price)", "every": "day"}
    asked = {**body, "by": ["plan"], "from": "-30d"}
    answer = inside.call("POST", f"/ask/ltv?project={PROJECT}", json=asked)["everybody"]
    assert (answer["people"], answer["cac"]) == (EVERYBODY, 48 / EVERYBODY)
    assert answer["payback"] == "seen"
    assert f"{EVERYBODY} people were won" in told
    assert "cost 2.00 each; paid back: after 2 days" in told
    table = page.get_by_role("grid", name=re.compile("People won, their cost"))
    table.get_by_role("row", name=re.compile("^pro")).get_by_role("button").first.click()
    assert crowd(page) == BUYERS
    page.get_by_text("Return on cost").click()
    page.wait_for_url("**curve=roi**")
    assert complaints(visitor) == []

    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    small = inside.enter(phone, f"{HERE}/ltv?{WON}")
    assert "回本" in answered(small)
    assert overflow(small) == 0
    small.goto(f"{inside.url}/p/{PROJECT}/data/costs")
    expect(small.get_by_role("region", name="各活动的成本")).to_contain_text("48.00")
    assert overflow(small) == 0
    small.goto(f"{inside.url}{HERE}/rfm?{BOUGHT}")
    assert re.search(r"[\u4e00-\u9fff]{2}", answered(small))
    assert overflow(small) == 0
    assert complaints(phone) == []

    page.goto(f"{inside.url}/p/{PROJECT}/data/costs")
    page.get_by_role("button", name="Remove what march.csv brought").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("No costs yet")).to_be_visible()
