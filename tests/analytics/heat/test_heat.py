"""A heat map is what the plainest Python says: places, elements, depths, and who is behind them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from itertools import count
from math import ceil, floor
from random import Random
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.logs import store_overrides
from bellrock.analytics.heat import HeatAnswer, HeatCell, behind_heat, heat
from bellrock.analytics.heat.answer import HeatElement, Hits
from bellrock.analytics.heat.statements import heat_statements
from bellrock.analytics.sessions import sessions
from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.ids import person_key
from bellrock.core.time import FixedClock
from bellrock.query import Context, HeatAsk, SessionsAsk
from bellrock.store import Lake

Row = dict[str, Any]
A_FEW = settings(
    max_examples=4, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
NOW = datetime(2026, 3, 20, tzinfo=UTC)
MARCH = {"from": "2026-03-01", "to": "2026-03-11"}
ACTS = {"$autocapture": "click", "$rageclick": "rage", "$dead_click": "dead"}
_projects, _ids = count(30_000_000), count(5_000_000)


def _row(random: Random, project: int) -> Row:
    event = random.choice(["$pageview", "$pageleave", "$rageclick", "$dead_click", "other"]
                          + ["$autocapture"] * 6 + ["$pageview", "$pageleave"])  # fmt: skip
    moment = datetime(2026, 2, 27, tzinfo=UTC) + timedelta(minutes=random.randrange(60 * 24 * 14))
    props: Row = {}
    if random.random() < 0.8:
        props["width"] = random.choice((320, 767, 768, 1023, 1024, 1920))
        props |= {"height": random.choice((600, 720)), "page_height": random.choice((900, 3001))}
    if event in ACTS:
        props["type"] = random.choice(("click", "click", "click", "submit"))
        props |= {"tag": random.choice("ab"), "text": random.choice(("Buy", "Go", ""))}
        if random.random() < 0.8:
            props["selector"] = random.choice(("a#x", "main > b", "b"))
        if random.random() < 0.3:
            props["href"] = "/go"
        if random.random() < 0.8:
            props["x"] = random.choice((0, 0.0399, 0.04, 0.5, 0.999, 1, 1.2, -0.1))
            props["y"] = random.choice((0, 49, 50, 51, 777, 100_000, -3))
        if random.random() < 0.5:
            props |= {"box_x": 0.5, "box_y": random.choice((10, 20)), "box_width": 0.1}
            props |= {"box_height": 40}
    if event == "$pageleave":
        props["scrolled"] = random.choice((0, 1, 50, 51, 600, 1500, 50_000))
        if random.random() < 0.7:
            props["view"] = random.choice("vwxyz")
        if random.random() < 0.7:
            props["seen_s"] = [random.randrange(9) for _ in range(random.randrange(1, 5))]
    return {
        "project": project, "event": event, "kind": "page" if event == "$pageview" else "track",
        "ts": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "received": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "tie": 0,
        "person": random.choice([person_key(project, name) for name in "abcdef"]), "visit": 0,
        "event_id": str(number := next(_ids)), "event_hash": number,
        "session": "", "bot": random.choice(("", "", "", "crawler")),
        "country": random.choice(("CN", "DE")), "host": random.choice(("a.example", "b.example")),
        "path": random.choice(("/", "/p/1", "/p/2", "/p_1", "/q%")), "props": props,
        "device": random.choice(("", "smartphone", "tablet", "desktop", "tv")),
    }  # fmt: skip


def stored(lake: Lake, random: Random, rows: int = 300) -> tuple[Context, list[Row]]:
    """Put a random log into the lake, with two people who are one."""
    project = next(_projects)
    log = [_row(random, project) for _ in range(rows)]
    lake.insert_json("events", "\n".join(map(json.dumps, log)).encode())
    first, second = person_key(project, "a"), person_key(project, "b")
    store_overrides(lake, {project: {first: second}})
    for row in log:
        row["who"] = second if row["person"] == first else row["person"]
    return Context(project, "UTC", clock=FixedClock(NOW)), log


def inside(row: Row, ask: HeatAsk, since: str = "2026-03-01", until: str = "2026-03-11") -> bool:
    """Whether a row is of the page, the period, the screen and no machine."""
    host, _, path = (ask.page or "").partition("/")
    width = row["props"].get("width")
    wide = "phone" if width and width < 768 else "tablet" if width and width < 1024 else "desktop"
    if width is None:
        wide = {"smartphone": "phone", "tablet": "tablet"}.get(row["device"], "desktop")
    return (
        since <= row["ts"] < until and not row["bot"]
        and fnmatchcase(row["path"], "/" + path) and (not host or row["host"] == host)
        and ask.device in ("any", wide)
    )  # fmt: skip


def clicks_of(rows: Sequence[Row]) -> list[Row]:
    """The clicks among rows, each with its act, element and cell."""
    found = []
    for row in rows:
        said, act = row["props"], ACTS.get(row["event"])
        if act is None or (act == "click" and said["type"] != "click"):
            continue
        x, y = said.get("x"), said.get("y")
        placed = x is not None and 0 <= x <= 1 and y >= 0
        key = said.get("selector") or f"{said['tag']} {said['text']}".strip()
        found.append(row | {"act": act, "key": key, "at": (x, y) if placed else None})
    return found


def hits(clicks: Sequence[Row], views: int) -> Hits:
    """The figures of some clicks."""
    acts = Counter(row["act"] for row in clicks)
    people = len({row["who"] for row in clicks if row["act"] == "click"})
    n, dead = acts["click"], acts["dead"]
    return Hits(n, people, n / views if views else None, acts["rage"], dead,
                min(1.0, dead / n) if n else None)  # fmt: skip


def who(rows: Sequence[Row], when: Callable[[Row], bool]) -> list[int]:
    return sorted({row["who"] for row in rows if when(row)})


def is_element(told: HeatElement, clicks: Sequence[Row]) -> bool:
    """Whether an element's words and places are those of its clicks."""
    said = Counter(
        (row["props"]["tag"], row["props"]["text"], row["props"].get("href", ""))
        for row in clicks if row["act"] == "click"
    )  # fmt: skip
    words = (told.tag, told.text, told.href)
    at = [row["at"] for row in clicks if row["at"]]
    tall = [row["props"]["box_y"] for row in clicks if "box_y" in row["props"]]
    return (
        said[words] == max(said.values(), default=0)
        and told.x == (pytest.approx(median(x for x, _ in at)) if at else None)
        and told.y == (round(median(y for _, y in at)) if at else None)
        and (told.box.y if told.box else None) == (round(median(tall)) if tall else None)
    )


