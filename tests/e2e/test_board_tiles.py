"""What do tiles show beside charts: rows of statements, what happened, and whom a number counts?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import PASSWORD, PEOPLE, Inside
from e2e.wholesome import barriers, complaints, overflow

PROJECT = "tiles"
HERE = f"/p/{PROJECT}/boards"
TREND = {"kind": "trend", "ask": {"events": ["bought"], "metric": "uniques", "from": "-30d"}}
DAILY = (
    "select toDate(ts) as day, uniqExact(who) as people from events "
    "where ts >= {from} and ts < {to} group by day order by day"
)


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A project with buyers, a statement that is drawn as bars, and something that happened."""
    house.call("POST", "/projects", json={"name": PROJECT, "zone": "UTC", "currency": "USD"})
    house.fill(PROJECT)
    ask = {"sql": DAILY, "from": "-30d"}
    body = {"name": "People a day", "kind": "sql", "ask": ask, "view": {"chart": "bar"}}
    house.call("POST", f"/questions?project={PROJECT}", json=body)
    ago = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    house.call("POST", f"/annotations?project={PROJECT}", json={"at": ago, "text": "Newsletter"})
    return house


def tile(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def board(inside: Inside) -> str:
    """Make a board of a number, a chart over time, a saved statement, rows, and a mistake."""
    (saved,) = inside.call("GET", f"/questions?project={PROJECT}&kind=sql")["data"]
    rows = {"kind": "sql", "ask": {"sql": "select event, user_id from events order by 1, 2"}}
    wrong = {"kind": "sql", "ask": {"sql": "select evnt from events"}}
    tiles: list[dict[str, Any]] = [
        {"kind": "number", "title": "Buyers", "ask": TREND},
        {"kind": "question", "title": "Buyers by day", "ask": TREND},
        {"kind": "question", "question": saved["id"]},
        {"kind": "question", "title": "Who did what", "ask": rows},
        {"kind": "question", "title": "Mistaken", "ask": wrong},
    ]
    places = [(0, 0, 4, 10), (4, 0, 8, 10), (0, 10, 6, 8), (6, 10, 6, 8), (0, 18, 6, 5)]
    laid = [
        one | {"id": f"t{n}", "place": dict(zip("xywh", place, strict=True))}
        for n, (one, place) in enumerate(zip(tiles, places, strict=True))
    ]
    body = {"name": "All sorts", "tiles": laid}
    return str(inside.call("POST", f"/boards?project={PROJECT}", json=body)["id"])


def test_tiles_show_rows_what_happened_and_whom_they_count(
    inside: Inside, visitor: Visitor
) -> None:
    made = board(inside)
    page = inside.enter(visitor, f"{HERE}/{made}?where=user_id+%3D+%22ann%22")
    daily, rows = tile(page, "People a day"), tile(page, "Who did what")
    expect(daily.locator("canvas")).to_be_visible()
    expect(daily.locator(".br-tile-said")).to_have_text("2 rows.")
    expect(daily.locator(".br-note")).to_have_text("Filters of the board do not apply to SQL.")
    expect(rows.get_by_role("cell", name="bob").or_(rows.get_by_text("bob")).first).to_be_visible()
    expect(rows.get_by_role("radio")).to_have_count(0)
    expect(tile(page, "Mistaken").get_by_role("alert")).to_contain_text("there is no column 'evnt'")
    daily.get_by_role("button", name="About People a day").click()
    about = page.get_by_role("dialog")
    expect(about).to_contain_text("uniqExact(who)")
    page.keyboard.press("Escape")
    expect(about).to_have_count(0)

    happened = tile(page, "Buyers by day").get_by_role("region", name="What happened")
    expect(happened.get_by_role("listitem")).to_contain_text("Newsletter")
    expect(happened.get_by_role("button")).to_have_count(0)  # written in the builder
    assert barriers(page) == []
    page.get_by_role("button", name="Which annotations").click()
    page.get_by_role("menuitem", name="no annotations").click()
    expect(happened).to_have_count(0)

    tile(page, "Buyers").locator("strong").get_by_role("button").click()
    crowd = page.get_by_role("dialog")
    expect(crowd.locator(".br-people-count")).to_contain_text("1 person")
    crowd.get_by_role("button", name="Save as audience").click()
    naming = page.get_by_role("dialog", name="Save as audience")
    naming.get_by_label("Name").fill("Ann alone")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Ann alone has 1 p"))).to_be_visible()
    kept = inside.call("GET", f"/audiences/ann-alone?project={PROJECT}")
    assert (kept["people"], kept["definition"]["kind"]) == (1, "trend")
    assert complaints(visitor, except_status=[422]) == []


def test_who_may_not_write_sql_sees_its_rows_and_a_stranger_nothing_but_them(
    inside: Inside, welcome: Welcome
) -> None:
    made = board(inside)
    said = {"email": "looks@example.org", "role": "viewer"}
    token = inside.call("POST", f"/members?project={PROJECT}", json=said)["token"]
    viewer = welcome(locale="zh-CN", viewport={"width": 390, "height": 844})
    joined = {"token": token, "password": PASSWORD, "name": ""}
    assert viewer.context.request.post(f"{inside.url}/api/v1/invitation", data=joined).ok
    page = viewer.page(f"{inside.url}{HERE}/{made}")
    expect(tile(page, "People a day").locator("canvas")).to_be_visible()
    expect(tile(page, "Who did what")).to_contain_text(PEOPLE[0])
    expect(tile(page, "Buyers by day").get_by_role("link")).to_have_count(1)
    expect(tile(page, "People a day").get_by_role("link")).to_have_count(0)
    expect(tile(page, "Mistaken").get_by_role("alert")).to_contain_text("没有列")
    assert overflow(page) == 0
    assert complaints(viewer, except_status=[422]) == []

    path = inside.call("POST", f"/boards/{made}/link?project={PROJECT}")["path"]
    stranger = welcome()
    seen = stranger.page(inside.url + path)
    expect(tile(seen, "People a day").locator("canvas")).to_be_visible()
    expect(tile(seen, "Who did what")).to_contain_text(PEOPLE[0])
    expect(seen.get_by_text("the statement of this tile fails", exact=False)).to_be_visible()
    expect(seen.get_by_role("region", name="What happened")).to_have_count(0)
    expect(tile(seen, "Buyers").get_by_role("button")).to_have_count(0)
    assert complaints(stranger, except_status=[422]) == []
