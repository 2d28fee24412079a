"""What does a heat map answer? Clicks by place, what they hit, and how far the page was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from bellrock.analytics.answer import LEFT_OUT, Answer, Meta, Span


@dataclass(frozen=True)
class HeatPage:
    """A page of the project, to choose from."""

    page: str
    """Host and path."""
    views: int


@dataclass(frozen=True)
class Spot:
    """A cell of the map that was clicked."""

    column: int
    """From the left, from 0."""
    band: int
    """From the top, from 0."""
    clicks: int
    people: int
    rage: int
    """Bursts of clicks in one place."""
    dead: int
    """Clicks that nothing answered."""


@dataclass(frozen=True)
class Reach:
    """How many views came so far down that they saw some of this band."""

    views: int
    people: int
    share: float | None
    """Of the views whose depth is known (0-1)."""


@dataclass(frozen=True)
class HeatSide:
    """The numbers of one page, in one period and for some people."""

    views: int
    viewers: int
    clicks: int
    clickers: int
    placed: int
    """Clicks of which it is known where they were."""
    rage: int
    dead: int
    measured: int
    """Views of which it is known how far they came down."""
    fold_px: int | None
    """Median height of the window: what is seen without scrolling."""
    height_px: int | None
    """Median height of the page."""
    width_px: int | None
    """Median width of the window."""
    spots: tuple[Spot, ...]
    """By band and column; cells without a click are left out."""
    reach: tuple[Reach, ...]
    """One a band, from the top."""
    seen_s: tuple[float, ...]
    """Mean seconds for which each 250 pixels of the page were on the screen of a view."""


@dataclass(frozen=True)
class Hits:
    """The clicks on an element."""

    clicks: int
    people: int
    per_view: float | None
    """Clicks for each view of the page."""
    rage: int
    dead: int
    dead_share: float | None
    """Of its clicks (0-1)."""


@dataclass(frozen=True)
class Box:
    """Where an element usually is: the medians of its edges as its clicks saw them."""

    x: float
    """Its left edge, as a share of the page's width (0-1)."""
    y: int
    """Its upper edge, in CSS pixels from the top of the page."""
    width: float
    """As a share of the page's width (0-1)."""
    height: int
    """In CSS pixels."""


@dataclass(frozen=True)
class HeatElement:
    """Something that was clicked; its words are those of most of its clicks."""

    selector: str
    tag: str
    text: str
    href: str
    x: float | None
    """Median place of its clicks across the page (0-1); None where no place is known."""
    y: int | None
    """Median place of its clicks down the page, in CSS pixels."""
    box: Box | None
    hits: Hits
    versus: Annotated[Hits | None, LEFT_OUT] = None


@dataclass(frozen=True)
class HeatAnswer(Answer):
    """Where people click on a page, on what, and how far down they see it."""

    page: str | None
    """The page that was looked at; None where no page was seen."""
    device: str
    columns: int
    band: int
    pages: tuple[HeatPage, ...]
    """The pages most seen in the period, to choose from."""
    map: HeatSide
    elements: tuple[HeatElement, ...]
    """The most clicked first."""
    meta: Meta
    versus: Annotated[HeatSide | None, LEFT_OUT] = None
    """The side compared with."""
    compared: Annotated[Span | None, LEFT_OUT] = None
    """The period compared with."""

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping an element: what it is, and its clicks."""
        return [
            {
                "selector": one.selector, "text": one.text, "href": one.href,
                "clicks": one.hits.clicks, "people": one.hits.people,
                "per_view": one.hits.per_view, "rage": one.hits.rage, "dead": one.hits.dead,
            }
            for one in self.elements
        ]  # fmt: skip
