"""How is all gathered that channels tell of a person? In one row of arrays, by the ids they carry.

A number is an event's moment and whether it is a view, the goal, a start, or a coming back. What
few events tell is read of these alone; of the time before the period nothing but who is not new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bellrock.analytics.coded import Codes, rank_text, text_at
from bellrock.analytics.packed import Packed
from bellrock.core.time import Period
from bellrock.query.ask import ChannelsAsk
from bellrock.query.naming import Name
from bellrock.query.relation import AT, Reading
from bellrock.query.selector import ANY

EVER = datetime(1970, 1, 1, tzinfo=UTC)
Told = Sequence[Codes] | None
"""Codes of the values of `names_of`, which are found in a quarter of the time that texts take."""
_NONE = "bitNot(toUInt128(0))"


def names_of(ask: ChannelsAsk) -> list[Name]:
    """Return the properties of which a person has a value: the channel's, then the others."""
    return [ask.by, *ask.across]


def values_of(ask: ChannelsAsk) -> list[str]:
    """Return the columns that hold the values of `names_of`."""
    return ["v", *(f"a{i}" for i in range(len(ask.across)))]


def layout_of(reading: Reading, ask: ChannelsAsk) -> Packed:
    """Return where the parts of an event's number lie; what any event is needs no place."""
    parts = {"view": 1, "goal": 1}
    parts |= {} if ask.start == ANY else {"start": 1}
    parts |= {} if ask.return_ == ANY else {"back": 1}
    return Packed(reading.period.start, reading.now, parts)


def gathered_text(reading: Reading, ask: ChannelsAsk, layout: Packed, codes: Told) -> str:
    """Return a select with a row a person who did not start before the period.

    Columns: `who`, the first values that their events carry, and since the period began: the
    numbers of their events, `unsorted`, and `payments`.
    """
    parts = [_inside_text(reading, ask, layout, codes), _before_text(reading, ask, codes)]
    parts += [] if ask.value is None else [_paid_text(reading, ask, ask.value, codes)]
    folded = "\nunion all\n".join(parts)
    again = ["groupArrayArray(id_es) as unsorted", "groupArrayArray(id_payments) as payments"]
    again += _again(reading, ask, codes)
    return (
        f"select {reading.who} as who, {', '.join(again)}\n"
        f"from (\n{folded}\n)\ngroup by who\nhaving max(id_old) = 0"
    )


def _inside_text(reading: Reading, ask: ChannelsAsk, layout: Packed, codes: Told) -> str:
    """Return the part of the events since the period began."""
    end = reading.moment(min(reading.now, reading.period.end))
    flags = {
        "start": f"({reading.matches(ask.start)}) and ts < {end}",
        "view": reading.matches(ask.views), "back": reading.matches(ask.return_),
        "goal": "0" if ask.goal is None else reading.matches(ask.goal),
    }  # fmt: skip
    columns = [*reading.raw, f"{layout.number(flags)} as e", *_columns(reading, ask, codes)]
    rows = reading.source(columns, [ANY], Period(reading.period.start, reading.now))
    return _folded(reading, ask, rows, {"id_es": "groupArray(e)", **_first(ask, codes)}, codes)


def _before_text(reading: Reading, ask: ChannelsAsk, codes: Told) -> str:
    """Return the part of the events before the period, a start among which is no new person's."""
    columns, folds = reading.raw, {"id_old": "toUInt8(1)"}
    if ask.start != ANY:
        old = f"toUInt8({reading.matches(ask.start)}) as old"
        columns = [*reading.raw, old, *_columns(reading, ask, codes)]
        folds = {"id_old": "max(old)", **_first(ask, codes)}
    rows = reading.source(columns, [ANY], Period(EVER, reading.period.start), since_ever=True)
    return _folded(reading, ask, rows, folds, codes)


def _paid_text(reading: Reading, ask: ChannelsAsk, value: Name, codes: Told) -> str:
    """Return the part of what was paid since the period began."""
    goal = ANY if ask.goal is None else ask.goal
    worth = f"ifNull({reading.operand(value).number}, 0)"
    rows = reading.source(
        [*reading.raw, f"{AT} as at", f"toFloat64({worth}) as worth"], [goal],
        Period(reading.period.start, reading.now),
        also=[*reading.wanted([goal]), f"{worth} != 0"],
    )  # fmt: skip
    return _folded(reading, ask, rows, {"id_payments": "groupArray((at, worth))"}, codes)


def _folded(
    reading: Reading, ask: ChannelsAsk, rows: str, folds: Mapping[str, str], codes: Told
) -> str:
    """Return a select with a row an id: `folds` of `rows`, and nothing in the other columns."""
    nothing = {
        "id_old": "toUInt8(0)", "id_es": f"cast([], 'Array({layout_of(reading, ask).type})')",
        "id_payments": "cast([], 'Array(Tuple(UInt64, Float64))')",
    }  # fmt: skip
    for value in values_of(ask):
        nothing[f"id_{value}"] = _NONE if codes else "cast(null, 'Nullable(String)')"
        nothing |= {} if codes else {f"id_{value}_at": "toUInt64(0)"}
    raw = ", ".join(reading.raw)
    told = ", ".join(f"{sql} as {name}" for name, sql in {**nothing, **folds}.items())
    return f"select {raw}, {told}\nfrom (\n  {rows}\n)\ngroup by {raw}"


def _columns(reading: Reading, ask: ChannelsAsk, codes: Told) -> list[str]:
    """Return the columns that values are read from: texts, or moments with the codes below."""
    texts = [reading.operand(name).text for name in names_of(ask)]
    named = zip(texts, values_of(ask), strict=True)
    if not codes:
        return [f"{AT} as at", *(f"{text} as {value}" for text, value in named)]
    numbers = [
        f"bitShiftLeft(toUInt128({AT}), {one.rank_bits}) + {rank_text(reading, name, one)}"
        for name, one in zip(names_of(ask), codes, strict=True)
    ]
    return [
        f"if(isNull({text}), {_NONE}, {number}) as {value}"
        for (text, value), number in zip(named, numbers, strict=True)
    ]


def _first(ask: ChannelsAsk, codes: Told) -> dict[str, str]:
    """Return how an id's first values are found in `_columns`, and when texts were."""
    told = {}
    for value in values_of(ask):
        if codes:
            told[f"id_{value}"] = f"min({value})"
        else:
            told[f"id_{value}"] = f"argMinIf({value}, at, isNotNull({value}))"
            told[f"id_{value}_at"] = f"minIf(at, isNotNull({value}))"
    return told


def _again(reading: Reading, ask: ChannelsAsk, codes: Told) -> list[str]:
    """Return how a person's first values, as texts, are found in those of the ids."""
    if not codes:
        return [
            f"argMinIf(id_{value}, id_{value}_at, isNotNull(id_{value})) as {value}"
            for value in values_of(ask)
        ]
    found = []
    for value, one in zip(values_of(ask), codes, strict=True):
        rank = f"toUInt32(bitAnd(min(id_{value}), {(1 << one.rank_bits) - 1}))"
        text = text_at(reading, one, rank)
        found.append(f"if(min(id_{value}) = {_NONE}, null, {text}) as {value}")
    return found
