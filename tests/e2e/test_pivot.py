"""Is a pivot built by mouse and keyboard, ordered by its headings, opened and kept?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_habits import pick
from e2e.test_insights import answered, change, crowd
from e2e.wholesome import barriers, complaints, overflow

WORDS = [
    ("Event", "Signed Up", r"event=Signed\+Up"),
    ("Property of columns", "plan", r"across=[\w.]*plan"),
    ("How many rows", "5 rows", r"top=5"),
    ("Order of rows", "the least", r"order=up"),
]
"""The words of the question as they are changed, and what the address says then."""
ASKED = {"events": ["Signed Up"], "metric": ["uniques"], "by": ["country"], "across": ["plan"]}
SAID = "event=Signed+Up&event=Bought&metric=uniques&metric=sum(price)&by=plan&across="


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_pivot_is_built_and_says_what_the_api_says(
    inside: Inside, visitor: Visitor, by: str
) -> None:
    page = inside.enter(visitor, f"{HERE}/pivot?from=-30d")
    for word, wanted, said in WORDS:
        (change if by == "keyboard" else pick)(page, word, wanted)
        page.wait_for_url(re.compile(said))
    heads = page.get_by_role("columnheader")
    expect(heads.filter(has_text="pro")).to_be_visible()
    expect(heads.filter(has_text="Total")).to_have_attribute("aria-sort", "ascending")
    assert str(EVERYBODY) in answered(page)

    asked = {**ASKED, "order": "up", "top": 5, "from": "-30d"}
    answer = inside.call("POST", f"/ask/pivot?project={PROJECT}", json=asked)
    told = [
        str(one[0])
        for row in (*answer["rows"], answer["total"])
        for one in (*row["cells"], row["total"])
    ]
    expect(page.locator(".br-pivot [role=gridcell]")).to_have_text(told)
    assert {str(BUYERS), str(EVERYBODY - BUYERS), str(EVERYBODY)} == set(told)
    assert complaints(visitor) == []


def test_its_headings_order_its_rows_and_its_numbers_open_their_people(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, f"{HERE}/pivot?from=-30d&{SAID}")
    answered(page)
    grid = page.get_by_role("grid")
    heading = grid.get_by_role("columnheader", name="Signed Up: people")
    expect(heading).to_have_attribute("aria-sort", "descending")
    heading.get_by_role("button").click()
    page.wait_for_url("**order=up**")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    grid.get_by_role("button", name="plan").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**order=name**")
    answered(page)
    expect(grid.get_by_role("rowheader").first).to_have_text("free")

    grid.get_by_role("button", name="pro, Signed Up: people").click()
    assert crowd(page) == BUYERS
    assert barriers(page) == []

    before = page.locator(".br-answer-sentence").inner_text()
    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Our pivot")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    number_of = re.search(r"[?&]q=([^&]+)", page.url)
    assert number_of is not None
    page.goto(f"{inside.url}{HERE}/pivot?q={number_of.group(1)}")
    assert answered(page) == before
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our pivot")
    expect(grid.get_by_role("rowheader").first).to_have_text("free")
    assert complaints(visitor) == []


def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{HERE}/pivot?from=-30d&{SAID}")

    assert re.search(r"[\u4e00-\u9fff]{2}", answered(page))
    expect(page.get_by_role("rowheader", name="合计")).to_be_visible()
    assert overflow(page) == 0
    assert complaints(phone) == []
