"""Is a profile built by mouse and by keyboard, opened to its people, kept, and read on a phone?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_insights import answered, choose, crowd, opened, reach
from e2e.wholesome import barriers, complaints, overflow

BUILT = [
    ("Target group", "Bought", r"target=Bought"),
    ("Base group", "Signed Up", r"base=Signed\+Up"),
    ("Properties compared", "plan", r"by=[\w.]*plan"),
    ("Which value of a person", "their first", r"value=first"),
    ("Which values are not told", "values of fewer than 5 people", r"least=5"),
]
"""The words of the question as they are changed, and what the address says then."""
TYPED = ("Target group", "Base group", "Properties compared")
SAID = "target=Bought&base=Signed+Up&by=plan&least=5"


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def pick(page: Page, word: str, wanted: str) -> None:
    """Choose another value for a word of the sentence by mouse."""
    page.get_by_role("button", name=re.compile(f"^{word}")).click()
    if word in TYPED:
        page.get_by_role("dialog").get_by_text(wanted, exact=True).first.click()
        page.keyboard.press("Escape")
    else:
        page.get_by_role("menuitem", name=re.compile(f"^{wanted}")).click()
    expect(page.locator("[role=dialog]:visible, .ant-dropdown:visible")).to_have_count(0)


def change(page: Page, word: str, wanted: str) -> None:
    """Choose another value for a word of the sentence by keyboard alone."""
    reach(page, word)
    page.keyboard.press("Enter")
    if word in TYPED:
        opened(page, "[role=dialog]")
        page.wait_for_function("() => document.activeElement.role === 'combobox'")
        page.keyboard.type(wanted)
        expect(page.locator(".br-search-item.br-active")).to_contain_text(wanted)
        page.keyboard.press("Enter")
    else:
        choose(page, wanted)
    expect(page.locator("[role=dialog]:visible, .ant-dropdown:visible")).to_have_count(0)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_profile_is_built_and_says_what_the_api_says(
    inside: Inside, visitor: Visitor, by: str
) -> None:
    page = inside.enter(visitor, f"{HERE}/profile?from=-30d")
    for word, wanted, said in BUILT:
        (change if by == "keyboard" else pick)(page, word, wanted)
        page.wait_for_url(re.compile(said))
    told = answered(page)

    asked = {"target": "Bought", "base": "Signed Up", "by": ["plan"], "value": "first", "least": 5}
    answer = inside.call("POST", f"/ask/profile?project={PROJECT}", json={**asked, "from": "-30d"})
    assert (answer["target"], answer["base"]) == (BUYERS, EVERYBODY)
    assert str(BUYERS) in told
    row = page.locator("table.br-profile tbody tr").first
    value = answer["aspects"][0]["values"][0]
    name = "Not set" if value["value"] is None else value["value"]
    expect(row.get_by_role("rowheader")).to_have_text(name)
    expect(row).to_contain_text(f"{value['base_share']:.1%}")
    expect(row.locator(".br-index-number")).to_have_text(f"{value['index']:.0f}")
    assert complaints(visitor) == []


def test_its_numbers_open_their_people_and_it_is_kept(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, f"{HERE}/profile?from=-30d&{SAID}")
    before = answered(page)
    page.locator(".br-profile-groups .br-open").first.click()
    assert crowd(page) == BUYERS
    share = page.locator("table.br-profile .br-open:enabled").first
    said = re.search(r"(\d+) (people|person)", share.get_attribute("title") or "")
    assert said is not None
    share.click()
    assert crowd(page) == int(said.group(1)) > 0
    assert barriers(page) == []

    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Our buyers")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    number = re.search(r"[?&]q=([^&]+)", page.url)
    assert number is not None
    page.goto(f"{inside.url}{HERE}/profile?q={number.group(1)}")
    assert answered(page) == before
    expect(page.get_by_role("heading", level=1)).to_contain_text("Our buyers")
    assert complaints(visitor) == []


def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{HERE}/profile?from=-30d&{SAID}")

    assert "位用户" in answered(page)
    expect(page.get_by_text("目标人群", exact=True).first).to_be_visible()
    assert overflow(page) == 0
    assert complaints(phone) == []
