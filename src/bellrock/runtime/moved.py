"""What moved most since the same weekday, and why? Registered metrics, or what any project has.

A day's numbers hardly change once it is over, so what was found is kept for a quarter of an hour;
it says when it was looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from bellrock.analytics.metric import Asked, ChangeAnswer, change, value
from bellrock.core.errors import BellrockError
from bellrock.core.time import Clock
from bellrock.query.registered import MetricDefinition
from bellrock.query.relation import Context
from bellrock.store import Lake

KEPT = timedelta(minutes=15)
MOST_LOOKED_AT, MOST_TOLD = 20, 3
LEAST = 40.0
"""A count that is less on both days is not spoken of: it moves by chance alone."""
_LARGE = 1 / 3
"""The share of a change from which one value explains it."""
_ROOM = 200


@dataclass(frozen=True)
class Watched:
    """A number to be looked at: a registered metric, or one that every project has."""

    key: str
    """A metric's key; of the others `visitors`, or a stage of growth."""
    name: str | None
    """None where it is not registered."""
    definition: MetricDefinition


@dataclass(frozen=True)
class Why:
    """The value of a dimension that added most to a change, in its direction."""

    by: str
    value: str | None
    added: float


@dataclass(frozen=True)
class Mover:
    """A number that moved, and what explains it; no `why` where no one value does."""

    key: str
    name: str | None
    definition: MetricDefinition
    value: float
    before: float
    why: Why | None
    holiday: str | None
    """The public holidays on either day, by name."""


@dataclass(frozen=True)
class MovedAnswer:
    """The numbers that moved most from the same weekday to `day`, the most first."""

    day: date
    before: date
    movers: tuple[Mover, ...]
    looked: datetime


class Moved:
    """Looks at what moved, and keeps what it found for a while; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[tuple[object, ...], MovedAnswer] = {}

    def on(
        self, lake: Lake, ctx: Context, day: date, watched: Callable[[], Sequence[Watched]]
    ) -> MovedAnswer:
        """Return what moved most to `day` from a week before; `watched` is asked for if needed."""
        now, told = self._clock.now(), watched()
        marks = tuple((one.key, one.definition.model_dump_json()) for one in told)
        key = (ctx.project, ctx.zone, ctx.include_bots, day, marks)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and now - kept.looked < KEPT:
            return kept
        found = moved(lake, ctx, day, told, now)
        with self._lock:
            if len(self._kept) >= _ROOM:
                self._kept.clear()
            self._kept[key] = found
        return found


def moved(
    lake: Lake, ctx: Context, day: date, watched: Sequence[Watched], now: datetime
) -> MovedAnswer:
    """Look at every number of `watched`, and take those apart that moved most.

    They are ranked by their relative change; counts that are small on both days are left out.
    """
    asked = Asked(day.isoformat(), (day + timedelta(days=1)).isoformat(), compare="week", odd=False)
    found = [
        (one, *pair)
        for one in watched[:MOST_LOOKED_AT]
        if (pair := _pair(lake, ctx, one, asked)) is not None
    ]
    found.sort(key=lambda one: -abs(one[1] - one[2]) / abs(one[2]))
    before = day - timedelta(days=7)
    names = [name for one in (day, before) if (name := ctx.holidays(one))]
    movers = tuple(
        Mover(
            one.key, one.name, one.definition, after, then, _why(lake, ctx, one, asked),
            "; ".join(names) or None,
        )
        for one, after, then in found[:MOST_TOLD]
    )  # fmt: skip
    return MovedAnswer(day, before, movers, now)


def why(found: ChangeAnswer) -> Why | None:
    """Return the value that explains a change: of the most telling dimension, a third at least."""
    moved_by = found.change or 0.0
    for split in found.splits:
        part = next((one for one in split.parts if one.added * moved_by > 0), None)
        told = [one for one in split.parts if one.value or one.before]
        if part is None or part.other or len(told) < 2:
            continue
        if abs(part.added) >= _LARGE * abs(moved_by):
            return Why(split.by, next(iter(part.by.values()), None), part.added)
    return None


def _pair(lake: Lake, ctx: Context, watched: Watched, asked: Asked) -> tuple[float, float] | None:
    """Return a number on both days; None where it says nothing, or did not move."""
    try:
        answer = value(lake, watched.definition, ctx, asked)
    except BellrockError:  # one that cannot be asked any more leaves the others alone
        return None
    now, before = answer.total, answer.before
    if now is None or not before or now == before:
        return None
    counts = watched.definition.ask.formula is None
    return None if counts and max(abs(now), abs(before)) < LEAST else (now, before)


def _why(lake: Lake, ctx: Context, watched: Watched, asked: Asked) -> Why | None:
    try:
        return why(change(lake, watched.definition, ctx, asked))
    except BellrockError:
        return None
