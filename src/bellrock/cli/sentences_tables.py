"""What do pivots, sessions, profiles and compositions say in one sentence?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellrock.cli import words
from bellrock.cli.sentences import group

Answer = Mapping[str, Any]
TESTED = 0.05
"""Of the differences that are told, so many may be accidents."""


def pivot(answer: Answer) -> str:
    """Say the first figure of the whole table, and which row stands first."""
    whole, rows = answer["total"]["total"], [r for r in answer["rows"] if not r.get("other")]
    if not rows:
        return "Nothing happened in this period."
    name, first = answer["figures"][0], rows[0]
    return (
        f"{name} is {words.count(whole[0])}; {group(first)} comes first "
        f"with {words.count(first['total'][0])}."
    )


def sessions(answer: Answer) -> str:
    """Say how many sessions there were, how many bounced, and how long they took."""
    one = answer["rows"][0]["figures"]
    if not one["sessions"]:
        return "Nobody came in this period."
    return (
        f"{words.count(one['sessions'])} sessions of {words.count(one['people'])} people, "
        f"{one['per_person']:.2f} each; {words.share(one['bounce_rate'])} bounced, "
        f"half took {words.wait(one['median_s'])} or less."
    )


def rule(answer: Answer) -> str:
    """Say where a session ends and what a bounce is."""
    told = answer["rule"]
    ends = [f"{words.wait(told['pause_s'])} without an event"]
    ends += ["midnight"] if told["midnight"] else []
    ends += ["a new campaign"] if told["campaign"] else []
    ends += ["a new session id of the client"] if told["client"] else []
    return (
        f"a session ends with {' or '.join(ends)}; "
        f"a bounce has at most one event ({told['depth']}), which depth counts"
    )


def profile(answer: Answer) -> str:
    """Say the size of both groups and by what they differ most."""
    if not answer["target"]:
        return "Nobody is in the target in this period."
    both = f"{words.count(answer['target'])} people beside {words.count(answer['base'])}"
    told = [
        (aspect["property"], one)
        for aspect in answer["aspects"]
        for one in aspect["values"]
        if one["q"] is not None and one["q"] <= TESTED and one["value"] is not None
    ]
    if not told:
        return f"{both}: no difference that could not be an accident."
    name, most = max(told, key=lambda one: float(one[1]["index"]))
    return f"{both}; highest index: {name} {most['value']}, {most['index']:.0f}."


def composition(answer: Answer) -> str:
    """Say the whole and its greatest part."""
    if not answer["total"]:
        return "There is nothing to take apart in this period."
    told = [part for part in answer["parts"] if not part.get("other")]
    most = max(told, key=lambda part: int(part["count"]))
    value = "(none)" if most["value"] is None else most["value"]
    return (
        f"{words.count(answer['total'])} {answer['of']} by {answer['by']}; the greatest part is "
        f"{value} with {words.share(most['share'])}."
    )
