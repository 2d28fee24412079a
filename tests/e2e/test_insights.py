"""Can the four questions be asked, answered, opened, saved and shared, by mouse and by keyboard?"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.signups import BUYERS, EVERYBODY, HERE
from e2e.wholesome import barriers, complaints, overflow, watch

ASKED = {
    "trend": "event=Signed+Up",
    "funnel": "step=Signed+Up&step=Bought",
    "retention": "start=Signed+Up&every=day",
    "paths": "start=Signed+Up",
}
"""A question of each kind, as its address says it."""
LINKS = {kind: f"{HERE}/{kind}?from=-30d&{said}" for kind, said in ASKED.items()}
MENU_ITEM = ".ant-dropdown [role^=menuitem]"
MOST_TABS = 150
"""Enough to go round a page twice: what is looked for may come while the first round is on."""


@pytest.fixture(scope="module")
def inside(signups: Inside) -> Inside:
    """A server with an owner, and a project whose people signed up ten days ago."""
    return signups


def answered(page: Page) -> str:
    """Return the answer's sentence, once it answers what is asked now."""
    sentence = page.locator(".br-answer-sentence")
    expect(sentence).to_be_visible()
    expect(page.locator(".br-stale")).to_have_count(0)
    expect(page.locator(".br-answer[aria-busy=false]")).to_be_visible()
    return sentence.inner_text()


def crowd(page: Page) -> int:
    """Return how many people the drawer says there are, and close it by keyboard."""
    drawer = page.get_by_role("dialog")
    said = drawer.locator(".br-people-count")
    expect(said).to_be_visible()
    count = int(re.sub(r"\D", "", said.inner_text()))
    assert drawer.locator(".br-people-list li").count() == count
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    return count


@pytest.mark.parametrize("kind", LINKS)
def test_each_question_is_answered_and_its_numbers_open_their_people_and_are_a_phones_too(
    inside: Inside, welcome: Welcome, kind: str
) -> None:
    visitor = welcome(locale="en-GB")
    foreign = watch(visitor, inside.url)
    page = inside.enter(visitor, LINKS[kind])
    english = answered(page)
    assert english
    expect(page.locator(".br-answer canvas, .br-answer table, .br-answer ol").first).to_be_visible()

    page.get_by_title("Table", exact=True).or_(page.get_by_text("Table", exact=True)).first.click()
    number = page.locator(".br-answer-table .br-open").first
    said = int(re.sub(r"\D", "", number.inner_text()))
    number.click()

    assert crowd(page) == said > 0
    assert "view=table" in page.url
    assert barriers(page) == []
    assert overflow(page) == 0
    assert foreign == []
    assert complaints(visitor) == []

    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, LINKS[kind])
    chinese = answered(page)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    shares = re.findall(r"[\d.,]+%", english)
    assert sorted(re.findall(r"[\d.,]+%", chinese)) == sorted(shares)
    assert overflow(page) == 0
    assert complaints(phone) == []


