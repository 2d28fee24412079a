"""Data in a real browser: events seen as they come, keys and what they bring, files taken in."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from e2e.browser import Visitor
from e2e.inside import Inside
from e2e.wholesome import barriers, complaints, overflow, watch

EVIL = "<img src=x onerror=window.pwned=1>"
EVIL_URL = 'javascript:window.pwned=1//"><script>window.pwned=1</script>'
PHONE = ViewportSize(width=360, height=740)
CSV = (
    "Customer ID,action,at,amount,plan\n"
    "ann,Order Completed,2026-03-01 09:30:00,25.00,pro\n"
    "bob,Order Completed,2026-03-02 12:00:00,99,free\n"
    f"{EVIL},Order Completed,2026-03-02 13:00:00,1,{EVIL}\n"
    "bob,Order Completed,yesterday,7.00,free\n"
)
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A server with an owner, that has read its lists of user agents."""
    house.call("POST", "/projects", json={"name": "data"})
    house.fill("data", people=("ann",))
    return house


class Field:
    """A project of one test alone, its write key, and a browser of its owner."""

    def __init__(self, inside: Inside, visitor: Visitor) -> None:
        self.inside = inside
        self.visitor = visitor
        self.name = f"field-{next(_numbers)}"
        inside.call("POST", "/projects", json={"name": self.name, "zone": "Europe/London"})
        self.key = inside.write_key(self.name)
        self.foreign = watch(visitor, inside.url)

    def open(self, path: str) -> Page:
        """Open a page of the project's data."""
        return self.inside.enter(self.visitor, f"/p/{self.name}/data/{path}")

    def send(self, *events: dict[str, Any]) -> None:
        """Send events, each as a call of its own protocol's batch."""
        batch = {"batch": [{"type": "track", **event} for event in events]}
        sent = httpx.post(f"{self.inside.url}/v1/batch", json=batch, auth=(self.key, ""))
        sent.raise_for_status()

    def ask(self, path: str) -> list[dict[str, Any]]:
        """Return a list of the project's from the API."""
        sign = "&" if "?" in path else "?"
        found: list[dict[str, Any]] = self.inside.call("GET", f"{path}{sign}project={self.name}")[
            "data"
        ]
        return found


@pytest.fixture
def field(inside: Inside, visitor: Visitor) -> Iterator[Field]:
    """A project of its own, whose pages ask no other host and run nothing foreign."""
    made = Field(inside, visitor)
    yield made
    assert made.foreign == []
    assert complaints(visitor) == []
    for page in visitor.context.pages:
        assert page.evaluate("window.pwned") is None


def rows(page: Page) -> list[str]:
    """Return the names of the events on screen, newest first."""
    return page.locator(".br-live-event button").all_inner_texts()


def live(page: Page) -> None:
    """Wait until the stream is open."""
    expect(page.locator(".br-live-state-open")).to_be_visible()


def test_an_event_comes_on_screen_by_itself(field: Field) -> None:
    page = field.open("live")
    expect(page.get_by_text("Nothing has arrived yet")).to_be_visible()
    live(page)

    field.send({"event": "first", "userId": "ann"})
    expect(page.get_by_role("button", name="first")).to_be_visible()
    field.send({"event": "second", "userId": "bob"})
    expect(page.get_by_role("button", name="second")).to_be_visible()

    assert rows(page) == ["second", "first"]
    assert barriers(page) == []


def test_a_paused_list_holds_still_and_counts_what_waits(field: Field) -> None:
    field.send({"event": "before", "userId": "ann"})
    page = field.open("live")
    expect(page.get_by_role("button", name="before")).to_be_visible()
    live(page)
    page.get_by_role("button", name="Pause").click()
    field.send(*({"event": f"later {i}", "userId": "ann"} for i in range(3)))

    expect(page.get_by_text("Paused, 3 events wait")).to_be_visible()
    assert rows(page) == ["before"]
    page.get_by_role("button", name="Resume").click()
    expect(page.locator(".br-live-event button")).to_have_count(4)


