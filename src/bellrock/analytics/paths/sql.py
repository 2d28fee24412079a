"""How is each person's way computed? Events as one sorted array of numbers a session.

A number holds, from its high bits to its low ones: the moment since the period's start, the place
of the event's name in the catalog, and whether it may start or end a path. So sorting numbers
sorts events, simultaneous ones by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.core.order import TIES
from bellrock.core.time import micros
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import MICROS, Reading
from bellrock.query.selector import ANY, Selector
from bellrock.query.sql import Sql

PAUSE_MICROS = 30 * 60 * 1_000_000
_EDGE = 65535


def catalog_sql(reading: Reading, ask: PathsAsk) -> Sql:
    """List the names of the events that can be on a path."""
    rows = reading.source(["event"], read_selectors(ask), also=_kept(reading, ask))
    return reading.sql(f"select distinct toString(event) as name from ({rows}) order by name")


def paths_sql(reading: Reading, ask: PathsAsk, events: Sequence[str]) -> Sql:
    """Count paths and edges: is it an edge, its codes, count, people, how many of the kind."""
    edges = f"arrayMap((a, b) -> [{_EDGE}, a, b], arrayPopBack(codes), arrayPopFront(codes))"
    return reading.sql(
        "select is_edge, codes, n, people, count() over (partition by is_edge) as of\n"
        f"from (\n  select item[1] = {_EDGE} as is_edge,\n"
        "    if(is_edge, arrayPopFront(item), item) as codes,\n"
        "    count() as n, uniqExact(who) as people\n"
        f"  from (\n    select who, arrayJoin(arrayConcat([codes], {edges})) as item\n"
        f"    from (\n{walks_text(reading, ask, events)}\n    )\n  )\n  group by item\n)\n"
        f"order by people desc, n desc, codes\nlimit {ask.top} by is_edge"
    )


def walks_text(reading: Reading, ask: PathsAsk, events: Sequence[str]) -> str:
    """Return the text of a select with one row a path: `who` and the `codes` of its events."""
    layout = _Layout(reading, ask, len(events))
    return (
        f"select who, {_shortened(ask, layout)} as codes\n"
        f"from (\n  select who, {_anchored(reading, ask, layout)} as walk\n"
        f"  from (\n{_stretches_text(reading, ask, events, layout)}\n  )\n)\n"
        f"where notEmpty(walk){_reaching(ask)}"
    )


def read_selectors(ask: PathsAsk) -> Sequence[Selector]:
    """Return what is read: everything, or only the asked events and the anchors."""
    if ask.events is None:
        return [ANY]
    return [*ask.events, *(anchor for anchor in (ask.start, ask.end) if anchor is not None)]


class _Layout:
    """Where the parts of a number lie."""

    def __init__(self, reading: Reading, ask: PathsAsk, events: int) -> None:
        span = micros(reading.period.end) - micros(reading.period.start)
        self.flags = 2 if ask.start is not None or ask.end is not None else 0
        self.code_bits = max(events - 1, 1).bit_length()
        self.low = self.flags + self.code_bits
        self.type = "UInt64" if (span * TIES).bit_length() + self.low <= 64 else "UInt128"

    def code(self, number: str) -> str:
        """The event of a number."""
        mask = (1 << self.code_bits) - 1
        return f"toUInt16(bitAnd(bitShiftRight({number}, {self.flags}), {mask}))"

    def moment(self, number: str) -> str:
        """The whole microseconds of a number, since the period's start."""
        return f"toInt64(bitShiftRight({number}, {self.low + 13}))"

    def starts(self, number: str) -> str:
        """Whether a number may start a path."""
        return f"bitTest({number}, 0)" if self.type == "UInt64" else f"bitAnd({number}, 1) != 0"

    def ends(self, number: str) -> str:
        """Whether a number may end a path."""
        return f"bitTest({number}, 1)" if self.type == "UInt64" else f"bitAnd({number}, 2) != 0"


def _kept(reading: Reading, ask: PathsAsk) -> list[str]:
    """The conditions on rows: one of the asked events or anchors, and none of those left out."""
    kept = [f"not ({reading.matches(selector)})" for selector in ask.exclude]
    return kept if ask.events is None else [*kept, *reading.wanted(read_selectors(ask))]


