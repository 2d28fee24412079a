"""Can retention be asked in windows of one's own, with values, by groups, and carried on?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_insights import answered, change, choose, crowd, reach
from e2e.wholesome import barriers, complaints, overflow

ASKED = f"{HERE}/retention?from=-30d&start=Signed+Up&every=day"
OWN = {
    "start": "Signed Up", "return": "Bought", "every": "day", "mode": "on-or-before",
    "clock": "rolling", "brackets": ["1d", "2d", "4d"], "value": "sum(price)", "by": ["plan"],
    "kind": "first-in-period", "curve": True, "from": "-30d",
}  # fmt: skip
"""What both tests build, as the API is asked."""


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def told(inside: Inside) -> Any:
    """Return what the API answers."""
    return inside.call("POST", f"/ask/retention?project={PROJECT}", json=OWN)


def pick(page: Page, word: str, item: str) -> None:
    """Choose another value for a word of the sentence by mouse."""
    page.get_by_role("button", name=re.compile(f"^{word}")).click()
    page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()


def find(page: Page, word: str, item: str) -> None:
    """Choose something from a list that can be searched, by mouse."""
    page.get_by_role("button", name=re.compile(f"^{word}")).click()
    page.get_by_role("dialog").get_by_text(item, exact=True).first.click()


def check(page: Page, inside: Inside) -> None:
    """The page says what the API says, and opens as many people."""
    answer = told(inside)
    cohort = next(c for c in answer["cohorts"] if c["people"])
    assert (cohort["people"], cohort["returned"][1]) == (EVERYBODY, BUYERS)
    point = answer["curve"]["points"][1]
    expect(page.locator(".br-answer-sentence")).to_contain_text(f"{100 * point['share']:.1f}%")
    page.get_by_text("Per person", exact=True).click()
    mean = page.locator(".br-shaded").get_by_text(f"{point['value']:g}", exact=True)
    expect(mean.first).to_be_visible()
    page.get_by_text("People", exact=True).locator("visible=true").last.click()
    page.locator(".br-shaded").get_by_role("button", name=re.compile("^All cohorts: 24")).click()
    assert crowd(page) == EVERYBODY
    page.get_by_label("Whose cohorts are shown").click(force=True)
    page.locator(".ant-select-dropdown").get_by_text("pro", exact=True).click()
    page.locator(".br-shaded").get_by_role("button", name=re.compile("^All cohorts: 9")).click()
    assert crowd(page) == BUYERS


def test_windows_values_and_groups_are_asked_by_mouse_saved_and_reopened(
    inside: Inside, welcome: Welcome
) -> None:
    visitor = welcome()
    page = inside.enter(visitor, ASKED)
    answered(page)
    find(page, "What counts as coming back", "Bought")
    pick(page, "When a person starts", "for the first time in these dates")
    pick(page, "How periods are laid", "from each one")
    pick(page, "How coming back is counted", "by then")
    pick(page, "How long each group is followed", "in brackets of my own")
    page.get_by_label("Where each bracket ends").fill("1d, 2d 4d")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("brackets=1d%2C2d%2C4d"))
    pick(page, "What is shown of the returns", "the sum of")
    find(page, "Property", "price")
    find(page, "Break down by", "plan")
    page.wait_for_url(re.compile("by=.*plan"))
    answered(page)

    check(page, inside)
    assert barriers(page) == []
    page.get_by_role("button", name="Save question").click()
    page.get_by_role("dialog").get_by_label("Name").fill("What they bring")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    saved = re.search(r"[?&]q=([^&]+)", page.url)
    assert saved is not None
    other = inside.enter(welcome(), f"{HERE}/retention?q={saved.group(1)}")
    expect(other.get_by_label("Where each bracket ends")).to_have_value("1d,2d,4d")
    expect(other.get_by_role("button", name=re.compile("^Break down by"))).to_contain_text("plan")
    assert complaints(visitor, except_status=[422]) == []


def test_the_same_is_asked_by_keyboard_and_a_refusal_stands_at_its_word(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, ASKED)
    answered(page)
    change(page, "What counts as coming back", "Bought")
    change(page, "When a person starts", "for the first time in these dates")
    change(page, "How coming back is counted", "by then")
    change(page, "How long each group is followed", "in brackets of my own")
    ends = page.get_by_label("Where each bracket ends")
    typed(page, "12h,1d")
    expect(page.get_by_text("brackets of the calendar are whole days")).to_be_visible()
    expect(ends).to_have_attribute("aria-invalid", "true")
    typed(page, "1d,2d,4d")
    change(page, "How periods are laid", "from each one")
    change(page, "What is shown of the returns", "the sum of")
    change(page, "Property", "price")
    page.wait_for_url(re.compile("value=sum"))
    reach(page, "Break down by")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.role === 'combobox'")
    page.keyboard.type("plan")
    expect(page.locator(".br-search-item.br-active")).to_contain_text("plan")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("by=.*plan"))
    answered(page)

    check(page, inside)
    assert complaints(visitor, except_status=[422]) == []


def test_the_mean_is_carried_on_and_says_how_far(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, ASKED)
    answered(page)
    reach(page, "How the mean is carried on")
    page.keyboard.press("Enter")
    choose(page, "a power law")
    page.wait_for_url(re.compile("fit=power"))
    answered(page)

    # Of 24 people there is too little to carry on, which is said instead of a line.
    expect(page.get_by_text("too little is over to carry the mean on")).to_be_visible()
    assert complaints(visitor) == []


def test_it_fits_a_phone_in_chinese(inside: Inside, welcome: Welcome) -> None:
    visitor = welcome(locale="zh-CN", viewport={"width": 360, "height": 740})
    said = (
        "brackets=1d,2d,4d&clock=rolling&mode=on-or-before&return=Bought&value=sum(price)&by=plan"
    )
    page = inside.enter(visitor, f"{ASKED}&{said}&by=plan")

    expect(page.locator(".br-answer-sentence")).to_contain_text("截至第 1–2 天已有 37.5% 回访")
    expect(page.get_by_role("heading", name="用户带来的价值")).to_be_visible()
    assert overflow(page) == 0
    assert barriers(page) == []
    assert complaints(visitor) == []


def typed(page: Page, text: str) -> None:
    """Write where the brackets end, by keyboard alone."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel") == "Where each bracket ends":
            break
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
