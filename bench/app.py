"""How quick is the browser app? Paint, interaction, drawing, live frames, chunks, in Chromium.

Browser, server and the sender of live events share this machine's cores. The cache is cold: every
figure is the median of new browser profiles.
"""

from __future__ import annotations

import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.collector import bellrock, free_port, until_ready

HOST = "127.0.0.1"
EMAIL, PASSWORD = "owner@example.com", "a long and private sentence"
ROUNDS, EVENTS = 5, 20
VALUES, BATCH = 5_000, 1_000
ASSETS = Path(__file__).parent.parent / "src/bellrock/server/site/app/assets"
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


def main() -> None:
    """Print one table: what was wanted, what was measured."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder) / "home") as url,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=_chromium(), args=list(FLAGS))
        _row("app", "wanted", "measured")
        rounds = [_cold(browser, url) for _ in range(ROUNDS)]
        _row("Home, first paint", "1.5 s", _seconds([paint for paint, _ in rounds]))
        _row("Home, first click answered", "2.5 s", _seconds([click for _, click in rounds]))
        drawn = [_drawn(browser, url, "event=Product+Viewed") for _ in range(ROUNDS)]
        _row("an answer, drawn after it came", "0.1 s", _seconds(drawn))
        _send_values(browser, url)
        many = "event=Opened&by=props.page&top=100"
        drawn = [_drawn(browser, url, many) for _ in range(ROUNDS)]
        _row("… of 5,000 values by the day", "0.1 s", _seconds(drawn))
        drawn = [_drawn(browser, url, many + "&every=hour") for _ in range(ROUNDS)]
        _row("… of 5,000 values by the hour", "1 s", _seconds(drawn))
        seen = _arrivals(browser, url)
        _row("an event, on the live page", "2 s", _seconds(seen))
        _row("… the slowest of them", "2 s", f"{max(seen):.3f} s")
        late, frames, shown = _live(browser, url)
        _row("frames over 50 ms at 200 events/s", "0", f"{late} of {frames}")
        _row("rows drawn of the live list", "-", str(shown))
        browser.close()
    name, size = max(_chunks(), key=lambda chunk: chunk[1])
    _row("largest chunk, gzipped", "400 kB", f"{size / 1000:.0f} kB ({name})")


@contextmanager
def _served(home: Path) -> Iterator[str]:
    bellrock("demo", "--people", "2000", "--days", "60", "--no-serve", home=home)
    make = [sys.executable, "-m", "bellrock.cli", "user", "create", "--home", str(home)]
    make += ["--email", EMAIL, "--password-stdin"]
    subprocess.run(make, input=PASSWORD, text=True, check=True, capture_output=True)
    port = free_port()
    command = [sys.executable, "-m", "bellrock.cli", "serve", "--home", str(home)]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_ready(port)
        time.sleep(6)  # the lists of user agents are read
        yield f"http://{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(60)


def _enter(browser: Browser, url: str) -> Page:
    """Return a page of a new profile that is signed in and has loaded nothing."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en")
    body = {"email": EMAIL, "password": PASSWORD}
    answer = context.request.post(f"{url}/api/v1/session", data=body)
    assert answer.ok, answer.text()
    return context.new_page()


def _cold(browser: Browser, url: str) -> tuple[float, float]:
    page = _enter(browser, url)
    began = time.perf_counter()
    page.goto(f"{url}/p/default/", wait_until="commit")
    page.get_by_role("link", name="Everybody", exact=True).first.click()
    page.get_by_role("heading", name="People", level=1).wait_for()
    click = time.perf_counter() - began
    page.goto(f"{url}/p/default/", wait_until="commit")
    page.context.close()
    page = _enter(browser, url)
    page.goto(f"{url}/p/default/")
    page.get_by_role("heading", level=1).first.wait_for()
    paint = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
    )
    page.context.close()
    return paint, click


