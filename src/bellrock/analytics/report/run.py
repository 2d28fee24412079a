"""Which pages, places, devices, sources or searches do people come by?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bellrock.analytics.answer import Span
from bellrock.analytics.groups import Group, Groups, by_of
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.report.answer import ReportAnswer, ReportFigures, ReportRow
from bellrock.analytics.report.sql import (
    ALL,
    Told,
    is_unset,
    placed_sql,
    values_sql,
    visits_sql,
)
from bellrock.analytics.sessions.sql import KNOWN, open_sql
from bellrock.core.time import stopwatch
from bellrock.query.ask import ReportAsk, SessionsAsk
from bellrock.query.naming import Name
from bellrock.query.period import other_period, shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

NOTHING = ReportFigures(0, None, 0, 0, None, None, None, None, None, None, None, None, None)
_FURTHEST = timedelta(days=400)
"""How long after the period a session may go on; nobody's does."""
_Found = Mapping[int, ReportFigures]


@dataclass(frozen=True)
class Shape:
    """The rows of a report, by their places; the rest has the first place that none of them has."""

    places: Groups
    order: tuple[int, ...]
    """The places of the rows shown, in their order."""
    figures: _Found
    values: int


def report(lake: Lake, ask: ReportAsk, ctx: Context) -> ReportAnswer:
    """Count people, views and sessions by the values they come with.

    A row has the people of whom an event of the period carries its value; so somebody with several
    values stands in several rows, and the shares may add up to more than one. Rows are those with
    the most people, ties by value; what carries no value is a row of its own, and so is the rest.
    Whoever did the goal at any time of the period has converted, in each of their rows.

    Sessions are cut by the pause alone, from all events of the people asked for, belong to the
    period in which they begin, and are counted in each row of which one of their events carries
    the value. A bounce has one view at most. The time of a row is what passed from its events to
    the next ones of their sessions. A session exits with a row where no view follows its last
    event. At entry or exit a session has the value of its first or last view (of its first or last
    event where it has none), and its people, views and time are those of the whole session.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    shape = find_shape(lake, ask, ctx)
    other, compared = compared_with(ask, ctx), None
    before: _Found = {}
    if other is not None:
        before = figures_of(lake, other, ctx, shape.places)
        during = Reading(other, ctx).period
        compared = Span(shown(during.start, reading.tz), shown(during.end, reading.tz))
    rows = tuple(_row(ask, shape, before, place) for place in shape.order)
    total = _row(ask, shape, before, ALL)
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not total.figures.people, notes=_notes(shape, ask)
    )
    return ReportAnswer(
        ask.at, total, rows, shape.values, ask.pause.total_seconds(), meta, compared
    )


def find_shape(lake: Lake, ask: ReportAsk, ctx: Context) -> Shape:
    """Return the rows to show, with their figures."""
    wide = ask if ask.at == "event" else ask.model_copy(update={"top": max(KNOWN, ask.top)})
    found: dict[int, ReportFigures] = {}
    groups: list[Group] = []
    rest, values = None, 0
    for whole, unset, place, *row in lake.rows(values_sql(Reading(ask, ctx), wide)):
        told, (many, *counts) = row[: len(ask.by)], row[len(ask.by) :]
        if whole:
            found[ALL] = _counted(ask, *counts)
            values = int(many) - any(map(is_unset, groups))
        elif place == 0 and not unset:
            rest = _counted(ask, *counts)
        else:
            found[len(groups)] = _counted(ask, *counts)
            groups.append(Group(False, tuple(told)))
    places = Groups(tuple(groups), len(groups) + (rest is not None), len(ask.by))
    if rest is not None:
        found[len(groups)] = rest
    if ask.figures == "people":
        return Shape(places, _ordered(places, found), _shared(found), values)
    if ask.at != "event":
        places = _by_value(places)
        found = _visited(lake, ask, ctx, places)
        return Shape(places, _ordered(places, found), _shared(found), values)
    visits = _visited(lake, ask, ctx, places)
    both = {place: _joined(ask, one, visits.get(place)) for place, one in found.items()}
    return Shape(places, _ordered(places, both), _shared(both), values)


def figures_of(lake: Lake, ask: ReportAsk, ctx: Context, places: Groups) -> _Found:
    """Return the figures of given rows, of all, and of the rest, over the period of `ask`."""
    places = places.beyond
    if ask.at != "event":
        return _shared(_visited(lake, ask, ctx, places))
    found = {
        int(place): _counted(ask, people, events, views, empty, converts)
        for place, people, events, views, empty, converts in lake.rows(
            placed_sql(Reading(ask, ctx), ask, places)
        )
    }
    if ask.figures == "people":
        return _shared(found)
    visits = _visited(lake, ask, ctx, places)
    return _shared({place: _joined(ask, one, visits.get(place)) for place, one in found.items()})


def compared_with(ask: ReportAsk, ctx: Context) -> ReportAsk | None:
    """Return the same question about the period compared with; None where there is none."""
    if ask.compare is None:
        return None
    reading = Reading(ask, ctx)
    during = other_period(ask.compare, reading.period, reading.now, reading.tz)
    moments = {"from_": during.start.isoformat(), "to": during.end.isoformat()}
    return ask.model_copy(update=moments | {"compare": None})


def find_told(lake: Lake, ask: ReportAsk, ctx: Context, places: Groups) -> Told:
    """Return how far to read, so that every session that began in the period has ended."""
    shared = ("from_", "to", "where", "zone", "bots", "identity", "pause")
    told = {name: getattr(ask, name) for name in shared}
    cuts = SessionsAsk.model_validate({}).model_copy(update=told)
    end, further = Reading(cuts, ctx).period.end, max(timedelta(days=1), 2 * ask.pause)
    while further < _FURTHEST:
        if not lake.one(open_sql(Reading(cuts, ctx), cuts, end + further))[0]:
            break
        further *= 4
    return Told(places, end + min(further, _FURTHEST))


def _visited(lake: Lake, ask: ReportAsk, ctx: Context, places: Groups) -> dict[int, ReportFigures]:
    told = find_told(lake, ask, ctx, places)
    return {
        int(place): _of_sessions(ask, list(map(int, row)))
        for place, *row in lake.rows(visits_sql(Reading(ask, ctx), ask, told))
    }


def _counted(
    ask: ReportAsk, people: int, events: int, views: int, empty: int, converts: int
) -> ReportFigures:
    return replace(
        NOTHING, people=int(people), events=int(events), views=int(views),
        empty=None if ask.empty is None else int(empty), **_conversion(ask, people, converts),
    )  # fmt: skip


def _of_sessions(ask: ReportAsk, row: Sequence[int]) -> ReportFigures:
    people, converts, sessions, bounces, us, exits, again, views = row
    return replace(
        NOTHING, people=people, views=views, sessions=sessions, bounces=bounces,
        bounce_rate=bounces / sessions if sessions else None,
        seconds=us / 1e6 / sessions if sessions else None,
        exits=exits, again=again if ask.searching else None, **_conversion(ask, people, converts),
    )  # fmt: skip


def _nothing(ask: ReportAsk) -> ReportFigures:
    """Return the figures of nobody."""
    none = _counted(ask, 0, 0, 0, 0, 0)
    return none if ask.figures == "people" else _joined(ask, none, None)


def _conversion(ask: ReportAsk, people: int, converts: int) -> dict[str, Any]:
    if ask.goal is None:
        return {}
    return {"converted": int(converts), "conversion": converts / people if people else None}


def _joined(ask: ReportAsk, one: ReportFigures, visits: ReportFigures | None) -> ReportFigures:
    """Return the counts of events with the figures of sessions."""
    if visits is None:
        return replace(one, sessions=0, bounces=0, exits=0, again=0 if ask.searching else None)
    return replace(
        one, sessions=visits.sessions, bounces=visits.bounces, bounce_rate=visits.bounce_rate,
        seconds=visits.seconds, exits=visits.exits, again=visits.again,
    )  # fmt: skip


def _shared(found: Mapping[int, ReportFigures]) -> _Found:
    whole = found[ALL].people if ALL in found else 0
    return {
        place: replace(one, share=one.people / whole if whole else None)
        for place, one in found.items()
    }


def _ordered(places: Groups, found: Mapping[int, ReportFigures]) -> tuple[int, ...]:
    """Return the places that have anybody: the most people first, then unset, then the rest."""

    def key(place: int) -> tuple[bool, bool, int, int]:
        unset = place < len(places.shown) and is_unset(places.shown[place])
        return place == len(places.shown), unset, -found[place].people, place

    return tuple(sorted((place for place in found if place <= len(places.shown)), key=key))


def _by_value(places: Groups) -> Groups:
    def key(group: Group) -> tuple[tuple[bool, str], ...]:
        return tuple((value is None, value or "") for value in group.values)

    return replace(places, shown=tuple(sorted(places.shown, key=key)))


def _row(ask: ReportAsk, shape: Shape, before: _Found, place: int) -> ReportRow:
    figures = shape.figures.get(place, _nothing(ask))
    group = None if place == ALL else shape.places.all[place]
    told = ReportRow(
        None if group is None else by_of(group, ask.by), figures,
        unset=group is not None and is_unset(group), other=group is not None and group.rest,
    )  # fmt: skip
    if ask.compare is None:
        return told
    was = before.get(place, _nothing(ask))
    change = figures.people / was.people - 1 if was.people else None
    return replace(told, before=was, change=change)


def _notes(shape: Shape, ask: ReportAsk) -> list[str]:
    notes = []
    groups = [shape.places.all[place] for place in shape.order]
    shown_ = sum(not group.rest and not is_unset(group) for group in groups)
    if shown_ < shape.values:
        few, count = f"{shown_:,}", f"{shape.values:,}"
        notes.append(
            f"the {few} of {count} values with the most people are shown; other is the rest"
        )
    if ask.at != "event" and shape.values > KNOWN:
        notes.append("entries and exits are looked for among the 1,000 values with the most people")
    return notes


def _scan(ask: ReportAsk, ctx: Context) -> Scan:
    read: list[Name] = [*names(ask.where), *ask.by, *names(ask.empty)]
    read += [name for tree in ask.did for name in names(tree)]
    read += [name for tree in ask.of.filters for name in names(tree)]
    return Scan(ask, ctx, (ask.of,), tuple(dict.fromkeys(read)))