def test_a_question_is_changed_by_mouse_and_the_address_follows(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, f"{HERE}/retention?from=-30d")
    answered(page)
    page.get_by_role("button", name="What counts as coming back").click()
    page.get_by_role("dialog").get_by_text("Bought", exact=True).click()
    page.get_by_role("button", name="Width of a period").click()
    page.get_by_role("menuitem", name="by day").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Bought")
    expect(page.locator(".br-answer-sentence")).to_contain_text("37.5%")
    assert "return=Bought" in page.url
    assert "every=day" in page.url
    page.reload()
    expect(page.locator(".br-answer-sentence")).to_contain_text("37.5%")
    assert complaints(visitor) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "trend",
            [
                ("Figure", "times people did", r"metric=total"),
                ("Event", "Looked", r"event=Looked\+Around"),
                ("Width of a point", "month", r"every=month"),
                ("Break down by", "plan", r"by=[\w.]*plan"),
                ("Groups shown", "the top 5", r"top=5"),
                ("Machines", "with bots", r"bots=1"),
                ("Who is one person", "each id by itself", r"identity=as_of_event"),
            ],
        ),
        (
            "funnel",
            [
                ("Step 1", "Looked", r"step=Looked\+Around&step=Bought"),
                ("Step 2", "Signed", r"step=Looked\+Around&step=Signed\+Up"),
                ("Order of steps", "in a row", r"order=strict"),
                ("Break down by", "plan", r"by=[\w.]*plan"),
                ("Machines", "with bots", r"bots=1"),
                ("Who is one person", "each id by itself", r"identity=as_of_event"),
            ],
        ),
        (
            "retention",
            [
                ("What makes a person start", "Looked", r"start=Looked\+Around"),
                ("When a person starts", "at any time", r"kind=recurring"),
                ("What counts as coming back", "Bought", r"return=Bought"),
                ("How coming back is counted", "then or later", r"mode=on-or-after"),
                ("How long each group is followed", "for 14 days", r"periods=14"),
                ("Width of a period", "by hour", r"every=hour(?!.*periods)"),
            ],
        ),
        (
            "paths",
            [
                ("Events in a way at most", "3 steps", r"steps=3"),
                ("Where ways begin", "Looked", r"start=Looked\+Around"),
                ("Where ways end", "Bought", r"end=Bought"),
                ("What binds a way", "7 day", r"within=7d"),
                ("The same event in a row", "repeats shown", r"collapse=0"),
                ("Events that ways are made of", "any event", r"^(?!.*only=)"),
                ("Events left out", "Signed", r"exclude=Signed\+Up"),
                ("Ways listed", "50", r"top=50"),
            ],
        ),
    ],
)
def test_every_word_of_a_question_is_changed_by_keyboard(
    inside: Inside, visitor: Visitor, kind: str, words: list[tuple[str, str, str]]
) -> None:
    page = inside.enter(visitor, LINKS[kind])
    answered(page)
    for word, wanted, said in words:
        change(page, word, wanted)
        page.wait_for_url(re.compile(said))
        expect(page.locator(".br-answer[aria-busy=false]")).to_be_visible()
        if kind in ("trend", "funnel"):
            assert answered(page)
    assert complaints(visitor) == []


def test_the_property_that_a_figure_is_taken_of_is_chosen_by_keyboard(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, f"{HERE}/trend?from=-30d&event=Bought")
    answered(page)
    change(page, "Figure", "the largest")
    expect(page.get_by_role("button", name="Property: Property")).to_be_visible()
    change(page, "Property", "price")

    page.wait_for_url(re.compile(r"metric=max%28[\w.]*price%29"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bought: largest price, daily")
    expect(page.locator(".br-answer-sentence")).to_contain_text("28 largest price")
    assert complaints(visitor, except_status=[422]) == []


OVER, SMOOTH, BESIDE = "What a point is taken over", "Smoothing", "Period beside it"
REACH = [
    (OVER, "over 7 days", r"over=7d", "people over 7 days, daily"),
    (OVER, "over 28 days", r"over=28d", "people over 28 days, daily"),
    (SMOOTH, "mean of 7", r"smooth=7", "daily, smoothed"),
    (OVER, "added up from the start", r"over=start(?!.*smooth)", "people from the start, daily"),
    (OVER, "each by itself", r"^(?!.*over=)", "people, daily"),
    (BESIDE, "the period before", r"compare=previous", "daily, beside the period before"),
    (BESIDE, "a week before", r"compare=week", "beside a week before"),
    (BESIDE, "a month before", r"compare=month", "beside a month before"),
    (BESIDE, "a year before", r"compare=year", "beside a year before"),
    (BESIDE, "the period from a date", r"compare=20\d\d-\d\d-\d\d", "beside the period from"),
]
"""The word, what is chosen, what the address says then, and the title."""


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_trend_reaches_back_is_smoothed_and_set_beside_another_period(
    inside: Inside, visitor: Visitor, by: str
) -> None:
    page = inside.enter(visitor, LINKS["trend"])
    answered(page)
    title = page.get_by_role("heading", level=1)
    for word, wanted, said, called in REACH:
        if by == "keyboard":
            change(page, word, wanted)
        else:
            page.get_by_role("button", name=word).click()
            page.get_by_role("menuitem", name=re.compile(f"^{wanted}")).click()
        page.wait_for_url(re.compile(said))
        expect(title).to_contain_text(called)

    date = "The date it begins on"
    with page.expect_response(lambda said: "2026-09-01" in (said.request.post_data or "")):
        if by == "keyboard":
            reach(page, date)
            page.keyboard.press("Enter")
            opened(page, "[role=dialog]")
            page.keyboard.type("09012026")
            expect(page.get_by_role("dialog").get_by_label(date)).to_have_value("2026-09-01")
            page.keyboard.press("Enter")
        else:
            page.get_by_role("button", name=date).click()
            page.get_by_role("dialog").get_by_label(date).fill("2026-09-01")
            page.get_by_role("button", name="Done").click()
    page.wait_for_url(re.compile(r"compare=2026-09-01"))
    expect(title).to_contain_text("beside the period from Sep 1, 2026")
    assert answered(page)
    expect(page.locator("[role=dialog]:visible, .ant-dropdown:visible")).to_have_count(0)
    assert barriers(page) == []
    assert complaints(visitor) == []


def test_an_unreachable_server_is_said_once_on_a_page_and_each_part_can_ask_again(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, LINKS["trend"])
    answered(page)
    visitor.context.set_offline(True)
    change(page, "Width of a point", "week")
    part = page.get_by_role("note").filter(has_text="No answer for this part yet")
    expect(part).to_be_visible()
    expect(part.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_text("The server cannot be reached")).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)

    visitor.context.set_offline(False)
    expect(part).to_have_count(0)
    assert answered(page)


@pytest.mark.parametrize("kind", ["trend", "funnel"])
def test_a_filter_is_made_by_keyboard(inside: Inside, visitor: Visitor, kind: str) -> None:
    page = inside.enter(visitor, LINKS[kind])
    answered(page)
    reach(page, "Filter")
    page.keyboard.press("Enter")
    opened(page, "[role=dialog]")
    page.keyboard.type("plan")
    expect(page.locator(".ant-select-item-option", has_text="plan").first).to_be_visible()
    page.keyboard.press("Enter")
    leads(page, "Value")
    page.keyboard.type("pro")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("where="))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    expect(page.locator("[role=dialog]:visible")).to_have_count(0)
    expect(page.locator(".br-answer-sentence")).to_contain_text(str(BUYERS))
    assert complaints(visitor) == []


