"""The browser app's files: what is served, under which policy, and what is not reachable."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bellrock.server import site
from shops import Server

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def web(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    built = tmp_path / "site"
    (built / "app" / "assets").mkdir(parents=True)
    (built / "js").mkdir()
    (built / "app" / "index.html").write_text('<meta name="csp-nonce" content="__NONCE__">')
    (built / "app" / "assets" / "a-1.js").write_text("let a")
    (built / "app" / "assets" / "a-1.js.gz").write_bytes(gzip.compress(b"let a"))
    (built / "app" / "assets" / "notes.txt").write_text("no")
    (built / "js" / "bellrock.js").write_text("let b")
    (tmp_path / "secret.js").write_text("let s")
    monkeypatch.setattr(site, "SITE", built)
    with server.client() as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/p/default/", "/p/default/people/abc", "/sign-in"])
def test_every_address_of_a_page_gives_the_app(web: httpx.Client, path: str) -> None:
    answer = web.get(path, headers=HTML)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_page_runs_its_own_scripts_alone_and_its_nonce_is_new_each_time(
    web: httpx.Client,
) -> None:
    pages = [web.get("/", headers=HTML) for _ in range(2)]

    nonces = [re.findall(r'content="([^"]+)"', page.text)[0] for page in pages]
    assert nonces[0] != nonces[1]
    for page, nonce in zip(pages, nonces, strict=True):
        told = dict(
            part.split(" ", 1) for part in page.headers["content-security-policy"].split("; ")
        )
        assert told["script-src"] == "'self'"
        assert told["default-src"] == told["frame-ancestors"] == told["base-uri"] == "'none'"
        assert told["style-src"] == f"'self' 'nonce-{nonce}'"
        assert told["connect-src"] == "'self'"
        assert "unsafe" not in page.headers["content-security-policy"]


def test_built_files_are_kept_by_browsers_and_sent_packed(web: httpx.Client) -> None:
    packed = web.get("/assets/a-1.js", headers={"Accept-Encoding": "gzip"})
    plain = web.get("/assets/a-1.js", headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text == "let a"
    assert "content-encoding" not in plain.headers
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_any_site_may_load_the_tracking_script(web: httpx.Client) -> None:
    script = web.get("/js/bellrock.js")

    assert script.text == "let b"
    assert script.headers["access-control-allow-origin"] == "*"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/%2e%2e/%2e%2e/%2e%2e/secret.js",
        "/assets/..%2f..%2f..%2fsecret.js",
        "/assets//etc/passwd",
        "/assets/notes.txt",
        "/assets/",
        "/assets/none.js",
        "/js/other.js",
        "/api/v1/no-such-thing",
    ],
)
def test_nothing_else_is_given_away(web: httpx.Client, path: str) -> None:
    answer = web.get(path, headers=HTML)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert "let s" not in answer.text


def test_a_program_that_asks_for_data_is_given_no_page(web: httpx.Client) -> None:
    answer = web.get("/nowhere", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_only_a_demo_has_a_shop_and_it_carries_the_web_key(
    web: httpx.Client, server: Server
) -> None:
    assert web.get("/shop/", headers=HTML).status_code == 404

    truth = server.app.home.path / "truth"
    truth.mkdir()
    project = server.app.accounts.project().id
    key, text = server.app.accounts.keys.create("write", project, "web")
    try:
        (site.SITE / "shop" / "cart").mkdir(parents=True)
        (site.SITE / "shop" / "cart" / "index.html").write_text('<script data-key="__WRITE_KEY__">')
        answer = web.get("/shop/cart/", headers=HTML)
        bare = web.get("/shop", headers=HTML)
        outside = web.get("/shop/..%2f..%2fapp/index.html", headers=HTML)
    finally:
        server.app.accounts.keys.revoke(project, key.source, actor="test")
        truth.rmdir()

    assert answer.text == f'<script data-key="{text}">'
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert bare.headers["location"] == "/shop/"
    assert outside.status_code == 404


def test_an_app_that_was_not_built_says_how(server: Server, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(site, "SITE", tmp_path)
    with server.client() as client:
        answer = client.get("/", headers=HTML)

    assert answer.status_code == 404
    assert "make web" in answer.json()["hint"]


def test_a_public_links_page_alone_may_be_framed_and_none_lists_it(web: httpx.Client) -> None:
    page = web.get("/embed/abc", headers=HTML)
    other = [web.get(path, headers=HTML) for path in ("/", "/p/default", "/embed/a/b", "/embedded")]

    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    assert page.headers["x-robots-tag"].startswith("noindex")
    assert page.headers["referrer-policy"] == "no-referrer"
    for one in other:
        assert one.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in one.headers["content-security-policy"]
