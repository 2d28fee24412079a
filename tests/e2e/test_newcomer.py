"""A newcomer's whole way, as somebody walks it who has never seen Bellrock, and what gets in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import OWNER, PASSWORD, Inside
from e2e.sites import Site
from e2e.wholesome import complaints, overflow, watch
from serving import Served

pytestmark = pytest.mark.slow
GONE = {"en-GB": "The server cannot be reached", "zh-CN": "无法连接服务器"}
LEARNT_MS = 20_000  # the very first event waits until the lists of user agents are read


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Served]:
    """A server on a home that nobody owns yet."""
    served = Served(tmp_path / "home")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def answering(house: Inside) -> Inside:
    """A server that is asked about the project `newcomer`, which has a few people."""
    house.call("POST", "/projects", json={"name": "newcomer"})
    house.fill("newcomer")
    return house


def own(served: Served, visitor: Visitor) -> Page:
    """Become the owner by the link that the server printed; return the empty Home."""
    link = re.search(r"/first-run#\S+", served.log.read_text())
    assert link is not None
    page = visitor.page(served.url + link[0])
    page.locator("input[type=email]").fill(OWNER)
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/default/**")
    return page


def tag(page: Page) -> str:
    """Return the tag that Home gives for one's site, with a key made if there is none."""
    given = page.locator("pre", has_text="/js/bellrock.js").first
    make = page.get_by_role("button", name=re.compile("write key|写入密钥", re.I))
    expect(make.or_(given).first).to_be_visible()
    if make.count():
        make.first.click()
    return given.inner_text()


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_a_newcomer_goes_all_the_way_and_waits_for_a_server_that_restarts(
    fresh: Served, welcome: Welcome, site: Site, language: str, tracking_script: None
) -> None:
    visitor = welcome(locale=language)
    foreign = watch(visitor, fresh.url)
    page = own(fresh, visitor)
    site.add("/", f"<title>My site</title>{tag(page)}<button>Buy it</button>")

    customer = welcome().page(site.url())
    customer.get_by_role("button", name="Buy it").click()
    customer.close()

    page.goto(f"{fresh.url}/p/default/data/live")
    clicked = page.get_by_role("row").filter(has_text="$autocapture").first
    expect(clicked).to_be_visible(timeout=LEARNT_MS)
    clicked.get_by_role("link").first.click()
    page.wait_for_url("**/people/*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(f"{fresh.url}/p/default/insights/trend?event=%24pageview&from=-7d")
    sentence = page.locator(".br-answer-sentence")
    expect(sentence).to_contain_text("1")
    page.get_by_role("button", name=re.compile("^(Save question|保存分析)$")).click()
    page.get_by_role("dialog").get_by_role("textbox").first.fill("Views")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    said = sentence.text_content() or ""

    phone = welcome(locale=language, viewport={"width": 390, "height": 844})
    body = {"email": OWNER, "password": PASSWORD}
    assert phone.context.request.post(f"{fresh.url}/api/v1/session", data=body).ok
    shared = phone.page(page.url)
    expect(shared.locator(".br-answer-sentence")).to_have_text(said)
    expect(shared).to_have_title("Views · Bellrock")
    assert overflow(shared) == 0
    assert foreign == []
    assert complaints(visitor, except_status=[401]) == []

    fresh.kill()
    told = page.get_by_text(GONE[language])
    expect(told.first).to_be_visible()
    expect(sentence).to_have_text(said)  # what was answered stays readable
    fresh.start()
    expect(told).to_have_count(0, timeout=30_000)
    page.reload()
    expect(sentence).to_have_text(said)


def test_a_slow_answer_can_be_cancelled_and_asked_again(
    answering: Inside, visitor: Visitor
) -> None:
    page = answering.enter(visitor, "/p/newcomer/insights/trend?event=bought&from=-30d")
    sentence = page.locator(".br-answer-sentence")
    expect(sentence).to_be_visible()
    before = sentence.text_content() or ""
    held: list[Route] = []
    page.route("**/api/v1/ask/trend*", lambda route, _: held.append(route))

    page.get_by_label("Dates", exact=True).first.click()
    page.get_by_text("Last 90 days").last.click()
    cancel = page.get_by_role("button", name="Cancel")
    expect(cancel).to_be_visible()
    expect(sentence).to_have_text(before)  # the previous answer stays meanwhile
    cancel.click()
    expect(cancel).to_have_count(0)
    page.unroute("**/api/v1/ask/trend*")
    page.get_by_role("button", name=re.compile("again", re.I)).first.click()

    expect(sentence).to_be_visible()
    expect(page.locator(".br-answer[aria-busy=false]")).to_be_visible()


def test_a_failing_answer_is_told_at_its_place_with_a_way_on(
    answering: Inside, visitor: Visitor
) -> None:
    refused = {
        "type": "about:blank",
        "title": "Query over limit",
        "status": 422,
        "code": "query_over_limit",
        "detail": "the question takes longer than 60 seconds",
        "hint": "ask a shorter period",
    }
    entered = answering.enter(visitor, "/p/newcomer/insights")
    entered.route("**/api/v1/ask/trend*", lambda route: route.fulfill(status=422, json=refused))
    entered.goto(f"{answering.url}/p/newcomer/insights/trend?event=bought&from=-30d")

    alert = entered.get_by_role("alert").first
    expect(alert).to_contain_text("The question takes longer than 60 seconds")
    expect(alert).to_contain_text("Ask a shorter period")
    entered.unroute("**/api/v1/ask/trend*")
    entered.get_by_role("button", name="Try again").click()

    expect(entered.locator(".br-answer-sentence")).to_be_visible()