@A_FEW
@given(seed=st.integers(0, 2**32))
def test_maps_are_as_the_oracle_says(lake: Lake, seed: int) -> None:
    random = Random(seed)
    ctx, log = stored(lake, random)
    page = random.choice(("/", "/p/*", "a.example/p/1", "/p_1", "/q%", "/*"))
    ask = HeatAsk(
        page=page, device=random.choice(("any", "any", "phone", "tablet", "desktop")),
        columns=random.choice((10, 25, 100)), band=random.choice((50, 200)),
        top=random.choice((2, 20)), **MARCH,
    )  # fmt: skip

    told = heat(lake, ask, ctx)

    rows = [row for row in log if inside(row, ask)]
    views = [row for row in rows if row["event"] == "$pageview"]
    clicks = clicks_of(rows)
    assert (told.map.views, told.map.viewers) == (len(views), len(who(views, lambda _: True)))
    whole = hits(clicks, len(views))
    placed = [row for row in clicks if row["at"]]
    assert (told.map.clicks, told.map.clickers) == (whole.clicks, whole.people)
    assert (told.map.rage, told.map.dead) == (whole.rage, whole.dead)
    assert told.map.placed == sum(row["act"] == "click" for row in placed)
    cells = defaultdict[tuple[int, int], list[Row]](list)
    for row in placed:
        x, y = row["at"]
        cells[floor(y / ask.band), min(ask.columns - 1, floor(x * ask.columns))].append(row)
    cells = {at: some for at, some in sorted(cells.items()) if at[0] < 400}  # type: ignore[assignment]
    assert [(s.band, s.column) for s in told.map.spots] == [*cells]
    for spot in told.map.spots:
        one = hits(cells[spot.band, spot.column], 0)
        figures = (spot.clicks, spot.people, spot.rage, spot.dead)
        assert figures == (one.clicks, one.people, one.rage, one.dead)
    elements = defaultdict[str, list[Row]](list)
    for row in clicks:
        elements[row["key"]].append(row)
    best = sorted(elements, key=lambda key: _place(key, hits(elements[key], 0)))
    assert [one.selector for one in told.elements] == best[: ask.top]
    for element in told.elements:
        assert element.hits == hits(elements[element.selector], len(views))
        assert is_element(element, elements[element.selector])
    _reach_is_right(told, rows)
    _people_are_right(lake, ctx, ask, told, views, clicks)


def _place(key: str, of: Hits) -> tuple[int, int, str]:
    return (-of.clicks, -(of.rage + of.dead), key)


