"""In how many sessions do people come, how long and how deep are they?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bellrock.analytics.groups import Group, Groups, by_of, folded, groups_sql, read_groups
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.sessions.answer import (
    End,
    Figures,
    Rule,
    SessionPoint,
    SessionsAnswer,
    SessionsRow,
)
from bellrock.analytics.sessions.sql import KNOWN, Told, ends_sql, figures_sql, open_sql
from bellrock.core.time import Period, stopwatch
from bellrock.query.ask import SessionsAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

NOTHING = Figures(0, 0, None, 0, None, None, None, None, None, None)
_FURTHEST = timedelta(days=400)
"""How long after the period a session may go on; nobody's does."""


def sessions(lake: Lake, ask: SessionsAsk, ctx: Context) -> SessionsAnswer:
    """Cut each person's events into sessions, and take their figures.

    An event begins a session where more than the pause has passed since the event before it, and,
    where asked for: where the local day is another; where it carries a campaign (source, medium,
    name) that the event before it does not; where both carry a session id of the client and it is
    another. Only the events asked for count, the filter applied. A session belongs to the bucket
    and the period in which it begins, and has all of its events, also those after the period; the
    events before the period tell whether its first ones begin a session. Its group is that of its
    first event; events of one moment stand in a fixed order. Duration is the time from the first
    event to the last. A bounce has at most one event that depth counts. Entries and exits are
    looked for among the 1000 values with the most events.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    told = find_told(lake, ask, ctx)
    found = {
        (int(group), int(bucket)): _figures(*some)
        for group, bucket, *some in lake.rows(figures_sql(Reading(ask, ctx), ask, told, points))
    }
    groups = () if told.groups is None else _shown(told.groups)
    rows = [
        SessionsRow(
            by_of(group, ask.by), found.get((place, 0), NOTHING),
            tuple(
                SessionPoint(shown(start, reading.tz), found.get((place, bucket), NOTHING))
                for bucket, start in enumerate(points.starts, 1)
            ),
            other=group is not None and group.rest,
        )
        for place, group in enumerate((None, *groups))
    ]  # fmt: skip
    meta = describe(
        lake, _scan(ask, ctx, reading.period), began=began, empty=not rows[0].figures.sessions,
        notes=[*folded(told.groups), *_notes(told)],
    )  # fmt: skip
    rule = Rule(ask.pause.total_seconds(), ask.midnight, ask.campaign, ask.client, ask.depth.label)
    return SessionsAnswer(
        rule, str(ask.at), tuple(rows),
        find_ends(lake, ask, ctx, told, points, "entry"),
        find_ends(lake, ask, ctx, told, points, "exit"), meta,
    )  # fmt: skip


def find_told(lake: Lake, ask: SessionsAsk, ctx: Context) -> Told:
    """Return how far to read, and the places of groups, entries and exits."""
    groups = None
    if ask.by:
        rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, [ask.event], ask.top))
        groups = read_groups(rows, ask.by)
    rows = lake.rows(groups_sql(Reading(ask, ctx), [ask.at], [ask.event], KNOWN))
    places = read_groups(rows, [ask.at])
    return Told(_until(lake, ask, ctx), places.beyond, not places.complete, groups)


def find_ends(
    lake: Lake, ask: SessionsAsk, ctx: Context, told: Told, points: Grid, end: str
) -> tuple[End, ...]:
    """Return the values with which most sessions begin (`entry`) or end (`exit`)."""
    rows = lake.rows(ends_sql(Reading(ask, ctx), ask, told, points, end))
    beyond = len(told.places.shown)
    return tuple(
        End(_value(told, int(place)), sessions, people, bounces, other=int(place) == beyond)
        for place, sessions, people, bounces in rows
    )


def ends_of(lake: Lake, ask: SessionsAsk, ctx: Context, told: Told, end: str) -> list[int]:
    """Return the places of the values that `find_ends` shows, in its order."""
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    return [int(row[0]) for row in lake.rows(ends_sql(reading, ask, told, points, end))]


def _until(lake: Lake, ask: SessionsAsk, ctx: Context) -> datetime:
    """Return a moment at which no session that began in the period goes on."""
    reading = Reading(ask, ctx)
    further = max(timedelta(days=1), 2 * ask.pause)
    while further < _FURTHEST:
        until = reading.period.end + further
        (still,) = lake.one(open_sql(Reading(ask, ctx), ask, until))
        if not still:
            return until
        further *= 4
    return reading.period.end + _FURTHEST


def _shown(groups: Groups) -> Sequence[Group]:
    return groups.shown if groups.complete else groups.all


def _value(told: Told, place: int) -> str | None:
    return told.places.shown[place].values[0] if place < len(told.places.shown) else "other"


def _figures(count: int, people: int, bounces: int, events: int, depth: int, *us: float) -> Figures:
    mean, median, p90 = (value / 1e6 for value in us)
    return Figures(
        count, people, count / people, bounces, bounces / count, events / count, depth / count,
        mean, median, p90,
    ) if count else NOTHING  # fmt: skip


def _notes(told: Told) -> list[str]:
    if not told.narrowed:
        return []
    return ["entries and exits are looked for among the 1,000 values with the most events"]


def _scan(ask: SessionsAsk, ctx: Context, during: Period) -> Scan:
    read: list[Any] = [*names(ask.where), *ask.by, ask.at]
    read += [name for tree in ask.event.filters for name in names(tree)]
    return Scan(ask, ctx, (ask.event,), tuple(dict.fromkeys(read)), during)
