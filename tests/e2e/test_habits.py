"""Are the questions about habits, and composition, built by mouse and keyboard, and kept?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE, PROJECT
from e2e.test_insights import TYPED, answered, change, crowd
from e2e.wholesome import barriers, complaints, overflow

BUILT: dict[str, list[tuple[str, str, str]]] = {
    "lifecycle": [
        ("What makes a person active", "Signed Up", r"event=Signed\+Up"),
        ("Width of a period", "by week", r"every=week"),
        ("Forecast", "foretold for 4", r"forecast=4"),
        ("Width of a period", "by day", r"^(?!.*every=)"),
    ],
    "stickiness": [
        ("What makes a person active", "Signed Up", r"event=Signed\+Up"),
        ("In which days are counted", "in a month", r"every=month"),
        ("In which days are counted", "in a week", r"^(?!.*every=)"),
    ],
    "frequency": [
        ("What counts as done", "Bought", r"event=Bought"),
        ("Number of each person", "On how many days", r"of=days"),
        ("Counted", "by month", r"every=month"),
        ("Counted", "over the whole", r"^(?!.*every=)"),
        ("Break down by", "price", r"by=[\w.]*price"),
    ],
    "interval": [
        ("Where the clock starts", "Signed Up", r"start=Signed\+Up"),
        ("Where it stops", "Bought", r"end=Bought"),
        ("At most", "at most 7d", r"within=7d"),
        ("Ranges", "even ranges", r"scale=linear"),
    ],
    "composition": [
        ("What counts as taking part", "Bought", r"event=Bought"),
        ("Property", "price", r"by=[\w.]*price"),
        ("Which value of a person", "their first", r"value=first"),
        ("Over which time", "month by month", r"every=month"),
    ],
}
"""The words of each question as they are changed, and what the address says then."""
ASKED: dict[str, dict[str, Any]] = {
    "lifecycle": {"event": "Signed Up", "forecast": 4},
    "stickiness": {"event": "Signed Up"},
    "frequency": {"event": "Bought", "of": "days", "by": ["price"]},
    "interval": {"start": "Signed Up", "end": "Bought", "within": "7d", "scale": "linear"},
    "composition": {"event": "Bought", "by": "price", "value": "first", "every": "month"},
}
"""The same, as the API is asked."""
SAVED = {
    "lifecycle": "event=Signed+Up&forecast=4",
    "stickiness": "event=Signed+Up",
    "frequency": "event=Bought&of=days&bins=1,2,5",
    "interval": "start=Signed+Up&end=Bought&within=7d",
    "composition": "event=Bought&by=price",
}


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def numbers(kind: str, answer: Any) -> set[int]:
    """Return what the API says of the people whom the project has."""
    if kind == "lifecycle":
        return {stage["new"] for stage in answer["stages"]}
    if kind == "stickiness":
        return {spell["days"][0] for spell in answer["spells"]}
    if kind == "composition":
        return {answer["total"]}
    return {row["people"] for row in answer["rows"]}


def pick(page: Page, word: str, wanted: str) -> None:
    """Choose another value for a word of the sentence by mouse."""
    page.get_by_role("button", name=re.compile(f"^{word}")).click()
    if TYPED.match(word):
        page.get_by_role("dialog").get_by_text(wanted, exact=True).first.click()
        page.keyboard.press("Escape")
    else:
        page.get_by_role("menuitem", name=re.compile(f"^{wanted}")).click()
    expect(page.locator("[role=dialog]:visible, .ant-dropdown:visible")).to_have_count(0)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("kind", BUILT)
def test_a_question_is_built_and_says_what_the_api_says(
    inside: Inside, visitor: Visitor, kind: str, by: str
) -> None:
    page = inside.enter(visitor, f"{HERE}/{kind}?from=-30d")
    for word, wanted, said in BUILT[kind]:
        if by == "keyboard":
            change(page, word, wanted)
        else:
            pick(page, word, wanted)
        page.wait_for_url(re.compile(said))
    told = answered(page)

    asked = {**ASKED[kind], "from": "-30d"}
    answer = inside.call("POST", f"/ask/{kind}?project={PROJECT}", json=asked)
    most = BUYERS if "Bought" in str(ASKED[kind]) else EVERYBODY
    assert most in numbers(kind, answer)
    expect(page.locator(".br-answer canvas").first).to_be_visible()
    if kind in ("frequency", "interval", "composition"):
        assert str(most) in told
    assert complaints(visitor) == []


@pytest.mark.parametrize("kind", SAVED)
def test_its_numbers_open_their_people_and_it_is_kept(
    inside: Inside, visitor: Visitor, kind: str
) -> None:
    page = inside.enter(visitor, f"{HERE}/{kind}?from=-30d&view=table&{SAVED[kind]}")
    answered(page)
    number = page.locator(".br-answer-table .br-open").first
    said = int(re.sub(r"\D", "", number.inner_text()))
    number.click()
    assert crowd(page) == said > 0
    assert barriers(page) == []

    before = page.locator(".br-answer-sentence").inner_text()
    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(f"Our {kind}")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    number_of = re.search(r"[?&]q=([^&]+)", page.url)
    assert number_of is not None
    page.goto(f"{inside.url}{HERE}/{kind}?q={number_of.group(1)}")
    assert answered(page) == before
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Our {kind}")
    assert complaints(visitor) == []


@pytest.mark.parametrize("kind", SAVED)
def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome, kind: str) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{HERE}/{kind}?from=-30d&{SAVED[kind]}")

    assert re.search(r"[\u4e00-\u9fff]{2}", answered(page))
    assert overflow(page) == 0
    assert complaints(phone) == []
