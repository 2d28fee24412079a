"""How do lifecycle, stickiness, frequency and interval look in a terminal?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, sentences_habits, words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_NAME = 24
_SHOWN = 31


def show_lifecycle(answer: Answer, console: Console) -> None:
    """Draw a lifecycle: a row a bucket with its states, the moves between them, and what comes."""
    _say(console, sentences_habits.lifecycle(answer))
    zone, stages = _zone(answer), answer["stages"]
    table = _table("from", "", ">active", ">new", ">returning", ">resurr.", ">dormant")
    most = max((sentences_habits.actives(one) for one in stages), default=0)
    for one in stages[-_SHOWN:]:
        active = sentences_habits.actives(one)
        mark = "" if one["complete"] else " …"
        table.add_row(
            words.day(words.moment(one["start"], zone)) + mark,
            _bar(active / most if most else 0.0, console, 62),
            *(words.count(n) for n in (active, one["new"], one["returning"], one["resurrecting"])),
            words.count(-one["dormant"]) if one["dormant"] else "0",
        )
    console.print(table)
    if not all(one["complete"] for one in stages):
        console.print(Text("  … has not ended yet", style=QUIET))
    _moves(answer["moves"], console)
    _forecast(answer.get("forecast"), zone, console)
    _quietly(console, answer)


def show_stickiness(answer: Answer, console: Console) -> None:
    """Draw stickiness: the days of the newest week or month that has ended, and the daily share."""
    _say(console, sentences_habits.stickiness(answer))
    zone, one = _zone(answer), sentences_habits.newest(answer["spells"])
    if one is not None and one["people"]:
        start = words.day(words.moment(one["start"], zone))
        table = _table(f"days from {start}", "", ">people", ">share", ">at least")
        for number, people in enumerate(one["days"], 1):
            more = sum(one["days"][number - 1 :])
            table.add_row(
                str(number), _bar(people / max(one["days"]), console, 48),
                words.count(people), words.share(people / one["people"]),
                words.share(more / one["people"]),
            )  # fmt: skip
        console.print(table)
    shares = [point["share"] for point in answer["daily"]]
    if any(shares):
        values, _ = bars.fit(shares, max(10, console.width - 40))
        line = Text("  active of those around   ", style=QUIET)
        line.append(bars.spark(values, ascii_only=console.options.ascii_only), style=BEAM)
        console.print(line, no_wrap=True, overflow="crop")
    _quietly(console, answer)


def show_frequency(answer: Answer, console: Console) -> None:
    """Draw a frequency: bars of people by range where there is one row, else a row each."""
    _say(console, sentences_habits.frequency(answer))
    rows = answer["rows"]
    if len(rows) == 1 and rows[0]["people"]:
        _ranges(answer, rows[0], console)
    elif len(rows) > 1:
        _rows(answer, console)
    _quietly(console, answer)


def show_interval(answer: Answer, console: Console) -> None:
    """Draw an interval: bars of times by length, groups as a row each."""
    _say(console, sentences_habits.interval(answer))
    whole, *groups = answer["rows"]
    most = max((bar["times"] for bar in whole["bars"]), default=0)
    if most:
        table = _table("took", "", ">times", ">share", ">people")
        for stretch, bar in zip(answer["stretches"], whole["bars"], strict=True):
            table.add_row(
                sentences_habits.stretch(stretch), _bar(bar["times"] / most, console, 56),
                words.count(bar["times"]), words.share(bar["times"] / whole["times"]),
                words.count(bar["people"]),
            )  # fmt: skip
        console.print(table)
    if groups:
        table = _table("group", ">times", ">people", ">p10", ">median", ">p90")
        for one in groups:
            waits = (words.wait(one[f"{level}_s"]) for level in ("p10", "median", "p90"))
            counts = (words.count(one["times"]), words.count(one["people"]))
            table.add_row(_clip(group(one)), *counts, *waits)
        console.print(table)
    _quietly(console, answer)


def _moves(moves: Sequence[Answer], console: Console) -> None:
    if not moves:
        return
    table = _table("moved from", "to", "", ">share", ">times", ">people")
    for one in moves:
        table.add_row(
            one["from"], one["to"], _bar(one["share"] or 0.0, console, 60),
            words.share(one["share"]), words.count(one["times"]), words.count(one["people"]),
        )  # fmt: skip
    console.print(table)


def _forecast(forecast: Answer | None, zone: str, console: Console) -> None:
    if forecast is None:
        return
    table = _table("forecast", ">active", f">{words.share(forecast['level'])} range")
    for one in forecast["points"]:
        reach = f"{words.count(round(one['low']))} – {words.count(round(one['high']))}"
        start = words.day(words.moment(one["start"], zone))
        table.add_row(start, words.count(round(one["actives"])), reach)
    console.print(table)


def _ranges(answer: Answer, row: Answer, console: Console) -> None:
    table = _table("number", "", ">people", ">share")
    most = max(row["bins"])
    for bounds, people in zip(answer["ranges"], row["bins"], strict=True):
        table.add_row(
            sentences_habits.span(bounds, whole=answer["whole"]),
            _bar(people / most, console, 46),
            words.count(people), words.share(people / row["people"]),
        )  # fmt: skip
    console.print(table)


def _rows(answer: Answer, console: Console) -> None:
    table = _table("", "spread", ">people", ">mean", ">median", ">p90", ">top tenth")
    for row in answer["rows"][:100]:
        values, _ = bars.fit(row["bins"], max(8, console.width - 70))
        line = bars.spark(values, ascii_only=console.options.ascii_only)
        figures = (words.count(row[name]) for name in ("people", "mean", "median", "p90"))
        said = sentences_habits.row(row, _zone(answer))
        table.add_row(_clip(said), Text(line, style=BEAM), *figures, words.share(row["top_share"]))
    console.print(table)


def _bar(part: float, console: Console, taken: int) -> Text:
    room = max(6, console.width - taken)
    return Text(bars.bar(part, room, ascii_only=console.options.ascii_only), style=BEAM)


def _table(*headers: str) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 1), pad_edge=True, header_style=QUIET)
    for header in headers:
        right = header.startswith(">")
        name = header.lstrip(">")
        table.add_column(name, justify="right" if right else "left", no_wrap=True)
    return table


def _say(console: Console, sentence: str) -> None:
    console.print(Text(sentence, style="bold"))


def _quietly(console: Console, answer: Answer) -> None:
    meta = answer.get("meta") or {}
    for line in [*words.joined(words.quiet(meta), console.width), *(meta.get("notes") or ())]:
        console.print(Text(line, style=QUIET))


def _zone(answer: Answer) -> str:
    return str((answer.get("meta") or {}).get("zone") or "UTC")


def _clip(text: str) -> Text:
    clipped = Text(text or "(none)")
    clipped.truncate(_NAME, overflow="ellipsis")
    return clipped