def _stretches_text(reading: Reading, ask: PathsAsk, events: Sequence[str], layout: _Layout) -> str:
    """Return a select of one row a session (or person): `who` and its sorted `numbers`."""
    visit = "if(session = '', 0, cityHash64(session))" if ask.within is None else "0"
    columns = [
        f"{reading.who} as who", f"toUInt64({visit}) as sitting",
        f"{_number(reading, ask, events, layout)} as number",
    ]  # fmt: skip
    rows = reading.source(
        columns, read_selectors(ask), also=[*_kept(reading, ask), reading.named(events)]
    )
    sorted_text = (
        f"select who, sitting, arraySort(groupArray(number)) as numbers\nfrom (\n  {rows}\n)\n"
        "group by who, sitting"
    )
    if ask.within is not None:
        return sorted_text
    moments = layout.moment("n")
    pauses = f"arrayDifference(arrayMap(n -> {moments}, numbers))"
    cut = f"arraySplit((n, pause) -> pause > {PAUSE_MICROS}, numbers, {pauses})"
    return (
        f"select who, arrayJoin(if(sitting = 0, {cut}, [numbers])) as numbers\n"
        f"from (\n{sorted_text}\n)"
    )


def _number(reading: Reading, ask: PathsAsk, events: Sequence[str], layout: _Layout) -> str:
    since = reading.binder.bind(micros(reading.period.start), "Int64")
    names = reading.binder.bind(list(events), "Array(String)")
    codes = reading.binder.bind(list(range(len(events))), "Array(UInt16)")
    at = f"to{layout.type}({MICROS} - {since}) * {TIES} + tie"
    parts = [
        f"bitShiftLeft(to{layout.type}({at}), {layout.low})",
        f"bitShiftLeft(toUInt64(transform(toString(event), {names}, {codes}, 0)), {layout.flags})",
    ]
    parts += [f"toUInt64({reading.matches(ask.start)})"] if ask.start is not None else []
    parts += [f"2 * toUInt64({reading.matches(ask.end)})"] if ask.end is not None else []
    return " + ".join(parts)


def _anchored(reading: Reading, ask: PathsAsk, layout: _Layout) -> str:
    """The numbers from the first start to the first end after it; empty without an anchor."""
    if ask.start is None:
        return _until_end(reading, ask, layout, "numbers", 1)
    first = f"arrayFirstIndex(n -> {layout.starts('n')}, numbers)"
    walk = f"if({first} = 0, [], arraySlice(numbers, {first}))"
    return _until_end(reading, ask, layout, walk, 2)


def _until_end(reading: Reading, ask: PathsAsk, layout: _Layout, walk: str, earliest: int) -> str:
    """Cut `walk` after the first end at or after place `earliest`, and by the time allowed."""
    if ask.within is None and ask.end is None:
        return walk
    seconds = ask.within.total_seconds() if ask.within is not None else 0.0
    window = reading.binder.bind(int(seconds * 1e6), "Int64")
    if ask.end is None:
        return _soon(layout, walk, window)
    is_end = f"{layout.ends('n')} and i >= {earliest}"
    last = f"arrayFirstIndex((n, i) -> {is_end}, w, arrayEnumerate(w))"
    cut = f"arraySlice(w, 1, {last})"
    if ask.within is not None:
        cut = _lately(layout, cut, window) if ask.start is None else _in_time(layout, cut, window)
    return f"arrayMap(w -> {cut}, [{walk}])[1]"


def _soon(layout: _Layout, walk: str, window: str) -> str:
    since = f"{layout.moment('n')} - {layout.moment('w[1]')}"
    return f"arrayMap(w -> arrayFilter(n -> {since} <= {window}, w), [{walk}])[1]"


def _lately(layout: _Layout, walk: str, window: str) -> str:
    """Keep what lies shortly before the end."""
    until = f"{layout.moment('v[-1]')} - {layout.moment('n')}"
    return f"arrayMap(v -> arrayFilter(n -> {until} <= {window}, v), [{walk}])[1]"


def _in_time(layout: _Layout, walk: str, window: str) -> str:
    """Keep the walk only where its end comes in time."""
    took = f"{layout.moment('v[-1]')} - {layout.moment('v[1]')}"
    return f"arrayMap(v -> if(notEmpty(v) and {took} <= {window}, v, []), [{walk}])[1]"


def _shortened(ask: PathsAsk, layout: _Layout) -> str:
    codes = f"arrayMap(n -> {layout.code('n')}, walk)"
    if ask.collapse:
        codes = f"arrayCompact({codes})"
    if ask.end is not None and ask.start is None:
        return f"arraySlice({codes}, -{ask.max_steps})"
    return codes if ask.end is not None else f"arraySlice({codes}, 1, {ask.max_steps})"


def _reaching(ask: PathsAsk) -> str:
    both = ask.start is not None and ask.end is not None
    return f" and length(codes) <= {ask.max_steps}" if both else ""