def test_a_second_series_and_its_formula_are_made_by_keyboard(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, LINKS["trend"])
    answered(page)
    press(page, "Another series")
    page.wait_for_url(re.compile("event=any"))
    answered(page)
    formula = page.get_by_label("Formula")
    expect(formula).to_be_visible()
    leads(page, "Formula")
    page.keyboard.type("A / B")
    expect(formula).to_have_value("A / B")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("formula="))
    expect(page.locator(".br-answer-sentence")).to_contain_text("100.0%")

    press(page, "Remove series B")
    page.wait_for_url(re.compile(r"^(?!.*formula=)"))
    assert answered(page)
    assert complaints(visitor) == []


def test_the_steps_of_a_funnel_are_added_moved_and_removed_by_keyboard(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, LINKS["funnel"])
    answered(page)
    press(page, "Another step")
    reach(page, "Step 3")
    page.keyboard.press("Enter")
    opened(page, "[role=dialog]")
    page.keyboard.type("Looked")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"step=Bought&step=Looked\+Around"))

    leads(page, "Move step 3: arrow keys")
    page.keyboard.press("ArrowUp")
    page.wait_for_url(re.compile(r"step=Looked\+Around&step=Bought"))
    expect(page.locator(".br-step-event").nth(1)).to_contain_text("Looked Around")
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Move step 2")
    press(page, "Remove step 2")
    page.wait_for_url(re.compile(r"step=Signed\+Up&step=Bought"))
    assert answered(page)
    assert complaints(visitor) == []


def test_the_time_of_a_funnel_and_what_ends_it_are_changed_by_keyboard(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, LINKS["funnel"])
    answered(page)
    reach(page, "Time for the whole climb")
    page.keyboard.press("Enter")
    opened(page, "[role=dialog]")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"within=2d"))
    expect(page.locator("[role=dialog]:visible")).to_have_count(0)
    answered(page)

    reach(page, "Time for the whole climb")
    page.keyboard.press("Enter")
    opened(page, "[role=dialog]")
    leads(page, "Unit of time")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox", name="Unit of time")).to_have_count(1)
    assert barriers(page) == []
    active = page.locator(".ant-select-item-option-active")
    for _ in range(8):
        if active.inner_text() == "weeks":
            break
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(50)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"within=2w"))
    expect(page.locator(".ant-select-dropdown:visible")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("[role=dialog]:visible")).to_have_count(0)

    press(page, "Exclude an event between")
    reach(page, "Event that ends the climb")
    page.keyboard.press("Enter")
    opened(page, "[role=dialog]")
    page.keyboard.type("Looked")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("exclude="))
    reach(page, "Between which steps")
    page.keyboard.press("Enter")
    choose(page, "between 1 and 2")
    page.wait_for_url(re.compile("exclude=.*1"))
    press(page, "Remove this exclusion")
    page.wait_for_url(re.compile(r"^(?!.*exclude=)"))
    assert complaints(visitor) == []


