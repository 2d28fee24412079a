"""People in a real browser: found, listed, opened, parted again, and never another project's."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Welcome
from e2e.inside import PASSWORD, Inside

PROJECT, RIVAL = "people", "rival"
EMAIL = "paula@example.com"
"""An admin of `PROJECT`, and of nothing else."""
EVIL = "<img src=x onerror=window.pwned=1>"
EVIL_URL = 'javascript:window.pwned=1//"><script>window.pwned=1</script>'
PATIENCE_S = 30.0


@dataclass
class Town:
    """A server with a few people in one project and a stranger in another."""

    house: Inside
    keys: dict[str, str]
    admins: dict[str, str]

    def send(self, project: str, *events: dict[str, Any]) -> None:
        """Send events into `project` and wait until the last one can be asked about."""
        for serial, event in enumerate(events):
            event.setdefault("messageId", f"{project}-{time.monotonic_ns()}-{serial}")
        auth = (self.keys[project], "")
        batch = {"batch": list(events)}
        httpx.post(f"{self.house.url}/v1/batch", json=batch, auth=auth).raise_for_status()
        mark = {"event_id": events[-1]["messageId"]}
        deadline = time.monotonic() + PATIENCE_S
        while not self.ask(project, "/events", **mark)["data"]:
            assert time.monotonic() < deadline, "the server stores nothing"
            time.sleep(0.1)

    def ask(self, project: str, path: str, **query: Any) -> Any:
        """Return what the API says of `path` in `project`."""
        headers = {"Authorization": f"Bearer {self.admins[project]}"}
        address = f"{self.house.url}/api/v1{path}"
        return (
            httpx.get(address, params=query, headers=headers, timeout=60).raise_for_status().json()
        )

    def key(self, project: str, who: str) -> str:
        """Return the key of the person that `who` means."""
        return str(self.ask(project, f"/people/{who}", events=0)["person"])


@pytest.fixture(scope="module")
def town(house: Inside) -> Town:
    """Ann, who is two people made one, Bea, an attacker, forty visitors; and rival's stranger."""
    for project in (PROJECT, RIVAL):
        house.call("POST", "/projects", json={"name": project})
    said = {"email": EMAIL, "role": "admin"}
    token = house.call("POST", f"/members?project={PROJECT}", json=said)["token"]
    joined = {"token": token, "password": PASSWORD, "name": ""}
    httpx.post(f"{house.url}/api/v1/invitation", json=joined).raise_for_status()
    keys, admins = (
        {project: house.key(project, kind) for project in (PROJECT, RIVAL)}
        for kind in ("write", "admin")
    )
    town = Town(house, keys, admins)
    _settle(town)
    return town


@pytest.fixture
def page(town: Town, welcome: Welcome) -> Page:
    """An empty tab of somebody who belongs to the project alone, signed in."""
    visitor = welcome(locale="en-GB")
    town.house.sign_in(visitor, EMAIL)
    return visitor.page()


def opened(page: Page, town: Town, path: str, *, project: str = PROJECT) -> Page:
    page.goto(f"{town.house.url}/p/{project}{path}")
    return page


def test_people_are_listed_searched_and_opened(page: Page, town: Town) -> None:
    opened(page, town, "/people")
    expect(page.get_by_text("44 people")).to_be_visible()

    page.get_by_role("searchbox").fill("ann l")
    expect(page.get_by_text("1 person")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]q=ann\+l"))
    page.get_by_role("link", name="Ann Lee").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ann Lee")
    expect(page).to_have_title("Ann Lee · Bellrock")


def test_a_filter_made_with_controls_stands_in_the_address(page: Page, town: Town) -> None:
    opened(page, town, "/people")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("combobox", name="Fact or trait").fill("plan")
    page.get_by_title("plan", exact=True).click()
    page.get_by_role("combobox", name="Value").fill("pro")

    expect(page.get_by_text("1 person")).to_be_visible()
    expect(page).to_have_url(re.compile(r"where=person\.plan\+%3D\+%22pro%22"))
    page.reload()
    expect(page.get_by_role("link", name="Ann Lee")).to_be_visible()
    page.get_by_role("button", name="Remove this filter").click()
    expect(page.get_by_text("44 people")).to_be_visible()


