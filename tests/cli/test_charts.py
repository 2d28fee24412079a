"""Answers in the terminal: the sentence first, its figures right, nothing wider than asked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from bellrock.cli import charts, words
from bellrock.cli.bars import bar, columns, fit, spark
from bellrock.cli.terminal import console

META = {
    "period": {"from": "2026-01-01T00:00:00+00:00", "to": "2026-01-29T00:00:00+00:00"},
    "zone": "Europe/London",
    "filters": ['country = "CN"'],
    "bot_share": 0.091,
    "bots": "excluded",
    "freshness": "2026-01-28T23:58:00+00:00",
    "rows_scanned": 1_034_234,
    "seconds": 0.0412,
    "identity": "resolved",
    "notes": [],
}
TREND = {
    "series": [
        {
            "name": "Order Completed",
            "by": None,
            "points": [
                {"start": f"2026-01-{day:02}T00:00:00+00:00", "value": day} for day in range(1, 29)
            ],
            "total": 406,
        }
    ],
    "meta": META,
}


def _step(name: str, people: int, share: float, previous: float, wait: float | None) -> Any:
    return {
        "name": name,
        "people": people,
        "share": share,
        "share_of_previous": previous,
        "median_wait_s": wait,
    }


FUNNEL = {
    "steps": [
        _step("View", 15234, 1.0, 1.0, None),
        _step("Cart", 6234, 0.4092, 0.4092, 134.0),
        _step("Order", 1934, 0.127, 0.3102, 7505.0),
    ],
    "meta": META,
}
RETENTION = {
    "cohorts": [
        {"start": "2026-01-05T00:00:00+00:00", "people": 200, "returned": [200, 100, 50]},
        {"start": "2026-01-12T00:00:00+00:00", "people": 100, "returned": [100, 20, None]},
    ],
    "meta": META,
}
POINT = {"people": 300, "returned": 120, "cohorts": 2, "low": 0.34, "high": 0.46, "simple": 0.35}
FITTED = {
    **RETENTION,
    "brackets": ["1d", "3d", "7d"],
    "curve": {
        "points": [
            {**POINT, "after": 0, "share": 1.0},
            {
                **POINT,
                "after": 1,
                "share": 0.4,
                "value": 12.5,
                "value_low": 10.0,
                "value_high": 15.0,
            },
        ],
        "fit": {
            "model": "power",
            "parameters": {"a": 0.4, "b": 0.5},
            "seen": 3,
            "ahead": 9,
            "error": 0.012,
            "points": [{"after": 12, "share": 0.115, "beyond": True}],
        },
    },
    "groups": [
        {"by": {"plan": "pro"}, "cohorts": RETENTION["cohorts"][:1]},
        {"by": {"plan": "other"}, "other": True, "cohorts": RETENTION["cohorts"][1:]},
    ],
}
PATHS = {
    "edges": [
        {"from": "$pageview", "to": "查看商品", "people": 1234, "count": 3000},
        {"from": "查看商品", "to": "Order Completed", "people": 12, "count": 13},
    ],
    "paths": [{"steps": ["$pageview", "查看商品"], "people": 400, "count": 500}],
    "meta": META,
}
ALL: list[tuple[Any, dict[str, Any]]] = [
    (charts.show_trend, TREND),
    (charts.show_funnel, FUNNEL),
    (charts.show_retention, RETENTION),
    (charts.show_retention, FITTED),
    (charts.show_paths, PATHS),
]


def _drawn(show: Any, answer: dict[str, Any], *, encoding: str = "utf-8", width: int = 80) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="bellrock-plain", newline="\n")
    show(answer, Console(file=file, width=width, highlight=False))
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(("show", "answer"), ALL)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(show, answer, width):
    lines = _drawn(show, answer, width=width).splitlines()

    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize(("show", "answer"), ALL)
def test_a_terminal_without_utf8_gets_plain_letters(show, answer):
    assert _drawn(show, answer, encoding="ascii").isascii()


@pytest.mark.parametrize(("show", "answer"), ALL)
def test_the_quiet_line_stands_under_every_answer(show, answer):
    last = " ".join(_drawn(show, answer, width=120).splitlines()[-1:])

    assert last.strip() == (
        '1 Jan – 28 Jan 2026 · Europe/London · country = "CN" · 9.1 % bots out · '
        "fresh to 28 Jan 23:58 · 1.03 M rows · 0.04 s"
    )


def test_a_funnel_says_who_arrived_and_draws_the_ladder():
    text = _drawn(charts.show_funnel, FUNNEL, width=100)

    assert text.startswith(
        "Of 15,234 people who did View, 1,934 (12.7 %) went on to Order; "
        "the steepest rung is Order."
    )
    assert "2 h 5 min" in text
    assert "40.9 %" in text


def test_retention_says_how_sure_the_mean_is_and_where_it_goes():
    drawn = _drawn(charts.show_retention, FITTED, width=120)

    assert "34.0–46.0" in drawn
    assert "10.00–15.00" in drawn
    assert "power law: 11.5 % after 12 periods, of which 9 lie beyond" in drawn
    assert "everybody" in drawn
    assert "0–1d" in drawn


def test_retention_says_the_share_over_all_cohorts_that_had_the_time():
    assert _drawn(charts.show_retention, RETENTION).startswith("40.0 % of 300 people came back")


def test_a_breakdown_names_the_rest_and_the_empty():
    steps = FUNNEL["steps"]
    groups = [
        {"by": {"country": "CN"}, "steps": steps},
        {"by": {"country": None}, "steps": steps},
        {"by": {"country": None}, "other": True, "steps": steps},
    ]
    text = _drawn(charts.show_funnel, {"groups": groups, "meta": META})

    assert [word in text for word in (" CN ", "(none)", " other ")] == [True] * 3


@pytest.mark.parametrize(
    ("show", "answer"),
    [
        (charts.show_trend, {"series": [], "meta": META}),
        (charts.show_retention, {"cohorts": [], "meta": META}),
        (charts.show_paths, {"edges": [], "paths": [], "meta": META}),
        (charts.show_funnel, {"groups": [], "meta": META}),
    ],
)
def test_an_empty_answer_is_a_sentence(show, answer):
    first = _drawn(show, answer).splitlines()[0]

    assert first.endswith(".")


def test_numbers_are_in_full_up_to_five_digits():
    written = [words.count(n) for n in (0, 12480, 99_999, 345_678, 1_240_000, 2.5, None)]

    assert written == ["0", "12,480", "99,999", "346 k", "1.24 M", "2.50", "–"]


def test_waits_show_their_two_largest_units():
    written = [words.wait(s) for s in (0.25, 59.4, 134, 7505, 90_061, 3600, None)]

    assert written == ["250 ms", "59 s", "2 min 14 s", "2 h 5 min", "1 d 1 h", "1 h", "–"]


def test_bars_are_zero_based_and_never_vanish():
    assert bar(0.0, 10) == ""
    assert bar(1e-9, 10) == "▏"
    assert bar(1.0, 10) == "█" * 10
    assert bar(2.0, 10, ascii_only=True) == "#" * 10
    assert spark([0, 4, 8]) == " ▄█"
    assert columns([0, 1, 2], height=2) == ["  █", " ██"]


def test_more_points_than_room_are_averaged():
    assert fit([1, 3, None, 4], 2) == ([2.0, 2.0], 2)


def test_a_console_for_ascii_never_fails(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\n"))
    out = console(width=40)
    out.print("é → – …")
    out.file.flush()

    assert raw.getvalue() == b"? > - ~\n"
