"""Does the shell hold? Attacks on signing in, projects apart, lost sessions, keyboard, widths."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import OWNER, PASSWORD, PEOPLE, Inside, owned
from e2e.wholesome import barriers, complaints, overflow, watch

PAGES = (
    *("", "/data/live", "/data/sources", "/data/import", "/people", "/people/ann", "/insights"),
    *("/insights/trend", "/insights/funnel", "/insights/retention", "/insights/paths"),
    *("/settings", "/settings/members", "/settings/keys", "/settings/health"),
    *("/settings/audit", "/settings/account", "/settings/about"),
)


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A server with two projects: `default` with four people, `other` with one."""
    made = owned(tmp_path_factory.mktemp("shell") / "home")
    made.call("POST", "/projects?project=default", json={"name": "other"})
    made.fill("default")
    made.fill("other", ("zoe",), event="sold the secret")
    yield made
    made.api.close()
    made.served.stop()


def signed_in(page: Page) -> None:
    """Fill the sign-in form as the owner."""
    page.get_by_label("E-mail address").fill(OWNER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def settled(page: Page) -> None:
    """Wait until the page has drawn what it asked for."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".ant-skeleton-active")).to_have_count(0, timeout=30_000)


def test_signing_in_leads_back_to_the_page_that_was_wanted(
    inside: Inside, visitor: Visitor
) -> None:
    page = visitor.page(f"{inside.url}/p/default/people?sort=events")
    expect(page).to_have_url(re.compile("/sign-in"))

    signed_in(page)

    expect(page).to_have_url(f"{inside.url}/p/default/people?sort=events")


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.test/",
        "//evil.test/",
        "/\\evil.test",
        "/p/..//evil.test",
        "/p/\\evil.test",
        "javascript:alert(1)",
        "/p/default/%2e%2e//evil.test",
    ],
)
def test_signing_in_never_leads_to_another_host(
    inside: Inside, visitor: Visitor, back: str
) -> None:
    foreign = watch(visitor, inside.url)
    page = visitor.page()
    page.goto(f"{inside.url}/sign-in?back={back}")

    signed_in(page)

    expect(page).not_to_have_url(re.compile("/sign-in"))
    assert page.url.startswith(f"{inside.url}/")
    assert foreign == []


def test_a_wrong_password_is_told_and_too_many_make_one_wait(
    inside: Inside, visitor: Visitor
) -> None:
    page = visitor.page(f"{inside.url}/sign-in")
    page.get_by_label("E-mail address").fill("eve@example.org")
    for i in range(5):
        page.get_by_label("Password", exact=True).fill(f"guess number {i}")
        with page.expect_response(lambda answer: answer.url.endswith("/api/v1/session")):
            page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("do not belong together")

    page.get_by_label("Password", exact=True).fill("one more")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_contain_text(re.compile("too many|wait|again in", re.I))
    expect(page.get_by_label("E-mail address")).to_have_value("eve@example.org")


def test_a_project_shows_its_own_data_alone(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, "/p/default/people")
    settled(page)
    expect(page.locator("main")).to_contain_text(PEOPLE[0])

    page.get_by_role("combobox", name="Project").click()
    page.get_by_title("other", exact=True).last.click()
    expect(page).to_have_url(re.compile(r"/p/other/?$"))
    settled(page)

    expect(page.locator("main")).to_contain_text("sold the secret")
    expect(page.locator("main")).not_to_contain_text("bought")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search").fill("bo")
    expect(page.get_by_role("listbox")).not_to_contain_text(re.compile("bought|bob"))


def test_a_foreign_project_is_no_page(inside: Inside, welcome: Welcome) -> None:
    said = {"email": "only@example.org", "role": "viewer"}
    token = inside.call("POST", "/members?project=other", json=said)["token"]
    guest = welcome()
    joined = {"token": token, "password": PASSWORD, "name": ""}
    assert guest.context.request.post(f"{inside.url}/api/v1/invitation", data=joined).ok

    page = guest.page(f"{inside.url}/p/default/people")
    expect(page.get_by_text("There is no such page")).to_be_visible()
    page.goto(f"{inside.url}/p/never-was/people")

    expect(page.get_by_text("There is no such page")).to_be_visible()
    expect(page.get_by_text(PEOPLE[0])).to_have_count(0)


def test_a_session_that_ends_in_the_middle_loses_nothing(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, "/p/default/settings/members")
    page.get_by_label("E-mail address").fill("half-typed@exam")
    token = page.evaluate("fetch('/api/v1/session').then((r) => r.json()).then((me) => me.csrf)")
    visitor.context.request.delete(f"{inside.url}/api/v1/session", headers={"X-CSRF-Token": token})

    again = page.get_by_role("dialog", name="Your session has ended")
    expect(again).to_be_visible()
    assert barriers(page) == []
    again.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(again).to_have_count(0)
    expect(page).to_have_url(re.compile("/settings/members$"))
    expect(page.get_by_label("E-mail address")).to_have_value("half-typed@exam")


def test_an_unreachable_server_is_told_quietly_and_forgotten(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, "/p/default/settings")
    settled(page)

    visitor.context.set_offline(True)
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    visitor.context.set_offline(False)

    expect(page.get_by_text("The server cannot be reached")).to_have_count(0)
    expect(page.get_by_label("Name", exact=True)).to_have_value("default")


def test_signing_out_leaves_nothing_behind(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, "/p/default/people")
    settled(page)

    page.get_by_role("button", name="Account, language and appearance").click()
    page.get_by_role("menuitem", name="Sign out").click()

    expect(page).to_have_url(re.compile("/sign-in$"))
    page.go_back()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text(PEOPLE[0])).to_have_count(0)


def test_keyboard_and_rail_lead_to_content_and_anywhere(inside: Inside, visitor: Visitor) -> None:
    page = inside.enter(visitor, "/p/default")
    settled(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("retention")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/insights/retention"))

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    rail = page.get_by_role("navigation", name="Sections")
    for question in ("Trend", "Funnel", "Retention", "Paths"):
        expect(rail.get_by_role("link", name=question, exact=True)).to_be_in_viewport()
    expect(rail.get_by_role("link", name="RFM segments")).to_have_count(0)
    rail.get_by_role("menuitem", name="More questions").press("Enter")
    rail.get_by_role("link", name="RFM segments").click()
    expect(page).to_have_url(re.compile("/insights/rfm"))


def test_language_and_appearance_go_with_the_account(inside: Inside, welcome: Welcome) -> None:
    page = inside.enter(welcome(), "/p/default/settings/account")
    page.get_by_text("简体中文", exact=True).click()
    expect(page.get_by_role("heading", name="设置")).to_be_visible()
    page.get_by_text("深色", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-mode", "dark")

    elsewhere = inside.enter(welcome(), "/p/default/settings/account")

    expect(elsewhere.get_by_role("heading", name="设置")).to_be_visible()
    expect(elsewhere.locator("html")).to_have_attribute("data-mode", "dark")
    inside.call("PATCH", "/session", json={"language": None, "theme": None})


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_menus_open_in_sight_with_motion_and_without(
    inside: Inside, welcome: Welcome, motion: str
) -> None:
    page = inside.enter(welcome(reduced_motion=motion), "/p/default/data/sources")
    page.get_by_role("button", name="Account, language and appearance").click()
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_in_viewport()


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_no_page_bars_anybody_complains_or_is_wider_than_its_window(
    inside: Inside, welcome: Welcome, locale: str
) -> None:
    visitor = welcome(viewport={"width": 360, "height": 800}, locale=locale)
    foreign = watch(visitor, inside.url)
    page = inside.enter(visitor)
    wider, barring = {}, {}
    for path in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(f"{inside.url}/p/default{path}")
        for width in (360, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            settled(page)
            wider[path, width] = overflow(page)
        if locale == "en":
            page.set_viewport_size({"width": 1280, "height": 720})
            for mode in ("light", "dark"):
                page.emulate_media(color_scheme=mode)
                expect(page.locator("html")).to_have_attribute("data-mode", mode)
                settled(page)
                barring[path, mode] = barriers(page)

    assert {at: by for at, by in wider.items() if by} == {}
    assert {at: said for at, said in barring.items() if said} == {}
    assert complaints(visitor) == []
    assert foreign == []
