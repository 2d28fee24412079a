"""What does an address say? Host, path and campaign parameters of a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

_UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


@dataclass(frozen=True, slots=True)
class Page:
    """An address taken apart; `utm` is empty, or source, medium, campaign, term and content."""

    host: str = ""
    path: str = ""
    utm: tuple[str, ...] = ()


@lru_cache(maxsize=50_000)
def page(url: str) -> Page:
    """Return what `url` says; nothing where it is no address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        asked = parse_qs(parts.query) if "utm_" in parts.query else {}
    except ValueError:
        return Page()
    utm = tuple(asked.get(name, [""])[0] for name in _UTM)
    return Page(host, parts.path, utm if any(utm) else ())


@lru_cache(maxsize=50_000)
def referrer_host(referrer: str) -> str:
    """Return the host of a referrer, which may be given as an address or as a bare host."""
    return page(referrer).host or page(f"//{referrer}").host
