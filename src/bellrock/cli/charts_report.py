"""How do reports, web vitals and channels look in a terminal?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, sentences_report, words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_NAME, _ROWS = 16, 40


def show_report(answer: Answer, console: Console) -> None:
    """Draw a report: a row a value, with its sessions where these were asked for."""
    _say(console, sentences_report.report(answer))
    if answer["rows"]:
        table = _table(*_heads(answer))
        for row in (*answer["rows"][:_ROWS], answer["total"]):
            table.add_row(*_cells(answer, row, console))
        console.print(table)
        if len(answer["rows"]) > _ROWS:
            more = f"  {len(answer['rows']) - _ROWS} more rows are in --json"
            console.print(Text(more, style=QUIET))
    _quietly(console, answer)


def show_vitals(answer: Answer, console: Console) -> None:
    """Draw web vitals: the shares of good and poor loads, then a row a group."""
    _say(console, sentences_report.vitals(answer))
    whole, *groups = answer["rows"]
    table = _table("", ">loads", ">at the level", "", ">good", ">poor", "over time")
    room = max(6, console.width - 76)
    for place, one in enumerate(whole["vitals"]):
        if not one["loads"]:
            continue
        values = [point["values"][place] or 0.0 for point in whole["points"]]
        line = bars.spark(bars.fit(values, room)[0], ascii_only=console.options.ascii_only)
        table.add_row(
            one["vital"], words.count(one["loads"]), sentences_report.amount(one),
            sentences_report.RATED[one["rating"]], words.share(one["good"] / one["loads"]),
            words.share(one["poor"] / one["loads"]), Text(line, style=BEAM),
        )  # fmt: skip
    if any(one["loads"] for one in whole["vitals"]):
        console.print(table)
    _grouped(groups, console)
    _quietly(console, answer)


def show_channels(answer: Answer, console: Console) -> None:
    """Draw channels: a row a channel, and where the order of two of them turns round."""
    _say(console, sentences_report.channels(answer))
    if answer["rows"]:
        goal = answer["total"]["figures"]["conversion"] is not None
        value = answer["total"]["figures"]["value"] is not None
        days = answer["days"][:3]
        table = _table(
            _short(answer["by"]), ">people", ">bots", ">bounced",
            *([">goal"] if goal else []), *([">value"] if value else []),
            *(f">day {day}" for day in days),
        )  # fmt: skip
        for row in (*answer["rows"], answer["total"]):
            one = row["figures"]
            table.add_row(
                _clip("all" if row["by"] is None else group(row)), words.count(one["people"]),
                words.share(one["machine_share"]), words.share(one["bounced"]["share"]),
                *([_rate(one["conversion"])] if goal else []),
                *([_each(one["value"])] if value else []),
                *(words.share(kept["share"]) for kept in one["retention"][:3]),
            )  # fmt: skip
        console.print(table)
    for one in answer["turned"]:
        console.print(Text(sentences_report.turned(one), style="bold"))
    _quietly(console, answer)


def _heads(answer: Answer) -> list[str]:
    whole = answer["total"]["figures"]
    heads = ["", *([""] if whole["again"] is None else []), ">people", ">share"]
    heads += [">change"] if "before" in answer["total"] else []
    heads += [">views"] if whole["again"] is None else [">times"]
    heads += [">goal"] if whole["conversion"] is not None else []
    if whole["sessions"] is not None:
        heads += [">bounced", ">time"] if whole["again"] is None else [">left", ">again"]
    return heads + ([">nothing"] if whole["empty"] is not None else [])


def _cells(answer: Answer, row: Answer, console: Console) -> list[Any]:
    whole, one = answer["total"]["figures"], row["figures"]
    cells: list[Any] = [_clip("all" if row["by"] is None else group(row))]
    if whole["again"] is None:  # searches have more figures than room
        bar = bars.bar(one["share"] or 0.0, 5, ascii_only=console.options.ascii_only)
        cells.append(Text(bar, style=BEAM))
    cells += [words.count(one["people"]), words.share(one["share"])]
    if "before" in answer["total"]:
        change = row.get("change")
        cells.append("" if change is None else f"{'+' if change > 0 else ''}{change:.0%}")
    cells.append(words.count(one["views"] if whole["again"] is None else one["events"]))
    cells += [words.share(one["conversion"])] if whole["conversion"] is not None else []
    if whole["sessions"] is not None:
        cells += _of_sessions(one, searching=whole["again"] is not None)
    return cells + ([words.count(one["empty"])] if whole["empty"] is not None else [])


def _of_sessions(one: Answer, *, searching: bool) -> list[str]:
    if not searching:
        return [words.share(one["bounce_rate"]), words.wait(one["seconds"])]
    many = one["sessions"]
    return [words.share(one[name] / many if many else None) for name in ("exits", "again")]


def _grouped(groups: list[Answer], console: Console) -> None:
    if not groups:
        return
    table = _table("", ">loads", *(f">{one['vital']}" for one in groups[0]["vitals"]), "passes")
    for row in groups[:_ROWS]:
        passes = {True: "yes", False: "no", None: "–"}[row["passes"]]
        loads = max(one["loads"] for one in row["vitals"])
        told = [sentences_report.amount(one) for one in row["vitals"]]
        table.add_row(_clip(group(row)), words.count(loads), *told, passes)
    console.print(table)


def _rate(one: Answer) -> str:
    if one["share"] is None:
        return "–"
    return words.share(one["share"])


def _each(one: Answer) -> str:
    return "–" if one["mean"] is None else f"{one['mean']:.2f}"


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


def _short(text: str) -> str:
    clipped = Text(text)
    clipped.truncate(_NAME, overflow="ellipsis")
    return clipped.plain


def _clip(text: str) -> Text:
    return Text(_short(text or "(none)"))
