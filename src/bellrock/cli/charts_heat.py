"""How do a click map and a scroll curve look in a terminal? What was clicked, and how far down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, words

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_NAME, _LINES = 30, 12


def show_heat(answer: Answer, console: Console) -> None:
    """Draw a heat map: the elements most clicked, and the share of views that came so far down."""
    console.print(Text(said(answer), style="bold"))
    if answer["elements"]:
        _elements(answer, console)
    if answer["map"]["reach"]:
        _reach(answer, console)
    _quietly(console, answer)


def said(answer: Answer) -> str:
    """Say in one sentence what was clicked, and how far a page was seen."""
    here, page = answer["map"], answer["page"]
    if page is None:
        return "No page was seen in this period."
    clicks = f"{words.count(here['clicks'])} clicks in {words.count(here['views'])} views of {page}"
    told = [clicks]
    if answer["elements"] and answer["elements"][0]["hits"]["clicks"]:
        first = answer["elements"][0]
        told.append(f"most on {name(first)}")
    if here["reach"]:
        told.append(f"half of the views come down to {middle(answer):,} px")
    return "; ".join(told) + "."


def name(element: Answer) -> str:
    """Return what an element is called: its words, else its selector."""
    return str(element["text"] or element["selector"])


def middle(answer: Answer) -> int:
    """Return the pixels that at least half of the measured views came to."""
    bands = sum(1 for one in answer["map"]["reach"] if one["share"] >= 0.5)
    return bands * int(answer["band"])


def _elements(answer: Answer, console: Console) -> None:
    beside = answer.get("versus") is not None
    table = _table("element", ">clicks", ">people", ">a view", ">rage", ">dead",
                   *([">beside"] if beside else []))  # fmt: skip
    for one in answer["elements"]:
        hits = one["hits"]
        label = Text(name(one))
        label.truncate(_NAME, overflow="ellipsis")
        cells = [words.count(hits["clicks"]), words.count(hits["people"]),
                 words.share(hits["per_view"]), words.count(hits["rage"]),
                 words.count(hits["dead"])]  # fmt: skip
        table.add_row(label, *cells, *([words.share(one["versus"]["per_view"])] if beside else []))
    console.print(table)


def _reach(answer: Answer, console: Console) -> None:
    reach: Sequence[Answer] = answer["map"]["reach"]
    each = max(1, -(-len(reach) // _LINES))
    fold = answer["map"]["fold_px"]
    table = _table(">seen to", "", ">views", "")
    for place in range(0, len(reach), each):
        top, bottom = place * answer["band"], (place + each) * answer["band"]
        one = reach[place]
        folded = "fold" if fold is not None and top <= fold < bottom else ""
        bar = bars.bar(one["share"], 30, ascii_only=console.options.ascii_only)
        table.add_row(f"{top:,} px", Text(bar, style=BEAM), words.share(one["share"]), folded)
    console.print(table)


def _quietly(console: Console, answer: Answer) -> None:
    meta = answer.get("meta") or {}
    for line in [*words.joined(words.quiet(meta), console.width), *(meta.get("notes") or ())]:
        console.print(Text(line, style=QUIET))


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET, padding=(0, 1, 0, 1))
    for head in heads:
        table.add_column(head.lstrip(">"), justify="right" if head.startswith(">") else "left",
                         no_wrap=True)  # fmt: skip
    return table
