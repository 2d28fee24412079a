"""How do a step matrix, clusters and two audiences look in a terminal?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import words

Answer = Mapping[str, Any]
_ROWS = 12


def sentence(answer: Answer) -> str | None:
    """Say what a view of paths shows; None where it shows ways."""
    if compared := answer.get("compared"):
        people, versus = (words.count(compared[side]) for side in ("people", "versus"))
        return f"Paths of {people} people beside those of {versus} others."
    if "matrix" in answer:
        return f"{words.count(answer['walked']['count'])} paths, step by step."
    if "clusters" in answer:
        people = words.count(answer["walked"]["people"])
        return f"{people} people go {len(answer['clusters'])} kinds of ways."
    return None


def show_view(answer: Answer, console: Console) -> None:
    """Draw the view of paths: rows of a table."""
    if compared := answer.get("compared"):
        console.print(_differences(compared))
    elif "matrix" in answer:
        console.print(_matrix(answer["matrix"]))
    else:
        console.print(_clusters(answer["clusters"]))


def _matrix(steps: Any) -> Table:
    table = _table("event", *(f">{step['at']}" for step in steps))
    totals: dict[str, int] = {}
    for step in steps:
        for one in step["events"]:
            totals[one["name"]] = totals.get(one["name"], 0) + one["count"]
    for name in sorted(totals, key=lambda name: -totals[name])[:_ROWS]:
        shares = [{one["name"]: one["share"] for one in step["events"]}.get(name) for step in steps]
        table.add_row(_clip(name), *("" if s is None else words.share(s) for s in shares))
    return table


def _clusters(clusters: Any) -> Table:
    table = _table("cluster", ">people", ">share", ">reached", "usual way")
    for number, one in enumerate(clusters, 1):
        done = one.get("reached")
        reached = "" if done is None or not one["people"] else words.share(done / one["people"])
        table.add_row(
            str(number), words.count(one["people"]), words.share(one["share"]), reached,
            _clip(" → ".join(one["steps"]), 44),
        )  # fmt: skip
    return table


def _differences(compared: Answer) -> Table:
    table = _table("way", ">these", ">others", ">difference", ">by accident")
    ranked = sorted(compared["differences"], key=lambda one: -abs(one["difference"]))
    for one in ranked[:_ROWS]:
        way = " → ".join(one["steps"])
        place = f"{one['at']}: " if one["kind"] == "step" else ""
        table.add_row(
            _clip(place + way, 36), words.share(one["share"]), words.share(one["share_versus"]),
            f"{one['difference'] * 100:+.1f}",
            "too few" if one["q"] is None else words.share(one["q"]),
        )  # fmt: skip
    return table


def _table(*headers: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 1), pad_edge=True, header_style="dim")
    for header in headers:
        right = header.startswith(">")
        table.add_column(header.lstrip(">"), justify="right" if right else "left", no_wrap=True)
    return table


def _clip(text: str, width: int = 24) -> Text:
    clipped = Text(text)
    clipped.truncate(width, overflow="ellipsis")
    return clipped
