"""Pictures of pages are pictures and nothing else; a pass opens one page's numbers and no more."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bellrock.core.errors import NotAllowed
from bellrock.core.time import FixedClock
from bellrock.runtime.heat_live import LASTS, LivePasses
from shops import Shop, settle

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 100
PAGE = {"page": "www.lamps.example/p/1"}
SITE = {"Origin": "https://www.lamps.example"}


@pytest.fixture
def clicked(shop: Shop) -> Shop:
    """A shop with a page that ann saw and clicked."""
    at = {"anonymous_id": "ann", "url": "https://www.lamps.example/p/1?utm_source=x"}
    click = {"type": "click", "tag": "button", "selector": "button#buy", "text": "Buy", "x": 0.5}
    events = [
        {"event": "$pageview", "kind": "page", **at},
        {"event": "$autocapture", **at, "props": {**click, "y": 300, "width": 1280}},
        {"event": "$pageleave", **at, "props": {"scrolled": 700, "height": 600}},
    ]
    with shop.server.client() as site:
        site.post("/v1/events", json=events, auth=(shop.write, "")).raise_for_status()
    settle(shop.app)
    return shop


def made(shop: Shop, **ask: Any) -> httpx.Response:
    with shop.server.bearer(shop.read) as api:
        return api.post("/api/v1/heat/live", json={"ask": {**PAGE, **ask}})


def shown(shop: Shop, token: str, origin: dict[str, str] = SITE) -> httpx.Response:
    with shop.server.client(**origin) as page:
        return page.get("/api/v1/heat/live", params={"token": token})


def test_a_page_shows_its_own_numbers_by_a_pass_and_names_nobody(clicked: Shop) -> None:
    ticket = made(clicked).raise_for_status().json()
    told = shown(clicked, ticket["token"])

    assert ticket["url"] == f"https://www.lamps.example/p/1#bellrock-heat={ticket['token']}"
    assert told.headers["Access-Control-Allow-Origin"] == SITE["Origin"]
    assert "Access-Control-Allow-Credentials" not in told.headers
    numbers = told.json()
    assert (numbers["views"], numbers["clicks"], numbers["fold_px"]) == (1, 1, 600)
    assert numbers["elements"] == [
        {"selector": "button#buy", "clicks": 1, "per_view": 1.0, "rage": 0, "dead": 0}
    ]
    assert "ann" not in told.text


def test_a_pass_is_good_for_nothing_else(clicked: Shop) -> None:
    token = made(clicked).json()["token"]
    body, _, signature = token.partition(".")
    said = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))

    def forged(**change: Any) -> str:
        packed = base64.urlsafe_b64encode(json.dumps(said | change).encode()).rstrip(b"=")
        return f"{packed.decode()}.{signature}"

    wrong = [
        forged(project=said["project"] + 1), forged(until=said["until"] * 2), forged(ask={}),
        forged(host="evil.example"), f"{body}.", f"{body}.{signature[:-1]}", "x", "x.é",
        f".{signature}", f"{body}.{signature}.{signature}",
    ]  # fmt: skip
    for one in wrong:
        told = shown(clicked, one)
        assert (told.status_code, "access-control-allow-origin" in told.headers) == (403, False)
    for origin in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert shown(clicked, token, origin).status_code == 403
    with clicked.server.bearer(token) as api:
        assert api.get("/api/v1/people").status_code == 401
    for path in ("/api/v1/heat/picture?page=/", "/api/v1/events"):
        with clicked.server.client(**SITE) as page:
            told = page.get(path, params={"token": token})
            assert (told.status_code, "access-control-allow-origin" in told.headers) == (401, False)


def test_a_pass_ends_after_half_an_hour_and_with_the_server() -> None:
    clock = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
    passes = LivePasses(clock)
    token, until = passes.sign(7, {"page": "/"}, "a.example")

    assert (passes.open(token).project, until - clock.now()) == (7, LASTS)
    clock.tick(LASTS - timedelta(seconds=1))
    assert passes.open(token).host == "a.example"
    clock.tick(timedelta(seconds=1))
    for other in (passes, LivePasses(FixedClock(datetime(2026, 3, 1, tzinfo=UTC)))):
        with pytest.raises(NotAllowed):
            other.open(token)


def test_only_a_page_that_was_seen_gets_a_pass_and_only_for_members(clicked: Shop) -> None:
    assert [made(clicked, page=page).status_code for page in ("/p/*", "/nobody")] == [404, 404]
    with clicked.server.client() as nobody:
        assert nobody.post("/api/v1/heat/live", json={"ask": PAGE}).status_code == 401


def test_a_picture_is_kept_by_page_and_screen_and_served_as_nothing_else(shop: Shop) -> None:
    where = {**PAGE, "device": "phone"}
    with shop.server.bearer(shop.admin) as api:
        put = api.put("/api/v1/heat/picture", params=where, content=PNG)
        told = api.get("/api/v1/heat/picture", params=where)
        other = api.get("/api/v1/heat/picture", params=PAGE)

    assert (put.status_code, told.content, other.status_code) == (204, PNG, 204)
    assert told.headers["Content-Type"] == "image/png"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in told.headers["Content-Security-Policy"]
    assert told.headers["Cache-Control"] == "no-store"
    with shop.server.bearer(shop.read) as reader:
        assert reader.put("/api/v1/heat/picture", params=where, content=PNG).status_code == 403
        assert reader.get("/api/v1/heat/picture", params=where).content == PNG
    with shop.server.bearer(shop.admin) as api:
        assert api.delete("/api/v1/heat/picture", params=where).status_code == 204
        assert api.get("/api/v1/heat/picture", params=where).status_code == 204


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<!doctype html><script>", b"GIF89a",
     b"RIFF\0\0\0\0WAVE"],
)  # fmt: skip
def test_what_is_no_picture_is_refused_whatever_it_is_called(shop: Shop, content: bytes) -> None:
    with shop.server.bearer(shop.admin) as api:
        told = api.put(
            "/api/v1/heat/picture", params=PAGE, content=content,
            headers={"Content-Type": "image/png"},
        )  # fmt: skip

    assert told.status_code == 422
    assert told.json()["hint"]


def test_a_picture_that_is_too_large_is_refused(shop: Shop) -> None:
    with shop.server.bearer(shop.admin) as api:
        told = api.put("/api/v1/heat/picture", params=PAGE, content=PNG + bytes(5 << 20))

    assert told.status_code == 413
