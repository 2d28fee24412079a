"""How is each person's coming back computed? Buckets as bits of one number, a row a person.

`people_text` has a row a person and cohort: `who`, the cohort's bucket `c`, `back` (bit k is set
where the person returned k buckets later) and, for on-or-after, `reach` (the last k, -1 for none).
More buckets than bits are answered in slices of cohorts. It answers plain questions: equal buckets
of the calendar, in which people are only counted; `person_sql` answers the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bellrock.core.time import Period
from bellrock.query.ask import RetentionAsk
from bellrock.query.grid import Grid
from bellrock.query.relation import AT, MICROS, Reading
from bellrock.query.sql import Sql

_BITS = 62
_LATE, _EARLY = 62, 63
_LANES = 0x0000_0001_0000_0001


@dataclass(frozen=True)
class Slice:
    """Neighbouring cohorts that one statement answers, and the buckets in which they are seen."""

    first: int
    """The number of its first cohort's bucket."""
    cohorts: int
    cells: Grid
    """From the first cohort to the last bucket in which a return matters."""


def slices(ask: RetentionAsk, cells: Grid, shown: int) -> Iterator[Slice]:
    """Cut the cohorts so that each slice and its followed buckets fit into the bits."""
    size = _BITS - shown + 1
    for first in range(0, cells.count, size):
        cohorts = min(size, cells.count - first)
        last = cells.count if ask.mode == "on-or-after" else first + cohorts + shown - 1
        yield Slice(first, cohorts, _cut(cells, first, min(last, cells.count)))


def retention_sql(reading: Reading, ask: RetentionAsk, part: Slice, shown: int) -> Sql:
    """Count people and returns by cohort; `read_returns` reads the figures after the first two."""
    counts = [f"countIf({is_back(ask, k)})" for k in range(shown)]
    if ask.mode == "on":
        # Two counts of 32 bits ride in one sum: bit k in the low half, bit k + 32 in the high one.
        counts = [f"sum(bitAnd(bitShiftRight(back, {k}), {_LANES}))" for k in range(min(shown, 32))]
    return reading.sql(
        f"select c, count(), {', '.join(counts)}\n"
        f"from (\n{people_text(reading, ask, part)}\n)\ngroup by c"
    )


def read_returns(ask: RetentionAsk, counts: list[int], shown: int) -> list[int]:
    """Return how many came back after 0, 1, 2 … buckets."""
    if ask.mode != "on":
        return counts
    low, high = [n & 0xFFFF_FFFF for n in counts], [n >> 32 for n in counts]
    return (low + high)[:shown]


def is_back(ask: RetentionAsk, bucket: int) -> str:
    """Return the condition that a person counts as back in `bucket`, of whole buckets."""
    return f"reach >= {bucket}" if ask.mode == "on-or-after" else back_text(ask, bucket)


def back_text(ask: RetentionAsk, window: int) -> str:
    """Return the condition that a person counts as back in `window`, over the bits of `back`.

    The first window does not count towards "by then" where the start is itself a return.
    """
    own = 1 << window
    if ask.mode == "on":
        return f"bitTest(back, {window})"
    if ask.mode == "on-or-after":
        return f"back >= {own}"
    until = 2 * own - 1
    if ask.mode == "streak":
        return f"bitAnd(back, {until}) = {until}"
    return f"bitAnd(back, {until - 1 if ask.implied and window else until}) != 0"


def people_text(reading: Reading, ask: RetentionAsk, part: Slice) -> str:
    """Return the text of a select with one row a person and cohort."""
    cohort = "bitCount(bitAnd(bitNot(started), toUInt64(started - 1)))"
    if ask.kind == "recurring":
        cohort = "arrayJoin(bitPositionsToArray(started))"
    own = "bitShiftLeft(toUInt64(1), c)"
    returned = "started" if _same(ask) else "returned"
    if not ask.implied:
        returned = f"bitOr(bitAnd(returned, bitNot({own})), bitAnd(at_once, {own}))"
    columns = [f"{cohort} as c", "who", f"bitShiftRight({returned}, c) as back"]
    if ask.mode == "on-or-after":
        columns.append("if(last > c, last - c, bitTest(back, 0) - 1) as reach")
    early = f"and not bitTest(started, {_EARLY})" if ask.kind != "recurring" else ""
    return (
        f"select {', '.join(columns)}\nfrom (\n{_bits_text(reading, ask, part)}\n)\n"
        f"where started != 0 {early} and c < {part.cohorts}"
    )


