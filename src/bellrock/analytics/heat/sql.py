"""How are clicks and depths counted? One row a click with its place, one a view with its depth."""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.query.asks.heat import NARROW, WIDE, HeatAsk
from bellrock.query.naming import Name
from bellrock.query.relation import Reading
from bellrock.query.selector import Choice, Selector
from bellrock.query.sql import Sql

VIEW, CLICK, LEAVE = "$pageview", "$autocapture", "$pageleave"
ACTS = {CLICK: "click", "$rageclick": "rage", "$dead_click": "dead"}
MOST_BANDS, MOST_SPOTS, MOST_PARTS, MOST_PAGES = 400, 5_000, 100, 20
PART_PX = 250
"""Height of the parts whose time on the screen the tracking script tells."""
_WIDTHS = (
    "toInt64(props.width.:Int64)",
    "toInt64(ctx.`$viewport_width`.:Int64)",
    "toInt64OrNull(splitByChar('x', ifNull(ctx.viewport.:String, ''))[1])",
)

_CHAIN = "ifNull(ctx.`$elements_chain`.:String, '')"
_CONTEXT = {
    "type": "ctx.`$event_type`.:String",
    "text": "ctx.`$el_text`.:String",
    "tag": f"extract({_CHAIN}, '^([a-z0-9-]+)')",
    "href": f"""extract({_CHAIN}, '^[^;]*?attr__href="([^"]*)"')""",
    "scrolled": "accurateCastOrNull(ctx.`$prev_pageview_max_content`, 'Float64')",
    "height": "toFloat64(ctx.`$viewport_height`.:Int64)",
    "width": "toFloat64(ctx.`$viewport_width`.:Int64)",
}
"""What posthog-js says in its own words, which stand in the context."""


def named(*events: str) -> Selector:
    """Return what means any of `events`."""
    return Selector(tuple(Choice(event) for event in events), "|".join(events))


def pages_sql(reading: Reading, ask: HeatAsk) -> Sql:
    """List the pages most seen: host and path, and views."""
    columns = ["concat(host, path) as page", "count() as n"]
    rows = reading.source(columns, [named(VIEW)], also=["path != ''", *_on_screen(ask)])
    return reading.sql(f"{rows}\n  group by page\n  order by n desc, page\n  limit {MOST_PAGES}")


def address_sql(reading: Reading, ask: HeatAsk, page: str) -> Sql:
    """Find the whole address under which a page was seen last; none where it was not."""
    also = [_of_page(reading, page), "url != ''", *_on_screen(ask)]
    rows = reading.source(["url", "ts"], [named(VIEW)], also=also)
    return reading.sql(f"select url from (\n{rows}\n) order by ts desc limit 1")


def views_sql(reading: Reading, ask: HeatAsk, page: str) -> Sql:
    """Count views of the page, and the people who saw it."""
    return reading.sql(
        f"select count(), uniqExact(who) from (\n{views_text(reading, ask, page)}\n)"
    )


def totals_sql(reading: Reading, acts: str) -> Sql:
    """Count clicks, clickers, clicks with a place, rage and dead clicks of `acts`."""
    return reading.sql(
        "select countIf(act = 'click'), uniqExactIf(who, act = 'click'),\n"
        "  countIf(act = 'click' and isNotNull(col)), countIf(act = 'rage'),\n"
        f"  countIf(act = 'dead')\nfrom {acts}"
    )


def spots_sql(reading: Reading, acts: str) -> Sql:
    """Count by cell: column, band, clicks, people, rage, dead; the most clicked ones."""
    return reading.sql(
        "select col, row, countIf(act = 'click') as clicks, uniqExactIf(who, act = 'click'),\n"
        "  countIf(act = 'rage') as rage, countIf(act = 'dead') as dead\n"
        f"from {acts}\n"
        f"where isNotNull(col) and row < {MOST_BANDS}\ngroup by col, row\n"
        f"order by clicks desc, rage + dead desc, row, col\nlimit {MOST_SPOTS + 1}"
    )


