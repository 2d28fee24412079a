"""Of which parts do people, or their events, consist?"""

from __future__ import annotations

from collections.abc import Mapping

from bellrock.analytics.coded import Codes, find_codes
from bellrock.analytics.composition.answer import CompositionAnswer, Part, Portion
from bellrock.analytics.composition.sql import codes_sql, parts_sql, points_sql
from bellrock.analytics.groups import Group, Groups, read_groups
from bellrock.analytics.guessed import guess_codes
from bellrock.analytics.meta import Scan, describe
from bellrock.core.time import stopwatch
from bellrock.query.ask import CompositionAsk
from bellrock.query.grid import Grid, grid
from bellrock.query.period import shown
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake

_Counts = Mapping[tuple[int, int], tuple[int, int]]
"""Count and people of a point (0 is the period) and a part (0 is all of them)."""


def composition(lake: Lake, ask: CompositionAsk, ctx: Context) -> CompositionAnswer:
    """Count people, or events, by one value each, so that parts add up to the whole.

    Of people, whoever did the event in the period has the last (or first) value that these events
    of theirs carry, and where none carries any, it is not set; a trait is what it is now. In a
    point only its own events tell the value, so somebody may be in different parts of different
    points. The `top` parts of the period are shown, ties by their values; other is the rest.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    reading = Reading(ask, ctx)
    cells = find_cells(reading, ask)
    coded = _guessed(lake, ask, ctx, cells)
    if coded is None and (codes := find_value_codes(lake, ask, ctx)) is not None:
        coded = _of_people(lake, ask, ctx, codes, cells)
    if coded is not None:
        parts, counts = coded
    else:
        parts = find_parts(lake, ask, ctx, None)
        rows = lake.rows(points_sql(Reading(ask, ctx), ask, parts, cells))
        counts = {(int(b), int(p)): (int(n), int(people)) for b, p, n, people in rows}
    total, people = counts.get((0, 0), (0, 0))
    told = tuple(
        _part(group, place, counts, cells)
        for place, group in enumerate(parts.shown if parts.complete else parts.all, 1)
    )
    read = [*names(ask.where), ask.by, *(n for t in ask.event.filters for n in names(t))]
    meta = describe(
        lake, Scan(ask, ctx, (ask.event,), tuple(dict.fromkeys(read))), began=began,
        empty=all(part.value is None for part in told),
        notes=[*_notes(parts), *_edges(reading, cells)],
    )  # fmt: skip
    starts = () if cells is None else tuple(shown(start, reading.tz) for start in cells.starts)
    return CompositionAnswer(str(ask.by), ask.of, total, people, starts, told, meta)


def find_cells(reading: Reading, ask: CompositionAsk) -> Grid | None:
    """Return the points asked for, if any."""
    return None if ask.every == "period" else grid(reading.period, ask.every, reading.tz)


def find_value_codes(lake: Lake, ask: CompositionAsk, ctx: Context) -> Codes | None:
    """Return the codes by which people's values are compared; None where texts are."""
    if ask.of == "events":
        return None
    found = find_codes(lake, Reading(ask, ctx), [ask.by], [ask.event])
    return None if found is None else found[0]


def _guessed(
    lake: Lake, ask: CompositionAsk, ctx: Context, cells: Grid | None
) -> tuple[Groups, _Counts] | None:
    """Return the same as `_of_people` of guessed codes; None without such, or where they fail."""
    if ask.of == "events":
        return None
    codes = guess_codes(lake, Reading(ask, ctx), [ask.by], [ask.event])
    return None if codes is None else _of_people(lake, ask, ctx, codes[0], cells)


def find_parts(lake: Lake, ask: CompositionAsk, ctx: Context, codes: Codes | None) -> Groups:
    """Return the parts of the period that are shown, and how many there are.

    A part may have a value in a point that it has not in the period, so the rest may be there.
    """
    if codes is not None:
        return _parts(ask, codes, _by_code(lake, ask, ctx, codes, None).get(0, {}))
    rows = [(row[0], row[2]) for row in lake.rows(parts_sql(Reading(ask, ctx), ask))]
    found = read_groups(rows, [ask.by])
    return found if ask.every == "period" or ask.of == "events" else found.beyond


def _of_people(
    lake: Lake, ask: CompositionAsk, ctx: Context, codes: Codes, cells: Grid | None
) -> tuple[Groups, _Counts] | None:
    """Return the parts, and how many people are in each, over the period and in each point.

    None where codes were guessed and somebody has a value without one.
    """
    told = _by_code(lake, ask, ctx, codes, cells)
    if any(codes.fails(code) for some in told.values() for code in some):
        return None
    parts = _parts(ask, codes, told.get(0, {}))
    places = {codes.code(group.values[0]): p for p, group in enumerate(parts.shown, 1)}
    counts: dict[tuple[int, int], tuple[int, int]] = {}
    for bucket, some in told.items():
        for code, n in some.items():
            for place in (0, places.get(code, len(places) + 1)):
                before = counts.get((bucket, place), (0, 0))[0]
                counts[bucket, place] = before + n, before + n
    return parts, counts


def _by_code(
    lake: Lake, ask: CompositionAsk, ctx: Context, codes: Codes, cells: Grid | None
) -> dict[int, dict[int, int]]:
    """Return how many people have the value of each code, in the period (0) and in each point."""
    found: dict[int, dict[int, int]] = {}
    for bucket, code, n in lake.rows(codes_sql(Reading(ask, ctx), ask, codes, cells)):
        found.setdefault(int(bucket), {})[int(code)] = int(n)
    return found


def _parts(ask: CompositionAsk, codes: Codes, counts: Mapping[int, int]) -> Groups:
    """Return the parts with the most people, ties by their values, which codes count down."""
    order = sorted(counts, key=lambda code: (-counts[code], code == 0, -code))
    rows = [(codes.value(code), len(order)) for code in order[: ask.top]]
    found = read_groups(rows, [ask.by])
    return found if ask.every == "period" else found.beyond


def _part(group: Group, place: int, counts: _Counts, cells: Grid | None) -> Part:
    count, people = counts.get((0, place), (0, 0))
    points = () if cells is None else tuple(
        _portion(counts, bucket, place) for bucket in range(1, cells.count + 1)
    )  # fmt: skip
    share = _portion(counts, 0, place).share
    value = "other" if group.rest else group.values[0]
    return Part(value, count, people, share, points, other=group.rest)


def _portion(counts: _Counts, bucket: int, place: int) -> Portion:
    count, total = (counts.get((bucket, one), (0, 0))[0] for one in (place, 0))
    return Portion(count, count / total if total else None)


def _notes(parts: Groups) -> list[str]:
    if parts.complete or parts.count == len(parts.shown) + 1:
        return []
    shown_, count = len(parts.shown), f"{parts.count:,}"
    return [f"the top {shown_} of {count} parts are shown; other is the rest"]


def _edges(reading: Reading, cells: Grid | None) -> list[str]:
    if cells is None:
        return []
    if cells.starts[0] < reading.period.start or cells.end > reading.period.end:
        return ["the period cuts the first or last point short"]
    return []
