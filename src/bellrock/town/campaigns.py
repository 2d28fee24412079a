"""Which campaigns run when, and what does the address of a visit say of where it came from?"""

from __future__ import annotations

from dataclasses import dataclass

WEST, ALL = "GB DE FR US", "GB DE FR US CN"


@dataclass(frozen=True)
class Campaign:
    """One campaign: its codes, its days as shares of the town's, and what a click costs."""

    code: str
    channel: str
    source: str
    medium: str
    opens: float = 0.0
    closes: float = 1.0
    click_cents: int = 0
    countries: str = WEST
    coupon: str = ""

    @property
    def query(self) -> str:
        """The query of the addresses it points to."""
        return f"?utm_source={self.source}&utm_medium={self.medium}&utm_campaign={self.code}"

    def runs(self, day: int, days: int) -> bool:
        """Tell whether it runs on day number `day` of `days`."""
        return self.opens * days <= day < self.closes * days


CAMPAIGNS = (
    Campaign("bell-rock-name", "paid_search", "google", "cpc", 0.0, 1.0, 18),
    Campaign("storm-jackets", "paid_search", "google", "cpc", 0.1, 0.75, 64, coupon="STORM10"),
    Campaign("灯塔好物", "paid_search", "baidu", "cpc", 0.0, 1.0, 41, "CN"),
    Campaign("harbour-feed", "paid_social", "facebook", "paid_social", 0.0, 0.6, 37),
    Campaign("one-click", "paid_social", "instagram", "paid_social", 0.5, 1.0, 45),
    Campaign("小红书种草", "paid_social", "xiaohongshu", "paid_social", 0.2, 1.0, 33, "CN"),
    Campaign("keepers-letter", "email", "newsletter", "email", 0.0, 1.0, 1, ALL, "KEEPER10"),
    Campaign("outdoor-blogs", "affiliate", "windandwave", "affiliate", 0.0, 1.0, 22, ALL),
    Campaign("far-lights", "display", "adnetwork", "display", 0.3, 0.9, 9, ALL),
)  # fmt: skip
_SEARCH = {"CN": ("https://www.baidu.com/",)}
_SOCIAL = {"CN": ("https://weibo.com/", "https://www.zhihu.com/")}
_ENGINES = ("https://www.google.com/", "https://www.google.com/", "https://www.bing.com/")
_NETWORKS = ("https://www.instagram.com/", "https://www.facebook.com/", "https://www.reddit.com/")
_ASSISTANTS = ("https://chatgpt.com/", "https://www.perplexity.ai/")


def referrer(channel: str, country: str, u: float) -> str:
    """Return the address a visit by an unpaid channel comes from; empty where there is none."""
    found: tuple[str, ...] = ()
    if channel == "organic_search":
        found = _SEARCH.get(country, _ENGINES)
    elif channel == "organic_social":
        found = _SOCIAL.get(country, _NETWORKS)
    elif channel == "ai_assistant":
        found = _ASSISTANTS
    return found[int(u * len(found))] if found else ""


def open_campaigns(day: int, days: int) -> dict[tuple[str, str], list[Campaign]]:
    """Return the campaigns of one day by channel and country."""
    found: dict[tuple[str, str], list[Campaign]] = {}
    for campaign in CAMPAIGNS:
        if campaign.runs(day, days):
            for country in campaign.countries.split():
                found.setdefault((campaign.channel, country), []).append(campaign)
    return found