def test_columns_are_chosen_kept_and_sorted_both_ways(page: Page, town: Town) -> None:
    opened(page, town, "/people")
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("checkbox", name="plan", exact=True).check()
    page.keyboard.press("Escape")
    page.get_by_role("columnheader", name="plan").click()
    expect(page).to_have_url(re.compile(r"sort=person\.plan"))
    expect(page.locator("tbody tr[data-row-key]").first).to_contain_text("pro")

    opened(page, town, "/people?sort=events&order=asc")
    expect(page.get_by_role("columnheader", name="plan")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Events")).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_a_long_list_goes_on_and_back(page: Page, town: Town) -> None:
    town.send(PROJECT, *(view(f"guest-{i}", minute=20) for i in range(15)))
    opened(page, town, "/people")
    pages = page.get_by_role("navigation", name="Pages")
    expect(pages).to_contain_text("1 to 50 of 59")
    pages.get_by_role("button", name="Next").click()
    expect(pages).to_contain_text("51 to 59 of 59")
    expect(page).to_have_url(re.compile("page=2"))

    pages.get_by_role("button", name="Previous").click()
    expect(pages).to_contain_text("1 to 50 of 59")


def test_nobody_found_says_so_with_the_way_back(page: Page, town: Town) -> None:
    opened(page, town, "/people?q=nobody+at+all")
    expect(page.get_by_text("Nobody fits")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator("tbody tr[data-row-key]").first).to_be_visible()


def test_a_filter_that_the_server_refuses_is_explained(page: Page, town: Town) -> None:
    opened(page, town, "/people?where=price+%3E+3")
    expect(page.get_by_role("alert")).to_contain_text("price")
    expect(page.get_by_role("textbox", name="Filter")).to_have_value("price > 3")


def test_a_timeline_opens_to_what_was_sent_and_is_filtered(page: Page, town: Town) -> None:
    opened(page, town, "/people/ann")
    timeline = page.get_by_role("region", name="Timeline")
    row = timeline.get_by_role("button", name="Order Completed")
    row.click()
    expect(timeline.get_by_role("term").filter(has_text="order_id")).to_be_visible()
    timeline.get_by_role("button", name="As it was sent").click()
    expect(timeline.locator("pre")).to_contain_text('"Order Completed"')

    timeline.get_by_role("combobox", name="Only this event").click()
    page.get_by_title("Order Completed", exact=True).click()
    expect(page).to_have_url(re.compile(r"event=Order\+Completed"))
    expect(timeline.get_by_role("button", name="view")).to_have_count(0)


def test_whatever_people_call_themselves_stays_text(page: Page, town: Town) -> None:
    person = town.key(PROJECT, "mallory")
    opened(page, town, f"/people?cols=person.{EVIL},person.site,events&q={EVIL}")
    expect(page.get_by_role("link", name=EVIL)).to_be_visible()

    opened(page, town, f"/people/{person}")
    expect(page.get_by_role("heading", level=1)).to_have_text(EVIL)
    for row in page.locator(".br-event > button").all():
        row.click()
    expect(page.get_by_text(EVIL_URL).first).to_be_visible()
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img, main script, main a[href^='javascript']").count() == 0


def test_a_merge_is_undone_after_asking_and_shows_both(page: Page, town: Town) -> None:
    opened(page, town, "/people/bea")
    ids = page.get_by_role("region", name="Ids")
    merge = ids.get_by_role("listitem").filter(has_text="merge")
    merge.get_by_role("button", name=re.compile("^Undo")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("are parted")
    dialog.get_by_role("button", name="Cancel").click()
    assert town.key(PROJECT, "bea") == town.key(PROJECT, "cleo")

    merge.get_by_role("button", name=re.compile("^Undo")).click()
    dialog.get_by_role("textbox").fill("two sisters")
    dialog.get_by_role("button", name="Undo").click()
    expect(dialog).to_contain_text("These are two people now")
    expect(dialog.get_by_role("link", name="Bea Low")).to_be_visible()
    dialog.get_by_role("link", name="Cleo Low").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cleo Low")
    assert town.key(PROJECT, "bea") != town.key(PROJECT, "cleo")
    (decision,) = town.ask(PROJECT, "/identity/decisions")["data"]
    assert decision["reason"] == "two sisters"


def test_ids_are_split_off_and_the_join_is_put_back(page: Page, town: Town) -> None:
    town.send(PROJECT, view("d-gus", minute=40), named("gus", "d-gus", name="Gus Ray"))
    assert town.key(PROJECT, "gus") == town.key(PROJECT, "d-gus")
    opened(page, town, "/people/gus")
    ids = page.get_by_role("region", name="Ids")
    ids.get_by_role("button", name="Split").click()
    dialog = page.get_by_role("dialog")
    decide = dialog.get_by_role("button", name="Split")
    expect(decide).to_be_disabled()
    for id in ("gus", "d-gus"):
        dialog.get_by_role("checkbox", name=re.compile(f" {id}$")).check()
    expect(decide).to_be_disabled()
    dialog.get_by_role("checkbox", name=re.compile(" gus$")).uncheck()
    dialog.get_by_role("textbox").fill("a borrowed laptop")
    decide.click()

    expect(dialog).to_contain_text("These are two people now")
    expect(dialog.get_by_role("link", name="Gus Ray")).to_be_visible()
    assert town.key(PROJECT, "gus") != town.key(PROJECT, "d-gus")
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_have_count(0)
    assert _reasons(town)[0] == "a borrowed laptop"

    apart = ids.get_by_role("listitem").filter(has_text="taken back")
    apart.get_by_role("button", name=re.compile("^Restore")).click()
    expect(dialog).to_contain_text("Restore this join?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert town.key(PROJECT, "gus") != town.key(PROJECT, "d-gus")

    apart.get_by_role("button", name=re.compile("^Restore")).click()
    dialog.get_by_role("textbox").fill("it was theirs")
    dialog.get_by_role("button", name="Restore").click()
    expect(dialog).to_contain_text("These are one person now")
    assert town.key(PROJECT, "gus") == town.key(PROJECT, "d-gus")
    dialog.get_by_role("button", name="Done").click()
    expect(ids.get_by_role("button", name=re.compile("^Undo"))).to_be_visible()
    assert "it was theirs" in _reasons(town)


def test_a_refused_decision_keeps_what_was_written(page: Page, town: Town) -> None:
    town.send(PROJECT, view("d-hal", minute=41), named("hal", "d-hal", name="Hal Orr"))
    opened(page, town, "/people/hal")
    page.get_by_role("region", name="Ids").get_by_role("button", name="Split").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name=re.compile(" d-hal$")).check()
    dialog.get_by_role("textbox").fill("somebody else")
    page.route(re.compile("/api/v1/.*split"), lambda route: route.abort())
    dialog.get_by_role("button", name="Split").click()

    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_have_value("somebody else")
    assert town.key(PROJECT, "hal") == town.key(PROJECT, "d-hal")
    page.unroute_all()
    dialog.get_by_role("button", name="Split").click()
    expect(dialog).to_contain_text("These are two people now")


def _reasons(town: Town) -> list[str]:
    return [str(one["reason"]) for one in town.ask(PROJECT, "/identity/decisions")["data"]]


def test_a_key_that_was_merged_leads_to_the_person(page: Page, town: Town) -> None:
    town.send(PROJECT, view("old-device", minute=30))
    old = town.key(PROJECT, "old-device")
    identify = {"type": "identify", "anonymousId": "old-device", "userId": "dora"}
    town.send(PROJECT, {**identify, "timestamp": stamp(31), "traits": {"name": "Dora Finn"}})

    opened(page, town, f"/people/{old}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dora Finn")
    expect(page).to_have_url(re.compile(town.key(PROJECT, "dora")))
    expect(page.get_by_text("became part of the person")).to_be_visible()


def test_another_projects_person_is_nobody_here(page: Page, town: Town) -> None:
    stranger = town.key(RIVAL, "stranger")
    for who in (stranger, "stranger", "stranger@example.org"):
        opened(page, town, f"/people/{who}")
        expect(page.get_by_text("There is no such person")).to_be_visible()
    opened(page, town, "/people?q=stranger")
    expect(page.get_by_text("Nobody fits")).to_be_visible()

    opened(page, town, f"/people/{town.key(PROJECT, 'ann')}", project=RIVAL)
    expect(page.get_by_text("There is no such page")).to_be_visible()


def test_a_phone_shows_cards_and_one_column(town: Town, welcome: Welcome) -> None:
    visitor = welcome(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = town.house.enter(visitor, f"/p/{PROJECT}/people?q=ann+lee", email=EMAIL)
    page.get_by_role("listitem").get_by_role("link", name="Ann Lee").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ann Lee")
    page.get_by_text("资料", exact=True).click()
    expect(page.get_by_role("region", name="属性")).to_be_visible()

    widths = "[document.documentElement, document.querySelector('main')].map(e => e.scrollWidth)"
    assert max(page.evaluate(widths)) <= 360
    assert visitor.complaints == []


def stamp(minute: int) -> str:
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400))
    return f"{today}T12:{minute:02}:00.000Z"


def view(anonymous: str, *, minute: int) -> dict[str, Any]:
    return {"type": "track", "event": "view", "anonymousId": anonymous, "timestamp": stamp(minute)}


def named(user: str, device: str, **traits: Any) -> dict[str, Any]:
    return {"type": "identify", "userId": user, "anonymousId": device, "timestamp": stamp(2),
            "traits": traits}  # fmt: skip


def _settle(town: Town) -> None:
    bought = {"type": "track", "event": "Order Completed", "userId": "ann", "timestamp": stamp(3),
              "properties": {"order_id": "o-1", "total": 12.5}}  # fmt: skip
    attack = {"type": "track", "event": EVIL, "userId": "mallory", "timestamp": stamp(4),
              "properties": {EVIL: EVIL, "url": EVIL_URL}}  # fmt: skip
    seen = {"type": "page", "userId": "mallory", "timestamp": stamp(5),
            "properties": {"url": EVIL_URL, "title": EVIL, "path": EVIL_URL}}  # fmt: skip
    sisters = [
        named("bea", "d-bea", name="Bea Low"),
        named("cleo", "d-cleo", name="Cleo Low"),
        {"type": "alias", "userId": "bea", "previousId": "cleo", "timestamp": stamp(6)},
    ]
    visitors = [view(f"visitor-{i}", minute=10) for i in range(41)]
    town.send(
        PROJECT,
        view("d-ann", minute=1),
        named("ann", "d-ann", name="Ann Lee", email="ann@example.org", plan="pro"),
        bought,
        named("mallory", "d-evil", name=EVIL, site=EVIL_URL, **{EVIL: EVIL}),
        attack,
        seen,
        *sisters,
        *visitors,
    )
    town.send(RIVAL, named("stranger", "d-x", name="A Stranger", email="stranger@example.org"))
