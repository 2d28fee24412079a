"""How is each person's way computed? Events as one sorted array of numbers a session.

A number holds, from its high bits to its low ones: the moment since the period's start, the place
of the event's name among the names on paths, and what it marks: whether it may start a path, end
it, and so on. So sorting numbers sorts events, simultaneous ones by name.
"""

from __future__ import annotations

from bellrock.analytics.paths.nodes import Nodes, code_text
from bellrock.analytics.paths.reads import kept, marks, read_selectors
from bellrock.core.order import TIES
from bellrock.core.time import micros
from bellrock.query.ask import PathsAsk
from bellrock.query.relation import MICROS, Reading

PAUSE_MICROS = 30 * 60 * 1_000_000
LONGEST = 1000
"""Events of a path in which loops are looked for."""


def walks_text(reading: Reading, ask: PathsAsk, nodes: Nodes) -> str:
    """Return the text of a select with one row a path: `who` and the `codes` of its events.

    Around an event, `pivot` is its place, from 1; with a goal, `reached` is whether it was.
    """
    layout = _Layout(reading, ask, len(nodes.names))
    stretches = _stretches_text(reading, ask, nodes, layout)
    goal = f", arrayExists(n -> {layout.marked('goal', 'n')}, walk) as reached" if ask.goal else ""
    via = f" and arrayExists(n -> {layout.marked('via', 'n')}, walk)" if ask.via else ""
    if ask.around is not None:
        walks, codes = _around_text(reading, ask, layout, stretches), _both_sides(ask, layout)
        return f"select who, {codes}{goal}\nfrom (\n{walks}\n)\nwhere 1{via}"
    return (
        f"select who, {_shortened(ask, layout)} as codes{goal}\n"
        f"from (\n  select who, {_anchored(reading, ask, layout)} as walk\n"
        f"  from (\n{stretches}\n  )\n)\n"
        f"where notEmpty(walk){via}{_reaching(ask)}"
    )


class _Layout:
    """Where the parts of a number lie."""

    def __init__(self, reading: Reading, ask: PathsAsk, names: int) -> None:
        span = micros(reading.period.end) - micros(reading.period.start)
        self.marks = list(marks(ask))
        self.flags = len(self.marks)
        self.code_bits = max(names - 1, 1).bit_length()
        self.low = self.flags + self.code_bits
        self.type = "UInt64" if (span * TIES).bit_length() + self.low <= 64 else "UInt128"

    def code(self, number: str) -> str:
        """The event of a number."""
        mask = (1 << self.code_bits) - 1
        return f"toUInt16(bitAnd(bitShiftRight({number}, {self.flags}), {mask}))"

    def moment(self, number: str) -> str:
        """The whole microseconds of a number, since the period's start."""
        return f"toInt64(bitShiftRight({number}, {self.low + 13}))"

    def marked(self, mark: str, number: str) -> str:
        """Whether a number marks this."""
        bit = self.marks.index(mark)
        if self.type == "UInt64":
            return f"bitTest({number}, {bit})"
        return f"bitAnd({number}, {1 << bit}) != 0"


