"""Is a funnel of any kind built by mouse and keyboard, shown in its four ways, and kept?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_insights import answered, change, crowd
from e2e.wholesome import barriers, complaints, overflow

STEPS = "step=Signed+Up&step=Looked+Around&step=Bought"
FUNNEL = f"{HERE}/funnel?from=-30d&{STEPS}"
WORDS = [
    ("Time from each step to the next", "at most 7 days between", r"gap=7d"),
    ("What is counted", "every try", r"count=runs"),
    ("Order of steps", "the first step first", r"^(?!.*gap=).*order=anchored"),
]
"""Words of the sentence as they are changed, and what the address says then."""
ASKED: dict[str, Any] = {
    "steps": ["Signed Up", "Looked Around", "Bought"], "order": "anchored", "count": "runs",
    "from": "-30d",
}  # fmt: skip


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def pick(page: Page, word: str, wanted: str) -> None:
    """Choose another value for a word of the sentence by mouse."""
    page.get_by_role("button", name=re.compile(f"^{word}")).click()
    page.get_by_role("menuitem", name=re.compile(f"^{wanted}")).click()
    expect(page.locator(".ant-dropdown:visible")).to_have_count(0)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_funnel_is_built_and_says_what_the_api_says(
    inside: Inside, visitor: Visitor, by: str
) -> None:
    page = inside.enter(visitor, FUNNEL)
    answered(page)
    for word, wanted, said in WORDS:
        if by == "keyboard":
            change(page, word, wanted)
        else:
            pick(page, word, wanted)
        page.wait_for_url(re.compile(said))
    told = answered(page)

    steps = inside.call("POST", f"/ask/funnel?project={PROJECT}", json=ASKED)["steps"]
    assert [rung["people"] for rung in steps] == [EVERYBODY, EVERYBODY, BUYERS]
    assert f"Of {EVERYBODY} tries, {BUYERS} " in told
    expect(page.locator(".br-rung-name").nth(1)).to_have_text("Any 1 of 2")
    assert barriers(page) == []
    assert complaints(visitor) == []


def test_a_step_is_skipped_and_an_excluded_event_starts_over_by_mouse(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, f"{FUNNEL}&exclude=Bought%401-2")
    answered(page)
    pick(page, "What the event does", "which starts over")
    page.wait_for_url(re.compile(r"exclude=.*restart"))
    assert answered(page)

    page.goto(f"{inside.url}{FUNNEL}")
    answered(page)
    page.get_by_role("button", name="needed: step 2").click()
    page.wait_for_url(re.compile(r"optional=2"))
    assert answered(page)
    expect(page.get_by_text("may be skipped", exact=True)).to_be_visible()
    assert complaints(visitor) == []


def test_its_four_ways_are_shown_and_a_day_opens_its_people(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, FUNNEL)
    answered(page)
    shows = page.get_by_role("radiogroup", name="What is shown")
    shows.get_by_text("Time", exact=True).click()
    page.wait_for_url(re.compile("show=time"))
    answered(page)
    whole = page.get_by_role("row", name=re.compile("^Whole way"))
    expect(whole.get_by_role("cell").first).to_have_text(str(BUYERS))
    assert barriers(page) == []

    shows.get_by_text("Drivers", exact=True).click()
    page.wait_for_url(re.compile("show=drivers"))
    expect(page.get_by_text("No value at entry can be compared")).to_be_visible()

    shows.get_by_text("Over time", exact=True).click()
    page.wait_for_url(re.compile("show=trend"))
    answered(page)
    expect(page.locator(".br-answer canvas").first).to_be_visible()
    page = inside.enter(visitor, f"{FUNNEL}&show=trend&view=table")
    answered(page)
    page.locator(".br-answer-table .br-open", has_text=str(EVERYBODY)).first.click()
    assert crowd(page) == EVERYBODY
    assert complaints(visitor) == []


def test_it_is_kept_with_all_its_parts(inside: Inside, visitor: Visitor) -> None:
    said = "within=day&show=time&hold=plan&count=sessions"
    page = inside.enter(visitor, f"{FUNNEL}&optional=2&exclude=Left%401-3%2Crestart&{said}")
    expect(page.get_by_role("button", name="Save question")).to_be_visible()
    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Our funnel")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    number = re.search(r"[?&]q=([^&]+)", page.url)
    assert number is not None
    page.goto(f"{inside.url}{HERE}/funnel?q={number.group(1)}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our funnel")
    for word in ("one day", "sessions", "plan", "which starts over", "^may be skipped"):
        said = page.locator(".br-sentence").get_by_role("button", name=re.compile(word))
        expect(said.first).to_be_visible()
    assert complaints(visitor) == []


@pytest.mark.parametrize("show", ["time", "trend"])
def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome, show: str) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{FUNNEL}&show={show}")

    assert re.search(r"[\u4e00-\u9fff]{2}", answered(page))
    assert overflow(page) == 0
    assert complaints(phone) == []
