"""What does an answer say in one sentence? Written before any chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bellrock.cli import words

Answer = Mapping[str, Any]


def group(part: Answer) -> str:
    """Return what a group of a breakdown is called; the rest is "other"."""
    if part.get("other"):
        return "other"
    return ", ".join(value or "(none)" for value in part["by"].values())


def trend(answer: Answer) -> str:
    """Say the total and the highest point of one series, or the leader among several."""
    series = [one for one in answer["series"] if one["points"]]
    if not series or not any(one["total"] for one in series):
        return "Nothing happened in this period."
    if len(series) > 1:
        first = max(series, key=lambda one: (not one.get("other"), one["total"] or 0.0))
        name = group(first) if first.get("by") else first["name"]
        return f"{name} leads with {words.count(first['total'])}, of {len(series)} series."
    zone = str((answer.get("meta") or {}).get("zone") or "UTC")
    one = series[0]
    peak = max(one["points"], key=lambda point: point["value"] or 0.0)
    at = words.moment(peak["start"], zone)
    told = f"{one['name']}: {words.count(one['total'])} in all"
    if (was := (one.get("before") or {}).get("total")) and one["total"] is not None:
        more = one["total"] / was - 1
        than = (
            f"{words.share(abs(more))} {'less' if more < 0 else 'more'} than the {words.count(was)}"
        )
        return f"{told}, {than} of the period compared with."
    hour = f" {at:%H:%M} ({zone})" if (at.hour, at.minute) != (0, 0) else ""
    return f"{told}, highest at {words.day(at)}{hour} with {words.count(peak['value'])}."


def funnel(answer: Answer) -> str:
    """Say how many of those who entered finished, and where most were lost."""
    if "groups" in answer:
        return _funnel_groups(answer["groups"])
    steps = answer["steps"]
    first, last = steps[0], steps[-1]
    if not first["people"]:
        return f"Nobody did {first['name']} in this period."
    text = (
        f"Of {words.count(first['people'])} people who did {first['name']}, "
        f"{words.count(last['people'])} ({words.share(last['share'])}) went on to {last['name']}"
    )
    worst = min(range(1, len(steps)), key=lambda i: steps[i]["share_of_previous"] or 0.0)
    lost = steps[worst - 1]["people"] - steps[worst]["people"]
    if len(steps) == 2 or not lost:
        return text + "."
    return text + f"; the steepest rung is {steps[worst]['name']}."


def retention(answer: Answer) -> str:
    """Say what share of people came back one period after they started, over all cohorts."""
    cohorts = answer["cohorts"]
    done = [one for one in cohorts if len(one["returned"]) > 1 and one["returned"][1] is not None]
    people = sum(one["people"] for one in done)
    if not people:
        return "No cohort is old enough to say who came back."
    back = sum(one["returned"][1] for one in done)
    return (
        f"{words.share(back / people)} of {words.count(people)} people came back "
        f"in the period after their first."
    )


def paths(answer: Answer) -> str:
    """Say the edge that most people walked."""
    edges = answer["edges"]
    if not edges:
        return "Nobody walked such a path in this period."
    top = max(edges, key=lambda edge: edge["people"])
    return (
        f"The most walked step leads from {top['from']} to {top['to']}: "
        f"{words.count(top['people'])} people."
    )


def _funnel_groups(groups: Any) -> str:
    entered = [one for one in groups if one["steps"][0]["people"]]
    if not entered:
        return "Nobody entered this funnel in this period."
    best = max(entered, key=lambda one: one["steps"][-1]["share"] or 0.0)
    last = best["steps"][-1]
    return (
        f"{group(best)} finishes best: {words.share(last['share'])} "
        f"of {words.count(best['steps'][0]['people'])} people."
    )
