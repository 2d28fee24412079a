"""Who sends this user agent: a person's browser or app, or which class of machine?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from device_detector import DeviceDetector

LONGEST = 512
"""Characters of a user agent that are looked at."""

_AI = re.compile(
    r"gptbot|chatgpt-|oai-searchbot|claudebot|claude-(?:web|user|searchbot)|anthropic-ai|perplexity"
    r"|ccbot|google-extended|googleother|bytespider|cohere-|diffbot|meta-external|applebot-extended"
    r"|amazonbot|ai2bot|mistralai|deepseekbot|youbot|timpibot|duckassistbot|petalbot-ai|gemini-deep",
    re.IGNORECASE,
)
_HEADLESS = re.compile(
    r"headless|phantomjs|puppeteer|playwright|selenium|webdriver|cypress|electron-test|slimerjs",
    re.IGNORECASE,
)
_CLASSES = {
    "Search bot": "search",
    "Search tools": "search",
    "Security search bot": "scanner",
    "Security Checker": "scanner",
    "Site Monitor": "monitor",
    "Network Monitor": "monitor",
    "Benchmark": "monitor",
    "Social Media Agent": "fetcher",
    "Service Agent": "fetcher",
    "Service bot": "fetcher",
    "Feed Fetcher": "fetcher",
    "Feed Parser": "fetcher",
    "Feed Reader": "fetcher",
    "Read-it-later Service": "fetcher",
    "Validator": "fetcher",
}
_IN_APPS = frozenset(
    {"OkHttp", "Alamofire", "AFNetworking", "Dart", "Ktor HTTP Client", "CFNetwork", "Volley"}
)
"""HTTP libraries that people's apps are built with; the others belong to scripts."""

_SHOWN = frozenset({"browser", "mobile app", "desktop app", "media player", "feed reader"})


@dataclass(frozen=True, slots=True)
class Agent:
    """What a user agent tells; empty where it tells nothing.

    `bot` is ai_agent, search, monitor, scanner, fetcher, crawler, headless or http_client, and
    empty for a person.
    """

    bot: str = ""
    device: str = ""
    os: str = ""
    os_version: str = ""
    browser: str = ""
    browser_version: str = ""

    @property
    def visits(self) -> bool:
        """Whether it is a visitor, human or machine, rather than a program that reports events."""
        if self.bot:
            return self.bot not in ("http_client", "crawler") or bool(self.browser)
        return bool(self.browser or self.os)


NOBODY = Agent()


def describe(user_agent: str) -> Agent:
    """Return what `user_agent` tells; this takes milliseconds, so remember it."""
    if not user_agent:
        return NOBODY
    seen = DeviceDetector(user_agent[:LONGEST], check_cache=False).parse()
    shown = seen.client_type() in _SHOWN
    return Agent(
        bot=_bot(user_agent[:LONGEST], seen),
        device=str(seen.device_type()),
        os=seen.os_name(),
        os_version=seen.os_version(),
        browser=seen.client_name() if shown else "",
        browser_version=seen.client_version() if shown else "",
    )


def _bot(user_agent: str, seen: DeviceDetector) -> str:
    if _AI.search(user_agent):
        return "ai_agent"
    if _HEADLESS.search(user_agent):
        return "headless"
    if seen.is_bot():
        category = str(seen.all_details["bot"].get("category") or "")
        return "ai_agent" if category.startswith("AI") else _CLASSES.get(category, "crawler")
    is_script = seen.client_type() == "library" and seen.client_name() not in _IN_APPS
    return "http_client" if is_script else ""
