"""How are the values of people compared? One row a person, a value of each property."""

from __future__ import annotations

from collections.abc import Sequence

from bellrock.analytics.coded import Codes, code_of, packed
from bellrock.query.ask import ProfileAsk
from bellrock.query.naming import Name
from bellrock.query.relation import AT, Reading
from bellrock.query.sql import Sql


def sizes_sql(reading: Reading, ask: ProfileAsk) -> Sql:
    """Count people: of the target, of the base, of both."""
    return reading.sql(
        "select countIf(target), countIf(base), countIf(target and base)\n"
        f"from (\n{coded_text(reading, ask, (), ())}\n)"
    )


def values_sql(reading: Reading, ask: ProfileAsk, names: Sequence[Name]) -> Sql:
    """Count people by property (its place) and value, the `top` most frequent and the rest.

    Rows of: place, value, whether it is the rest, people of the target, of the base, of both.
    """
    pairs = ", ".join(f"tuple({i}, v{i})" for i in range(len(names)))
    return reading.sql(
        f"select place, if(rank > {ask.top}, null, value) as one, rank > {ask.top} as rest,\n"
        "  sum(t) as in_target, sum(b) as in_base, sum(both) as in_both\n"
        "from (\n select place, value, t, b, both, row_number() over (partition by place\n"
        "   order by b desc, t desc, isNull(value), value) as rank\n"
        " from (\n  select pair.1 as place, pair.2 as value, countIf(target) as t,\n"
        "   countIf(base) as b, countIf(target and base) as both\n"
        f"  from (\n  select target, base, arrayJoin([{pairs}]) as pair\n"
        f"  from (\n{people_text(reading, ask, names)}\n  )\n  )\n  group by place, value\n )\n)\n"
        "group by place, one, rest\norder by place, rest, min(rank)"
    )


def codes_sql(
    reading: Reading, ask: ProfileAsk, names: Sequence[Name], codes: Sequence[Codes]
) -> Sql:
    """Count people by property and the code of its value.

    Rows of: place, code, people of the target, of the base, of both.
    """
    pairs = ", ".join(f"toUInt32({i << 16} + v{i})" for i in range(len(names)))
    return reading.sql(
        "select intDiv(pair, 65536) as place, pair % 65536 as code, countIf(target),\n"
        "  countIf(base), countIf(target and base)\n"
        f"from (\nselect target, base, arrayJoin([{pairs}]) as pair\n"
        f"from (\n{coded_text(reading, ask, names, codes)}\n)\n)\ngroup by pair"
    )


def coded_text(
    reading: Reading, ask: ProfileAsk, names: Sequence[Name], codes: Sequence[Codes]
) -> str:
    """Return a select with a row a person like `people_text`, with codes in place of values."""
    numbers = {
        i: packed(reading, one, reading.operand(name).text, ask.value)
        for i, (name, one) in enumerate(zip(names, codes, strict=True))
        if one.values
    }
    columns = [
        *reading.raw,
        f"toUInt8({reading.matches(ask.target)}) as hit",
        f"toUInt8({reading.matches(ask.base)}) as held",
        *(f"{number} as n{i}" for i, number in numbers.items()),
    ]
    both = list(dict.fromkeys((ask.target, ask.base)))
    rows = reading.source(columns, both, also=reading.wanted(both))
    raw = ", ".join(reading.raw)
    latest = "".join(f", max(n{i}) as m{i}" for i in numbers)
    told = [code_of(one, f"max(m{i})") if one.values else "0" for i, one in enumerate(codes)]
    found = "".join(f", {code} as v{i}" for i, code in enumerate(told))
    return (
        f"select {reading.who} as who, max(id_hit) as target, max(id_held) as base{found}\n"
        f"from (\nselect {raw}, max(hit) as id_hit, max(held) as id_held{latest}\n"
        f"from (\n  {rows}\n)\ngroup by {raw}\n)\ngroup by who"
    )


def people_text(reading: Reading, ask: ProfileAsk, names: Sequence[Name]) -> str:
    """Return a select with a row a person: `who`, `target`, `base`, and the values v0, v1 …

    A value is the last (or first) that any of the person's events of target or base carries; of
    those of one moment the least text. It is null where none does.
    """
    texts = [reading.operand(name).text for name in names]
    columns = [
        f"{reading.who} as who",
        f"toUInt8({reading.matches(ask.target)}) as hit",
        f"toUInt8({reading.matches(ask.base)}) as held",
        *([f"{AT} as at"] if names else []),
        *(f"{text} as x{i}" for i, text in enumerate(texts)),
    ]
    both = list(dict.fromkeys((ask.target, ask.base)))
    rows = reading.source(columns, both, also=reading.wanted(both))
    place = "at" if ask.value == "first" else "bitNot(at)"
    found = "".join(
        f",\n  if(countIf(isNotNull(x{i})) = 0, null,"
        f" argMinIf(assumeNotNull(x{i}), tuple({place}, assumeNotNull(x{i})), isNotNull(x{i})))"
        f" as v{i}"
        for i in range(len(names))
    )
    return (
        f"select who, max(hit) as target, max(held) as base{found}\n"
        f"from (\n  {rows}\n)\ngroup by who"
    )