def elements_sql(
    reading: Reading, ask: HeatAsk, acts: str, only: Sequence[str] | None = None
) -> Sql:
    """Count by element, the most clicked first, or `only` some of them.

    Columns: selector, the tag, text and href of most of its clicks, the medians of x, y and of its
    box's four, clicks, people, rage, dead.
    """
    kept = "1"
    if only is not None:
        kept = f"selector in {reading.binder.bind(list(only), 'Array(String)')}"
    edges = ("x", "y", "bx", "by", "bw", "bh")
    states = ", ".join(f"quantileExactInclusiveState(0.5)({one}) as {one}_q" for one in edges)
    middle = ", ".join(f"quantileExactInclusiveMerge(0.5)({one}_q)" for one in edges)
    words = ", ".join(f"argMax(said, (n, said)).{i}" for i in (1, 2, 3))
    return reading.sql(
        f"select selector, {words},\n  {middle},\n"
        "  sum(n) as clicks, uniqExactMerge(p), sum(r) as rage, sum(d) as dead\n"
        "from (\nselect toString(selector) as selector,\n"
        "  (toString(tag), toString(text), toString(href)) as said,\n"
        "  countIf(act = 'click') as n, uniqExactStateIf(who, act = 'click') as p,\n"
        f"  countIf(act = 'rage') as r, countIf(act = 'dead') as d,\n  {states}\n"
        f"from {acts}\nwhere {kept}\ngroup by selector, tag, text, href\n)\n"
        "group by selector\norder by clicks desc, rage + dead desc, selector\n"
        f"limit {ask.top if only is None else len(only)}"
    )


def reach_sql(reading: Reading, depths: str, of: str) -> Sql:
    """Count by bands seen: bands, and views; `of` who, people by the most that they saw."""
    rows = depths
    if of == "who":
        rows = f"(\nselect who, max(bands) as bands from {depths} group by who\n)"
    return reading.sql(f"select bands, count() from {rows} group by bands order by bands")


def sizes_sql(reading: Reading, depths: str) -> Sql:
    """Tell of views: median heights of window and page, the window's width, and seconds by part."""
    return reading.sql(
        "select quantileExactInclusive(0.5)(height), quantileExactInclusive(0.5)(tall),\n"
        "  quantileExactInclusive(0.5)(width), sumForEach(seen), countIf(notEmpty(seen))\n"
        f"from {depths}"
    )


def views_text(reading: Reading, ask: HeatAsk, page: str) -> str:
    """Return a select with a row a view: `who`."""
    also = [_of_page(reading, page), *_on_screen(ask)]
    return reading.source([f"{reading.who} as who"], [named(VIEW)], also=also)


def clicks_text(reading: Reading, ask: HeatAsk, page: str) -> str:
    """Return a select with a row a click, rage or dead click.

    Columns: `who`, `act`, `selector`, `tag`, `text`, `href`, `x`, `y`, `col`, `row` (null where no
    place is known) and the element's box `bx`, `by`, `bw`, `bh`. What has no selector is told apart
    by its tag and text.
    """
    x, y = _number("x"), _number("y")
    acts = ", ".join(f"event = '{event}', '{act}'" for event, act in ACTS.items())
    tag, text, href, kind = (_said(reading, name) for name in ("tag", "text", "href", "type"))
    columns = [
        f"{reading.who} as who",
        f"multiIf({acts}, '') as act",
        f"coalesce(nullIf({_text(reading, 'selector')}, ''), trimBoth(concat({tag}, ' ', {text})))"
        " as selector",
        f"{tag} as tag",
        f"{text} as text",
        f"{href} as href",
        f"if(isNull({y}) or {y} < 0 or {x} < 0 or {x} > 1, null, {x}) as x",
        f"if(isNull(x), null, {y}) as y",
        f"if(isNull(y), null, toUInt16(least({ask.columns - 1}, floor(x * {ask.columns})))) as col",
        f"toUInt32(floor(least(y, 1e9) / {ask.band})) as row",
        *(
            f"{_number(name)} as {short}"
            for name, short in (
                ("box_x", "bx"), ("box_y", "by"), ("box_width", "bw"), ("box_height", "bh"),
            )
        ),
    ]  # fmt: skip
    clicked = f"(event != '{CLICK}' or {kind} = 'click')"
    also = [_of_page(reading, page), clicked, *_on_screen(ask)]
    return reading.source(columns, [named(*ACTS)], also=also)


