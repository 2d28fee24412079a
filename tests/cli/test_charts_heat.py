"""A heat map in a terminal: what was clicked, how far it was seen, nothing too wide."""

from __future__ import annotations

import io
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from bellrock.cli.charts import SHOW

HITS = {"clicks": 12, "people": 9, "per_view": 0.4, "rage": 1, "dead": 3, "dead_share": 0.25}
ELEMENT = {"selector": "main > a", "tag": "a", "text": "购买" * 30, "href": "/buy", "hits": HITS}
REACH = [{"views": 30 - n, "people": 9, "share": (30 - n) / 30} for n in range(30)]
MAP = {"views": 30, "clicks": 12, "reach": REACH, "fold_px": 700}
HEAT: dict[str, Any] = {
    "page": "a.example/p", "band": 100, "map": MAP, "elements": [ELEMENT],
    "meta": {"notes": ["a note"]},
}  # fmt: skip


def _shown(answer: dict[str, Any], width: int = 80) -> str:
    out = io.StringIO()
    SHOW["heat"](answer, Console(file=out, width=width, force_terminal=False))
    return out.getvalue()


def test_a_map_is_said_and_drawn_within_its_width() -> None:
    beside = {**HITS, "per_view": None}
    for answer in (HEAT, {**HEAT, "versus": MAP, "elements": [{**ELEMENT, "versus": beside}]}):
        drawn = _shown(answer)
        assert max(cell_len(line) for line in drawn.splitlines()) <= 80
        joined = " ".join(drawn.split())
        for told in ("12 clicks in 30 views of a.example/p", "come down to 1,600 px", "40.0 %",
                     "fold", "a note"):  # fmt: skip
            assert told in joined


def test_a_page_that_nobody_saw_is_said_in_a_sentence() -> None:
    nothing = {**MAP, "views": 0, "clicks": 0, "reach": [], "fold_px": None}

    assert "No page was seen" in _shown({**HEAT, "page": None, "map": nothing, "elements": []})
    unseen = {**ELEMENT, "hits": {**HITS, "per_view": None}}
    assert "12 clicks in 0 views" in _shown(
        {**HEAT, "map": {**nothing, "clicks": 12}, "elements": [unseen]}
    )
