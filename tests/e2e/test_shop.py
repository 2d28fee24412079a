"""The demo shop in a real browser: what a visitor does there is what Bellrock is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bellrock.town.catalogue import CATEGORIES, CURRENCY, PRODUCTS
from e2e.browser import Visitor, Welcome
from e2e.collecting import Collecting, Event
from e2e.conftest import WEB
from e2e.sites import Site

pytestmark = pytest.mark.usefixtures("tracking_script")

PAGES = ("", "c/lamps/", "p/beacon-lamp/", "search/?q=lamp", "search/?q=x", "cart/", "checkout/")
LAMP = {"product_id": "P142", "category": "lamps", "price": 68.83, "currency": CURRENCY}


@pytest.fixture
def shop(site: Site, collected: Collecting, shop_pages: Path) -> str:
    """The shop's address, with a write key filled in as the server does, under a strict policy."""
    site.add_folder(shop_pages, "/shop/")
    for path, (kind, body) in list(site.pages.items()):
        html = body.replace(b"__WRITE_KEY__", collected.key.encode())
        script = f"{collected.url}/js/bellrock.js".encode()
        site.pages[path] = (kind, html.replace(b"/js/bellrock.js", script))
    site.policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        f"script-src 'self' {collected.url}; connect-src {collected.url}"
    )
    return site.url("/shop/")


def props(event: Event) -> dict[str, object]:
    found = event["props"]
    return json.loads(found) if isinstance(found, str) else found


def told(events: list[Event]) -> list[Event]:
    """Return what the shop itself said, without the pages and clicks that the script saw."""
    return [event for event in events if event["event"] not in ("$pageview", "$autocapture")]


def test_the_shop_sells_what_the_town_sells() -> None:
    sold = json.loads((WEB / "shop" / "catalogue.json").read_text("utf-8"))

    assert [one["id"] for one in sold["categories"]] == [name for name, *_ in CATEGORIES]
    assert sold["products"] == [
        {"id": p.id, "category": p.category, "name": p.name, "zh": p.name_zh}
        | {"cents": p.cents, "path": p.path}
        for p in PRODUCTS
    ]


def test_a_purchase_is_told_as_the_towns_shop_tells_it(
    shop: str, visitor: Visitor, collected: Collecting
) -> None:
    page = visitor.page(shop)
    page.fill(".find input", "beacon lamp")
    page.press(".find input", "Enter")
    page.click(".card-name:has-text('Beacon Lamp')")
    page.click("text=Add to cart")
    page.click("text=Go to cart")
    page.click("[aria-label='One more Beacon Lamp']")
    page.click("text=Check out")
    page.fill("[name=name]", "Ann Lee")
    page.fill("[name=email]", "ann@b.example")
    page.fill("[name=address]", "1 Secret Quay")
    page.click("text=Place the order")
    page.wait_for_url("**/thanks/")
    order = page.text_content("#order-id")

    events = collected.events(18)
    if not any(event["path"] == "/shop/thanks/" for event in events):
        events = collected.events(len(events) + 1)  # the last page's own view may come last

    said = {event["event"]: props(event) for event in told(events)}
    assert list(said) == [
        *("Products Searched", "Product Viewed", "Product Added", "Cart Viewed"),
        *("Checkout Started", "$identify", "Order Completed"),
    ]
    assert said["Products Searched"] == {"query": "beacon lamp", "results": 1}
    assert said["Product Viewed"] == {**LAMP, "name": "Beacon Lamp"}
    assert said["Product Added"] == {**LAMP, "name": "Beacon Lamp", "quantity": 1}
    assert said["Cart Viewed"] == {"value": 68.83, "currency": CURRENCY, "items": 1}
    assert said["Checkout Started"] == {
        "value": 137.66,
        "currency": CURRENCY,
        "items": 2,
        "one_click": False,
    }
    bought = {"product_id": "P142", "category": "lamps", "price": 68.83, "quantity": 2}
    assert said["Order Completed"] == {
        "order_id": order,
        "revenue": 137.66,
        "currency": CURRENCY,
        "items": 2,
        "one_click": False,
        "products": [bought],
    }
    assert [event["path"] for event in events if event["event"] == "$pageview"] == [
        *("/shop/", "/shop/search/", "/shop/p/beacon-lamp/", "/shop/cart/"),
        *("/shop/checkout/", "/shop/thanks/"),
    ]
    assert len({(event["anonymous_id"], event["session"]) for event in events}) == 1
    assert "Secret Quay" not in json.dumps(events)
    assert visitor.complaints == []