def depths_text(reading: Reading, ask: HeatAsk, page: str) -> str:
    """Return a select with a row a view whose depth is known.

    Columns: `who`, `bands` (how many were seen, at least in part), `height` and `width` of the
    window, `tall` (of the page), `seen` (seconds by part). A page may tell of one view more than
    once, as it is hidden and seen again; its farthest counts.
    """
    columns = [
        f"{reading.who} as person_",
        "coalesce(nullIf(" + _text(reading, "view") + ", ''), event_id) as view",
        f"{_depth()} as depth",
        f"coalesce({_number('height')}, {_CONTEXT['height']}) as h",
        f"{_number('page_height')} as t",
        f"coalesce({_number('width')}, {_CONTEXT['width']}) as w",
        "arrayMap(s -> toUInt32(ifNull(s, 0)), arraySlice(props.seen_s.:`Array(Nullable(Int64))`,"
        f" 1, {MOST_PARTS})) as s",
    ]
    also = [_of_page(reading, page), f"{_depth()} > 0", *_on_screen(ask)]
    rows = reading.source(columns, [named(LEAVE)], also=also)
    return (
        f"select person_ as who, toUInt32(least({MOST_BANDS}, ceil(max(depth) / {ask.band}))) as"
        " bands,\n  max(h) as height, max(t) as tall, max(w) as width, maxForEach(s) as seen\n"
        f"from (\n  {rows}\n)\ngroup by who, view"
    )


def _of_page(reading: Reading, page: str) -> str:
    host, slash, path = page.partition("/")
    told = [_like(reading, "path", slash + path)]
    if host:
        told.append(_like(reading, "host", host.lower()))
    return " and ".join(told)


def _like(reading: Reading, column: str, text: str) -> str:
    if "*" not in text:
        return f"{column} = {reading.binder.text(text)}"
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{column} like {reading.binder.text(escaped.replace('*', '%'))}"


def _on_screen(ask: HeatAsk) -> list[str]:
    """Return the condition that the window is as wide as asked; else the device's class decides."""
    if ask.device == "any":
        return []
    width = f"coalesce({', '.join(_WIDTHS)})"
    known = "multiIf(device in ('smartphone', 'tablet', 'desktop'), device, 'desktop')"
    screen = (
        f"multiIf({width} < {NARROW}, 'phone', {width} < {WIDE}, 'tablet',"
        f" isNotNull({width}), 'desktop', {known} = 'smartphone', 'phone', {known})"
    )
    return [f"{screen} = '{ask.device}'"]


def _number(name: str) -> str:
    """Return a number as the tracking script sends it; texts are none, which are slow to read."""
    return f"coalesce(props.{name}.:Float64, toFloat64(props.{name}.:Int64))"


def _said(reading: Reading, name: str) -> str:
    """Return what is said of an element, by our script or by posthog-js."""
    return f"coalesce(nullIf({_text(reading, name)}, ''), {_CONTEXT[name]}, '')"


def _depth() -> str:
    return f"coalesce({_number('scrolled')}, {_CONTEXT['scrolled']})"


def _text(reading: Reading, name: str) -> str:
    return f"ifNull({reading.operand(Name('props', (name,))).text}, '')"
