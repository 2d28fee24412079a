"""Who comes back, bucket after bucket, of the people who started?"""

from __future__ import annotations

from dataclasses import replace

from bellrock.analytics.groups import (
    Group,
    Groups,
    by_of,
    folded,
    groups_sql,
    read_groups,
)
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.retention.answer import Cohort, CohortGroup, Curve, RetentionAnswer
from bellrock.analytics.retention.curve import curve
from bellrock.analytics.retention.tally import Tallies, Tally, tally, together
from bellrock.analytics.retention.windows import Windows, windows
from bellrock.core.time import stopwatch
from bellrock.query.ask import RetentionAsk
from bellrock.query.period import show_duration
from bellrock.query.period import shown as on_wall
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


def retention(lake: Lake, ask: RetentionAsk, ctx: Context) -> RetentionAnswer:
    """Count, for each bucket, the people who started in it and who came back in those after.

    first: a person starts once, at their first such event in the whole history; first-in-period:
    at their first in the period. recurring: in every bucket that holds one, at the first there. A
    return counts at or after the start (so it may be the start itself), up to the end of the
    period. on: in that bucket; on-or-after: in it or a later one; on-or-before: in it or an earlier
    one, not counting the start's own where the start is itself a return; streak: in every one from
    the start's own up to it. Buckets are those of the calendar, or by a rolling clock whole lengths
    of time (a month is 30 days) from each person's start; `brackets` are stretches [0, a), [a, b) …
    of days or of time. Cohorts are always the calendar's. A cell is None until its bucket has ended
    for everybody who can have started in the cohort, or where the period ends before.

    A value is taken of the returns that count in a cell (with on-or-before from the start on). A
    breakdown takes the value of the event of start; of simultaneous ones that which is set, the
    least first. The cohorts of the answer itself are everybody.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    told = windows(ask, reading)
    groups = find_groups(lake, ask, ctx)
    found = tally(lake, ask, ctx, told, groups)
    everybody = together(found.values())
    cohorts = _cohorts(ask, everybody, reading, told)
    whole = _curve(ask, everybody, told)
    parts = () if groups is None else groups.all
    return RetentionAnswer(
        cohorts, whole,
        groups=tuple(_group(ask, g, found.get(g, {}), reading, told) for g in parts) or None,
        brackets=tuple(map(show_duration, ask.brackets)) or None,
        meta=describe(
            lake, _scan(ask, ctx), began=began, empty=not everybody,
            notes=[*folded(groups), *_notes(ask, reading, told, whole)],
        ),
    )  # fmt: skip


def find_groups(lake: Lake, ask: RetentionAsk, ctx: Context) -> Groups | None:
    """Return the groups of the breakdown, those with the most events of start in the period."""
    if not ask.by:
        return None
    rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, [ask.start], ask.top))
    return read_groups(rows, ask.by)


def _group(
    ask: RetentionAsk, group: Group, tallies: Tallies, reading: Reading, told: Windows
) -> CohortGroup:
    cohorts = _cohorts(ask, tallies, reading, told)
    return CohortGroup(by_of(group, ask.by) or {}, cohorts, _curve(ask, tallies, told), group.rest)


def _curve(ask: RetentionAsk, tallies: Tallies, told: Windows) -> Curve | None:
    return curve(ask, tallies, told) if ask.curve or ask.fit else None


def _cohorts(
    ask: RetentionAsk, tallies: Tallies, reading: Reading, told: Windows
) -> tuple[Cohort, ...]:
    cohorts = []
    for number, start in enumerate(told.cohorts.starts):
        one = tallies.get(number, Tally(0, (0,) * told.count))
        known = [told.complete(number, window) for window in range(told.count)]
        seen = tuple(n if k else None for n, k in zip(one.back, known, strict=True))
        cohort = Cohort(on_wall(start, reading.tz), one.people, seen)
        if ask.value is not None:
            cohort = replace(cohort, values=_values(ask, one, known))
        cohorts.append(cohort)
    return tuple(cohorts)


def _values(ask: RetentionAsk, one: Tally, known: list[bool]) -> tuple[float | None, ...]:
    if not one.people:
        nothing = 0.0 if ask.value is not None and ask.value.kind == "sum" else None
        return tuple(nothing if k else None for k in known)
    if ask.value is not None and ask.value.kind == "sum":
        return tuple(s.x if k else None for s, k in zip(one.sums, known, strict=True))
    return tuple(s.x / s.y if k and s.y else None for s, k in zip(one.sums, known, strict=True))


def _notes(ask: RetentionAsk, reading: Reading, told: Windows, whole: Curve | None) -> list[str]:
    entry = "a person starts at their first such event in the whole history"
    if ask.kind == "first-in-period":
        entry = "a person starts at their first such event in the period"
    if ask.kind == "recurring":
        entry = "a person starts anew in every bucket that holds such an event"
    notes = [entry]
    if ask.mode == "on-or-before" and ask.implied:
        notes.append("a start is itself a return here, so its own bucket does not count later on")
    if told.cohorts.starts[0] < reading.period.start:
        notes.append("the period cuts the first cohort short")
    if ask.clock == "rolling" and ask.every == "month" and not ask.brackets:
        notes.append("by the rolling clock a month is 30 days")
    if ask.fit and (whole is None or whole.fit is None):
        notes.append("too little is over to carry the mean on: it takes three whole buckets")
    return notes


def _scan(ask: RetentionAsk, ctx: Context) -> Scan:
    filters = [*ask.start.filters, *ask.return_.filters]
    figure = [] if ask.value is None or ask.value.of is None else [ask.value.of]
    read = [*names(ask.where), *(name for tree in filters for name in names(tree))]
    return Scan(
        ask, ctx, (ask.start, ask.return_), tuple(dict.fromkeys([*read, *ask.by, *figure])),
        since_ever=ask.kind == "first",
    )  # fmt: skip