def test_who_signs_in_is_known_until_they_sign_out(
    shop: str, visitor: Visitor, collected: Collecting
) -> None:
    page = visitor.page(shop + "sign-in/")
    page.fill("[name=email]", " Ann@B.example ")
    page.click("main button:has-text('Sign in')")
    page.wait_for_selector("text=ann@b.example")
    page.goto(shop)
    page.click("text=Account")
    page.click("text=Sign out")
    page.goto(shop)

    events = collected.events(10)

    identified, signed_in = told(events)
    assert (identified["event"], signed_in["event"]) == ("$identify", "Signed In")
    assert identified["user_id"].startswith("shop")
    pages = [event for event in events if event["event"] == "$pageview"]
    assert [event["user_id"] for event in pages] == ["", *[identified["user_id"]] * 2, ""]
    assert pages[0]["anonymous_id"] != pages[3]["anonymous_id"]
    assert visitor.complaints == []


def test_the_shop_speaks_two_languages(shop: str, welcome: Welcome, collected: Collecting) -> None:
    reader = welcome(locale="zh-CN")
    page = reader.page(shop + "p/beacon-lamp/")
    assert page.text_content("h1") == "灯塔台灯"
    page.click("#add")
    page.goto(shop + "cart/")
    page.wait_for_selector(".lines a")
    assert page.text_content(".lines a") == "灯塔台灯"
    page.wait_for_timeout(700)  # a page's title is taken a moment after it opens
    page.click("#language")
    assert page.text_content(".lines a") == "Beacon Lamp"
    page.goto(shop + "search/")
    assert page.text_content("h1") == "Search"

    events = collected.events(8)

    (viewed,) = (event for event in events if event["event"] == "Product Viewed")
    assert (props(viewed)["name"], viewed["locale"]) == ("灯塔台灯", "zh-CN")
    assert {event["title"].partition(" – ")[0] for event in events if event["kind"] == "page"} == {
        *("灯塔台灯", "购物车", "Search"),
    }
    assert reader.complaints == []


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
def test_no_page_is_wider_than_its_screen(shop: str, welcome: Welcome, locale: str) -> None:
    reader = welcome(locale=locale)
    page = reader.page(shop + "p/beacon-lamp/")
    page.click("#add")
    for path in PAGES:
        page.goto(shop + path)
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("innerWidth") == width
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert _untranslated(page) == []
    assert reader.complaints == []


def _untranslated(page: Page) -> list[str]:
    """Return texts of the page's own that stand in one language alone."""
    return page.evaluate(
        """() => document.documentElement.lang !== 'zh-CN' ? [] :
          [...document.querySelectorAll('main *, .bar *, .foot *')]
            .filter(e => !e.children.length && e.checkVisibility())
            .map(e => e.textContent.trim())
            .filter(text => /[a-z]{3}/i.test(text) && !/Bell ?[Rr]ock|English|lamp/.test(text))"""
    )


def test_who_asks_not_to_be_followed_is_told_so_and_may_agree(
    shop: str, visitor: Visitor, collected: Collecting
) -> None:
    objects = "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
    visitor.context.add_init_script(objects)
    page = visitor.page(shop)
    page.wait_for_timeout(1500)
    assert collected.events(0) == []

    page.click("text=Send anyway")

    assert [event["event"] for event in collected.events(1)][:1] == ["$pageview"]
    page.goto(shop + "cart/")
    assert not page.is_visible("#notice")
