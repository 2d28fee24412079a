"""Does the app say what the server refuses in its reader's language, at the word it is about?"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow

CHINESE = {"locale": "zh-CN", "viewport": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A server with an owner, and a project with a few events."""
    house.call("POST", "/projects", json={"name": "words"})
    house.fill("words")
    return house


def asked(inside: Inside, visitor: Visitor, kind: str, **said: str | list[str]) -> Page:
    """Return the page of a question."""
    return inside.enter(visitor, f"/p/words/insights/{kind}?{urlencode(said, doseq=True)}")


def wrong(page: Page) -> Locator:
    """Return the words of the question that are marked as wrong."""
    return page.locator(".br-sentence [aria-invalid=true]")


def test_a_step_that_means_nothing_is_refused_in_chinese_under_that_step(
    inside: Inside, welcome: Welcome
) -> None:
    visitor = welcome(**CHINESE)
    page = asked(inside, visitor, "funnel", step=["viewed product", "bought[price >", "bought"])

    second = page.locator(".br-steps li").nth(1)
    expect(second.get_by_role("alert")).to_contain_text("括号没有闭合")
    expect(page.locator(".br-steps").get_by_role("alert")).to_have_count(1)
    expect(wrong(page)).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="条件有误")).to_be_visible()
    assert overflow(page) == 0
    assert barriers(page) == []
    assert complaints(visitor, except_status=(422,)) == []


def test_only_the_series_that_is_wrong_is_marked(inside: Inside, welcome: Welcome) -> None:
    events = ["viewed product", 'bought[price matches "("]', "bought"]
    page = asked(inside, welcome(**CHINESE), "trend", event=events)

    expect(wrong(page)).to_have_count(1)
    expect(wrong(page)).to_contain_text("bought")
    alert = page.locator(".br-clause", has=page.locator("[aria-invalid=true]")).get_by_role("alert")
    expect(alert).to_contain_text("正则表达式“(”不可用：缺少 )")


def test_a_doubt_about_a_name_is_said_in_chinese(inside: Inside, welcome: Welcome) -> None:
    page = asked(inside, welcome(**CHINESE), "trend", event="bougth")

    note = page.locator(".br-note")
    expect(note).to_contain_text("项目从未收到名为“bougth”的事件；是否指“bought”？")


def test_in_english_pages_the_server_is_heard_as_it_speaks(
    inside: Inside, welcome: Welcome
) -> None:
    fetched: list[str] = []
    visitor = welcome(locale="en")
    visitor.hear("request", lambda request: fetched.append(request.url))
    page = inside.enter(visitor, "/p/words/insights/trend?event=bought&where=price+%3E")

    alert = page.locator(".br-clause").get_by_role("alert")
    expect(alert).to_contain_text("A value was expected, not the end")
    assert [url for url in fetched if "zh-CN" in url] == []