def depths(rows: Sequence[Row]) -> list[list[Row]]:
    """What was told of each view whose depth is known."""
    by_view = defaultdict[tuple[int, str], list[Row]](list)
    for row in rows:
        if row["event"] == "$pageleave" and row["props"]["scrolled"] > 0:
            by_view[row["who"], row["props"].get("view", row["event_id"])].append(row)
    return list(by_view.values())


def _reach_is_right(told: HeatAnswer, rows: Sequence[Row]) -> None:
    found = depths(rows)
    deep = [max(row["props"]["scrolled"] for row in some) for some in found]
    bands = [min(400, ceil(depth / told.band)) for depth in deep]
    assert told.map.measured == len(found)
    assert len(told.map.reach) == max(bands, default=0)
    for band, one in enumerate(told.map.reach):
        mine = [some[0]["who"] for some, n in zip(found, bands, strict=True) if n > band]
        assert (one.views, one.people) == (len(mine), len(set(mine)))
        assert one.share == len(mine) / len(found)
    heights = [max(row["props"].get("height", 0) for row in some) for some in found]
    assert told.map.fold_px == (int(median(filter(None, heights))) if any(heights) else None)
    timed = [[row["props"]["seen_s"] for row in some if "seen_s" in row["props"]] for some in found]
    most = [[max((part[i] for part in parts if i < len(part)), default=0) for i in range(4)]
            for parts in timed if parts]  # fmt: skip
    sums = [sum(part) / len(most) for part in zip(*most, strict=True)]
    assert list(told.map.seen_s) == pytest.approx(sums[: len(told.map.seen_s)])
    assert not any(sums[len(told.map.seen_s) :])


def _people_are_right(
    lake: Lake, ctx: Context, ask: HeatAsk, told: HeatAnswer, views: list[Row], clicks: list[Row]
) -> None:
    def behind(**cell: Any) -> list[int]:
        return behind_heat(lake, ask, ctx, HeatCell.model_validate(cell))

    assert behind(of="views") == who(views, lambda _: True)
    assert len(behind()) == told.map.clickers
    assert behind(of="dead") == who(clicks, lambda row: row["act"] == "dead")
    for place, element in enumerate(told.elements[:2]):
        mine = who(clicks, lambda r, e=element: r["act"] == "click" and r["key"] == e.selector)  # type: ignore[misc]
        assert behind(element=place) == mine
    for spot in told.map.spots[:2]:
        assert len(behind(column=spot.column, band=spot.band)) == spot.people
    for band in {0, len(told.map.reach) // 2} if told.map.reach else ():
        assert len(behind(of="reach", band=band)) == told.map.reach[band].people


def test_two_sides_are_two_maps_beside_each_other(lake: Lake) -> None:
    ctx, log = stored(lake, Random(7))
    plain = HeatAsk(page="/p/*", **MARCH)
    chinese = HeatAsk(page="/p/*", where='country = "CN"', **MARCH)
    beside = plain.model_copy(update={"versus": chinese.where})
    before = HeatAsk(page="/p/*", compare="2026-02-27", **MARCH)

    told, theirs = heat(lake, beside, ctx), heat(lake, chinese, ctx)

    assert told.map == heat(lake, plain, ctx).map
    assert told.versus == theirs.map
    by_name = {one.selector: one.hits for one in theirs.elements}
    beside_them = {one.selector: one.versus for one in told.elements}
    assert {key: beside_them[key] for key in by_name} == by_name
    assert HeatAnswer.from_json(told.to_json()) == told
    cell = HeatCell(versus=True, element=0)
    mine = who(
        clicks_of([row for row in log if inside(row, plain) and row["country"] == "CN"]),
        lambda row: row["act"] == "click" and row["key"] == told.elements[0].selector,
    )
    assert behind_heat(lake, beside, ctx, cell) == mine
    earlier = heat(lake, before, ctx)
    rows = [row for row in log if inside(row, plain, "2026-02-27", "2026-03-09")]
    assert earlier.versus is not None
    assert earlier.versus.clicks == sum(row["act"] == "click" for row in clicks_of(rows))
    assert earlier.compared is not None
    assert earlier.compared.from_ == datetime(2026, 2, 27, tzinfo=UTC)


def test_without_a_page_it_is_the_most_seen_one(lake: Lake) -> None:
    ctx, log = stored(lake, Random(3))

    told = heat(lake, HeatAsk(**MARCH), ctx)

    views = Counter(
        row["host"] + row["path"] for row in log
        if row["event"] == "$pageview" and inside(row, HeatAsk(page="/*"))
    )  # fmt: skip
    assert {one.page: one.views for one in told.pages} == views
    assert (told.page, told.map.views) == (told.pages[0].page, max(views.values()))
    assert sum(line["clicks"] for line in told.lines()) == told.map.clicks
    empty = heat(lake, HeatAsk(**{"from": "2020-01-01", "to": "2020-01-02"}), ctx)
    assert (empty.page, empty.map.clicks, empty.elements) == (None, 0, ())


def test_the_statements_give_the_same_numbers(lake: Lake) -> None:
    ctx, _ = stored(lake, Random(5))
    ask = HeatAsk(page="/*", **MARCH)

    views, spots, elements, reach = heat_statements(lake, ask, ctx)

    told = heat(lake, ask, ctx)
    assert lake.rows(views.sql) == [(told.map.views, told.map.viewers)]
    assert len(lake.rows(spots.sql)) == len(told.map.spots)
    assert [row[10] for row in lake.rows(elements.sql)] == [e.hits.clicks for e in told.elements]
    assert sum(n for _, n in lake.rows(reach.sql)) == told.map.measured


def test_what_posthogs_client_tells_is_read_in_its_own_words(lake: Lake) -> None:
    chain = 'a.btn:attr__href="/buy"nth-child="1";main:nth-child="2"attr__href="/no"'
    window = {"$viewport_width": 390, "$viewport_height": 700}
    clicked = {"$event_type": "click", "$el_text": "Buy", "$elements_chain": chain, **window}
    told = [
        ("$pageview", window), ("$autocapture", clicked), ("$rageclick", clicked),
        ("$autocapture", clicked | {"$event_type": "change"}),
        ("$pageleave", {"$prev_pageview_max_content": 1250.5, **window}),
    ]  # fmt: skip
    plain = _row(Random(1), project := next(_projects)) | {"bot": "", "props": {}, "path": "/"}
    rows = [
        plain | {"event": event, "ctx": ctx, "event_id": str(n := next(_ids)), "event_hash": n,
                 "ts": "2026-03-05T10:00:00Z"}
        for event, ctx in told
    ]  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, rows)).encode())

    answer = heat(
        lake, HeatAsk(page="/", device="phone", **MARCH), Context(project, clock=FixedClock(NOW))
    )

    (button,) = answer.elements
    assert (button.selector, button.tag, button.text, button.href) == ("a Buy", "a", "Buy", "/buy")
    assert button.hits == Hits(1, 1, 1.0, 1, 0, 0.0)
    assert (answer.map.placed, answer.map.measured, answer.map.fold_px) == (0, 1, 700)
    assert len(answer.map.reach) == ceil(1250.5 / 50)