TYPED = re.compile("Event$|Break down|Step [12]|Property|Where|What (makes|counts)|Events (that|l)")
"""Words whose values are found by typing."""


def change(page: Page, word: str, wanted: str) -> None:
    """Choose another value for a word of the sentence by keyboard alone."""
    reach(page, word)
    page.keyboard.press("Enter")
    if TYPED.match(word):
        opened(page, "[role=dialog]")
        page.wait_for_function("() => document.activeElement.role === 'combobox'")
        page.keyboard.type(wanted)
        expect(page.locator(".br-search-item.br-active")).to_contain_text(wanted)
        page.keyboard.press("Enter")
    else:
        choose(page, wanted)
    expect(page.locator("[role=dialog]:visible, .ant-dropdown:visible")).to_have_count(0)


def opened(page: Page, place: str) -> None:
    """Wait until the focus is in what has opened."""
    expect(page.locator(f"{place}:visible").first).to_be_visible()
    page.wait_for_function(f"() => document.activeElement.closest('{place}') !== null")


def choose(page: Page, item: str) -> None:
    """Press an arrow until the focus is on the menu's item that begins so, and take it."""
    opened(page, MENU_ITEM)
    for _ in range(20):
        if page.evaluate("document.activeElement.textContent").startswith(item):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(50)
    raise AssertionError(f"arrows do not lead to {item!r}")


def press(page: Page, label: str) -> None:
    """Press the button that Tab leads to by this name."""
    leads(page, label)
    page.keyboard.press("Enter")


def leads(page: Page, label: str) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(n => n.ariaLabel ?? n.textContent)(document.activeElement)") == label:
            return
    raise AssertionError(f"Tab does not lead to {label!r}")


def reach(page: Page, word: str) -> None:
    """Press Tab until the focus is on the button whose name begins so."""
    page.locator("#content").focus()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(word):
            return
    raise AssertionError(f"Tab does not lead to {word!r}")


def test_the_triangle_of_cohorts_is_walked_by_arrows(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, LINKS["retention"])
    answered(page)
    page.locator(".br-shaded [tabindex='0']").focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if re.match(r".*: 24 people started", page.evaluate("document.activeElement.ariaLabel")):
            break
    page.keyboard.press("Enter")
    assert crowd(page) == EVERYBODY
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    assert crowd(page) == BUYERS
    assert complaints(visitor) == []


def test_steps_of_ways_open_the_people_who_took_them(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, LINKS["paths"] + "&flows=list")
    answered(page)
    page.get_by_role("button", name=re.compile("Signed Up → Looked Around")).first.click()

    assert crowd(page) == EVERYBODY
    assert complaints(visitor) == []


@pytest.mark.parametrize("kind", LINKS)
def test_a_saved_question_is_shared_by_its_link(
    inside: Inside, welcome: Welcome, kind: str
) -> None:
    page = inside.enter(welcome(), LINKS[kind])
    sentence = answered(page)
    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(f"Our {kind}")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    number = re.search(r"[?&]q=([^&]+)", page.url)
    assert number is not None

    other = inside.enter(welcome(), f"{HERE}/{kind}?q={number.group(1)}")
    assert answered(other) == sentence
    expect(other).to_have_title(f"Our {kind} · Bellrock")
    again = inside.enter(welcome(), page.url.removeprefix(inside.url))
    assert answered(again) == sentence


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("retention?start=Nothing", "Nobody started"),
        ("paths?start=Bought&end=Signed+Up", "Nobody took such a way"),
    ],
)
def test_an_answer_of_nobody_says_what_would_change_it(
    inside: Inside, visitor: Visitor, address: str, said: str
) -> None:
    page = inside.enter(visitor, f"{HERE}/{address}&from=-30d")
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    page.get_by_role("button", name=re.compile("any event|anywhere")).last.click()

    expect(page.get_by_role("heading", name=said)).to_have_count(0)
    assert answered(page)
    assert complaints(visitor) == []
