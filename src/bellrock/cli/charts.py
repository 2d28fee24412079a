"""How does an answer look in a terminal? A sentence, a chart in text, and the quiet line.

Every function takes an answer as the other doors return it (its JSON form) and a rich console. They
fit 80 columns, keep to ASCII where the terminal speaks nothing else, and say nothing by colour
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, charts_paths, charts_retention, sentences, words
from bellrock.cli.charts_funnel import show_beside
from bellrock.cli.charts_habits import (
    show_frequency,
    show_interval,
    show_lifecycle,
    show_stickiness,
)
from bellrock.cli.charts_heat import show_heat
from bellrock.cli.charts_report import show_channels, show_report, show_vitals
from bellrock.cli.charts_sql import show_sql
from bellrock.cli.charts_tables import (
    show_composition,
    show_pivot,
    show_profile,
    show_sessions,
)
from bellrock.cli.charts_worth import show_ltv, show_rfm

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_HEAT = ("#10263d", "#17395c", "#1f4f7d", "#2f6f9f", "#5592b8", "#d9a441", "#f2a93b")
_NAME = 24


def show_trend(answer: Answer, console: Console) -> None:
    """Draw a trend: one series as columns over time, several as a row each."""
    zone = _zone(answer)
    series = answer["series"]
    _say(console, sentences.trend(answer))
    if len(series) == 1:
        _columns(series[0]["points"], zone, console)
    elif series:
        _sparks(series, console)
    _quietly(console, answer)


def show_funnel(answer: Answer, console: Console) -> None:
    """Draw a funnel as a ladder, one bar a step; a broken-down one as a row a group."""
    _say(console, sentences.funnel(answer))
    if "groups" in answer:
        _groups(answer["groups"], console)
    else:
        _ladder(answer["steps"], console)
    show_beside(answer, console)
    _quietly(console, answer)


def show_retention(answer: Answer, console: Console) -> None:
    """Draw retention as a heat table: a row a cohort, a column a period since."""
    _say(console, sentences.retention(answer))
    cohorts = answer["cohorts"]
    if cohorts:
        _heat(cohorts, _zone(answer), console, charts_retention.labels(answer))
        charts_retention.show_mean(answer, console)
    _quietly(console, answer)


def show_paths(answer: Answer, console: Console, *, top: int = 8) -> None:
    """Draw the `top` most walked edges as bars and the most walked whole paths as a list."""
    if said := charts_paths.sentence(answer):
        _say(console, said)
        charts_paths.show_view(answer, console)
        _quietly(console, answer)
        return
    _say(console, sentences.paths(answer))
    edges = sorted(answer["edges"], key=lambda edge: -edge["people"])[:top]
    if edges:
        _edges(edges, console)
    _walks(answer.get("paths") or [], console, top)
    _quietly(console, answer)


def _columns(points: Sequence[Answer], zone: str, console: Console) -> None:
    values = [point["value"] for point in points]
    if not any(value for value in values if value is not None):
        return
    room = console.width - 12
    merged, every = bars.fit(values, room)
    wide = max(1, min(3, room // len(merged)))
    top = max(merged)
    ascii_only = console.options.ascii_only
    for row, line in enumerate(bars.columns(merged, height=6, wide=wide, ascii_only=ascii_only)):
        label = words.count(top) if row == 0 else ("0" if row == 5 else "")
        console.print(Text(f"{label:>9} ") + Text(line, style=BEAM), no_wrap=True, overflow="crop")
    first, last = (words.day(words.moment(points[i]["start"], zone)) for i in (0, -1))
    gap = " " * max(1, len(merged) * wide - len(first) - len(last))
    console.print(Text(" " * 10 + first + gap + last, style=QUIET))
    if every > 1:
        console.print(Text(f"{'':10}each column is the mean of {every} points", style=QUIET))


def _sparks(series: Sequence[Answer], console: Console) -> None:
    room = max(10, console.width - _NAME - 16)
    table = _table("series", "over time", ">total")
    for one in series:
        values, _ = bars.fit([point["value"] for point in one["points"]], room)
        line = bars.spark(values, ascii_only=console.options.ascii_only)
        name = one["name"] if not one.get("by") else sentences.group(one)
        table.add_row(_clip(name), Text(line, style=BEAM), words.count(one["total"]))
    console.print(table)


def _ladder(steps: Sequence[Answer], console: Console) -> None:
    table = _table("step", "", ">people", ">share", ">of previous", ">wait (median)")
    room = max(8, console.width - 66)
    for step in steps:
        bar = bars.bar(step["share"] or 0.0, room, ascii_only=console.options.ascii_only)
        table.add_row(
            _clip(step["name"], 20),
            Text(bar, style=BEAM),
            words.count(step["people"]),
            words.share(step["share"]),
            words.share(step["share_of_previous"]),
            words.wait(step["median_wait_s"]),
        )
    console.print(table)


def _groups(groups: Sequence[Answer], console: Console) -> None:
    table = _table("group", "", ">entered", ">finished", ">share")
    best = max((_finish(group)[2] or 0.0 for group in groups), default=0.0)
    room = max(8, console.width - _NAME - 40)
    for group in groups:
        entered, finished, rate = _finish(group)
        part = (rate or 0.0) / best if best else 0.0
        bar = bars.bar(part, room, ascii_only=console.options.ascii_only)
        cells = (words.count(entered), words.count(finished), words.share(rate))
        table.add_row(_clip(sentences.group(group)), Text(bar, style=BEAM), *cells)
    console.print(table)


def _finish(group: Answer) -> tuple[int, int, float | None]:
    first, last = group["steps"][0], group["steps"][-1]
    return first["people"], last["people"], last["share"] if first["people"] else None


def _heat(
    cohorts: Sequence[Answer], zone: str, console: Console, named: list[str] | None = None
) -> None:
    longest = max(len(cohort["returned"]) for cohort in cohorts)
    wide = 6 if named is None else max(6, *(len(name) + 1 for name in named))
    shown = min(longest, max(1, (console.width - 20) // wide))
    heads = [f">{i if named is None else named[i]}" for i in range(shown)]
    table = _table("cohort", ">people", *heads, padding=(0, 0, 0, 1))
    for cohort in cohorts:
        cells = [_cell(cohort, i) for i in range(shown)]
        start = words.day(words.moment(cohort["start"], zone))
        table.add_row(start, words.count(cohort["people"]), *cells)
    console.print(table)
    more = f"; {longest - shown} later columns are in --json" if longest > shown else ""
    console.print(Text(f"  per cent of the cohort by periods since its first{more}", style=QUIET))


def _cell(cohort: Answer, i: int) -> Text:
    returned, people = cohort["returned"], cohort["people"]
    if i >= len(returned) or returned[i] is None or not people:
        return Text("")
    part = min(1.0, returned[i] / people)
    shade = _HEAT[min(len(_HEAT) - 1, int(part**0.5 * len(_HEAT)))]
    ink = "#10263d" if shade in _HEAT[-2:] else "#f4f6f8"
    return Text(f"{100 * part:.1f}", style=f"{ink} on {shade}")


def _edges(edges: Sequence[Answer], console: Console) -> None:
    table = _table("from", "to", "", ">people", ">times")
    most = max(edge["people"] for edge in edges) or 1
    room = max(6, console.width - 2 * 22 - 24)
    for edge in edges:
        bar = bars.bar(edge["people"] / most, room, ascii_only=console.options.ascii_only)
        table.add_row(
            _clip(edge["from"], 20),
            _clip(edge["to"], 20),
            Text(bar, style=BEAM),
            words.count(edge["people"]),
            words.count(edge["count"]),
        )
    console.print(table)


def _walks(paths: Sequence[Answer], console: Console, top: int) -> None:
    for path in paths[: max(3, top // 2)]:
        line = Text(f"{words.count(path['people']):>9}  ")
        line.append(" → ".join(path["steps"]), style=QUIET)
        console.print(line, overflow="ellipsis", no_wrap=True)


def _table(*headers: str, padding: tuple[int, int, int, int] = (0, 1, 0, 1)) -> Table:
    table = Table(box=None, padding=padding, pad_edge=True, header_style=QUIET)
    for header in headers:
        right = header.startswith(">")
        table.add_column(header.lstrip(">"), justify="right" if right else "left", no_wrap=True)
    return table


def _say(console: Console, sentence: str) -> None:
    console.print(Text(sentence, style="bold"))


def _quietly(console: Console, answer: Answer) -> None:
    meta = answer.get("meta") or {}
    lines = words.joined(words.quiet(meta), console.width)
    for line in [*lines, *(meta.get("notes") or ())]:
        console.print(Text(line, style=QUIET))


def _zone(answer: Answer) -> str:
    return str((answer.get("meta") or {}).get("zone") or "UTC")


def _clip(text: str, width: int = _NAME) -> Text:
    clipped = Text(text or "(none)")
    clipped.truncate(width, overflow="ellipsis")
    return clipped


SHOW: Mapping[str, Callable[[Answer, Console], None]] = {
    "trend": show_trend,
    "funnel": show_funnel,
    "retention": show_retention,
    "paths": show_paths,
    "lifecycle": show_lifecycle,
    "stickiness": show_stickiness,
    "frequency": show_frequency,
    "interval": show_interval,
    "sql": show_sql,
    "pivot": show_pivot,
    "sessions": show_sessions,
    "profile": show_profile,
    "composition": show_composition,
    "report": show_report,
    "vitals": show_vitals,
    "channels": show_channels,
    "heat": show_heat,
    "rfm": show_rfm,
    "ltv": show_ltv,
}
"""What draws the answer to each kind of question."""
