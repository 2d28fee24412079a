"""Where do people click on a page, on what, and how far down do they see it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bellrock.analytics.answer import Span
from bellrock.analytics.heat.answer import (
    Box,
    HeatAnswer,
    HeatElement,
    HeatPage,
    HeatSide,
    Hits,
    Reach,
    Spot,
)
from bellrock.analytics.heat.sql import (
    CLICK,
    MOST_BANDS,
    MOST_SPOTS,
    VIEW,
    clicks_text,
    depths_text,
    elements_sql,
    named,
    pages_sql,
    reach_sql,
    sizes_sql,
    spots_sql,
    totals_sql,
    views_sql,
)
from bellrock.analytics.meta import Scan, describe
from bellrock.core.time import stopwatch
from bellrock.query.ask import HeatAsk
from bellrock.query.period import other_period, shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_NOWHERE = HeatSide(0, 0, 0, 0, 0, 0, 0, 0, None, None, None, (), (), ())
_Row = Sequence[Any]


@dataclass(frozen=True)
class Clicks:
    """The clicks of one side of a map, and how it is read."""

    ask: HeatAsk
    reading: Reading
    page: str
    acts: str
    """What the rows of `clicks_text` are read from."""


def heat(lake: Lake, ask: HeatAsk, ctx: Context) -> HeatAnswer:
    """Count clicks on a page by place and by element, and views by how far down they came.

    A click is an autocaptured one; its place is its share of the page's width and its pixels from
    the top of the document, and it lies in the band and column that begin at or before it. Rage and
    dead clicks are told by events of their own and are clicks besides. A view came so far as the
    lowest pixel that was in its window; it saw a band if it came beyond its beginning. Views of
    which nothing is known (another client, or a page that was never left) are not measured, and
    shares are of those that are. An element is a selector; `per_view` is its clicks over views, and
    may be above 1. A page with `*` is all pages of that form, whatever their heights.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    pages = find_pages(lake, ask, ctx)
    page = chosen(ask, pages)
    other = compared_with(ask, ctx)
    figures = [_NOWHERE for one in (ask, other) if one is not None]
    elements: tuple[HeatElement, ...] = ()
    if page is not None:
        with clicked(lake, ask, ctx, page) as sides:
            figures = [_side(lake, ctx, one) for one in sides]
            elements = tuple(_element(rows, figures) for rows in element_rows(lake, sides))
    here, there = figures[0], figures[1] if other is not None else None
    meta = describe(
        lake, Scan(ask, ctx, (named(VIEW, CLICK),), tuple(names(ask.where))), began=began,
        empty=False, notes=_notes(here, page),
    )  # fmt: skip
    compared = None
    if other is not None and ask.compare is not None:
        during = Reading(other, ctx).period
        compared = Span(shown(during.start, reading.tz), shown(during.end, reading.tz))
    return HeatAnswer(
        page, ask.device, ask.columns, ask.band, pages, here,
        elements, meta, there, compared,
    )  # fmt: skip


def find_pages(lake: Lake, ask: HeatAsk, ctx: Context) -> tuple[HeatPage, ...]:
    """Return the pages most seen in the period."""
    rows = lake.rows(pages_sql(Reading(ask, ctx), ask))
    return tuple(HeatPage(str(page), int(n)) for page, n in rows)


def chosen(ask: HeatAsk, pages: Sequence[HeatPage]) -> str | None:
    """Return the page asked for, or the most seen one."""
    return ask.page or (pages[0].page if pages else None)


def compared_with(ask: HeatAsk, ctx: Context) -> HeatAsk | None:
    """Return the same question about the other period or people; None where there is none.

    Raises:
        InvalidDefinition: that period is out of reach.
    """
    plain: dict[str, Any] = {"compare": None, "versus": None}
    if ask.versus is not None:
        return ask.model_copy(update=plain | {"where": ask.versus})
    if ask.compare is None:
        return None
    reading = Reading(ask, ctx)
    during = other_period(ask.compare, reading.period, reading.now, reading.tz)
    moments = {"from_": during.start.isoformat(), "to": during.end.isoformat()}
    return ask.model_copy(update=plain | moments)


@contextmanager
def clicked(lake: Lake, ask: HeatAsk, ctx: Context, page: str) -> Iterator[tuple[Clicks, ...]]:
    """Read the clicks of the side asked for once, and those of the side compared with."""
    with ExitStack() as opened:
        sides = []
        for one in (ask, compared_with(ask, ctx)):
            if one is not None:
                reading = Reading(one, ctx)
                rows = lake.kept(reading.sql(clicks_text(reading, one, page)))
                sides.append(Clicks(one, reading, page, opened.enter_context(rows)))
        yield tuple(sides)


