"""The views of paths in a terminal: within its width, in words, and nothing where nobody walked."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from bellrock.cli import charts

META = {"zone": "UTC", "notes": []}
NOTHING: dict[str, Any] = {"edges": [], "paths": [], "meta": META}
EVENTS = [{"name": "查看商品 with a very long name indeed", "people": 8, "count": 9, "share": 0.9}]
MATRIX = {
    **NOTHING,
    "walked": {"people": 9, "count": 10},
    "matrix": [{"at": at, "people": 9, "count": 10, "events": EVENTS} for at in (-1, 0, 1)],
}
CLUSTERS = {
    **NOTHING,
    "walked": {"people": 60, "count": 80},
    "clusters": [
        {"people": 60, "share": 1.0, "count": 80, "steps": ["a", "b"] * 9, "reached": 15},
        {"people": 0, "share": 0.0, "count": 0, "steps": [], "reached": 0},
    ],
}
ONE = {"steps": ["a", "b"], "share": 0.2, "share_versus": 0.1, "difference": 0.1}
COMPARED = {
    **NOTHING,
    "compared": {
        "people": 50,
        "versus": 40,
        "differences": [
            {**ONE, "kind": "edge", "at": None, "q": 0.01},
            {**ONE, "kind": "step", "at": 2, "q": None},
        ],
    },
}


def drawn(answer: dict[str, Any]) -> str:
    console = Console(width=80, record=True, color_system=None)
    charts.show_paths(answer, console)
    return console.export_text()


def test_each_view_says_its_sentence_and_its_rows() -> None:
    for answer, said in (
        (MATRIX, ("10 paths, step by step.", "90.0", "-1")),
        (CLUSTERS, ("60 people go 2 kinds of ways.", "25.0", "a → b")),
        (COMPARED, ("Paths of 50 people beside those of 40 others.", "+10.0", "too few")),
    ):
        text = drawn(answer)
        assert all(part in text for part in said), text
        assert max(map(len, text.splitlines())) <= 80


def test_of_nobody_there_is_an_empty_table() -> None:
    empty = {**NOTHING, "walked": {"people": 0, "count": 0}}

    assert "0 paths" in drawn({**empty, "matrix": []})
    assert "0 people" in drawn({**empty, "clusters": []})