def test_what_a_page_tells_as_it_is_left_makes_no_session_and_leaves_a_bounce_a_bounce(
    lake: Lake,
) -> None:
    plain = _row(Random(1), project := next(_projects)) | {"bot": "", "props": {}}
    told = [("$pageview", "10:00"), ("$pageleave", "10:01"), ("$web_vitals", "10:01"),
            ("$pageleave", "14:00")]  # fmt: skip
    rows = [
        plain | {"event": event, "event_id": str(n := next(_ids)), "event_hash": n,
                 "ts": f"2026-03-05T{clock}:00Z"}
        for event, clock in told
    ]  # fmt: skip
    lake.insert_json("events", "\n".join(map(json.dumps, rows)).encode())
    ctx = Context(project, "UTC", clock=FixedClock(NOW))

    whole = sessions(lake, SessionsAsk(**MARCH), ctx).rows[0].figures

    assert (whole.sessions, whole.bounce_rate) == (1, 1.0)


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("https://A.example:8420/p/1?utm_source=x#top", "A.example/p/1"), ("/p/*", "/p/*"),
        ("a.example/", "a.example/"), ("", None), (None, None), ("*.example/p", "*.example/p"),
    ],
)  # fmt: skip
def test_a_page_is_read_as_people_paste_it(said: str | None, page: str | None) -> None:
    assert HeatAsk(page=said).page == page


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"page": "pricing"}, "page"), ({"page": 7}, "page"), ({"page": "/" + "x" * 500}, "page"),
        ({"device": "watch"}, "device"), ({"columns": 5}, "columns"), ({"band": 1}, "band"),
        ({"compare": "previous", "versus": 'country = "CN"'}, "versus"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_at_its_place(body: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        HeatAsk.model_validate(body)

    assert refused.value.field == field
    assert refused.value.hint


def test_a_number_that_is_not_there_is_not_found(lake: Lake) -> None:
    ctx, _ = stored(lake, Random(9), rows=50)

    for cell in ({"element": 99}, {"of": "reach"}, {"column": 60}, {"versus": True}):
        with pytest.raises(NotFound):
            behind_heat(lake, HeatAsk(page="/*", **MARCH), ctx, HeatCell.model_validate(cell))