def _bits_text(reading: Reading, ask: RetentionAsk, part: Slice) -> str:
    """Return a select of one row a person: the bits `started` and `returned`, and so on."""
    if ask.implied:
        return _merged(reading, ask, part)
    return _compared(reading, ask, part)


def _merged(reading: Reading, ask: RetentionAsk, part: Slice) -> str:
    """Fold rows by the id they carry, then those few by person: cheaper than looking up each."""
    keys = reading.raw
    rows = _rows_text(reading, ask, part, keys)
    folded = [f"{_bits('starts')} as id_started"]
    again = ["groupBitOr(id_started) as started"]
    if not _same(ask):
        folded.append(f"{_bits('returns')} as id_returned")
        again.append("groupBitOr(id_returned) as returned")
    if ask.mode == "on-or-after":
        folded.append(f"maxIf(bucket, returns and place != {_EARLY}) as id_last")
        again.append("max(id_last) as last")
    raw = ", ".join(keys)
    inner = f"select {raw}, {', '.join(folded)}\nfrom (\n  {rows}\n)\ngroup by {raw}"
    return f"select {reading.who} as who, {', '.join(again)}\nfrom (\n{inner}\n)\ngroup by who"


def _compared(reading: Reading, ask: RetentionAsk, part: Slice) -> str:
    """Compare, in each bucket, the first start with the last return, then fold by person."""
    rows = _rows_text(reading, ask, part, [f"{reading.who} as who", f"{AT} as at"])
    inner = (
        "select who, place, minIf(at, starts) as first_start, maxIf(at, returns) as last_return, "
        "max(starts) as had_start, max(returns) as had_return, "
        f"maxIf(bucket, returns) as last_bucket\nfrom (\n  {rows}\n)\ngroup by who, place"
    )
    once = "(had_start and had_return and last_return >= first_start)"
    folded = [f"{_bits('had_start')} as started", f"{_bits('had_return')} as returned"]
    folded += [f"{_bits(once)} as at_once"]
    folded += [f"maxIf(last_bucket, had_return and place != {_EARLY}) as last"]
    return f"select who, {', '.join(folded)}\nfrom (\n{inner}\n)\ngroup by who"


def _rows_text(reading: Reading, ask: RetentionAsk, part: Slice, columns: list[str]) -> str:
    """Return the select of the rows that matter: starts and returns, and starts long before.

    `place` is the bit of a row: its bucket, or `_EARLY` before the cohorts, `_LATE` after them.
    """
    since = max(part.cells.starts[0], reading.period.start)
    until = min(part.cells.end, reading.period.end)
    inside = f"ts >= {reading.moment(since)}"
    starts, returns = reading.matches(ask.start), reading.matches(ask.return_)
    first, again = ask.kind == "first", ask.kind == "recurring"
    place = f"least(bucket, {_LATE})" if ask.mode == "on-or-after" else "bucket"
    shown = [
        *columns, f"{part.cells.index(MICROS)} as bucket", f"{starts} as starts",
        f"{returns} as returns", f"{place} as place" if again
        else f"if({inside}, {place}, {_EARLY}) as place",
    ]  # fmt: skip
    wanted = reading.wanted([ask.start, ask.return_])
    return reading.source(
        shown, [ask.start, ask.return_], Period(since if again else reading.period.start, until),
        since_ever=first, also=wanted if again else [*wanted, f"({inside} or {starts})"],
    )  # fmt: skip


def _bits(flag: str) -> str:
    """The places in which `flag` held, as bits."""
    return f"groupBitOr(bitShiftLeft(toUInt64({flag}), place))"


def _same(ask: RetentionAsk) -> bool:
    """Whether starting and returning are one thing, so that one number holds both."""
    return ask.start.key == ask.return_.key


def _cut(cells: Grid, first: int, last: int) -> Grid:
    return Grid(cells.starts[first:last], cells.ends[last - 1])
