"""What must hold on every page of the app? No complaint, no other host, no barrier."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError

from e2e.browser import Visitor

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_SERIOUS = ("serious", "critical")


def watch(visitor: Visitor, url: str) -> list[str]:
    """Return the list that requests to other hosts than `url` are noted in from now on."""
    foreign: list[str] = []

    def note(address: str) -> None:
        if not address.startswith((url, "data:", "blob:", "about:")):
            foreign.append(address)

    visitor.hear("request", lambda request: note(request.url))
    return foreign


def complaints(visitor: Visitor, *, except_status: Sequence[int] = ()) -> list[str]:
    """Return what pages complained of, but for answers of these statuses, which browsers log."""
    logged = tuple(f"status of {status}" for status in except_status)
    return [said for said in visitor.complaints if not any(one in said for one in logged)]


def barriers(page: Page) -> list[str]:
    """Return what axe-core finds serious on the page as it is: a line for each place."""
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations)"
    )
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]}"
        for one in found
        if one["impact"] in _SERIOUS
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels the page stays wider than its window, once it is laid out."""
    with suppress(TimeoutError):
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=5_000)
    wider: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, wider)


@cache
def _axe() -> str:
    return AXE.read_text()
