"""How is all gathered that channels tell of a person? In one row of arrays, by the ids they carry.

A number is an event's moment, whether it is a view, the goal, a start, or a coming back, and its
values. What few events tell is read of these alone; of the time before the period only who is not
new, and where others can be new the first values.
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


def layout_of(reading: Reading, ask: ChannelsAsk, codes: Told) -> Packed:
    """Return where the parts of an event's number lie; what any event is needs no place."""
    parts = {"view": 1, "goal": 1}
    parts |= {} if ask.start == ANY else {"start": 1}
    parts |= {} if ask.return_ == ANY else {"back": 1}
    for value, one in zip(values_of(ask), codes or (), strict=False):
        parts[value] = one.rank_bits
    return Packed(reading.period.start, reading.now, parts)


def gathered_text(reading: Reading, ask: ChannelsAsk, layout: Packed, codes: Told) -> str:
    """Return a select with a row a person who did not start before the period.

    Columns: `who`, what `found_texts` reads their first values from, and since the period began:
    the numbers of their events, `unsorted`, and `payments`, each a moment above its bits.
    """
    parts = [_inside_text(reading, ask, layout, codes), _before_text(reading, ask, codes)]
    parts += [] if ask.value is None else [_paid_text(reading, ask, ask.value, codes)]
    folded = "\nunion all\n".join(parts)
    again = ["groupArrayArray(id_es) as unsorted", "groupArrayArray(id_payments) as payments"]
    again += _again(ask, codes)
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
    for name, value, one in zip(names_of(ask), values_of(ask), codes or (), strict=False):
        flags[value] = rank_text(reading, name, one)
    columns = [*reading.raw, f"{layout.number(flags)} as e"]
    columns += [] if codes else _columns(reading, ask, codes)
    rows = reading.source(columns, [ANY], Period(reading.period.start, reading.now))
    folds = {"id_es": "groupArray(e)", **({} if codes else _first(ask, codes))}
    return _folded(reading, ask, rows, folds, codes)


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
    paid = "bitShiftLeft(toUInt128(at), 64) + reinterpretAsUInt64(worth)"
    return _folded(reading, ask, rows, {"id_payments": f"groupArray({paid})"}, codes)


def _folded(
    reading: Reading, ask: ChannelsAsk, rows: str, folds: Mapping[str, str], codes: Told
) -> str:
    """Return a select with a row an id: `folds` of `rows`, and nothing in the other columns."""
    nothing = {
        "id_old": "toUInt8(0)",
        "id_es": f"cast([], 'Array({layout_of(reading, ask, codes).type})')",
        "id_payments": "cast([], 'Array(UInt128)')",
    }
    for value in _early(ask, codes):
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


def _early(ask: ChannelsAsk, codes: Told) -> list[str]:
    """Return the values that ids must be told apart by: codes stand in the numbers of events."""
    return [] if codes and ask.start == ANY else values_of(ask)


def _again(ask: ChannelsAsk, codes: Told) -> list[str]:
    """Return how a person's values are found in those of the ids."""
    if codes:
        return [f"min(id_{value}) as early_{value}" for value in _early(ask, codes)]
    return [
        f"argMinIf(id_{value}, id_{value}_at, isNotNull(id_{value})) as {value}"
        for value in values_of(ask)
    ]


def found_texts(reading: Reading, ask: ChannelsAsk, layout: Packed, codes: Told) -> list[str]:
    """Return the columns of a person's first values, of their sorted numbers `all_es`."""
    if not codes:
        return values_of(ask)
    found = []
    for value, one in zip(values_of(ask), codes, strict=True):
        unset = len(one.values) + 1
        met = f"arrayFirst(e -> {layout.part(value, 'e')} != {unset}, all_es)"
        text = text_at(reading, one, f"toUInt32({layout.part(value, met)})")
        text = f"if({met} = 0, null, {text})"
        if value in _early(ask, codes):
            rank = f"toUInt32(bitAnd(early_{value}, {(1 << one.rank_bits) - 1}))"
            text = f"if(early_{value} = {_NONE}, {text}, {text_at(reading, one, rank)})"
        found.append(f"{text} as {value}")
    return found
