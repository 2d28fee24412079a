"""How did somebody get here? Campaign parameters and referrer as one channel group.

The rules follow the default channel group of Google Analytics 4 in their order and patterns, with
two of our own: AI Assistant, and one Push for mobile and web. What carries campaign parameters that
fit no rule is Other, so that nothing hides in Direct.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

CHANNELS = (
    *("Direct", "Cross-network", "Paid Shopping", "Paid Search", "Paid Social", "Paid Video"),
    *("Display", "Paid Other", "Shopping", "Organic Social", "Video", "Organic Search"),
    *("AI Assistant", "Email", "Affiliates", "Audio", "SMS", "Push", "Referral", "Other"),
)

_SITES = tomllib.loads((files("bellrock.collect") / "channel_sites.toml").read_text("utf-8"))
_SEARCH, _SOCIAL, _VIDEO, _SHOPS, _AI, _EMAIL = (
    frozenset(_SITES[kind]) for kind in ("search", "social", "video", "shopping", "ai", "email")
)
_CLICKS: dict[str, str] = _SITES["clicks"]
_CLICK = re.compile(rf"[?&]({'|'.join(_CLICKS)})=")

_PAID = re.compile(r".*cp.*|ppc|retargeting|paid.*")
_SHOP_CAMPAIGN = re.compile(r".*(?:(?:[^a-df-z]|^)shop|shopping).*")
_PUSH = re.compile(r".*push|.*notification.*|mobile|firebase")
_DISPLAY = frozenset({"display", "banner", "expandable", "interstitial", "cpm"})
_REFERRAL = frozenset({"referral", "app", "link"})
_TWO_WORDS = ("social network", "social media")
_BY_MEDIUM = {
    "Organic Social": (*("social", "social-network", "social-media"), "sm", *_TWO_WORDS),
    "Organic Search": ("organic",),
    "Video": ("video",),
    "Affiliates": ("affiliate", "affiliates"),
    "Audio": ("audio", "podcast"),
}
_MEDIUMS = {medium: name for name, mediums in _BY_MEDIUM.items() for medium in mediums}
_PLACES = (
    (_AI, "AI Assistant"),
    (_SHOPS, "Shopping"),
    (_VIDEO, "Video"),
    (_SOCIAL, "Organic Social"),
    (_SEARCH, "Organic Search"),
)
_SUFFIX = re.compile(r"\.(?:co|com|org|net|ac|gov)\.[a-z]{2}$|\.[a-z-]{2,}$")


def channel(utm: tuple[str, str, str], referrer_host: str, url: str, host: str) -> str:
    """Return the channel by which the page of an event was reached.

    Args:
        utm: Source, medium and campaign.
        referrer_host: Host of the page before, or empty.
        url: The page's address, for the click ids of ad networks.
        host: Host of the page; where the referrer is the same site, nobody arrived.

    Returns:
        One of `CHANNELS`, or nothing where the event has no page, or came from the same site.
    """
    found = _CLICK.search(url)
    click = _CLICKS[found.group(1)] if found else ""
    tagged = bool(click) or any(utm)
    if not tagged and (_same_site(referrer_host, host) or not (host or referrer_host)):
        return ""
    return _channel(utm, referrer_host, click)


@lru_cache(maxsize=20_000)
def _channel(utm: tuple[str, str, str], referrer_host: str, click: str) -> str:
    source, medium, campaign = (part.strip().lower() for part in utm)
    source = source or click or referrer_host.lower()
    medium = medium or ("cpc" if click else "")
    if source == "display":
        return "Display"
    if not source and not medium and not campaign:
        return "Direct"
    if source in ("(direct)", "direct") and medium in ("", "(not set)", "(none)", "none"):
        return "Direct"
    if "cross-network" in campaign:
        return "Cross-network"
    names = _names(source)
    paid = _paid(names, medium, campaign)
    return paid or _unpaid(names, source, medium, tagged=any(utm))


def _paid(names: frozenset[str], medium: str, campaign: str) -> str:
    if medium in _DISPLAY:
        return "Display"
    if not _PAID.fullmatch(medium):
        return ""
    if names & _SHOPS or _SHOP_CAMPAIGN.fullmatch(campaign):
        return "Paid Shopping"
    for places, name in ((_SEARCH, "Search"), (_SOCIAL, "Social"), (_VIDEO, "Video")):
        if names & places:
            return f"Paid {name}"
    return "Paid Other"


def _unpaid(names: frozenset[str], source: str, medium: str, *, tagged: bool) -> str:
    if names & _EMAIL or medium in _EMAIL:
        return "Email"
    if "sms" in (source, medium):
        return "SMS"
    if _PUSH.fullmatch(medium) or _PUSH.fullmatch(source):
        return "Push"
    place = next((name for places, name in _PLACES if names & places), "")
    if medium in _MEDIUMS or place:
        return _MEDIUMS.get(medium, place)
    return "Referral" if medium in _REFERRAL or not tagged else "Other"


@lru_cache(maxsize=20_000)
def site(host: str) -> str:
    """Return a host without `www.`, its public suffix and the port: `news.google.co.uk` is
    `news.google`."""
    return _SUFFIX.sub("", host.lower().partition(":")[0].removeprefix("www."))


def _names(source: str) -> frozenset[str]:
    """Return the names under which a source may stand in the lists: itself, its site, its owner."""
    short = site(source) if "." in source else source
    return frozenset({source, short, short.rpartition(".")[2]})


def _same_site(referrer_host: str, host: str) -> bool:
    return bool(host) and referrer_host.removeprefix("www.") == host.removeprefix("www.")
