"""Is a heat map built by mouse and by keyboard, opened to its people, kept, and read on a phone?"""

from __future__ import annotations

import re
import struct
import time
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from e2e.browser import Visitor, Welcome
from e2e.inside import Inside
from e2e.test_habits import pick
from e2e.test_insights import answered, change, crowd
from e2e.wholesome import barriers, complaints, overflow

pytestmark = pytest.mark.xdist_group("insights")
PROJECT = "clicked"
HERE = f"/p/{PROJECT}/insights/heat?from=-30d"
CLICKS = {"Buy": 5, "Details": 2}
"""How many people click what, each once; everybody sees the page, and one clicks in vain."""


@pytest.fixture(scope="module")
def inside(house: Inside) -> Inside:
    """A server with an owner, and a project with a page that six people saw."""
    house.call("POST", "/projects", json={"name": PROJECT})
    at = datetime.now(UTC) - timedelta(days=2)
    events: list[dict[str, Any]] = []
    window = {"width": 1280, "height": 700, "page_height": 2000}
    for number in range(6):
        who = {"user_id": f"u{number}", "ts": at.isoformat(), "url": "https://a.example/p"}
        events.append({"event": "$pageview", "kind": "page", **who})
        for place, (text, many) in enumerate(CLICKS.items()):
            said = {"type": "click", "tag": "button", "selector": f"button#b{place}", "text": text}
            box = {"box_x": 0.1, "box_y": 200 * place, "box_width": 0.2, "box_height": 40}
            said |= {"x": 0.2, "y": 200 * place + 20, **box, **window}
            if number < many:
                events.append({"event": "$autocapture", **who, "props": said})
            if number == 0 and place == 1:
                events.append({"event": "$dead_click", **who, "props": said})
        left = {"scrolled": 700 + 200 * number, "seconds": 9, "seen_s": [9, 5], **window}
        events.append({"event": "$pageleave", **who, "props": left})
    key = house.write_key(PROJECT)
    sent = httpx.post(f"{house.url}/v1/events", json=events, auth=(key, ""))
    sent.raise_for_status()
    deadline = time.monotonic() + 60
    while len(house.names(PROJECT)) < 4:
        assert time.monotonic() < deadline, "the server stores nothing"
        time.sleep(0.1)
    return house


def png() -> bytes:
    """Return a picture of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + body


def test_a_map_is_built_says_what_the_api_says_and_opens_its_people(
    inside: Inside, visitor: Visitor
) -> None:
    page = inside.enter(visitor, HERE)
    pick(page, "Kind of screen", "desktops")
    page.wait_for_url(re.compile("device=desktop"))
    change(page, "Height of the map", "rows of 50 px")
    page.wait_for_url(re.compile("band=50"))
    before = answered(page)

    asked = {"from": "-30d", "device": "desktop", "band": 50, "top": 30}
    answer = inside.call("POST", f"/ask/heat?project={PROJECT}", json=asked)
    assert (answer["map"]["views"], answer["map"]["clicks"]) == (6, 7)
    assert "7 clicks in 6 views of a.example/p" in before
    assert "1,300 px" in before
    said = page.locator(".br-heat-name").all_inner_texts()
    assert said == [one["text"] for one in answer["elements"]] == [*CLICKS]
    expect(page.get_by_text("1 dead click", exact=False).first).to_be_visible()
    page.locator(".br-heat-element").first.click()
    assert crowd(page) == CLICKS["Buy"]
    map_ = page.locator("canvas.br-heat-map")
    box = map_.bounding_box()
    assert box is not None
    map_.click(position={"x": box["width"] * 0.2, "y": box["width"] * 20 / 1280})
    assert crowd(page) == CLICKS["Buy"]
    pick(page, "What the map shows", "how far it was seen")
    page.wait_for_url(re.compile("layer=reach"))
    assert barriers(page) == []

    file = {"name": "p.png", "mimeType": "image/png", "buffer": png()}
    page.locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    expect(page.get_by_text("Over the picture of the page")).to_be_visible()
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("A sketch of what was clicked")).to_be_visible()
    page.get_by_role("button", name="Save question").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Our page")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.wait_for_url("**q=**")
    number = re.search(r"[?&]q=([^&]+)", page.url)
    assert number is not None
    page.goto(f"{inside.url}/p/{PROJECT}/insights/heat?q={number.group(1)}")
    assert answered(page) == before
    assert complaints(visitor) == []


def test_a_phone_in_chinese_says_the_same(inside: Inside, welcome: Welcome) -> None:
    phone = welcome(locale="zh-CN", viewport={"width": 360, "height": 780})
    page = inside.enter(phone, f"{HERE}&page=%2Fp&compare=previous")

    assert "点击 7 次" in answered(page)
    expect(page.locator(".br-heat-name").first).to_have_text("Buy")
    assert overflow(page) == 0
    assert complaints(phone) == []