def test_who_has_scrolled_down_is_told_of_new_events_and_not_moved(field: Field) -> None:
    field.send(*({"event": f"old {i}", "userId": "ann"} for i in range(80)))
    page = field.open("live")
    live(page)
    expect(page.locator(".br-live-event button").first).to_have_text("old 79")
    scroller = page.locator(".br-live-scroll")
    scroller.evaluate("place => place.scrollTo({ top: 600 })")
    page.wait_for_timeout(200)
    seen = rows(page)
    field.send({"event": "new", "userId": "ann"})
    more = page.get_by_role("button", name="1 new")
    expect(more).to_be_visible()

    assert rows(page) == seen
    more.click()
    expect(page.locator(".br-live-event button").first).to_have_text("new")


def test_the_filters_stand_in_the_address_and_hold_for_what_comes(field: Field) -> None:
    field.send({"event": "a", "userId": "ann"}, {"event": "b", "userId": "bob"})
    page = field.open("live?event=a&who=ann")
    live(page)
    expect(page.get_by_role("button", name="a", exact=True)).to_be_visible()
    field.send(
        {"event": "a", "userId": "bob"},
        {"event": "b", "userId": "ann"},
        {"event": "a", "userId": "ann", "properties": {"n": 2}},
    )

    expect(page.locator(".br-live-event button")).to_have_count(2)
    assert rows(page) == ["a", "a"]
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".br-live-event button")).to_have_count(5)
    assert "event=" not in page.url


def test_hostile_texts_are_shown_as_they_are_written(field: Field) -> None:
    context = {"page": {"url": EVIL_URL, "title": EVIL, "referrer": EVIL_URL}, "userAgent": EVIL}
    page = field.open("live")
    live(page)
    field.send(
        {
            "event": EVIL,
            "userId": EVIL,
            "anonymousId": f"{EVIL}2",
            "context": context,
            "properties": {EVIL: EVIL, "deep": {"<b>x</b>": [EVIL]}},
        },
        {"type": "identify", "userId": EVIL, "traits": {EVIL: EVIL}},
    )
    page.get_by_role("button", name=EVIL).click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("Event ID")).to_be_visible()
    for tab in ("Properties", "As sent", "Verdict", "Added", "Identity"):
        drawer.get_by_role("tab", name=tab).click()
        expect(drawer.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        page.wait_for_timeout(100)
    drawer.get_by_role("tab", name="Properties").click()
    expect(drawer.get_by_text(EVIL, exact=True).first).to_be_visible()

    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert barriers(page) == []


def test_an_event_opens_with_its_verdict_what_was_added_and_whose_it_is(field: Field) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0"
    where = {"url": "https://shop.example/a?utm_source=news&utm_medium=email"}
    event = {"event": "viewed", "userId": "ann", "anonymousId": "tab-1", "messageId": ""}
    field.send(event | {"context": {"userAgent": agent, "page": where}, "properties": {"n": 7}})
    page = field.open("live")
    page.get_by_role("button", name="viewed").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_text("tab-1")).to_be_visible()
    drawer.get_by_role("tab", name="Verdict").click()
    expect(drawer.get_by_text("The event had no ID of its own")).to_be_visible()
    drawer.get_by_role("tab", name="Added").click()
    added = drawer.get_by_role("tabpanel", name="Added")
    expect(added.get_by_text("Firefox", exact=True)).to_be_visible()
    expect(added.get_by_text("From the page’s address")).to_be_visible()
    drawer.get_by_role("tab", name="Identity").click()
    expect(drawer.get_by_text("the device and the user were joined")).to_be_visible()
    page.reload()

    expect(page.get_by_role("tab", name="Identity")).to_have_attribute("aria-selected", "true")
    page.get_by_role("link", name="Open the person ann").click()
    expect(page).to_have_url(re.compile(r"/people/[0-9a-f]{16}"))


def test_a_key_is_made_stands_in_every_snippet_and_its_first_event_is_noticed(
    field: Field,
) -> None:
    page = field.open("sources")
    page.get_by_role("button", name="New write key").click()
    page.get_by_label("Name").fill("Web shop")
    page.get_by_role("button", name="Make key").click()
    drawer = page.get_by_role("dialog").filter(has_text="Send with Web shop")
    expect(drawer.get_by_text("Waiting for the first event by this key")).to_be_visible()
    keys = field.ask("/keys")
    made = next(key for key in keys if key["name"] == "Web shop")
    for tab in ("Tracking script", "Segment", "RudderStack", "PostHog", "HTTP"):
        drawer.get_by_role("tab", name=tab).click()
        code = drawer.get_by_role("group", name=re.compile(f"^{tab}")).first
        expect(code).to_contain_text(made["shown"])
        expect(code).to_contain_text(field.inside.url)
    auth = (made["shown"], "")
    event = {"event": "hello", "userId": "ann"}
    httpx.post(f"{field.inside.url}/v1/track", json=event, auth=auth).raise_for_status()

    expect(drawer.get_by_text("hello has arrived.")).to_be_visible()
    assert barriers(page) == []
    drawer.get_by_role("button", name="Revoke").click()
    page.get_by_role("button", name="Revoke key").click()
    expect(page.get_by_text("Web shop is revoked")).to_be_visible()
    assert next(key for key in field.ask("/keys") if key["name"] == "Web shop")["revoked"]


