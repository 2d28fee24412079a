"""What do lifecycle, stickiness, frequency and interval say in one sentence?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bellrock.cli import words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]


def actives(stage: Answer) -> int:
    """Return how many were active in a bucket."""
    return int(stage["new"] + stage["returning"] + stage["resurrecting"])


def newest(spells: Sequence[Answer]) -> Answer | None:
    """Return the newest that has ended, else the newest of all; None of none."""
    told = [one for one in spells if one["complete"]] or spells
    return told[-1] if told else None


def lifecycle(answer: Answer) -> str:
    """Say who was active in the newest bucket that has ended, and how many fell dormant."""
    one = newest(answer["stages"])
    if one is None or not any(actives(stage) for stage in answer["stages"]):
        return "Nobody was active in this period."
    zone = str((answer.get("meta") or {}).get("zone") or "UTC")
    start = words.day(words.moment(one["start"], zone))
    return (
        f"From {start}, {words.count(actives(one))} were active: {words.count(one['new'])} new, "
        f"{words.count(one['returning'])} returning, {words.count(one['resurrecting'])} "
        f"resurrecting; {words.count(one['dormant'])} fell dormant."
    )


def stickiness(answer: Answer) -> str:
    """Say on how many days people were active in the newest week or month that has ended."""
    one = newest(answer["spells"])
    if one is None or not one["people"]:
        return "Nobody was active in this period."
    days = sum(number * people for number, people in enumerate(one["days"], 1))
    mean = days / one["people"]
    once = one["days"][0] / one["people"]
    return (
        f"{words.count(one['people'])} people were active on {mean:.2f} days of "
        f"{len(one['days'])} on average; {words.share(once)} on one day alone."
    )


def frequency(answer: Answer) -> str:
    """Say the median and mean of everybody's number, and what the top tenth has."""
    rows = [row for row in answer["rows"] if row["by"] is None and row["people"]]
    if not rows:
        return "Nobody did it in this period."
    one = rows[-1]
    told = (
        f"{words.count(one['people'])} people: {words.count(one['median'])} in the middle, "
        f"{words.count(one['mean'])} on average, 90 % at most {words.count(one['p90'])}"
    )
    if one["top_share"] is None:
        return told + "."
    return f"{told}; the top tenth has {words.share(one['top_share'])} of all."


def interval(answer: Answer) -> str:
    """Say how long it took in the middle, and how many starts were followed."""
    one = answer["rows"][0]
    if not one["times"]:
        return "Nobody did the second event after the first in this period."
    return (
        f"It took {words.wait(one['median_s'])} in the middle of {words.count(one['times'])} "
        f"times, 80 % between {words.wait(one['p10_s'])} and {words.wait(one['p90_s'])}; "
        f"{words.count(one['people'])} of {words.count(one['people_started'])} people did it."
    )


def span(bounds: Answer, *, whole: bool) -> str:
    """Return a range of numbers: "3", "3–4", "≥ 50", "< 1"."""
    low, high = bounds["low"], bounds["high"]
    if low is None:
        return f"< {words.count(high)}"
    if high is None:
        return f"≥ {words.count(low)}"
    if not whole:
        return f"{words.count(low)} – {words.count(high)}"
    return words.count(low) if high - low <= 1 else f"{words.count(low)}–{words.count(high - 1)}"


def stretch(bounds: Answer) -> str:
    """Return a range of times: "1 h – 2 h", "≥ 30 d", "< 1 s"."""
    low, high = bounds["low_s"], bounds["high_s"]
    if high is None:
        return f"≥ {words.wait(low)}"
    return f"< {words.wait(high)}" if not low else f"{words.wait(low)} – {words.wait(high)}"


def row(one: Answer, zone: str) -> str:
    """Return what a row of a frequency is called."""
    start = "" if one["start"] is None else words.day(words.moment(one["start"], zone))
    name = "everybody" if one["by"] is None else group(one)
    return f"{start} {name}".strip()
