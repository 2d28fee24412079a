"""Pivots, sessions, profiles and compositions in a terminal: figures right, nothing too wide."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from bellrock.cli.charts import SHOW

META = {
    "period": {"from": "2026-01-01T00:00:00+00:00", "to": "2026-01-08T00:00:00+00:00"},
    "zone": "UTC", "filters": [], "bot_share": 0.1, "bots": "excluded", "freshness": None,
    "rows_scanned": 1234, "seconds": 0.1, "identity": "resolved", "notes": ["a note"],
}  # fmt: skip


def _row(value: str | None, *figures: float | None, cells: Any = (), **more: Any) -> Any:
    return {"by": {"country": value}, "total": figures, "cells": cells, **more}


PIVOT = {
    "figures": ["buy: total", "buy: uniques"], "columns": [],
    "rows": [_row("CN", 30, 20), _row(None, 4, 3), _row("other", 2, 2, other=True)],
    "total": {"by": None, "total": [36, 24], "cells": []}, "meta": META,
}  # fmt: skip
WIDE = {
    "figures": ["buy: total"],
    "columns": [{"by": {"device": f"device {n}"}} for n in range(20)],
    "rows": [_row("a country with a long name", 30, cells=[[n] for n in range(20)])],
    "total": {"by": None, "total": [30], "cells": [[n] for n in range(20)]}, "meta": META,
}  # fmt: skip
FIGURES = {
    "sessions": 12, "people": 8, "per_person": 1.5, "bounces": 3, "bounce_rate": 0.25,
    "events": 4.0, "depth": 2.5, "mean_s": 40.0, "median_s": 38.0, "p90_s": 200.0,
}  # fmt: skip
SESSIONS = {
    "rule": {"pause_s": 1800, "midnight": True, "campaign": False, "client": False,
             "depth": "page"},
    "at": "path",
    "rows": [{"by": None, "figures": FIGURES,
              "points": [{"start": "2026-01-01T00:00:00+00:00", "figures": FIGURES}]}],
    "entries": [{"value": "/", "sessions": 10, "people": 7, "bounces": 3}],
    "exits": [{"value": None, "sessions": 12, "people": 8, "bounces": 3}], "meta": META,
}  # fmt: skip


def _trait(value: str, index: float | None, q: float | None, **more: Any) -> Any:
    told = {"target": 45, "base": 80, "target_share": 0.75, "base_share": 0.4, "p": q, "q": q}
    return {"value": value, "index": index, **told, **more}


PROFILE = {
    "target": 60, "base": 200, "both": 60, "least": 10,
    "aspects": [{"property": "plan", "values": [
        _trait("pro", 187.5, 0.001), _trait("free", 41.0, 0.2), _trait("XX", None, None, few=True),
    ]}],
    "meta": META,
}  # fmt: skip
COMPOSITION = {
    "by": "device", "of": "people", "total": 100, "people": 100,
    "starts": ["2026-01-01T00:00:00+00:00"],
    "parts": [
        {"value": "phone", "count": 60, "people": 60, "share": 0.6,
         "points": [{"count": 6, "share": 0.6}]},
        {"value": None, "count": 40, "people": 40, "share": 0.4,
         "points": [{"count": 4, "share": 0.4}]},
    ],
    "meta": META,
}  # fmt: skip


def _shown(kind: str, answer: Any, width: int = 80, *, plain: bool = False) -> str:
    out = io.StringIO()
    made = Console(file=out, width=width, force_terminal=False, legacy_windows=False)
    if plain:
        made.options.encoding = "ascii"
    SHOW[kind](answer, made)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "answer", "told"),
    [
        ("pivot", PIVOT, ["buy: total is 36; CN comes first with 30.", "(none)", "all", "uniques"]),
        ("pivot", WIDE, ["device 0", "columns are in --json"]),
        ("sessions", SESSIONS, ["12 sessions of 8 people, 1.50 each; 25.0 % bounced",
                                "30 min without an event or midnight", "/", "(none)"]),
        ("profile", PROFILE, ["highest index: plan pro, 188", "188*", "too few", "41 "]),
        ("composition", COMPOSITION, ["the greatest part is phone with 60.0 %", "40.0 %"]),
    ],
)  # fmt: skip
def test_an_answer_is_said_and_drawn_within_its_width(
    kind: str, answer: Any, told: list[str]
) -> None:
    for width in (80, 120):
        drawn = _shown(kind, answer, width)
        assert max(cell_len(line) for line in drawn.splitlines()) <= width
        joined = " ".join(drawn.split())
        assert [text for text in told if text.strip() not in joined] == []
        assert "a note" in drawn


@pytest.mark.parametrize(
    ("kind", "answer", "sentence"),
    [
        ("pivot", {**PIVOT, "rows": []}, "Nothing happened"),
        ("sessions", {**SESSIONS, "rows": [{"by": None, "points": [],
                                            "figures": {**FIGURES, "sessions": 0}}]}, "Nobody"),
        ("profile", {**PROFILE, "target": 0}, "Nobody is in the target"),
        ("composition", {**COMPOSITION, "total": 0, "parts": []}, "nothing to take apart"),
    ],
)  # fmt: skip
def test_nothing_is_said_in_a_sentence(kind: str, answer: Any, sentence: str) -> None:
    assert sentence in _shown(kind, answer)
