"""Are sessions asked by mouse and by keyboard, opened, kept, and read on a phone in Chinese?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_insights import answered, change, crowd, leads, opened, reach
from e2e.wholesome import barriers, complaints, overflow

PAGE = f"{HERE}/sessions?from=-30d"
NUMBER = ".br-session-tiles .br-number"


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def test_sessions_are_asked_by_mouse_and_their_numbers_open_their_people(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, PAGE)
    page.get_by_role("button", name=re.compile("^Pause that ends")).click()
    page.get_by_role("menuitem", name="1 hr").click()
    page.wait_for_url(re.compile("pause=1h"))
    page.get_by_role("button", name=re.compile("^What else ends")).click()
    page.get_by_role("checkbox", name=re.compile("^at midnight")).click()
    page.wait_for_url(re.compile("ends=midnight"))
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    told = answered(page)

    asked = {"pause": "1h", "midnight": True, "from": "-30d"}
    answer = inside.call("POST", f"/ask/sessions?project={PROJECT}", json=asked)
    figures = answer["rows"][0]["figures"]
    assert figures["sessions"] == EVERYBODY + BUYERS
    assert (figures["people"], figures["bounces"]) == (EVERYBODY, BUYERS)
    assert told.startswith(f"{EVERYBODY} people had {EVERYBODY + BUYERS} sessions")
    expect(page.locator(".br-answer canvas")).to_be_visible()
    said = [int(re.sub(r"\D", "", text)) for text in page.locator(NUMBER).all_inner_texts()[:2]]
    assert said == [EVERYBODY + BUYERS, EVERYBODY]
    for place, count in ((0, EVERYBODY), (1, EVERYBODY), (2, BUYERS)):
        page.locator(NUMBER).nth(place).click()
        assert crowd(page) == count
    for title, end in (("begin", answer["entries"][0]), ("end", answer["exits"][0])):
        part = page.get_by_role("region", name=re.compile(f"^Where sessions {title}"))
        part.locator(".br-number").first.click()
        assert crowd(page) == end["people"] > 0
    assert barriers(page) == []
    assert complaints(visitor) == []


def test_sessions_are_asked_by_keyboard_and_kept(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, PAGE)
    change(page, "What counts as depth", "Bought")
    page.wait_for_url(re.compile("depth=Bought"))
    reach(page, "What else ends")
    page.keyboard.press("Enter")
    opened(page, "[role=dialog]")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("ends=midnight"))
    page.keyboard.press("Escape")
    change(page, "Width of a point", "week by week")
    page.wait_for_url(re.compile("every=week"))
    before = answered(page)
    leads(page, f"{EVERYBODY}: People with a session: All sessions")
    page.keyboard.press("Enter")
    assert crowd(page) == EVERYBODY

    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Our sessions")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    kept = re.search(r"[?&]q=([^&]+)", page.url)
    assert kept is not None
    page.goto(f"{inside.url}{HERE}/sessions?q={kept.group(1)}")
    assert answered(page) == before
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our sessions")
    expect(page.get_by_role("button", name=re.compile("^What else ends"))).to_contain_text(
        "at midnight"
    )
    assert complaints(visitor) == []


def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{PAGE}&ends=midnight")

    assert answered(page).startswith(f"{EVERYBODY} 位用户产生了 {EVERYBODY + BUYERS} 次会话")
    assert overflow(page) == 0
    page.goto(f"{inside.url}{PAGE}&view=table")
    page.locator(".br-answer-card .br-open").first.click()
    assert crowd(page) == EVERYBODY
    assert complaints(phone) == []
