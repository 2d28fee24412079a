"""A file of two hundred megabytes through the page: taken in with progress, or refused at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.browser import Visitor
from e2e.inside import Inside, owned

MOST = 200 << 20
HEAD = b"user,event,at,amount\n"
SENDING_MS = 120_000
WATCH = """() => {
  window.seen = { shares: [] }
  const look = () => {
    const share = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
    if (share && share !== window.seen.shares.at(-1)) window.seen.shares.push(share)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}"""


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    """A server with an owner, that takes files of 200 MiB."""
    home = tmp_path_factory.mktemp("upload") / "home"
    made = owned(home, env={"BELLROCK_COLLECT_UPLOAD_MB": str(MOST >> 20)})
    yield made
    made.api.close()
    made.served.stop()


def _open(inside: Inside, visitor: Visitor) -> Page:
    page = inside.enter(visitor, "/p/default/data/import")
    expect(page.get_by_text("Up to 200 MiB.")).to_be_visible()
    page.evaluate(WATCH)
    return page


def _orders(path: Path) -> Path:
    """Write as many orders as a file may have."""
    rows = (MOST - len(HEAD)) // len(_order(0))
    with path.open("wb") as to:
        to.write(HEAD)
        for first in range(0, rows, 100_000):
            to.writelines(_order(i) for i in range(first, min(first + 100_000, rows)))
    assert MOST - 1000 < path.stat().st_size <= MOST
    return path


def _order(i: int) -> bytes:
    return b"customer-%08d,Order Completed,2026-03-01 09:30:00,%012.2f%s\n" % (i, i, b" " * 150)


def test_a_file_as_large_as_may_be_comes_in_with_its_first_rows(
    inside: Inside, visitor: Visitor, tmp_path: Path
) -> None:
    page = _open(inside, visitor)

    page.locator("input[type=file]").set_input_files(_orders(tmp_path / "orders.csv"))

    sample = page.get_by_role("region", name="The first events")
    expect(sample).to_contain_text("customer-00000000", timeout=SENDING_MS)
    expect(page.get_by_text("Of the first")).to_be_visible()
    shares = [int(share) for share in page.evaluate("window.seen.shares")]
    assert shares == sorted(shares)
    assert len(shares) >= 3, "the bar stood still"
    assert visitor.complaints == []


def test_a_larger_file_is_refused_with_the_fix_before_it_is_sent(
    inside: Inside, visitor: Visitor, tmp_path: Path
) -> None:
    page = _open(inside, visitor)
    sent: list[str] = []
    page.on("request", lambda one: one.method == "POST" and sent.append(one.url))
    large = tmp_path / "large.csv"
    with large.open("wb") as to:
        to.write(HEAD)
        to.truncate(MOST + 1)

    page.locator("input[type=file]").set_input_files(large)

    problem = page.get_by_label("Choose a file").get_by_role("alert")
    expect(problem).to_contain_text(f"large.csv has {MOST + 1:,} B; a file may have {MOST:,} B")
    expect(problem).to_contain_text("Pack it with gzip, split it")
    expect(page.get_by_role("button", name="Choose a file")).to_be_enabled()
    assert sent == []
