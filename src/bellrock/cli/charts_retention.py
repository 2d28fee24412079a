"""How do the mean of retention, its groups and where it goes look in a terminal?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import bars, sentences, words

Answer = Mapping[str, Any]
BEAM, QUIET = "#F2A93B", "dim"
_CLIP = 20


def labels(answer: Answer) -> list[str] | None:
    """Return what brackets are called, such as "1d–3d"; None where buckets are counted."""
    ends = answer.get("brackets")
    if not ends:
        return None
    return [f"{start}–{end}" for start, end in zip(["0", *ends], ends, strict=False)]


def show_mean(answer: Answer, console: Console) -> None:
    """Print the mean over all cohorts with its bounds, each group's, and where it goes."""
    named = labels(answer)
    curve = answer.get("curve")
    if curve and curve["points"]:
        _points(curve["points"], named, console)
    if curve and curve.get("fit"):
        _fit(curve["fit"], console)
    if answer.get("groups"):
        _groups(answer, named, console)


def _points(points: Sequence[Answer], named: list[str] | None, console: Console) -> None:
    valued = any(point.get("value") is not None for point in points)
    heads = ["after", "", ">people", ">share", ">95 %"]
    table = _table(*heads, *([">value", ">95 %"] if valued else []))
    room = max(6, console.width - (74 if valued else 52))
    for point in points:
        bar = bars.bar(point["share"], room, ascii_only=console.options.ascii_only)
        cells = [
            words.count(point["people"]), words.share(point["share"]),
            f"{100 * point['low']:.1f}–{100 * point['high']:.1f}",
        ]  # fmt: skip
        if valued:
            cells += [_number(point.get("value")), _span(point)]
        after = str(point["after"]) if named is None else named[point["after"]]
        table.add_row(after, Text(bar, style=BEAM), *cells)
    console.print(table)


def _fit(fit: Answer, console: Console) -> None:
    named = {"power": "power law", "sbg": "shifted beta-geometric"}[fit["model"]]
    last = fit["points"][-1]
    text = (
        f"  {named}: {words.share(last['share'])} after {last['after']} periods, of which "
        f"{fit['ahead']} lie beyond what was seen; it misses by {100 * fit['error']:.1f} points"
    )
    console.print(Text(text, style=QUIET))


def _groups(answer: Answer, named: list[str] | None, console: Console) -> None:
    """Print a row a group: its people and the share back in each bucket, whole ones alone."""
    groups = answer["groups"]
    longest = max(len(one["returned"]) for group in groups for one in group["cohorts"])
    shown = min(longest, max(1, (console.width - _CLIP - 14) // 7))
    heads = [f">{i if named is None else named[i]}" for i in range(shown)]
    table = _table("group", ">people", *heads)
    everybody = {"cohorts": answer["cohorts"]}
    for group in (everybody, *groups):
        name = "everybody" if group is everybody else sentences.group(group)
        cells = [words.share(_share(group["cohorts"], i)) for i in range(shown)]
        people = words.count(sum(one["people"] for one in group["cohorts"]))
        clipped = Text(name)
        clipped.truncate(_CLIP, overflow="ellipsis")
        table.add_row(clipped, people, *(cell.removesuffix(" %") for cell in cells))
    console.print(table)


def _share(cohorts: Sequence[Answer], after: int) -> float | None:
    known = [one for one in cohorts if one["people"] and one["returned"][after] is not None]
    people = sum(one["people"] for one in known)
    return sum(one["returned"][after] for one in known) / people if people else None


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}"


def _span(point: Answer) -> str:
    low, high = point.get("value_low"), point.get("value_high")
    return "–" if low is None or high is None else f"{_number(low)}–{_number(high)}"


def _table(*headers: str) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=True, header_style=QUIET)
    for header in headers:
        right = header.startswith(">")
        table.add_column(header.lstrip(">"), justify="right" if right else "left", no_wrap=True)
    return table
