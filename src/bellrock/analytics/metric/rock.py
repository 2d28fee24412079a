"""Does a goal stand on rock? Real data, an objective, core users, a key path: each by its number.

The facts are numbers, so that whoever reads a verdict can check it; thresholds stand above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bellrock.query.registered import Direction
from bellrock.stats.season import judge

Letter = Literal["real", "objective", "core", "path"]
State = Literal["pass", "warn", "fail"]
STALE_HOURS = (26.0, 72.0)
"""Hours since the newest event from which data is late, and from which it is missing."""
MOST_GAPS, MOST_ODD = 2, 3
"""Days without events, and odd days, that only warn."""
BOTS = (0.05, 0.2)
"""Share of machines from which one should look, and from which numbers that count them lie."""
LEAST_CORE = 0.1
"""Share of a metric that core users should make."""
STEP = (0.1, 0.3)
"""Share of a step that goes on to the next: below the first it fails, below the second it warns."""


@dataclass(frozen=True)
class CoreRule:
    """Core users did `event` on at least `days` of the 28 days before the period's end."""

    event: str
    days: int


@dataclass(frozen=True)
class Verdict:
    """What one check found; `fix` says what to do where it does not pass."""

    letter: Letter
    check: str
    state: State
    said: str
    fix: str = ""


@dataclass(frozen=True)
class Volume:
    """A metric's events by whole day, oldest first, and the days of the period among them."""

    days: tuple[date, ...]
    events: tuple[int, ...]
    machines: tuple[int, ...]
    any_event: tuple[int, ...]
    """Events of the whole project."""
    period: int
    """How many of the last days are of the period."""
    hours_since: float | None
    """Since the newest of its events; None where there was none."""


@dataclass(frozen=True)
class CoreShare:
    """How many core users there are, and what share (0-1) of the metric they make."""

    people: int
    share: float | None


@dataclass(frozen=True)
class Step:
    """One step of a key path."""

    name: str
    people: int
    share_of_previous: float | None


def real(told: Volume, *, bots_in: bool) -> list[Verdict]:
    """Judge whether the data is real: fresh, even, without gaps, and of people.

    Days before the project's first event are neither gaps nor odd.
    """
    return [_fresh(told), _even(told), _gaps(told), _bots(told, bots_in=bots_in)]


def objective(
    value: float | None, before: float | None, target: float | None, direction: Direction
) -> list[Verdict]:
    """Judge whether there is something to reach, and whether it is getting nearer."""
    return [_counted(value), _aimed(value, target, direction), _moving(value, before, direction)]


def core(rule: CoreRule | None, found: CoreShare | None) -> list[Verdict]:
    """Judge whether core users are known, and whether they carry the metric."""
    if rule is None or found is None:
        return [Verdict(
            "core", "defined", "fail", "nobody has said who the core users are",
            "say which event they do, and on how many days of 28",
        )]  # fmt: skip
    if not found.people:
        return [Verdict(
            "core", "share", "fail", "nobody is a core user by this rule",
            "ask for fewer days, or choose an event that people do more often",
        )]  # fmt: skip
    people, share = _whole(found.people), _percent(found.share)
    if found.share is not None and found.share < LEAST_CORE:
        return [Verdict(
            "core", "share", "warn", f"{people} core users make only {share} of it",
            "choose a rule or a metric that is nearer to what keeps people here",
        )]  # fmt: skip
    return [Verdict("core", "share", "pass", f"{people} core users make {share} of it")]


def path(steps: Sequence[Step] | None) -> list[Verdict]:
    """Judge the key path by its worst step: the one from which the fewest go on."""
    if steps is None:
        return [Verdict(
            "path", "linked", "warn", "no saved funnel is its key path",
            "save the way to it as a funnel and link that",
        )]  # fmt: skip
    if not steps or not steps[0].people:
        return [Verdict(
            "path", "step", "fail", "nobody entered its key path in this period",
            "look whether its first event still arrives",
        )]  # fmt: skip
    known = [one for one in steps[1:] if one.share_of_previous is not None]
    worst = min(known, key=lambda one: one.share_of_previous or 0.0)
    name, share = _name(worst), _percent(worst.share_of_previous)
    said = f"the narrowest step of its key path is {name!r}, which {share} reach"
    rate = worst.share_of_previous or 0.0
    if rate >= STEP[1]:
        return [Verdict("path", "step", "pass", said)]
    state: State = "fail" if rate < STEP[0] else "warn"
    return [Verdict("path", "step", state, said,
                    "open the funnel and see who stops there, and where from")]  # fmt: skip


def worst(verdicts: Sequence[Verdict]) -> State:
    """Return the worst state of several checks."""
    states = {one.state for one in verdicts}
    return "fail" if "fail" in states else "warn" if "warn" in states else "pass"