def _drawn(browser: Browser, url: str, asked: str) -> float:
    """Return the seconds from a trend's answer to its picture, after a change of the dates."""
    page = _enter(browser, url)
    page.goto(f"{url}/p/default/insights/trend?from=-30d&{asked}")
    page.locator(".br-chart canvas").first.wait_for()
    page.wait_for_timeout(1500)
    page.evaluate("performance.clearMarks(); performance.clearResourceTimings()")
    page.get_by_label("Dates", exact=True).first.click()
    page.get_by_text("Last 90 days").last.click()
    found = page.wait_for_function(
        """() => {
          const asked = performance.getEntriesByType('resource')
            .filter((one) => one.name.includes('/ask/trend') && one.responseEnd > 0)
          const came = Math.max(...asked.map((one) => one.responseEnd))
          const drawn = performance.getEntriesByName('bellrock:drawn')
            .map((one) => one.startTime).filter((at) => asked.length > 0 && at >= came)
          return drawn.length > 0 && (Math.min(...drawn) - came) / 1000
        }"""
    )
    seconds: float = found.json_value()
    page.context.close()
    return seconds


def _send_values(browser: Browser, url: str) -> None:
    """Send an event with thousands of values of a property."""
    page, now = _enter(browser, url), time.time()
    key = _write_key(page, url)
    for first in range(0, VALUES, BATCH):
        batch = [
            {
                "event": "Opened",
                "user_id": f"v{number}",
                "ts": datetime.fromtimestamp(now - 60 - number * 1200 % 2_500_000, UTC).isoformat(),
                "props": {"page": f"/page/{number:04}"},
            }
            for number in range(first, first + BATCH)
        ]
        httpx.post(f"{url}/v1/events", json=batch, auth=(key, "")).raise_for_status()
    time.sleep(5)  # they are stored
    page.context.close()


def _arrivals(browser: Browser, url: str) -> list[float]:
    """Return after how many seconds each of some events, sent one by one, was on screen."""
    page, seen = _enter(browser, url), []
    key = _write_key(page, url)
    page.goto(f"{url}/p/default/data/live")
    page.locator(".br-live-state-open").wait_for()
    for i in range(EVENTS):
        event = {"event": f"Seen {i}", "userId": "ann"}
        began = time.perf_counter()
        httpx.post(f"{url}/v1/track", json=event, auth=(key, "")).raise_for_status()
        page.get_by_role("button", name=f"Seen {i}", exact=True).wait_for()
        seen.append(time.perf_counter() - began)
    page.context.close()
    return seen


def _write_key(page: Page, url: str) -> str:
    keys = page.context.request.get(f"{url}/api/v1/keys").json()["data"]
    return next(one["shown"] for one in keys if one["kind"] == "write" and not one["revoked"])


def _live(browser: Browser, url: str) -> tuple[int, int, int]:
    page = _enter(browser, url)
    key = _write_key(page, url)
    page.goto(f"{url}/p/default/data/live")
    page.wait_for_timeout(2500)
    page.evaluate(
        """() => {
          window.gaps = []
          let last = performance.now()
          const tick = (now) => {
            window.gaps.push(now - last)
            last = now
            requestAnimationFrame(tick)
          }
          requestAnimationFrame(tick)
        }"""
    )
    _send(url, key, seconds=8)
    page.wait_for_timeout(1500)
    gaps: list[float] = page.evaluate("window.gaps")
    shown = page.get_by_role("row").count()
    page.context.close()
    return sum(gap > 50 for gap in gaps), len(gaps), shown


def _send(url: str, key: str, *, seconds: int) -> None:
    began = time.perf_counter()
    with httpx.Client(auth=(key, ""), base_url=url) as client:
        for tick in range(seconds * 10):
            batch: list[dict[str, Any]] = [
                {
                    "type": "track",
                    "event": f"Live {i % 5}",
                    "anonymousId": f"a{i}",
                    "messageId": f"l-{tick}-{i}",
                }
                for i in range(20)
            ]
            client.post("/v1/batch", json={"batch": batch}).raise_for_status()
            time.sleep(max(0.0, began + (tick + 1) / 10 - time.perf_counter()))


def _chunks() -> list[tuple[str, int]]:
    return [(one.name, len(gzip.compress(one.read_bytes(), 9))) for one in ASSETS.glob("*.js")]


def _chromium() -> str:
    for name in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"):
        if Path(name).exists():
            return name
    raise SystemExit("no Chromium was found; on Debian: apt-get install chromium")


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.3f} s"


def _row(what: str, wanted: str, measured: str) -> None:
    print(f"{what:<36} {wanted:>12} {measured:>36}")


if __name__ == "__main__":
    main()
