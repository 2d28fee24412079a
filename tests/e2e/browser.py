"""Which browser do the tests drive? The system's Chromium; and what its pages complain of."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Error,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

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
_WINDOW = ViewportSize(width=1280, height=720)
_CUT_SHORT = "net::ERR_ABORTED"
_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)
})
"""


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
    _tab: Page | None = None
    """One that is open already, which holds nothing."""
    _window: ViewportSize | None = None
    """How large its pages are; None: as the profile has them."""
    _heard: list[tuple[str, Callable[[Any], Any]]] = field(default_factory=list)

    def page(self, url: str = "") -> Page:
        """Open a tab, on `url` where one is given."""
        page, self._tab = self._tab or self.context.new_page(), None
        page.bring_to_front()  # one that lies behind another does not draw, and is never still
        if self._window and page.viewport_size != self._window:
            page.set_viewport_size(self._window)
        if url:
            page.goto(url)
        return page

    def hear(self, event: str, note: Callable[[Any], Any]) -> None:
        """Call `note` with what the profile tells of a kind from now on, until the test ends."""
        self._heard.append((event, note))
        self.context.on(event, note)  # type: ignore[call-overload]  # one overload an event

    def listen(self) -> None:
        """Note from now on what pages complain of."""
        note = self.complaints.append
        self.hear("console", lambda said: said.type == "error" and note(said.text))
        self.hear("weberror", lambda error: note(str(error.error)))
        self.hear("requestfailed", self._failed)

    def leave(self) -> None:
        """Hear nothing more."""
        for event, note in self._heard:
            self.context.remove_listener(event, note)

    def _failed(self, request: Request) -> None:
        if request.failure != _CUT_SHORT:  # whoever leaves a page ends its requests
            self.complaints.append(f"{request.url}: {request.failure}")


@dataclass
class Profile:
    """A profile that is emptied and given to the next visitor, with the app's files still read."""

    context: BrowserContext
    tab: Page | None
    """A tab for the next visitor, whose process has run the app: a new one takes half a second."""
    _options: Mapping[str, Any]
    _own: Page
    _line: CDPSession

    @classmethod
    def made(cls, browser: Browser, options: Mapping[str, Any]) -> Profile:
        """Make one, with a tab of its own that nobody sees."""
        context = _context(browser, options)
        own = context.new_page()
        return cls(context, None, options, own, context.new_cdp_session(own))

    def empty(self) -> None:
        """Leave every page, and forget all that they and their server have kept here."""
        self.tab, *others = [one for one in self.context.pages if one is not self._own] or [None]
        for page in others:
            page.close()
        if self.tab is not None and not self._left(self.tab):
            self.tab.close()
            self.tab = None
        self.context.unroute_all()
        self.context.set_offline(False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        everything = {"origin": "*", "storageTypes": "all"}
        self._line.send("Storage.clearDataForOrigin", everything)

    def _left(self, page: Page) -> bool:
        """Lead a tab from the app to a file of its server, and tell whether it has come there."""
        page.unroute_all()
        try:
            page.goto(urljoin(page.url, "/healthz"), timeout=2000)
            page.evaluate("() => { sessionStorage.clear(); window.name = '' }")
        except Error:  # it was on no page of a server, or that server has ended
            return False
        line = self.context.new_cdp_session(page)
        line.send("Page.resetNavigationHistory")
        line.detach()
        scheme, motion = (self._options.get(one) for one in ("color_scheme", "reduced_motion"))
        page.emulate_media(color_scheme=scheme or "light", reduced_motion=motion)
        return True


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


@pytest.fixture(scope="session")
def profiles() -> dict[str, list[Profile]]:
    """Profiles that nobody uses now, by their options."""
    return {}


@pytest.fixture
def welcome(
    browser: Browser,
    user_agent: str,
    profiles: dict[str, list[Profile]],
    request: pytest.FixtureRequest,
) -> Iterator[Welcome]:
    """Bring visitors, each with a profile; options are those of Playwright's `new_context`.

    To fetch and read the app costs more than most tests, so a profile is emptied and used again.
    Who comes to a site of another host comes with a new one.
    """
    come: list[tuple[Visitor, Callable[[], object]]] = []
    new = "site" in request.fixturenames

    def bring(**options: Any) -> Visitor:
        still = {"user_agent": user_agent, "reduced_motion": "reduce"}  # motion is slow to test
        options = {**still, **options}
        if new:
            visitor = Visitor(_context(browser, options))
            end: Callable[[], object] = visitor.context.close
        else:
            window = options.pop("viewport", _WINDOW)
            alike = profiles.setdefault(repr(sorted(options.items())), [])
            profile = alike.pop() if alike else Profile.made(browser, options)
            visitor = Visitor(profile.context, _tab=profile.tab, _window=window)
            end = partial(_give_back, profile, alike)
        visitor.listen()
        come.append((visitor, end))
        return visitor

    yield bring
    for visitor, end in come:
        visitor.leave()
        end()


@pytest.fixture
def visitor(welcome: Welcome) -> Visitor:
    """One visitor, with a browser as it comes."""
    return welcome()


def _context(browser: Browser, options: Mapping[str, Any]) -> BrowserContext:
    context = browser.new_context(**options)
    context.set_default_timeout(WAIT_MS)
    context.add_init_script(_TELL_VIOLATIONS)
    return context


def _give_back(profile: Profile, alike: list[Profile]) -> None:
    profile.empty()
    alike.append(profile)


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
