"""In how many sessions do people come, how long and how deep are they?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from bellrock.analytics.sessions.sql import (
    Told,
    all_sql,
    ends_sql,
    open_sql,
    places_sql,
    rest_sql,
    sessions_text,
)
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
    found, entries, exits = _found(lake, ask, ctx, told, points)
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
        entries, exits, meta,
    )  # fmt: skip


def find_told(lake: Lake, ask: SessionsAsk, ctx: Context) -> Told:
    """Return how far to read, and the places of groups, entries and exits."""
    groups = None
    if ask.by:
        rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, [ask.event], ask.top))
        groups = read_groups(rows, ask.by)
    until = _until(lake, ask, ctx)
    rows = lake.rows(places_sql(Reading(ask, ctx), ask, until))
    places = read_groups(rows, [ask.at])
    return Told(until, places.beyond, not places.complete, groups)


def _found(
    lake: Lake, ask: SessionsAsk, ctx: Context, told: Told, points: Grid
) -> tuple[Mapping[tuple[int, int], Figures], tuple[End, ...], tuple[End, ...]]:
    """Return the figures by group and bucket, and the entries and the exits of most sessions."""
    found: dict[tuple[int, int], Figures] = {}
    ends: tuple[dict[int, Figures], dict[int, Figures]] = ({}, {})
    reading = Reading(ask, ctx)
    people: tuple[int, ...] = (0, 0)
    with lake.kept(reading.sql(sessions_text(reading, ask, told, points))) as source:
        for group, bucket, entry, exit_, *some in lake.rows(all_sql(reading, told, source)):
            if entry or exit_:
                ends[0 if entry else 1][int(entry or exit_) - 1] = _figures(*some)
            else:
                found[int(group), int(bucket)] = _figures(*some)
        shown = [_most(one, ask.top, len(told.places.shown)) for one in ends]
        if any(len(one) > len(some) for one, some in zip(ends, shown, strict=True)):
            people = lake.one(rest_sql(reading, source, shown))
    entries, exits = (
        _ends(told, some, places, int(n))
        for some, places, n in zip(ends, shown, people, strict=True)
    )
    return found, entries, exits


def _most(ends: Mapping[int, Figures], top: int, beyond: int) -> list[int]:
    """Return the places of values that most sessions have, ties by their places."""
    told = [place for place in ends if place != beyond]
    return sorted(told, key=lambda place: (-ends[place].sessions, place))[:top]


def _ends(
    told: Told, ends: Mapping[int, Figures], shown: Sequence[int], rest_people: int
) -> tuple[End, ...]:
    """Return those shown, and the rest where there is one."""
    made = [
        End(_value(told, place), ends[place].sessions, ends[place].people, ends[place].bounces,
            other=False)
        for place in shown
    ]  # fmt: skip
    rest = [one for place, one in ends.items() if place not in shown]
    if rest:
        sessions_, bounces = sum(one.sessions for one in rest), sum(one.bounces for one in rest)
        made.append(End("other", sessions_, rest_people, bounces, other=True))
    return tuple(made)


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


def _figures(count: int, people: int, bounces: int, *taken: Any) -> Figures:
    """Read the figures of some sessions, as `figures_sql` takes them."""
    events, depth, mean_us, levels_us = taken
    mean, median, p90 = (value / 1e6 for value in (mean_us, *levels_us))
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
