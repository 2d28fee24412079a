"""Which number stands for a value? Codes of the values there are: numbers are compared, not texts.

A person's last (or first) value is the greatest of one number an event: its moment, then its code.
Codes count from 1 in the order of values, the greatest first, so that of simultaneous values the
least has the greatest code; 0 stands for a value that is not set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bellrock.core.order import TIES
from bellrock.core.time import Period, micros
from bellrock.query.dimension import Dimension
from bellrock.query.naming import Name
from bellrock.query.relation import AT, MICROS, Context, Reading
from bellrock.query.selector import Selector
from bellrock.query.sql import Sql
from bellrock.query.tables import EVENTS
from bellrock.store import Lake

MOST = 10_000
"""Values that get codes; where there are more, texts are compared."""


@dataclass(frozen=True)
class Codes:
    """The values of a property, the greatest first: the first has the code 1."""

    values: tuple[str, ...]
    guessed: bool = False
    """Whether there may be others, which all have the code after the last."""

    @property
    def bits(self) -> int:
        """How many bits a code takes."""
        return (len(self.values) + self.guessed).bit_length()

    def fails(self, code: int) -> bool:
        """Whether a code stands for a value that is not known."""
        return code > len(self.values)

    @property
    def rank_bits(self) -> int:
        """How many bits a rank takes."""
        return (len(self.values) + 1).bit_length()

    def value(self, code: int) -> str | None:
        """Return what a code stands for."""
        return self.values[code - 1] if code else None

    def code(self, value: str | None) -> int:
        """Return what stands for a value."""
        return 0 if value is None else self.values.index(value) + 1

    def text(self, reading: Reading, value: str) -> str:
        """Return the SQL of the code (UInt16) of the text `value`, which may be null."""
        if not self.values:
            return "toUInt16(0)"
        values = reading.binder.bind(list(self.values), "Array(String)")
        codes = reading.binder.bind(list(range(1, len(self.values) + 1)), "Array(UInt16)")
        other = len(self.values) + 1 if self.guessed else 0
        found = f"transform(assumeNotNull({value}), {values}, {codes}, toUInt16({other}))"
        return f"if(isNull({value}), toUInt16(0), {found})"


def find_codes(
    lake: Lake, reading: Reading, names: Sequence[Name], selectors: Sequence[Selector],
    until: datetime | None = None,
) -> tuple[Codes, ...] | None:  # fmt: skip
    """Return the codes of each property's values; None where some property has too many.

    Values are those of the asked period, or of all time before `until`.
    """
    ctx, found = reading.ctx, dict[Name, list[str]]()
    plain = [name for name in names if is_column(ctx, name)]
    other = [name for name in names if name not in plain]
    if plain:
        found |= dict(zip(plain, lake.one(columns_sql(ctx, plain)), strict=True))
    if other:
        found |= dict(
            zip(other, lake.one(values_sql(reading, other, selectors, until)), strict=True)
        )
    if any(len(values) > MOST for values in found.values()):
        return None
    return tuple(ordered(found[name]) for name in names)


def ordered(values: Sequence[object]) -> Codes:
    """Return the codes of some values."""
    return Codes(tuple(sorted(map(str, values), key=_bytes, reverse=True)))


def is_column(ctx: Context, name: Name) -> bool:
    """Whether only a column of texts can hold what is called `name`."""
    if isinstance(name, Dimension) or name.column is None:
        return False
    alone = name.property is None or name.column in ctx.unsent
    return alone and EVENTS.columns[name.column].kind == "string"


def columns_sql(ctx: Context, names: Sequence[Name]) -> Sql:
    """List the values that columns have in any event of the project: quicker than of some."""
    lists = [
        f"(select groupUniqArray(toString(x)) from (select {name.column} as x from events "
        f"where project = {{project:UInt32}} group by x limit {MOST + 2}) where x != '')"
        for name in names
    ]
    return Sql(f"select {', '.join(lists)}", {"project": ctx.project})


def values_sql(
    reading: Reading, names: Sequence[Name], selectors: Sequence[Selector], until: datetime | None
) -> Sql:
    """List the values of each property, one more than `MOST` where there are more."""
    texts = [f"{reading.operand(name).text} as x{i}" for i, name in enumerate(names)]
    during = reading.period if until is None else Period(datetime.min.replace(tzinfo=UTC), until)
    rows = reading.source(
        texts, selectors, during, since_ever=until is not None, also=reading.wanted(selectors)
    )
    lists = [
        f"groupUniqArrayIf({MOST + 1})(assumeNotNull(x{i}), isNotNull(x{i}))"
        for i in range(len(names))
    ]
    return reading.sql(f"select {', '.join(lists)}\nfrom (\n  {rows}\n)")


def packed(reading: Reading, codes: Codes, value: str, which: Literal["last", "first"]) -> str:
    """Return the SQL of an event's number: the greatest of a person's is that of the value wanted.

    It is 0 where the value is not set, and `code_of` reads it.
    """
    start, end = micros(reading.period.start), micros(reading.period.end)
    kind = "UInt64" if ((end - start) * TIES).bit_length() + codes.bits <= 64 else "UInt128"
    at = f"to{kind}({MICROS} - {start}) * {TIES} + tie"
    if which == "first":
        at = f"to{kind}({end} - {MICROS}) * {TIES} - tie"
    code = codes.text(reading, value)
    return f"if({code} = 0, to{kind}(0), bitShiftLeft(to{kind}({at}), {codes.bits}) + {code})"


def code_of(codes: Codes, number: str) -> str:
    """Return the SQL of the code (UInt16) in a number of `packed`."""
    return f"toUInt16(bitAnd({number}, {(1 << codes.bits) - 1}))"


def coded_at(reading: Reading, names: Sequence[Name], codes: Sequence[Codes]) -> str:
    """Return the SQL of a number (UInt128) of an event's moment and the values of `names`.

    Of simultaneous events that is the least whose values are set, the least first.
    """
    parts, below = [f"bitShiftLeft(toUInt128({AT}), {_low(codes)})"], _low(codes)
    for name, one in zip(names, codes, strict=True):
        below -= one.rank_bits
        parts.append(f"bitShiftLeft(toUInt128({rank_text(reading, name, one)}), {below})")
    return " + ".join(parts)


def fits(codes: Sequence[Codes]) -> bool:
    """Whether `coded_at` has room for the values."""
    return _low(codes) <= 64


def at_of(codes: Sequence[Codes], number: str) -> str:
    """Return the SQL of the moment (as `AT`) in a number of `coded_at`."""
    return f"toUInt64(bitShiftRight({number}, {_low(codes)}))"


def text_of(reading: Reading, place: int, codes: Sequence[Codes], number: str) -> str:
    """Return the SQL of the text at a place of a number of `coded_at`, null where it is not set."""
    own, below = codes[place], _low(codes[place + 1 :])
    rank = f"toUInt32(bitAnd(bitShiftRight({number}, {below}), {(1 << own.rank_bits) - 1}))"
    return text_at(reading, own, rank)


def rank_text(reading: Reading, name: Name, codes: Codes) -> str:
    """Return the SQL of the rank of an event's value: 1 for the least, unset ones last."""
    return f"{len(codes.values) + 1} - {codes.text(reading, reading.operand(name).text)}"


def text_at(reading: Reading, codes: Codes, rank: str) -> str:
    """Return the SQL of the text that has a rank, null where it is not set."""
    if not codes.values:
        return "cast(null, 'Nullable(String)')"
    values = reading.binder.bind([*reversed(codes.values), ""], "Array(String)")
    return f"if({rank} = {len(codes.values) + 1}, null, {values}[{rank}])"


def _low(codes: Sequence[Codes]) -> int:
    """How many bits below a moment the values take; unset ones have a place too."""
    return sum(one.rank_bits for one in codes)


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape")
