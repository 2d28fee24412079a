"""Which browser do the tests drive? The system's Chromium; and what its pages complain of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium reads the last list alone, so Playwright's stands here too. The first two draw what comes
# down from an address bar that no test has, at a fifth of the browser's work.
_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled", "HttpsUpgrades", "LensOverlay"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "MediaRouter"),
    *("NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    "ThirdPartyStoragePartitioning",
)
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-blink-features=AutomationControlled",  # a person's browser names no driver
    "--host-resolver-rules=MAP *.test 127.0.0.1",  # sites of several hosts, all on this machine
    f"--disable-features={','.join(_OFF)}",
)
WAIT_MS = 30_000
_CUT_SHORT = "net::ERR_ABORTED"


def chromium() -> str | None:
    """Return the path of the system's Chromium, which root installs; None without one.

    CHROMIUM in the environment names another.
    """
    found = os.environ.get("CHROMIUM") or _installed()
    if found is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *command], capture_output=True, check=False)
        found = _installed()
    return found


@dataclass
class Visitor:
    """Somebody with a browser profile of their own, empty at first."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    """Errors in the console, uncaught exceptions and requests that failed, on any page."""

    def page(self, url: str = "") -> Page:
        """Open a tab, on `url` where one is given."""
        page = self.context.new_page()
        if url:
            page.goto(url)
        return page

    def listen(self) -> None:
        """Note from now on what pages complain of."""
        note = self.complaints.append
        self.context.on("console", lambda said: said.type == "error" and note(said.text))
        self.context.on("weberror", lambda error: note(str(error.error)))
        self.context.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        if request.failure != _CUT_SHORT:  # whoever leaves a page ends its requests
            self.complaints.append(f"{request.url}: {request.failure}")


Welcome = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this test process; where none can be had, what needs it fails."""
    path = chromium()
    if path is None:
        fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(fetch, capture_output=True, check=False)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def user_agent(browser: Browser) -> str:
    """What this browser calls itself in the hands of a person: without a screen it is a machine."""
    page = browser.new_page()
    said: str = page.evaluate("navigator.userAgent")
    page.close()
    return said.replace("Headless", "")


@pytest.fixture
def welcome(browser: Browser, user_agent: str) -> Iterator[Welcome]:
    """Bring visitors, each with a profile; options are those of Playwright's `new_context`."""
    come: list[Visitor] = []

    def bring(**options: Any) -> Visitor:
        still = {"user_agent": user_agent, "reduced_motion": "reduce"}  # motion is slow to test
        context = browser.new_context(**{**still, **options})
        context.set_default_timeout(WAIT_MS)
        visitor = Visitor(context)
        visitor.listen()
        come.append(visitor)
        return visitor

    yield bring
    for visitor in come:
        visitor.context.close()


@pytest.fixture
def visitor(welcome: Welcome) -> Visitor:
    """One visitor, with a browser as it comes."""
    return welcome()


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
