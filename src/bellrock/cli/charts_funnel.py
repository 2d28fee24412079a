"""How do a funnel's times, entries and drivers look in a terminal? Below its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_SHOWN = 15


def show_beside(answer: Answer, console: Console) -> None:
    """Draw what was asked for beside the steps, if anything was."""
    if "time" in answer:
        _times(answer["time"], console)
    if "trend" in answer:
        _entries(answer["trend"], answer["meta"]["zone"], console)
    if "drivers" in answer:
        _drivers(answer["drivers"], console)


def _times(time: Answer, console: Console) -> None:
    table = _table("to convert", ">people", ">10 %", ">median", ">90 %", ">mean")
    for times in time["groups"]:
        for took in times["took"]:
            name = "from first to last" if took["step"] is None else f"to step {took['step']}"
            told = (took["p10_s"], took["median_s"], took["p90_s"], took["mean_s"])
            table.add_row(
                f"{_named(times)}{name}", words.count(took["people"]), *map(words.wait, told)
            )
    console.print(table)
    test = time["log_rank"]
    if test is not None:
        said = "differ" if test["p"] < 0.05 else "do not differ for certain"
        console.print(Text(f"  the groups' paces {said} (log-rank p = {test['p']:.2g})"))


def _entries(trend: Sequence[Answer], zone: str, console: Console) -> None:
    for entries in trend:
        shares = [point["share"] or 0.0 for point in entries["points"] if point["complete"]]
        if not any(shares):
            continue
        values, _ = bars.fit(shares, max(10, console.width - 40))
        first = words.day(words.moment(entries["points"][0]["start"], zone))
        line = Text(f"  {_named(entries)}converted of those who entered, from {first}  ")
        line.append(bars.spark(values, ascii_only=console.options.ascii_only), style=BEAM)
        console.print(line, no_wrap=True, overflow="crop")


def _drivers(drivers: Sequence[Answer], console: Console) -> None:
    if not drivers:
        console.print(Text("  no value at entry is shared by 30 people and not by 30 others"))
        return
    table = _table("value at entry", ">people", ">share", ">others", ">odds x", ">range", ">q")
    for one in drivers[:_SHOWN]:
        value = "not set" if one["value"] is None else one["value"]
        table.add_row(
            f"{one['property']} = {value}", words.count(one["people"]), words.share(one["share"]),
            words.share(one["share_without"]), f"{one['odds_ratio']:.2f}",
            f"{one['low']:.2f}-{one['high']:.2f}", f"{one['q']:.2g}",
        )  # fmt: skip
    console.print(table)


def _named(one: Answer) -> str:
    return "" if one["by"] is None else f"{group(one)}: "


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style=QUIET, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head.lstrip(">"), justify="right" if head[0] == ">" else "left")
    return table
