"""How quick are pages for those who read them?"""

from __future__ import annotations

from collections.abc import Mapping

from bellrock.analytics.answer import Span
from bellrock.analytics.groups import Group, Groups, by_of, folded, groups_sql, read_groups
from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.vitals.answer import (
    CORE,
    VITALS,
    Rating,
    VitalFigures,
    VitalsAnswer,
    VitalsPoint,
    VitalsRow,
)
from bellrock.analytics.vitals.sql import vitals_sql, wide_text
from bellrock.core.time import stopwatch
from bellrock.query.ask import VitalsAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import other_period, shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_Found = Mapping[tuple[int, int, int], VitalFigures]
"""By group and bucket (0 is all) and vital; people are not counted by bucket."""
FEW = 75
"""Fewer loads than these say little of three in four."""


def vitals(lake: Lake, ask: VitalsAsk, ctx: Context) -> VitalsAnswer:
    """Take web vitals at a level, and the shares of loads that are good and poor.

    Each event is a load of a page; a vital that it does not carry, or that is below zero, is left
    out. The value at level 0.75 is the one that three in four loads do not exceed, linear between
    neighbours. As much as the lower bound is good, more than the upper one is poor. A row passes
    where those of LCP, INP and CLS that were told are all good at the level.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    groups = find_groups(lake, ask, ctx)
    found = _figures(lake, ask, ctx, groups)
    before, compared = None, None
    if (other := compared_with(ask, ctx)) is not None:
        before = _figures(lake, other, ctx, None if groups is None else groups.beyond)
        during = Reading(other, ctx).period
        compared = Span(shown(during.start, reading.tz), shown(during.end, reading.tz))
    told = () if groups is None else groups.shown if groups.complete else groups.all
    rows = tuple(
        _row(ask, reading, points, (place, group), found, before)
        for place, group in enumerate((None, *told))
    )
    meta = describe(
        lake, Scan(ask, ctx, (ask.event,), (*names(ask.where), *ask.by)),
        began=began, empty=not any(one.loads for one in rows[0].vitals),
        notes=[*folded(groups), *_notes(rows[0])],
    )  # fmt: skip
    return VitalsAnswer(ask.level, VITALS, rows, meta, compared)


def find_groups(lake: Lake, ask: VitalsAsk, ctx: Context) -> Groups | None:
    """Return the groups to show; None without a breakdown."""
    if not ask.by:
        return None
    rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, [ask.event], ask.top))
    return read_groups(rows, ask.by)


def compared_with(ask: VitalsAsk, ctx: Context) -> VitalsAsk | None:
    """Return the same question about the period compared with; None where there is none."""
    if ask.compare is None:
        return None
    reading = Reading(ask, ctx)
    during = other_period(ask.compare, reading.period, reading.now, reading.tz)
    moments = {"from_": during.start.isoformat(), "to": during.end.isoformat()}
    return ask.model_copy(update=moments | {"compare": None})


def rating(vital: int, value: float) -> Rating:
    """Return on which side of its bounds a value of the vital at this place lies."""
    bounds = VITALS[vital]
    return "good" if value <= bounds.good else "poor" if value > bounds.poor else "fair"


def _figures(lake: Lake, ask: VitalsAsk, ctx: Context, groups: Groups | None) -> _Found:
    reading = Reading(ask, ctx)
    points = grid(reading.period, ask.every, reading.tz)
    with lake.kept(reading.sql(wide_text(reading, ask, groups, points))) as source:
        rows = lake.rows(vitals_sql(reading, ask, groups, source))
    return {
        (int(group), int(bucket), int(vital) - 1): VitalFigures(
            VITALS[int(vital) - 1].name, int(loads), int(people or 0), float(value),
            rating(int(vital) - 1, float(value)), int(good), int(poor),
        )
        for vital, group, bucket, loads, people, value, good, poor in rows
    }  # fmt: skip


def _row(
    ask: VitalsAsk, reading: Reading, points: Grid, at: tuple[int, Group | None],
    found: _Found, before: _Found | None,
) -> VitalsRow:  # fmt: skip
    place, group = at
    told = _vitals(found, place)
    core = [one.rating == "good" for one in told if one.vital in CORE and one.rating is not None]
    return VitalsRow(
        by_of(group, ask.by), told, all(core) if core else None,
        tuple(_point(reading, found, place, bucket, points) for bucket in range(points.count)),
        before=None if before is None else _vitals(before, place),
        other=group is not None and group.rest,
    )  # fmt: skip


def _notes(whole: VitalsRow) -> list[str]:
    few = ", ".join(one.vital for one in whole.vitals if 0 < one.loads < FEW)
    return [f"few loads told {few}: under 75, so that they may lie far off"] if few else []


def _vitals(found: _Found, place: int) -> tuple[VitalFigures, ...]:
    return tuple(
        found.get((place, 0, i), VitalFigures(one.name, 0, 0, None, None, 0, 0))
        for i, one in enumerate(VITALS)
    )


def _point(reading: Reading, found: _Found, place: int, bucket: int, points: Grid) -> VitalsPoint:
    some = [found.get((place, bucket + 1, i)) for i in range(len(VITALS))]
    return VitalsPoint(
        shown(points.starts[bucket], reading.tz),
        tuple(None if one is None else one.value for one in some),
        tuple(0 if one is None else one.loads for one in some),
    )