def _stretches_text(reading: Reading, ask: PathsAsk, nodes: Nodes, layout: _Layout) -> str:
    """Return a select of one row a session (or person): `who` and its sorted `numbers`."""
    visit = "if(session = '', 0, cityHash64(session))" if ask.within is None else "0"
    columns = [
        f"{reading.who} as who", f"toUInt64({visit}) as sitting",
        f"{_number(reading, ask, nodes, layout)} as number",
    ]  # fmt: skip
    rows = reading.source(
        columns, read_selectors(ask), also=[*kept(reading, ask), reading.named(nodes.events)]
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


def _number(reading: Reading, ask: PathsAsk, nodes: Nodes, layout: _Layout) -> str:
    since = reading.binder.bind(micros(reading.period.start), "Int64")
    at = f"to{layout.type}({MICROS} - {since}) * {TIES} + tie"
    parts = [
        f"bitShiftLeft(to{layout.type}({at}), {layout.low})",
        f"bitShiftLeft(toUInt64({code_text(reading, ask, nodes)}), {layout.flags})",
    ]
    parts += [
        f"{1 << bit} * toUInt64({reading.matches(selector)})"
        for bit, selector in enumerate(marks(ask).values())
    ]
    return " + ".join(parts)


def _around_text(reading: Reading, ask: PathsAsk, layout: _Layout, stretches: str) -> str:
    """Return a select of `who`, the `walk` and the `place` in it of the event it lies around."""
    first = f"arrayFirstIndex(n -> {layout.marked('around', 'n')}, numbers)"
    found = f"select who, numbers, {first} as found from (\n{stretches}\n) where found > 0"
    if ask.within is None:
        return f"select who, numbers as walk, found as place from (\n{found}\n)"
    window = reading.binder.bind(int(ask.within.total_seconds() * 1e6), "Int64")
    apart = f"abs({layout.moment('n')} - {layout.moment('numbers[found]')}) <= {window}"
    return (
        f"select who, arrayFilter(n -> {apart}, arraySlice(numbers, 1, found - 1)) as earlier,\n"
        f"  arrayConcat(earlier, arrayFilter(n -> {apart}, arraySlice(numbers, found))) as walk,\n"
        f"  length(earlier) + 1 as place\nfrom (\n{found}\n)"
    )


def _both_sides(ask: PathsAsk, layout: _Layout) -> str:
    """The codes before and after the place; each side is collapsed on its own."""
    sides = [
        _collapsed(ask, f"arrayMap(n -> {layout.code('n')}, arraySlice(walk, {part}))", end=end)
        for part, end in (("1, place", True), ("place", False))
    ]
    earlier = f"arraySlice(arrayPopBack({sides[0]}), -{ask.before})"
    return (
        f"{earlier} as earlier_codes, length(earlier_codes) + 1 as pivot,\n"
        f"  arrayConcat(earlier_codes, arraySlice({sides[1]}, 1, {ask.max_steps})) as codes"
    )


def _collapsed(ask: PathsAsk, codes: str, *, end: bool) -> str:
    """What repeats stands once: a single event, or a run of up to so many, from the first on."""
    if not ask.collapse or ask.loops == 1:
        return f"arrayCompact({codes})" if ask.collapse else codes
    some = f"arraySlice({codes}, -{LONGEST})" if end else f"arraySlice({codes}, 1, {LONGEST})"
    cases = ", ".join(
        f"length(a) >= {2 * k} and arraySlice(a, -{k}) = arraySlice(a, -{2 * k}, {k}), "
        f"arraySlice(a, 1, length(a) - {k})"
        for k in range(1, ask.loops + 1)
    )
    one = f"arrayMap(a -> multiIf({cases}, a), [arrayPushBack(acc, x)])[1]"
    return f"arrayFold((acc, x) -> {one}, {some}, emptyArrayUInt16())"


def _anchored(reading: Reading, ask: PathsAsk, layout: _Layout) -> str:
    """The numbers from the first start to the first end after it; empty without an anchor."""
    if ask.start is None:
        return _until_end(reading, ask, layout, "numbers", 1)
    first = f"arrayFirstIndex(n -> {layout.marked('start', 'n')}, numbers)"
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
    is_end = f"{layout.marked('end', 'n')} and i >= {earliest}"
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
    from_end = ask.end is not None and ask.start is None
    codes = _collapsed(ask, f"arrayMap(n -> {layout.code('n')}, walk)", end=from_end)
    if from_end:
        return f"arraySlice({codes}, -{ask.max_steps})"
    return codes if ask.end is not None else f"arraySlice({codes}, 1, {ask.max_steps})"


def _reaching(ask: PathsAsk) -> str:
    if ask.start is None or ask.end is None:
        return ""
    bounded = f" and length(walk) <= {LONGEST}" if ask.loops > 1 else ""
    return f" and length(codes) <= {ask.max_steps}{bounded}"
