"""What does a board look like, and what do its tiles say? Its real page, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from bellrock.core.errors import NotDrawn
from bellrock.runtime.config import ReportsConfig
from bellrock.runtime.reports.browser import Drawer
from bellrock.runtime.reports.words import Language, words

WIDTH, HEIGHT = 1280, 800
"""The page's, in pixels; it grows downwards as far as the board does."""
SHARP, TALL = 2.0, 6000
"""Dots a pixel of a picture; of one taller than that, a single one."""
TALLEST = 16_000
_PAPER = {"paperWidth": 11.69, "paperHeight": 8.27}  # A4, lying
_MARGIN = {"marginTop": 0.55, "marginBottom": 0.45, "marginLeft": 0.4, "marginRight": 0.4}
_SCALE = (11.69 - 0.8) * 96 / WIDTH
_READY = "document.documentElement?.dataset.ready || ''"
_SAID = """[...document.querySelectorAll('.br-board-tile')].map((tile) => ({
  title: tile.getAttribute('aria-label') || '',
  said: (tile.querySelector('.br-tile-said, .br-tile-figure, .br-tile-text, .br-problem')
    || tile.querySelector('.br-board-body')).innerText.replace(/\\s+/g, ' ').trim(),
}))"""
_SIZE = "Math.ceil(document.querySelector('main').getBoundingClientRect().height)"


@dataclass(frozen=True)
class Heading:
    """What stands over a report: the board's name, its dates in words, and its project."""

    title: str
    dates: str
    project: str


@dataclass(frozen=True)
class TileSaid:
    """What a tile says in words."""

    title: str
    said: str


@dataclass(frozen=True)
class Drawn:
    """A board as it was drawn."""

    png: bytes | None
    pdf: bytes | None
    tiles: tuple[TileSaid, ...]


def draw(
    told: ReportsConfig, server: str, token: str, language: Language, heading: Heading,
    formats: frozenset[str],
) -> Drawn:  # fmt: skip
    """Draw the board that `token` opens, on the server at `server`.

    Raises:
        NotDrawn: there is no browser, or it did not get there.
    """
    only = urlsplit(server).netloc
    with Drawer(told, only, language) as drawer:
        # What follows # stays in the browser: no request carries it, and no log.
        session = drawer.open(f"{server}/report#{token}", WIDTH, HEIGHT, SHARP)
        if (state := drawer.until(session, _READY)) != "yes":
            raise NotDrawn(f"the board's page failed: {state}", hint="open the board and look")
        tiles = tuple(TileSaid(**one) for one in drawer.ask(session, _SAID))
        png = _picture(drawer, session) if "png" in formats else None
        pdf = _document(drawer, session, heading, language) if "pdf" in formats else None
    return Drawn(png, pdf, tiles)


def _picture(drawer: Drawer, session: str) -> bytes:
    height = min(TALLEST, int(drawer.ask(session, _SIZE)))
    if height > TALL:
        drawer.size(session, WIDTH, HEIGHT, 1.0)
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": height, "scale": 1}
    return drawer.bytes_of(
        "Page.captureScreenshot", session, format="png", captureBeyondViewport=True, clip=clip
    )


def _document(drawer: Drawer, session: str, heading: Heading, language: Language) -> bytes:
    drawer.size(session, WIDTH, HEIGHT, SHARP)
    return drawer.bytes_of(
        "Page.printToPDF", session, displayHeaderFooter=True, printBackground=True,
        headerTemplate=header(heading), footerTemplate=footer(language), scale=_SCALE,
        **_PAPER, **_MARGIN,
    )  # fmt: skip


def header(heading: Heading) -> str:
    """Return what stands at the top of every page."""
    parts = (heading.title, heading.dates, heading.project)
    return _line(" · ".join(escape(part) for part in parts if part))


def footer(language: Language) -> str:
    """Return what stands at the foot of every page: its number of so many."""
    number, of = '<span class="pageNumber"></span>', '<span class="totalPages"></span>'
    return _line(words(language).page.format(number=number, of=of))


def _line(html: str) -> str:
    style = "width:100%;margin:0 0.4in;font:9px sans-serif;color:#5a6b7e"
    return f'<div style="{style}">{html}</div>'
