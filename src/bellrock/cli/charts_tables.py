"""How do pivots, sessions, profiles and compositions look in a terminal?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, sentences_tables, words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_NAME, _CELL, _ROWS = 22, 12, 40


def show_pivot(answer: Answer, console: Console) -> None:
    """Draw a pivot: a row a group; with columns the first figure alone, as many as fit."""
    _say(console, sentences_tables.pivot(answer))
    if answer["rows"]:
        wide = _across(answer, console) if answer["columns"] else _figures(answer, console)
        if wide:
            console.print(Text(f"  {wide}", style=QUIET))
    _quietly(console, answer)


def show_sessions(answer: Answer, console: Console) -> None:
    """Draw sessions: over time, by group, and the pages or events they begin and end with."""
    _say(console, sentences_tables.sessions(answer))
    whole = answer["rows"][0]
    if whole["figures"]["sessions"]:
        values, _ = bars.fit(
            [point["figures"]["sessions"] for point in whole["points"]],
            max(10, console.width - 16),
        )
        line = Text("  sessions   ", style=QUIET)
        line.append(bars.spark(values, ascii_only=console.options.ascii_only), style=BEAM)
        console.print(line, no_wrap=True, overflow="crop")
        table = _table("", ">sessions", ">each", ">bounced", ">depth", ">median", ">p90")
        for row in answer["rows"]:
            one, name = row["figures"], "all" if row["by"] is None else group(row)
            if one["sessions"]:
                table.add_row(
                    _clip(name), words.count(one["sessions"]), f"{one['per_person']:.2f}",
                    words.share(one["bounce_rate"]), f"{one['depth']:.2f}",
                    words.wait(one["median_s"]), words.wait(one["p90_s"]),
                )  # fmt: skip
        console.print(table)
        _ends("entry", answer["entries"], console)
        _ends("exit", answer["exits"], console)
    console.print(Text(sentences_tables.rule(answer), style=QUIET))
    _quietly(console, answer)


def show_profile(answer: Answer, console: Console) -> None:
    """Draw a profile: a row a value with both shares and the index, * where it is no accident."""
    _say(console, sentences_tables.profile(answer))
    for aspect in answer["aspects"] if answer["target"] else ():
        if all(one["value"] is None for one in aspect["values"]):
            continue
        table = _table(_name(aspect["property"]), ">target", ">share", ">base share", ">index", "")
        for one in aspect["values"]:
            name = _clip("(none)" if one["value"] is None else one["value"])
            if one.get("few"):
                table.add_row(name, "too few", "", "", "", "")
                continue
            table.add_row(
                name, words.count(one["target"]), words.share(one["target_share"]),
                words.share(one["base_share"]), _index(one), _lean(one, console),
            )  # fmt: skip
        console.print(table)
    told = f"* at most {words.share(sentences_tables.TESTED)} of those marked are accidents"
    console.print(Text(f"  {told}", style=QUIET))
    _quietly(console, answer)


def show_composition(answer: Answer, console: Console) -> None:
    """Draw a composition: a bar a part, and its share over time where points are asked for."""
    _say(console, sentences_tables.composition(answer))
    parts = [
        part for part in answer["parts"]
        if part["count"] or any(point["count"] for point in part["points"])
    ]  # fmt: skip
    over = ["over time"] if answer["starts"] else []
    table = _table(_name(answer["by"]), "", f">{answer['of']}", ">share", *over)
    room = max(6, (console.width - 52) // (2 if over else 1))
    for part in parts:
        name = "(none)" if part["value"] is None else part["value"]
        plain = console.options.ascii_only
        cells: list[Any] = [
            _clip(name), Text(bars.bar(part["share"] or 0.0, room, ascii_only=plain), style=BEAM),
            words.count(part["count"]), words.share(part["share"]),
        ]  # fmt: skip
        if over:
            values, _ = bars.fit([point["share"] for point in part["points"]], room)
            cells.append(Text(bars.spark(values, ascii_only=plain), style=BEAM))
        table.add_row(*cells)
    if parts:
        console.print(table)
    _quietly(console, answer)


def _figures(answer: Answer, console: Console) -> str:
    names = _heads(answer["figures"])
    shown = max(1, min(len(names), (console.width - _NAME - 2) // (_CELL + 6)))
    table = _table("", *(f">{_short(name, _CELL + 4)}" for name in names[:shown]))
    for row in (*answer["rows"][:_ROWS], answer["total"]):
        name = "all" if row["by"] is None else group(row)
        table.add_row(_clip(name), *(words.count(value) for value in row["total"][:shown]))
    console.print(table)
    return _more(len(answer["rows"]) - _ROWS, "rows", len(names) - shown, "figures")


def _heads(figures: Sequence[str]) -> list[str]:
    """Return what tells figures apart: without the event where all are of one."""
    events = {name.rpartition(": ")[0] for name in figures}
    return [name.rpartition(": ")[2] for name in figures] if len(events) == 1 else [*figures]


def _across(answer: Answer, console: Console) -> str:
    heads = answer["columns"]
    shown = max(1, min(len(heads), (console.width - _NAME - _CELL - 2) // _CELL))
    names = [_short(group(head), _CELL - 2) for head in heads[:shown]]
    table = _table(_short(answer["figures"][0], _NAME), *(f">{name}" for name in names), ">all")
    for row in (*answer["rows"][:_ROWS], answer["total"]):
        name = "all" if row["by"] is None else group(row)
        values = [cell[0] for cell in row["cells"][:shown]] + [row["total"][0]]
        table.add_row(_clip(name), *map(words.count, values))
    console.print(table)
    beyond = len(answer["figures"]) - 1
    more = _more(len(answer["rows"]) - _ROWS, "rows", len(heads) - shown, "columns")
    return ", ".join(filter(None, [more, f"{beyond} more figures are in --json" if beyond else ""]))


def _more(rows: int, what: str, others: int, other: str) -> str:
    told = [f"{n} more {name}" for n, name in ((rows, what), (others, other)) if n > 0]
    return f"{' and '.join(told)} are in --json" if told else ""


def _ends(name: str, ends: Sequence[Answer], console: Console) -> None:
    most = max((one["sessions"] for one in ends), default=0)
    if not most:
        return
    table = _table(name, "", ">sessions", ">people", ">bounced")
    room = max(6, console.width - _NAME - 42)
    for one in ends:
        label = "(none)" if one["value"] is None else one["value"]
        filled = bars.bar(one["sessions"] / most, room, ascii_only=console.options.ascii_only)
        table.add_row(
            _clip(label), Text(filled, style=BEAM), words.count(one["sessions"]),
            words.count(one["people"]), words.share(one["bounces"] / one["sessions"]),
        )  # fmt: skip
    console.print(table)


def _index(one: Answer) -> str:
    if one["index"] is None:
        return "–"
    sure = one["q"] is not None and one["q"] <= sentences_tables.TESTED
    return f"{one['index']:.0f}{'*' if sure else ' '}"


def _lean(one: Answer, console: Console) -> Text:
    """Draw how far an index lies above 100, or below, where the bar stands for up to 100."""
    if one["index"] is None or round(one["index"]) == 100:
        return Text("")
    off = min(1.0, abs(one["index"] - 100) / 100)
    filled = bars.bar(off, 10, ascii_only=console.options.ascii_only)
    return Text(f"+{filled}", style=BEAM) if one["index"] > 100 else Text(f"-{filled}", style=QUIET)


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


def _name(text: str) -> str:
    return _short(text, _NAME)


def _short(text: str, width: int) -> str:
    clipped = Text(text)
    clipped.truncate(width, overflow="ellipsis")
    return clipped.plain


def _clip(text: str) -> Text:
    return Text(_short(text or "(none)", _NAME))