def _fresh(told: Volume) -> Verdict:
    if told.hours_since is None:
        return Verdict("real", "freshness", "fail", "none of its events has come in this period",
                       "look at the sources, and whether its events are still sent")  # fmt: skip
    hours = _hours(told.hours_since)
    if told.hours_since <= STALE_HOURS[0]:
        return Verdict("real", "freshness", "pass", f"its newest event is {hours} old")
    state: State = "fail" if told.hours_since > STALE_HOURS[1] else "warn"
    return Verdict("real", "freshness", state, f"its newest event is {hours} old",
                   "look at the sources, and whether its events are still sent")  # fmt: skip


def _even(told: Volume) -> Verdict:
    first = next((i for i, n in enumerate(told.any_event) if n), len(told.events))
    judged = [False] * first + [one.odd for one in judge(told.events[first:])]
    begin = len(told.days) - told.period
    odd = [told.days[i] for i in range(begin, len(told.days)) if judged[i]]
    if not odd:
        return Verdict("real", "volume", "pass", "its events came as evenly as before")
    count, day = _whole(len(odd)), _day(odd[-1])
    state: State = "fail" if len(odd) > MOST_ODD else "warn"
    return Verdict("real", "volume", state,
                   f"its events were out of the ordinary on days: {count}, last on {day}",
                   "find out whether people or the tracking changed that day")  # fmt: skip


def _gaps(told: Volume) -> Verdict:
    first = next((i for i, n in enumerate(told.any_event) if n), len(told.days))
    begin = max(first, len(told.days) - told.period)
    gaps = [told.days[i] for i in range(begin, len(told.days)) if not told.any_event[i]]
    if not gaps:
        return Verdict("real", "gaps", "pass", "no day is without events")
    count, day = _whole(len(gaps)), _day(gaps[-1])
    state: State = "fail" if len(gaps) > MOST_GAPS else "warn"
    return Verdict("real", "gaps", state, f"days without any event: {count}, last {day}",
                   "import what is missing, or leave these days out")  # fmt: skip


def _bots(told: Volume, *, bots_in: bool) -> Verdict:
    begin = len(told.days) - told.period
    machines, people = sum(told.machines[begin:]), sum(told.events[begin:])
    rate = machines / (machines + people) if machines + people else 0.0
    share = _percent(rate)
    if bots_in and rate > BOTS[0]:
        state: State = "fail" if rate > BOTS[1] else "warn"
        return Verdict("real", "bots", state,
                       f"machines sent {share} of its events, and they are counted",
                       "leave machines out in the project's settings")  # fmt: skip
    if rate > BOTS[1]:
        return Verdict("real", "bots", "warn", f"machines sent {share} of its events",
                       "they are left out; see which ones, for some may be people")  # fmt: skip
    return Verdict("real", "bots", "pass", f"machines sent {share} of its events")


def _counted(value: float | None) -> Verdict:
    if not value:
        return Verdict("objective", "counted", "fail", "nothing was counted in this period",
                       "look at the metric's definition and at its events")  # fmt: skip
    return Verdict("objective", "counted", "pass", "it is defined and counts")


def _aimed(value: float | None, target: float | None, direction: Direction) -> Verdict:
    if target is None:
        return Verdict("objective", "target", "warn", "it has no target",
                       "set what it should reach")  # fmt: skip
    reached = value is not None and (value >= target if direction == "up" else value <= target)
    if reached:
        return Verdict("objective", "target", "pass", "it is at its target")
    return Verdict("objective", "target", "pass", "it has a target, not reached yet")


def _moving(value: float | None, before: float | None, direction: Direction) -> Verdict:
    if value is None or before is None:
        return Verdict("objective", "moving", "warn", "there is no period before to compare with",
                       "wait for one more period, or choose a shorter one")  # fmt: skip
    if value == before:
        return Verdict("objective", "moving", "warn", "it has not moved since the period before",
                       "see on the goal tree which driver has room")  # fmt: skip
    if (value > before) == (direction == "up"):
        return Verdict("objective", "moving", "pass", "it moves in the right direction")
    return Verdict("objective", "moving", "fail", "it moves in the wrong direction",
                   "open its change to see what made it")  # fmt: skip


def _percent(rate: float | None) -> str:
    return "-" if rate is None else f"{rate:.1%}"


def _whole(n: int) -> str:
    return f"{n:,}"


def _name(step: Step) -> str:
    return step.name


def _day(one: date) -> str:
    return one.isoformat()


def _hours(hours: float) -> str:
    return f"{hours:.0f} h" if hours < 2 * STALE_HOURS[1] else f"{hours / 24:.0f} d"