def test_a_refused_event_is_mended_and_brought_in(field: Field) -> None:
    field.send({"event": "lost"}, {"event": EVIL, "messageId": EVIL})
    page = field.open("sources?view=refused")
    expect(page.get_by_text("Names nobody").first).to_be_visible()
    expect(page.get_by_text(EVIL).first).to_be_visible()
    page.get_by_role("checkbox", name="Choose lost").check()
    page.get_by_label("User ID to fill in").fill("ann")
    page.get_by_role("button", name="Send again", exact=True).click()

    expect(page.get_by_text("1 event was sent again")).to_be_visible()
    expect(page.get_by_text("1 stored, 0 already there, 0 refused again")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Choose lost")).to_have_count(0)
    assert [one["event"] for one in field.ask("/quarantine")] == [EVIL]
    (stored,) = field.ask("/events?event=lost")
    assert stored["user_id"] == "ann"
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("group", name="As it was sent")).to_contain_text(EVIL)
    assert barriers(page) == []


def test_a_small_file_is_mapped_tried_and_imported(field: Field, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(CSV)
    page = field.open("import")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Of all 4 rows, 3 would be stored and 1 refused.")).to_be_visible()
    expect(page.get_by_text("'yesterday' is no time")).to_be_visible()
    expect(page.get_by_text(EVIL).first).to_be_visible()
    plan = page.get_by_role("combobox", name="Meaning of plan")
    plan.fill("Trait")
    plan.press("Enter")
    expect(page.get_by_label("Trait that plan sets")).to_have_value("plan")
    address = page.url
    assert barriers(page) == []
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("region", name="Report")).to_be_visible()
    report = page.get_by_role("region", name="Report").inner_text()

    assert re.sub(r"\s+", " ", report).startswith(
        "Imported Rows read 4 Stored 3 Already there 0 Refused 1"
    )
    page.goto(address)  # as somebody who comes back does
    expect(page.get_by_role("region", name="Report")).to_be_visible()
    page.get_by_role("button", name="All imports").click()
    expect(page.get_by_text("4 rows, 3 stored")).to_be_visible()
    stored = field.ask("/events?event=Order%20Completed")
    assert {one["user_id"] for one in stored} == {"ann", "bob", EVIL}
    person = field.inside.call("GET", f"/people/bob?project={field.name}&events=0")
    assert "free" in json.dumps(person)


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("book.xlsx", b"PK\x03\x04" + b"x" * 99, "save the sheet as CSV"),
        ("empty.csv", b"", "empty"),
        ("list.json", b'[{"a": 1}]', "JSON array"),
    ],
)
def test_a_wrong_file_is_refused_with_the_fix_at_its_place(
    field: Field, tmp_path: Path, name: str, body: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(body)
    page = field.open("import")
    page.locator("input[type=file]").set_input_files(file)

    expect(page.get_by_label("Choose a file").get_by_role("alert")).to_contain_text(
        re.compile(said, re.IGNORECASE)
    )
    field.visitor.complaints.clear()  # the browser logs the refusal


@pytest.mark.parametrize("path", ["live", "sources", "sources?view=refused", "import"])
def test_the_pages_fit_a_phone(field: Field, path: str) -> None:
    field.send({"event": "seen " * 20, "userId": "u" * 200}, {"event": "lost " * 20})
    field.inside.fill(field.name, people=("ann",))
    page = field.open(path)
    page.set_viewport_size(PHONE)
    page.wait_for_load_state("networkidle") if path != "live" else live(page)
    page.wait_for_timeout(300)

    assert overflow(page) == 0
