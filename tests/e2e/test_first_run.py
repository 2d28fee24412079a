"""Does a newcomer get in by the one-time link, once, and from an empty project to a first event?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import OWNER, PASSWORD
from e2e.wholesome import barriers, complaints, watch
from serving import Served

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Served]:
    """A server on a home that nobody owns yet."""
    served = Served(tmp_path / "home")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def unowned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on a home that nobody owns, for tests in which it stays so."""
    served = Served(tmp_path_factory.mktemp("unowned") / "home")
    yield served
    served.stop()


def link(served: Served) -> str:
    """Return the one-time link that the server printed."""
    found = re.search(r"http://\S+/first-run#\S+", served.log.read_text())
    assert found, served.log.read_text()
    return re.sub(r"^http://[^/]+", served.url, found[0])


def test_a_newcomer_goes_from_the_link_to_a_first_event_and_nobody_comes_after_by_it(
    fresh: Served, welcome: Welcome
) -> None:
    once, visitor = link(fresh), welcome()
    foreign = watch(visitor, fresh.url)
    page = visitor.page(once)
    expect(page.get_by_role("heading", name="Welcome to Bellrock")).to_be_visible()
    assert barriers(page) == []

    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("E-mail address").fill(OWNER)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Bring the first event in")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/p/default/?$"))
    assert barriers(page) == []
    make = page.get_by_role("button", name="Make a write key")
    tag = page.get_by_role("group", name="Tag for your site")
    expect(make.or_(tag)).to_be_visible()
    if make.is_visible():
        make.click()
    said = tag.inner_text()
    assert f'src="{fresh.url}/js/bellrock.js"' in said
    expect(page.get_by_text("Waiting for your first event")).to_be_visible()

    key = re.findall(r'data-key="([^"]+)"', said)[0]
    httpx.post(f"{fresh.url}/v1/events", json={"event": "hi", "user_id": "u"}, auth=(key, ""))

    expect(page.get_by_text("The first event is here: hi")).to_be_visible()
    page.get_by_role("button", name="Open Home").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Events 1"))).to_be_visible()
    assert complaints(visitor, except_status=[401]) == []
    assert foreign == []

    second = welcome().page(once)

    expect(second.get_by_text("has its owner already")).to_be_visible()
    expect(second.get_by_label("Choose a password")).to_have_count(0)
    expect(second.get_by_role("link", name="Sign in")).to_be_visible()
    claim = {"token": once.partition("#")[2], "email": "eve@example.org", "name": "Eve"}
    claim["password"] = "another long sentence"
    assert httpx.post(f"{fresh.url}/api/v1/first-run", json=claim).is_client_error
    assert welcome().context.request.get(f"{fresh.url}/api/v1/session").status == 401


def test_before_there_is_an_owner_the_sign_in_says_how_one_comes_in(
    unowned: Served, visitor: Visitor
) -> None:
    page = visitor.page(f"{unowned.url}/sign-in")

    expect(page.get_by_text("one-time link that the server printed")).to_be_visible()
    expect(page.get_by_label("Password")).to_have_count(0)


def test_a_weak_password_is_refused_at_its_field(unowned: Served, visitor: Visitor) -> None:
    page = visitor.page(link(unowned))
    page.get_by_label("E-mail address").fill(OWNER)
    page.get_by_label("Choose a password").fill("short")
    page.keyboard.press("Enter")

    expect(page.locator(".ant-form-item", has_text="Choose a password")).to_contain_text(
        re.compile("characters|long", re.I)
    )
