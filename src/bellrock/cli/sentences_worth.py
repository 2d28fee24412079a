"""What do RFM grids and lifetime values say in one sentence?"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from bellrock.cli import words

Answer = Mapping[str, Any]
_SEGMENTS = {
    "cant_lose": "can't lose", "key_value": "key, valued", "key_growth": "key, to grow",
    "key_keep": "key, to keep", "key_winback": "key, to win back", "value": "frequent, low value",
    "growth": "recent, low value", "keep": "was frequent, low value", "winback": "low in all",
    "none": "(did not do it)",
}  # fmt: skip


def segment(name: str) -> str:
    """Return what a segment is called."""
    return _SEGMENTS.get(name, name.replace("_", " "))


def rfm(answer: Answer) -> str:
    """Say how many people there are, and in which segment most of the value lies."""
    if not answer["people"]:
        return "Nobody did it in this period."
    told = [one for one in answer["segments"] if one["people"]]
    most = max(told, key=lambda one: (one["value_share"] or 0.0, one["people"]))
    said = f"{words.count(answer['people'])} people in {len(told)} segments"
    if most["value_share"] is None:
        most = max(told, key=lambda one: int(one["people"]))
        return f"{said}; most are {segment(most['name'])} ({words.share(most['share'])})."
    return (
        f"{said}; {segment(most['name'])} are {words.share(most['share'])} of them "
        f"with {words.share(most['value_share'])} of the value."
    )


def ltv(answer: Answer) -> str:
    """Say what a person is worth, what they cost, and when that is paid back."""
    one = answer["everybody"]
    if not one["people"]:
        return "Nobody was won in this period."
    said = f"{words.count(one['people'])} people won"
    if one["value"] is None:
        return f"{said}; none of them is old enough to tell."
    ages = len(one["foreseen"]) + sum(1 for point in one["points"] if point["people"])
    days = ages * answer["age_days"]
    said += f", worth {money(one['value'])} each after {days} days"
    said += " (foreseen)" if one["foreseen"] else ""
    if one["cac"] is None:
        return f"{said}."
    said += f", at a cost of {money(one['cac'])}"
    return f"{said}; {payback(one)}."


def payback(one: Answer) -> str:
    """Say after how many days what people cost has come back."""
    if one["payback_days"] is None:
        return "not paid back by then"
    foreseen = " (foreseen)" if one["payback"] == "foreseen" else ""
    return f"paid back after {days(one['payback_days'])}{foreseen}"


def days(age: float) -> str:
    """Write an age in whole days, begun ones counted."""
    return "1 day" if age <= 1 else f"{ceil(age):,} days"


def money(value: float | None) -> str:
    """Write an amount with two decimals, in full."""
    return "–" if value is None else f"{value:,.2f}"
