"""How many people climb a ladder of steps, in order and in time?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bellrock.analytics.funnel.answer import FunnelAnswer, Ladder, Rung
from bellrock.analytics.funnel.drivers import drivers
from bellrock.analytics.funnel.entries import entries
from bellrock.analytics.funnel.gather import attributed_selectors, read_period, value_codes
from bellrock.analytics.funnel.notes import notes
from bellrock.analytics.funnel.sql import funnel_sql
from bellrock.analytics.funnel.times import pace
from bellrock.analytics.groups import (
    Group,
    Groups,
    by_of,
    folded,
    groups_sql,
    read_group,
    read_groups,
)
from bellrock.analytics.meta import Scan, describe
from bellrock.core.time import stopwatch
from bellrock.query.ask import FunnelAsk
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.query.selector import Selector
from bellrock.store import Lake


def funnel(lake: Lake, ask: FunnelAsk, ctx: Context) -> FunnelAnswer:
    """Count people climbing the steps, every step `within` of their entry.

    A person enters once, at their earliest first step in the period; later steps may fall after
    it ends. Events of one microsecond are ordered by their tie; simultaneous ones are neither
    before nor after each other. strict: the very next moment at which the person did anything
    must hold the next step. unordered: a person enters at their earliest event that matches any
    step, and rung k counts those who did at least k different steps; anchored: the same after
    the first step; anchored-ends: the last step is that after all others.

    An excluded event between two steps fails the person there, also where no later step follows;
    with `restart`, the next first step from that moment on begins another climb, and the climb
    counts that gets furthest, the earliest of such. A step that may be skipped is reached where it
    lies between the two around it, which are found without it. `step_within` counts from the step
    before that cannot be skipped. Within a session, a local day or one set of held values, each
    of them has its own earliest first step and the furthest climb counts; an event belongs to the
    held values under the names of the steps that it matches, excluded and other events under the
    first step's; events without a session, a group or a held value take no part.

    count: sessions and groups climb as a person does. Runs: the next one begins at the first
    first step after the last one was converted or ran out of time, or from the moment it failed.

    A breakdown takes the value of the event of entry, of the last rung reached, or of a step (not
    set where it was not reached).

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    groups = find_groups(lake, ask, ctx)
    codes = value_codes(lake, ask, ctx)
    found = _by_group(lake.rows(funnel_sql(Reading(ask, ctx), ask, groups, codes)), groups)
    shown: Sequence[Group | None] = [None] if groups is None else groups.all
    ladders = tuple(
        Ladder(by_of(group, ask.by), _rungs(ask, found.get(group, ())), _is_rest(group))
        for group in shown
    )
    beside = _beside(lake, ask, ctx, groups, ladders)
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=_is_empty(ladders, ask),
        notes=[*folded(groups), *notes(ask)],
    )  # fmt: skip
    if ask.by:
        return FunnelAnswer(groups=ladders, meta=meta, **beside)
    return FunnelAnswer(ladders[0].steps, meta=meta, **beside)


def _beside(
    lake: Lake, ask: FunnelAsk, ctx: Context, groups: Groups | None, ladders: Sequence[Ladder]
) -> dict[str, Any]:
    """Return what is shown beside the steps."""
    if ask.show == "time":
        return {"time": pace(lake, ask, ctx, groups)}
    if ask.show == "trend":
        return {"trend": entries(lake, ask, ctx, groups)}
    if ask.show == "drivers":
        people = [rung.people for rung in ladders[0].steps]
        return {"drivers": drivers(lake, ask, ctx, (people[0], people[-1]))}
    return {}


def find_groups(lake: Lake, ask: FunnelAsk, ctx: Context) -> Groups | None:
    """Return the groups of the breakdown, those with the most events that it is read from first."""
    if not ask.by:
        return None
    rows = lake.rows(groups_sql(Reading(ask, ctx), ask.by, attributed_selectors(ask), ask.top))
    groups = read_groups(rows, ask.by)
    if ask.attribute == "first":
        return groups
    unset = Group(False, (None,) * len(ask.by))
    shown = groups.shown if unset in groups.shown else (*groups.shown, unset)
    return replace(groups, shown=shown, count=max(groups.count, len(shown)) + 1)


def step_names(ask: FunnelAsk) -> list[str]:
    """Return how the rungs are called."""
    labels, steps = [step.label for step in ask.steps], len(ask.steps)
    if ask.order in ("ordered", "strict"):
        return labels
    first = 0 if ask.order == "unordered" else 1
    last = steps - 1 if ask.order == "anchored-ends" else steps
    middle = [f"any {place} of {last - first}" for place in range(1, last - first + 1)]
    return [*labels[:first], *middle, *labels[last:]]


def _by_group(
    rows: Sequence[Sequence[object]], groups: Groups | None
) -> Mapping[Group | None, Sequence[object]]:
    width = 0 if groups is None else len(groups.keys)
    return {read_group(groups, row[:width]): row[width:] for row in rows}


def _rungs(ask: FunnelAsk, row: Sequence[object]) -> tuple[Rung, ...]:
    """Read the people of each step, then the median waits of each step but the first."""
    steps = len(ask.steps)
    people = [int(str(n)) for n in row[:steps]] or [0] * steps
    waits: list[object] = [None, *(row[steps:] or [None] * (steps - 1))]
    before = [people[0], *(people[ask.previous(i)] for i in range(1, steps))]
    return tuple(
        Rung(name, n, _share(n, people[0]), _share(n, previous), _seconds(wait) if n else None)
        for name, n, previous, wait in zip(step_names(ask), people, before, waits, strict=False)
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _seconds(micros: object) -> float | None:
    return micros / 1e6 if isinstance(micros, int | float) else None


def _is_rest(group: Group | None) -> bool:
    return group is not None and group.rest


def _is_empty(ladders: Sequence[Ladder], ask: FunnelAsk) -> bool:
    """Whether some step has nobody, or a breakdown found nothing but what is not set."""
    if not any(one.steps[-1].people for one in ladders):
        return True
    told = [one for one in ladders if one.steps[0].people and not one.other]
    return bool(ask.by) and all(not any((one.by or {}).values()) for one in told)


def _scan(ask: FunnelAsk, ctx: Context) -> Scan:
    selectors: list[Selector] = [*ask.steps, *(one.event for one in ask.exclude)]
    filters = [tree for selector in selectors for tree in selector.filters]
    held = [name for some in ask.hold for name in some]
    unit = [] if ask.unit is None else [ask.unit]
    own = [name for tree in filters for name in names(tree)]
    read = [*names(ask.where), *ask.by, *held, *unit, *own]
    during = read_period(Reading(ask, ctx), ask)
    return Scan(ask, ctx, tuple(selectors), tuple(dict.fromkeys(read)), during)
