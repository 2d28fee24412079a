"""How do RFM grids and lifetime values look in a terminal?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, sentences_worth, words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_MOVES = 12


def show_rfm(answer: Answer, console: Console) -> None:
    """Draw an RFM grid: recency down, frequency across, then segments, then who moved."""
    _say(console, sentences_worth.rfm(answer))
    if answer["people"]:
        _grid(answer, console)
        _segments(answer, console)
        if answer["migration"]:
            _moves(answer["migration"]["shifts"], console)
    _quietly(console, answer)


def show_ltv(answer: Answer, console: Console) -> None:
    """Draw lifetime values: a line a group with its curve, its cost and its payback."""
    _say(console, sentences_worth.ltv(answer))
    if answer["everybody"]["people"]:
        table = _table(
            "", ">people", ">worth", "by age", ">cost each", ">worth/cost", ">paid back after"
        )
        for one in (answer["everybody"], *(answer["groups"] or ())):
            table.add_row(*_worth(one, console))
        console.print(table)
        _cohorts(answer, console)
    _quietly(console, answer)


def _worth(one: Answer, console: Console) -> list[Any]:
    seen = [point["value"] for point in one["points"] if point["people"]]
    values, _ = bars.fit([*seen, *(f["value"] for f in one["foreseen"])], 24)
    curve = bars.spark(values, ascii_only=console.options.ascii_only)
    days = "–" if one["payback_days"] is None else sentences_worth.days(one["payback_days"])
    return [
        "everybody" if one["by"] is None else group(one), words.count(one["people"]),
        sentences_worth.money(one["value"]), Text(curve, style=BEAM),
        sentences_worth.money(one["cac"]),
        "–" if one["value_to_cac"] is None else f"{one['value_to_cac']:.2f}",
        f"{days}{'*' if one['payback'] == 'foreseen' else ''}",
    ]  # fmt: skip


def _cohorts(answer: Answer, console: Console) -> None:
    """Draw what each cohort has brought, of as many ages as fit."""
    shown = max(1, min(len(answer["everybody"]["points"]), (console.width - 38) // 9))
    ends = [f">{(age + 1) * answer['age_days']} days" for age in range(shown)]
    table = _table("won in", ">people", ">cost each", *ends)
    for one in answer["cohorts"]:
        values = [("·" if v is None else sentences_worth.money(v)) for v in one["values"][:shown]]
        table.add_row(
            str(one["start"])[:10], words.count(one["people"]), sentences_worth.money(one["cac"]),
            *values,
        )  # fmt: skip
    console.print(table)


def _grid(answer: Answer, console: Console) -> None:
    across = answer["frequency"]["levels"]
    table = _table("days since \\ times", *(f">{_span(level)}" for level in across))
    for down in reversed(answer["recency"]["levels"]):
        people = [
            sum(
                one["people"] for one in answer["cells"]
                if (one["recency"], one["frequency"]) == (down["level"], level["level"])
            )
            for level in across
        ]  # fmt: skip
        table.add_row(_span(down), *(words.count(n) if n else "·" for n in people))
    console.print(table)


def _segments(answer: Answer, console: Console) -> None:
    told = [one for one in answer["segments"] if one["people"]]
    table = _table("segment", "", ">people", ">share", ">value", ">days since", ">times")
    room = max(6, console.width - 74)
    for one in told:
        filled = bars.bar(one["share"], room, ascii_only=console.options.ascii_only)
        table.add_row(
            sentences_worth.segment(one["name"]), Text(filled, style=BEAM),
            words.count(one["people"]), words.share(one["share"]), words.count(one["value"]),
            f"{one['recency_days']:.1f}", f"{one['frequency']:.2f}",
        )  # fmt: skip
    console.print(table)


def _moves(shifts: list[Answer], console: Console) -> None:
    changed = sorted(
        (one for one in shifts if one["before"] != one["after"]), key=lambda one: -one["people"]
    )
    if not changed:
        return
    table = _table("moved from", "to", ">people", ">of those before")
    for one in changed[:_MOVES]:
        table.add_row(
            sentences_worth.segment(one["before"]), sentences_worth.segment(one["after"]),
            words.count(one["people"]), words.share(one["share"]),
        )  # fmt: skip
    console.print(table)
    if len(changed) > _MOVES:
        console.print(Text(f"  {len(changed) - _MOVES} more moves are in --json", style=QUIET))


def _span(level: Answer) -> str:
    if not level["people"]:
        return "–"
    low, high = (f"{level[end]:,.6g}" for end in ("low", "high"))
    return low if low == high else f"{low}-{high}"


def _table(*headers: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 1), pad_edge=True, header_style=QUIET)
    for header in headers:
        right = header.startswith(">")
        name = header.removeprefix(">")
        table.add_column(Text(name), justify="right" if right else "left", no_wrap=True)
    return table


def _say(console: Console, sentence: str) -> None:
    console.print(Text(sentence, style="bold"))


def _quietly(console: Console, answer: Answer) -> None:
    meta = answer.get("meta") or {}
    for line in [*words.joined(words.quiet(meta), console.width), *(meta.get("notes") or ())]:
        console.print(Text(line, style=QUIET))
