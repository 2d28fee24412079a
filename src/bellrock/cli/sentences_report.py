"""What do reports, web vitals and channels say in one sentence?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellrock.cli import words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
RATED = {"good": "good", "fair": "needs improvement", "poor": "poor"}


def report(answer: Answer) -> str:
    """Say how many people there were, and by which value most of them came."""
    whole = answer["total"]["figures"]
    if not whole["people"]:
        return "Nobody came in this period."
    told = f"{words.count(whole['people'])} people"
    change = answer["total"].get("change")
    if change is not None:
        more = "less" if change < 0 else "more"
        told += f", {words.share(abs(change))} {more} than in the period compared with"
    rows = [row for row in answer["rows"] if not row.get("other") and not row.get("unset")]
    if not rows:
        return f"{told}; no event carries a value."
    first = rows[0]
    return f"{told}; {group(first)} comes first with {words.share(first['figures']['share'])}."


def vitals(answer: Answer) -> str:
    """Say whether pages pass, and what stands in the way."""
    whole = answer["rows"][0]
    told = [one for one in whole["vitals"] if one["value"] is not None]
    if not told:
        return "No page told how quick it was in this period."
    said = ", ".join(f"{one['vital']} {amount(one)} ({RATED[one['rating']]})" for one in told[:3])
    level = words.share(answer["level"])
    passes = {True: "Pages pass", False: "Pages do not pass", None: "Nothing is judged"}
    return f"{passes[whole['passes']]}: {level} of loads are within {said}."


def amount(one: Answer) -> str:
    """Return a vital with its unit."""
    if one["value"] is None:
        return "–"
    if one["vital"] == "CLS":
        return f"{one['value']:.2f}"
    return f"{one['value'] / 1000:.2f} s" if one["value"] >= 1000 else f"{one['value']:.0f} ms"


def channels(answer: Answer) -> str:
    """Say how many people are new, and which channel brought most."""
    whole = answer["total"]["figures"]
    if not whole["people"]:
        return "Nobody is new in this period."
    rows = [row for row in answer["rows"] if not row.get("other")]
    first = rows[0]
    return (
        f"{words.count(whole['people'])} new people; {group(first)} comes first with "
        f"{words.count(first['figures']['people'])}."
    )


def turned(one: Answer) -> str:
    """Say where the order of two channels turns round."""
    whole = one["whole"]
    first, second = (value or "(none)" for value in (one["first"], one["second"]))
    groups = "every" if one["everywhere"] else "most"
    inside = "; ".join(
        f"{group_['value'] or '(none)'}: {_share(group_, 'first')} against "
        f"{_share(group_, 'second')}"
        for group_ in one["groups"][:4]
    )
    return (
        f"Mind: in {one['outcome']} {first} is ahead of {second} "
        f"({_share(whole, 'first')} against {_share(whole, 'second')}), but within {groups} "
        f"{one['property']} {second} is ahead ({inside}). Like for like {second} is better by "
        f"{words.share(-one['within'])}."
    )


def _share(one: Answer, which: str) -> str:
    return words.share(one[which] / one[f"{which}_of"] if one[f"{which}_of"] else None)
