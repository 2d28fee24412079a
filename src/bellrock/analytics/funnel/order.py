"""How far does a climb get from its first step? A column for every rung's moment, by the order.

The columns are read over one row a climber: `t0` is the moment of entry, `s1` … the moments of
every later step (`s0` of the first, where it may come late), `x0` … those of the excluded events,
`moments` all. Each column may name those before it. `t1` … is 0 where a rung was not reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bellrock.core.order import TIES
from bellrock.query.ask import FunnelAsk
from bellrock.query.relation import Reading
from bellrock.query.window import Months, Window

LAST_MICRO = 2**64 // TIES - 1
"""In 2041; the order of later events does not fit into 64 bits."""
NEVER = 2**64 - 1
"""After every moment that is read, and after every window."""
_LATEST = (LAST_MICRO - 1) * TIES + TIES - 1

Columns = list[tuple[str, str]]
"""Names and what they stand for, in order."""


@dataclass(frozen=True)
class Climb:
    """The columns of a climb, and from when on another may begin after it."""

    columns: Columns
    free: str
    """NEVER where no other climb may follow."""


def climb(reading: Reading, ask: FunnelAsk) -> Climb:
    """Return how far a climb gets that begins at `t0`."""
    until = ("until", last_moment(reading, "t0", ask.within))
    found = _CLIMBS[ask.order](reading, ask)
    return Climb([until, *found.columns], found.free)


def last_moment(reading: Reading, start: str, window: Window) -> str:
    """Return the last moment that lies within `window` of the moment `start`."""
    if isinstance(window, str):
        return f"toUInt64({_LATEST})"
    micros = f"intDiv({start}, {TIES})"
    if isinstance(window, Months):
        here = f"fromUnixTimestamp64Micro(toInt64({micros}), {reading.binder.text(reading.tz.key)})"
        later = f"toUInt64(toUnixTimestamp64Micro(addMonths({here}, {window.count})))"
    else:
        length = reading.binder.bind(int(window.total_seconds() * 1e6), "UInt64")
        later = f"{micros} + {length}"
    return f"least({later}, {LAST_MICRO - 1}) * {TIES} + {TIES - 1}"


def _after(moment: str, moments: str) -> str:
    """The earliest of `moments` after `moment`; NEVER where there is none, 0 where none at all."""
    return f"arrayMin(x -> if(x > {moment}, x, {NEVER}), {moments})"


def _first_after(moment: str, moments: str) -> str:
    """The earliest of `moments` after `moment`; NEVER where there is none."""
    return f"if(empty({moments}), toUInt64({NEVER}), {_after(moment, moments)})"


def _limit(reading: Reading, ask: FunnelAsk, step: int, before: str) -> str:
    """The last moment at which `step` may be reached from the moment `before`."""
    if not ask.step_within:
        return "until"
    gap = ask.step_within[step - 1 if len(ask.step_within) > 1 else 0]
    return "until" if gap is None else f"least(until, {last_moment(reading, before, gap)})"


def _ordered(reading: Reading, ask: FunnelAsk) -> Climb:
    """Required steps first, each after the one before; optional ones lie between them."""
    columns: Columns = []
    ends: list[str] = []
    for step in range(1, len(ask.steps)):
        if step + 1 in ask.optional:
            continue
        before = ask.previous(step)
        columns += _required(reading, ask, step, before)
        ends = [f"t{before} > 0", _end(ask, step), *ends]
        for skipped in range(before + 1, step):
            columns += _optional(reading, ask, skipped, before, step)
    last = len(ask.steps) - 1
    done = f"t{last} + 1" if ask.count == "runs" else str(NEVER)
    return Climb(columns, f"multiIf(t{last} > 0, {done}, {', '.join(ends)}, {NEVER})")


def _required(reading: Reading, ask: FunnelAsk, step: int, before: int) -> Columns:
    base = f"t{before}"
    columns = [
        (f"limit{step}", _limit(reading, ask, step, base)),
        (f"next{step}", _after(base, f"s{step}")),
        (
            f"found{step}",
            f"if({base} > 0 and next{step} <= limit{step}, next{step}, toUInt64(0))",
        ),
    ]
    bars = {action: _bars(ask, step, action) for action in ("fail", "restart")}
    if not any(bars.values()):
        return [*columns, (f"t{step}", f"found{step}")]
    columns.append((f"edge{step}", f"if(found{step} > 0, found{step}, limit{step} + 1)"))
    for action, names in bars.items():
        columns.append((f"{action}{step}", _earliest([_first_after(base, name) for name in names])))
    barred = f"least(fail{step}, restart{step}) < edge{step}"
    return [*columns, (f"t{step}", f"if({barred}, toUInt64(0), found{step})")]


def _bars(ask: FunnelAsk, step: int, action: str) -> list[str]:
    """The excluded events that stand before `step`."""
    return [
        f"x{i}"
        for i, exclusion in enumerate(ask.exclude)
        if exclusion.action == action and step in ask.covered(exclusion)
    ]


def _earliest(moments: list[str]) -> str:
    if not moments:
        return f"toUInt64({NEVER})"
    return moments[0] if len(moments) == 1 else f"least({', '.join(moments)})"


def _end(ask: FunnelAsk, step: int) -> str:
    """From when on another climb may begin, where `step` was the first not reached."""
    barred = any(step in ask.covered(one) for one in ask.exclude)
    if ask.count == "runs":
        open_end = f"limit{step} + 1"
        return f"least(fail{step}, restart{step}, {open_end})" if barred else open_end
    if not barred:
        return str(NEVER)
    again = f"restart{step} < least(fail{step}, edge{step})"
    return f"if({again}, restart{step}, {NEVER})"


def _optional(reading: Reading, ask: FunnelAsk, step: int, before: int, then: int) -> Columns:
    """Where a step that may be skipped lies between two that may not."""
    base = f"t{before}"
    others = [f"t{i}" for i in range(before + 1, step)]
    since = f"greatest({', '.join([base, *others])})" if others else base
    bound = f"limit{then} + 1"
    if any(then in ask.covered(one) for one in ask.exclude):
        bound = f"least({bound}, fail{then}, restart{then})"
    limit = f"{_limit(reading, ask, step, base)} + 1"
    return [
        (f"bound{step}", f"if(t{then} > 0, t{then}, least({bound}, {limit}))"),
        (f"next{step}", _after(since, f"s{step}")),
        (
            f"t{step}",
            f"if({base} > 0 and next{step} < least(bound{step}, {limit}), next{step}, toUInt64(0))",
        ),
    ]


def _strict(reading: Reading, ask: FunnelAsk) -> Climb:
    columns: Columns = []
    ends: list[str] = []
    for i in range(1, len(ask.steps)):
        base = f"t{i - 1}"
        columns += [
            (f"limit{i}", _limit(reading, ask, i, base)),
            (f"next{i}", _first_after(base, "moments")),
            (
                f"t{i}",
                f"if({base} > 0 and next{i} <= limit{i} and has(s{i}, next{i}), "
                f"next{i}, toUInt64(0))",
            ),
        ]
        ends = [f"{base} > 0", f"least(next{i}, limit{i} + 1)", *ends]
    last = f"t{len(ask.steps) - 1}"
    free = f"multiIf({last} > 0, {last} + 1, {', '.join(ends)}, {NEVER})"
    return Climb(columns, free if ask.count == "runs" else str(NEVER))


def _unordered(_: Reading, ask: FunnelAsk) -> Climb:
    steps = range(len(ask.steps))
    firsts = ", ".join(f"arrayMin(arrayFilter(x -> x >= t0 and x <= until, s{i}))" for i in steps)
    columns = [("done", f"arraySort(arrayFilter(x -> x > 0, [{firsts}]))")]
    columns += [(f"t{i}", f"done[{i + 1}]") for i in steps[1:]]
    return Climb(columns, _freed(ask))


def _anchored(_: Reading, ask: FunnelAsk) -> Climb:
    """The first step first, the others in any order."""
    columns = _middle(list(range(1, len(ask.steps))))
    return Climb(columns, _freed(ask))


def _anchored_ends(_: Reading, ask: FunnelAsk) -> Climb:
    """The first step first and the last one last, the others in any order."""
    last = len(ask.steps) - 1
    columns = _middle(list(range(1, last)))
    columns += [
        (f"next{last}", _after(f"t{last - 1}", f"s{last}")),
        (
            f"t{last}",
            f"if(t{last - 1} > 0 and next{last} <= until, next{last}, toUInt64(0))",
        ),
    ]
    return Climb(columns, _freed(ask))


def _middle(steps: list[int]) -> Columns:
    if not steps:
        return []
    firsts = ", ".join(f"arrayMin(arrayFilter(x -> x > t0 and x <= until, s{i}))" for i in steps)
    columns = [("done", f"arraySort(arrayFilter(x -> x > 0, [{firsts}]))")]
    return columns + [(f"t{i}", f"done[{place}]") for place, i in enumerate(steps, 1)]


def _freed(ask: FunnelAsk) -> str:
    last = f"t{len(ask.steps) - 1}"
    return f"if({last} > 0, {last} + 1, until + 1)" if ask.count == "runs" else str(NEVER)


_CLIMBS: Mapping[str, Callable[[Reading, FunnelAsk], Climb]] = {
    "ordered": _ordered,
    "strict": _strict,
    "unordered": _unordered,
    "anchored": _anchored,
    "anchored-ends": _anchored_ends,
}
