"""Which browsers do people use, and which machines come by themselves?"""

from __future__ import annotations

from dataclasses import dataclass

from bellrock.town.dice import Wheel

_MOZILLA = "Mozilla/5.0"
_LIKE = "AppleWebKit/537.36 (KHTML, like Gecko)"
_WINDOWS = f"{_MOZILLA} (Windows NT 10.0; Win64; x64)"
_MAC = f"{_MOZILLA} (Macintosh; Intel Mac OS X 10_15_7)"
_IPHONE = f"{_MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"


@dataclass(frozen=True)
class Browser:
    """A browser on a kind of device, with its screen."""

    user_agent: str
    device: str
    width: int
    height: int


BROWSERS = Wheel(
    [
        (Browser(f"{_WINDOWS} {_LIKE} Chrome/138.0.0.0 Safari/537.36", "desktop", 1920, 1080), 18),
        (Browser(f"{_MAC} {_LIKE} Chrome/138.0.0.0 Safari/537.36", "desktop", 1728, 1117), 8),
        (
            Browser(
                f"{_WINDOWS} {_LIKE} Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
                "desktop", 1536, 864,
            ),
            6,
        ),
        (
            Browser(
                f"{_MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "desktop", 1440, 900,
            ),
            7,
        ),
        (
            Browser(
                f"{_MOZILLA} (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "desktop", 1920, 1080,
            ),
            4,
        ),
        (
            Browser(
                f"{_MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "desktop", 1920, 1200,
            ),
            2,
        ),
        (
            Browser(
                f"{_IPHONE} (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "phone", 393, 852,
            ),
            24,
        ),
        (
            Browser(
                f"{_MOZILLA} (Linux; Android 15; Pixel 9) {_LIKE} Chrome/138.0.0.0 "
                "Mobile Safari/537.36",
                "phone", 412, 915,
            ),
            8,
        ),
        (
            Browser(
                f"{_MOZILLA} (Linux; Android 14; SM-S921B) {_LIKE} Chrome/137.0.0.0 "
                "Mobile Safari/537.36",
                "phone", 360, 780,
            ),
            11,
        ),
        (
            Browser(
                f"{_MOZILLA} (Linux; Android 14; SM-A546B) {_LIKE} SamsungBrowser/28.0 "
                "Chrome/130.0.0.0 Mobile Safari/537.36",
                "phone", 412, 892,
            ),
            5,
        ),
        (
            Browser(
                f"{_MOZILLA} (iPad; CPU OS 17_7 like Mac OS X) AppleWebKit/605.1.15 "
                "(KHTML, like Gecko) Version/17.7 Mobile/15E148 Safari/604.1",
                "tablet", 820, 1180,
            ),
            7,
        ),
    ]
)  # fmt: skip
CHINESE = Wheel(
    [
        (
            Browser(
                f"{_IPHONE} (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.61(0x18003d2f) "
                "NetType/WIFI Language/zh_CN",
                "phone", 393, 852,
            ),
            30,
        ),
        (
            Browser(
                f"{_MOZILLA} (Linux; Android 14; 23127PN0CC) {_LIKE} Version/4.0 Chrome/130.0.0.0 "
                "Mobile Safari/537.36 XiaoMi/MiuiBrowser/19.4",
                "phone", 393, 873,
            ),
            20,
        ),
        (
            Browser(
                f"{_MOZILLA} (Linux; Android 12; HarmonyOS; ALN-AL00) {_LIKE} Chrome/114.0.0.0 "
                "HuaweiBrowser/15.0 Mobile Safari/537.36",
                "phone", 360, 792,
            ),
            20,
        ),
        (Browser(f"{_WINDOWS} {_LIKE} Chrome/138.0.0.0 Safari/537.36", "desktop", 1920, 1080), 30),
    ]
)  # fmt: skip
TABLET = BROWSERS.values[-1]


@dataclass(frozen=True)
class Machine:
    """A program that fetches pages, and says so in its user agent."""

    name: str
    kind: str
    """search, ai, monitor or scraper."""
    user_agent: str
    weight: float


_BOT = f"{_MOZILLA} {_LIKE}; compatible;"
MACHINES = (
    Machine(
        "Googlebot", "search",
        f"{_MOZILLA} (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) {_LIKE} Chrome/138.0.0.0 Mobile "
        "Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        24,
    ),
    Machine(
        "bingbot", "search",
        f"{_MOZILLA} {_LIKE}; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) "
        "Chrome/136.0.0.0 Safari/537.36",
        11,
    ),
    Machine(
        "Baiduspider", "search",
        f"{_MOZILLA} (compatible; Baiduspider-render/2.0; +http://www.baidu.com/search/spider.html)",
        7,
    ),
    Machine(
        "YandexBot", "search",
        f"{_MOZILLA} (compatible; YandexBot/3.0; +http://yandex.com/bots)", 5,
    ),
    Machine("GPTBot", "ai", f"{_BOT} GPTBot/1.2; +https://openai.com/gptbot)", 9),
    Machine("ClaudeBot", "ai", f"{_BOT} ClaudeBot/1.0; +claudebot@anthropic.com)", 7),
    Machine(
        "PerplexityBot", "ai",
        f"{_BOT} PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)", 4,
    ),
    Machine("ChatGPT-User", "ai", f"{_BOT} ChatGPT-User/1.0; +https://openai.com/bot", 4),
    Machine(
        "UptimeRobot", "monitor",
        f"{_MOZILLA}+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", 9,
    ),
    Machine(
        "Pingdom", "monitor",
        f"{_MOZILLA} (compatible; Pingdom.com_bot_version_1.4; http://www.pingdom.com/)", 5,
    ),
    Machine(
        "HeadlessChrome", "scraper",
        f"{_MOZILLA} (X11; Linux x86_64) {_LIKE} HeadlessChrome/138.0.0.0 Safari/537.36", 11,
    ),
    Machine(
        "PhantomJS", "scraper",
        f"{_MOZILLA} (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 "
        "Safari/538.1",
        4,
    ),
)  # fmt: skip
