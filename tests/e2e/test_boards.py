"""Is a board made, arranged, filtered, shown to others and taken back, by mouse and by keyboard?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.browser import Visitor, Welcome
from e2e.inside import PEOPLE, Inside
from e2e.wholesome import barriers, complaints, overflow, watch

PROJECT = "boards"
HERE = f"/p/{PROJECT}/boards"
ASKS: dict[str, dict[str, Any]] = {
    "trend": {"events": ["bought"], "metric": "uniques", "from": "-30d"},
    "funnel": {"steps": ["viewed product", "bought"], "within": "7d", "from": "-30d"},
    "retention": {"start": "any", "return": "any", "every": "day", "from": "-10d"},
    "paths": {"from": "-10d"},
}
NAMES = {
    "trend": "Buyers", "funnel": "Checkout", "retention": "Who comes back", "paths": "Ways",
}  # fmt: skip


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A project with buyers and a saved question of each kind."""
    house.call("POST", "/projects", json={"name": PROJECT, "zone": "UTC", "currency": "USD"})
    house.fill(PROJECT)
    for kind, ask in ASKS.items():
        body = {"name": NAMES[kind], "kind": kind, "ask": ask}
        house.call("POST", f"/questions?project={PROJECT}", json=body)
    return house


def tile(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def places(inside: Inside, board: str) -> dict[str, tuple[int, int, int, int]]:
    """Return where the tiles lie, by the kind of their question."""
    shown = inside.call("GET", f"/boards/{board}?project={PROJECT}")
    kinds = {one["id"]: one["name"] for one in shown["questions"]}
    return {
        kinds.get(one["question"] or "", one["title"]): tuple(one["place"][k] for k in "xywh")
        for one in shown["tiles"]
    }


def until(page: Page, inside: Inside, board: str, name: str, **wanted: int) -> None:
    """Wait until a tile lies where it should: `x`, `y`, `w` and `h`, as far as they are named."""
    for _ in range(100):
        now = dict(zip("xywh", places(inside, board)[name], strict=True))
        if now | wanted == now:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{name} lies at {now}, not at {wanted}")


def board_of(inside: Inside, *kinds: str, name: str = "Growth") -> str:
    """Make a board of saved questions, two in a row."""
    saved = inside.call("GET", f"/questions?project={PROJECT}")["data"]
    ids = {one["kind"]: one["id"] for one in saved}
    tiles = [
        {
            "id": kind, "kind": "question", "question": ids[kind],
            "place": {"x": 6 * (n % 2), "y": 8 * (n // 2), "w": 6, "h": 8},
        }
        for n, kind in enumerate(kinds)
    ]  # fmt: skip
    body = {"name": name, "tiles": tiles}
    return str(inside.call("POST", f"/boards?project={PROJECT}", json=body)["id"])


def test_four_questions_become_a_board(inside: Inside, visitor: Visitor) -> None:
    foreign = watch(visitor, inside.url)
    page = inside.enter(visitor, HERE)
    page.get_by_role("button", name="New board").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("New board")
    board = page.url.rsplit("/", 1)[1].split("?")[0]
    for kind in ASKS:
        page.get_by_role("button", name="Add tile").click()
        page.get_by_role("dialog").get_by_role("button", name=NAMES[kind]).click()
        expect(tile(page, NAMES[kind])).to_be_visible()
    # The funnel once more, from its own page, as it is asked there.
    funnel = inside.call("GET", f"/questions?project={PROJECT}&kind=funnel")["data"][0]
    page.goto(f"{inside.url}/p/{PROJECT}/insights/funnel?q={funnel['id']}")
    page.get_by_role("button", name="Add to a board").click()
    page.get_by_role("dialog").get_by_role("listitem").get_by_role(
        "button", name="New board"
    ).click()
    page.get_by_role("button", name=re.compile("It is on the board")).click()

    expect(tile(page, "Checkout")).to_have_count(2)
    expect(tile(page, "Buyers")).to_contain_text(str(len(PEOPLE)))
    for name in NAMES.values():
        expect(tile(page, name).first.locator(".br-tile-said")).to_be_visible()
    tile(page, "Checkout").first.get_by_role("button", name=re.compile("4")).first.click()
    expect(page.get_by_role("dialog").locator(".br-people-count")).to_contain_text("4")
    page.keyboard.press("Escape")
    tile(page, "Buyers").get_by_role("button", name="About Buyers").click()
    about = page.get_by_role("dialog")
    expect(about).to_contain_text("Rows read")
    expect(about).to_contain_text("from events")
    page.keyboard.press("Escape")
    expect(about).to_have_count(0)
    assert len(places(inside, board)) == 4
    assert barriers(page) == []
    assert complaints(visitor) == []
    assert foreign == []


def test_tiles_are_arranged_by_mouse_and_by_keyboard(inside: Inside, visitor: Visitor) -> None:
    board = board_of(inside, "trend", "funnel", "retention", name="Arranged")
    page = inside.enter(visitor, f"{HERE}/{board}")
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.get_by_role("button", name="Arrange").click()
    grip = tile(page, "Buyers").get_by_role("button", name="Move Buyers", exact=True)
    expect(grip).to_be_visible()
    begin, end = grip.bounding_box(), tile(page, "Checkout").bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 10, begin["y"] + 10)
    page.mouse.down()
    page.mouse.move(begin["x"] + 60, begin["y"] + 20, steps=4)
    page.mouse.move(begin["x"] + 10 + (end["width"] + 12), begin["y"] + 12, steps=12)
    page.mouse.up()
    until(page, inside, board, "Buyers", x=6, y=0, w=6, h=8)

    grip = tile(page, "Who comes back").get_by_role(
        "button", name="Move Who comes back", exact=True
    )
    grip.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[role=status]", has_text="7 wide")).to_have_count(1)
    page.keyboard.press("Shift+ArrowDown")
    until(page, inside, board, "Who comes back", x=0, w=7, h=9)
    expect(grip).to_be_focused()
    page.keyboard.press("ArrowUp")
    until(page, inside, board, "Who comes back", x=0, y=0)
    corner = tile(page, "Who comes back").locator("xpath=..").locator(".react-resizable-handle")
    box = corner.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, box["y"] + 8 + 2 * 52, steps=8)
    page.mouse.up()
    until(page, inside, board, "Who comes back", h=11)
    page.get_by_role("button", name="Done arranging").click()
    expect(grip).to_have_count(0)
    assert complaints(visitor) == []


def test_a_filter_holds_for_every_tile_and_a_failing_one_fails_alone(
    inside: Inside, visitor: Visitor
) -> None:
    board = board_of(inside, "trend", "funnel", name="Filtered")
    page = inside.enter(visitor, f"{HERE}/{board}?where=user_id+%3D+%22ann%22")
    expect(tile(page, "Buyers")).to_contain_text("1")
    expect(tile(page, "Checkout").locator(".br-tile-said")).to_contain_text("Of 1")
    page.get_by_role("button", name="Keep for everyone").click()
    expect(page).not_to_have_url(re.compile("where="))
    expect(tile(page, "Checkout").locator(".br-tile-said")).to_contain_text("Of 1")
    page.goto(f"{inside.url}{HERE}/{board}?where=user_id+%3D+%22ann%22&from=soon")
    expect(tile(page, "Buyers").get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("button", name="Add tile")).to_be_visible()
    kept = inside.call("GET", f"/boards/{board}?project={PROJECT}")["filters"]

    assert kept["where"] == 'user_id = "ann"'


def test_a_link_shows_the_board_to_anybody_until_it_is_taken_back(
    inside: Inside, visitor: Visitor, welcome: Welcome
) -> None:
    board = board_of(inside, "trend", "funnel", name="Shared")
    page = inside.enter(visitor, f"{HERE}/{board}")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Make a public link").click()
    link = page.get_by_text(re.compile("^http.*/embed/")).first
    expect(link).to_be_visible()
    address = link.inner_text().strip()

    stranger = welcome()
    foreign = watch(stranger, inside.url)
    seen = stranger.page(address)
    expect(seen.get_by_role("heading", level=1)).to_have_text("Shared")
    expect(tile(seen, "Checkout").locator(".br-tile-said")).to_contain_text("Of 4")
    expect(seen.get_by_role("button", name=re.compile("About"))).to_have_count(0)
    expect(seen.get_by_role("link", name=re.compile("builder"))).to_have_count(0)
    assert barriers(seen) == []
    assert complaints(stranger) == []
    assert foreign == []
    seen.set_viewport_size({"width": 360, "height": 740})
    assert overflow(seen) == 0

    page.get_by_role("button", name="Take the link back").click()
    expect(page.get_by_role("button", name="Make a public link")).to_be_visible()
    seen.reload()
    expect(seen.get_by_role("alert")).to_contain_text("this link shows nothing", ignore_case=True)


def test_a_board_is_talked_about(inside: Inside, visitor: Visitor) -> None:
    board = board_of(inside, "trend", name="Talked about")
    page = inside.enter(visitor, f"{HERE}/{board}")
    page.get_by_role("button", name="Comments").click()
    field = page.get_by_role("dialog").locator("textarea")
    field.fill("Look at Monday")
    page.get_by_role("dialog").get_by_role("button", name="Comment", exact=True).click()
    said = page.get_by_role("list", name="Comments")
    expect(said).to_contain_text("Look at Monday")
    said.get_by_role("button", name="Edit").click()
    page.get_by_role("dialog").locator("textarea").first.fill("Look at Tuesday")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(said).to_contain_text("Look at Tuesday")
    expect(said).to_contain_text("edited")
    assert barriers(page) == []
    said.get_by_role("button", name="Delete").click()
    expect(said).to_contain_text("A comment was deleted")


def test_a_template_becomes_a_board_in_chinese_on_a_phone(inside: Inside, welcome: Welcome) -> None:
    visitor = welcome(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = inside.enter(visitor, HERE)
    page.get_by_role("button", name="从模板新建").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("电商")).click()
    expect(page.get_by_role("dialog")).to_contain_text("bought")
    page.get_by_role("button", name="生成看板").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("电商")
    expect(tile(page, "下单用户")).to_contain_text("4")
    assert overflow(page) == 0
    assert barriers(page) == []
    assert complaints(visitor) == []
