"""Which ways do people take, event by event?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bellrock.analytics.meta import Scan, describe
from bellrock.analytics.paths.answer import Edge, Path, PathsAnswer
from bellrock.analytics.paths.sql import catalog_sql, paths_sql, read_selectors
from bellrock.core.time import stopwatch
from bellrock.query.ask import PathsAsk
from bellrock.query.predicate import names
from bellrock.query.relation import Context, Reading
from bellrock.store import Lake


@dataclass(frozen=True)
class _Item:
    """One path or edge, by the numbers of its events."""

    codes: tuple[int, ...]
    people: int
    count: int
    of: int
    """How many of its kind there are."""


def paths(lake: Lake, ask: PathsAsk, ctx: Context) -> PathsAnswer:
    """Count whole paths and single edges, the most walked first.

    A path is bound by the session: the client's where it gives one, else a stretch without a pause
    of 30 minutes. With `within` it is bound by time instead: one path a person, that long after
    its start (before its end, where only an end is given). It runs from the first `start` to the
    first `end` after it; paths without an asked anchor do not count, nor do paths between two
    anchors that take more than `max_steps`. Simultaneous events follow each other by name. An edge
    is one event straight after another inside the steps shown; `count` counts paths and edges,
    `people` whoever has at least one.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    began = stopwatch()
    events = catalog(lake, ask, ctx)
    rows = lake.rows(paths_sql(Reading(ask, ctx), ask, events)) if events else []
    edges = [_item(row) for row in rows if row[0]]
    whole = [_item(row) for row in rows if not row[0]]
    meta = describe(
        lake, _scan(ask, ctx), began=began, empty=not whole, notes=_notes(ask, edges, whole)
    )
    return PathsAnswer(
        tuple(_edge(item, events) for item in edges),
        tuple(_path(item, events) for item in whole),
        meta,
    )


def catalog(lake: Lake, ask: PathsAsk, ctx: Context) -> list[str]:
    """Return the names of the events that can be on a path, in their order."""
    return [name for (name,) in lake.rows(catalog_sql(Reading(ask, ctx), ask))]


def _item(row: Sequence[object]) -> _Item:
    _, codes, count, people, of = row
    numbers = tuple(int(code) for code in codes) if isinstance(codes, list | tuple) else ()
    return _Item(numbers, int(str(people)), int(str(count)), int(str(of)))


def _edge(item: _Item, events: Sequence[str]) -> Edge:
    before, after = (events[code] for code in item.codes)
    return Edge(before, after, item.people, item.count)


def _path(item: _Item, events: Sequence[str]) -> Path:
    return Path(tuple(events[code] for code in item.codes), item.people, item.count)


def _notes(ask: PathsAsk, edges: Sequence[_Item], whole: Sequence[_Item]) -> list[str]:
    notes = ["a path ends with its session"]
    if ask.within is not None:
        notes = ["a person has one path, bound by time"]
    for kind, items in (("paths", whole), ("edges", edges)):
        if items and items[0].of > len(items):
            notes.append(f"the top {len(items)} of {items[0].of:,} {kind} are shown")
    return notes


def _scan(ask: PathsAsk, ctx: Context) -> Scan:
    anchors = [anchor for anchor in (ask.start, ask.end) if anchor is not None]
    filters = [tree for s in (*anchors, *(ask.events or ()), *ask.exclude) for tree in s.filters]
    read = [*names(ask.where), *(name for tree in filters for name in names(tree))]
    return Scan(ask, ctx, tuple(read_selectors(ask)), tuple(dict.fromkeys(read)))