def _side(lake: Lake, ctx: Context, of: Clicks) -> HeatSide:
    """Return the numbers of a page for one period and some people."""
    views, viewers = lake.one(views_sql(Reading(of.ask, ctx), of.ask, of.page))
    clicks, clickers, placed, rage, dead = lake.one(totals_sql(of.reading, of.acts))
    spots = [Spot(*map(int, row)) for row in lake.rows(spots_sql(of.reading, of.acts))]
    reading = Reading(of.ask, ctx)
    with lake.kept(reading.sql(depths_text(reading, of.ask, of.page))) as depths:
        bands = [_bands(lake.rows(reach_sql(reading, depths, who))) for who in ("view", "who")]
        fold, tall, wide, seen, told = lake.one(sizes_sql(reading, depths))
    reach = _reach(*bands)
    measured = reach[0].views if reach else 0
    return HeatSide(
        int(views), int(viewers), int(clicks), int(clickers), int(placed), int(rage), int(dead),
        measured, _pixels(fold, measured), _pixels(tall, measured), _pixels(wide, measured),
        tuple(sorted(spots, key=lambda one: (one.band, one.column))),
        reach, tuple(one / told for one in seen) if told else (),
    )  # fmt: skip


def _pixels(found: float | None, measured: int) -> int | None:
    return int(found) if measured and found is not None else None


def element_rows(lake: Lake, sides: Sequence[Clicks]) -> list[tuple[_Row | None, ...]]:
    """Return a row a side of each of the most clicked elements of either; None without a click."""
    most = [lake.rows(elements_sql(one.reading, one.ask, one.acts)) for one in sides]
    if len(sides) == 1:
        return [(row,) for row in most[0]]
    both = list(dict.fromkeys(str(row[0]) for rows in most for row in rows))
    found = [
        {str(row[0]): row for row in lake.rows(elements_sql(one.reading, one.ask, one.acts, both))}
        for one in sides
    ]
    return [tuple(rows.get(key) for rows in found) for key in both]


def _element(rows: Sequence[_Row | None], of: Sequence[HeatSide]) -> HeatElement:
    selector, tag, text, href, x, y, *edges = next(row for row in rows if row is not None)[:10]
    bx, by, bw, bh = edges
    box = None
    if None not in edges:
        box = Box(float(bx), round(by), float(bw), round(bh))
    hits = [_hits(row, one) for row, one in zip(rows, of, strict=True)]
    return HeatElement(
        selector, tag, text, href, None if x is None else float(x),
        None if y is None else round(y), box, *hits,
    )  # fmt: skip


def _hits(row: Sequence[Any] | None, of: HeatSide) -> Hits:
    clicks, people, rage, dead = map(int, row[10:]) if row is not None else (0, 0, 0, 0)
    return Hits(
        clicks, people, clicks / of.views if of.views else None, rage, dead,
        min(1.0, dead / clicks) if clicks else None,
    )  # fmt: skip


def _bands(rows: Sequence[_Row]) -> Mapping[int, int]:
    return {int(bands): int(count) for bands, count in rows}


def _reach(views: Mapping[int, int], people: Mapping[int, int]) -> tuple[Reach, ...]:
    """Return how many came to each band, of how many came through how many bands."""
    last = max(views, default=0)
    sums = [
        list(accumulate(counts.get(bands, 0) for bands in range(last, 0, -1)))[::-1]
        for counts in (views, people)
    ]
    return tuple(
        Reach(n, who, n / sums[0][0] if sums[0][0] else None)
        for n, who in zip(*sums, strict=True)
    )  # fmt: skip


def _notes(here: HeatSide, page: str | None) -> list[str]:
    if page is None:
        return ["no page was seen in this period; install the tracking script, or widen the period"]
    notes = []
    if here.views and not here.clicks and not here.measured:
        notes.append("nothing is known of clicks on this page; is autocapture on?")
    unplaced = here.clicks - here.placed
    if unplaced:
        notes.append(f"{unplaced:,} clicks came without a place and are in the list alone")
    lost = here.views - here.measured
    if here.measured and lost > 0:
        notes.append(f"how far down {lost:,} views came is not known")
    if len(here.spots) > MOST_SPOTS:
        notes.append(f"the map shows its {MOST_SPOTS:,} most clicked cells; ask for higher bands")
    if len(here.reach) == MOST_BANDS:
        notes.append(f"the map ends after {MOST_BANDS} bands; ask for higher ones to see it all")
    return notes
