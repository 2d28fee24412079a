"""How is coming back computed where each start is itself a return? By places, as bits.

In windows of the calendar it is enough in which buckets (or on which days) a person returned: an
earlier return in the start's own place changes nothing, as the start counts there. By a rolling
clock it is enough at which microseconds. The rows are those that `person_sql` describes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bellrock.analytics.coded import Codes, rank_text, text_at
from bellrock.analytics.groups import Groups, group_columns
from bellrock.analytics.packed import Packed
from bellrock.analytics.retention.windows import LATER, Windows
from bellrock.query.ask import RetentionAsk
from bellrock.query.relation import MICROS, Reading
from bellrock.query.selector import ANY

_MASKS = {64: "UInt64", 128: "UInt128", 256: "UInt256"}


def answers(ask: RetentionAsk, told: Windows, codes: Sequence[Codes] | None) -> bool:
    """Whether `people_text` answers: few enough places, and values that have codes."""
    counted = ask.value is None and ask.kind != "recurring" and (codes is not None or not ask.by)
    return ask.implied and counted and (told.places is None or told.places.count <= max(_MASKS))


def people_text(
    reading: Reading, ask: RetentionAsk, told: Windows, groups: Groups | None,
    codes: Sequence[Codes],
) -> str:  # fmt: skip
    """Return the text of a select with one row a person: `who`, `c`, `back` and the group."""
    layout = Packed(reading.period.start, reading.period.end, _parts(codes), ties=bool(codes))
    columns = ["who", f"toInt64({told.cohorts.index('began')}) as c", "back"]
    if groups is not None:
        ranks = [layout.part(f"v{i}", "e") for i in range(groups.width)]
        texts = [text_at(reading, *one) for one in zip(codes, ranks, strict=True)]
        columns += group_columns(reading, texts, groups)
    return (
        f"select {', '.join(columns)}\nfrom (\n  select who, e,\n"
        f"    {layout.micros('e')} + {layout.since} as began,\n"
        f"    {_back(told)} as back\n"
        f"  from (\n{_gathered_text(reading, ask, told, codes, layout)}\n  )\n)"
    )


def _gathered_text(
    reading: Reading, ask: RetentionAsk, told: Windows, codes: Sequence[Codes], layout: Packed
) -> str:
    """Return a select of one row a person: `who`, the start `e`, and where returns were `seen`.

    A start before the period is the number 0, so that whoever has one does not start in it.
    """
    starts, returns = reading.matches(ask.start), reading.matches(ask.return_)
    inside = f"ts >= {reading.moment(reading.period.start)}"
    ranks = {
        f"v{i}": rank_text(reading, *one) for i, one in enumerate(zip(ask.by, codes, strict=True))
    }
    start = layout.number({"one": "1", **ranks})
    if first := ask.kind == "first":
        start = f"if({inside}, {start}, to{layout.type}(0))"
    if ask.start.key != ANY.key:
        start = f"if({starts}, {start}, {layout.none})"
    returned = returns if not first else f"({returns}) and {inside}"
    selectors, raw = [ask.start, ask.return_], ", ".join(reading.raw)
    wanted = [*reading.wanted(selectors), *([f"({inside} or {starts})"] if first else [])]
    columns = [*reading.raw, f"{start} as start"]
    if told.places is None:
        columns += [f"{MICROS} as at", f"{returned} as returned"]
        folded, again = "groupArrayIf(at, returned)", "groupArrayArray"
    else:
        place = told.place(MICROS) if not first else f"if({inside}, {told.place(MICROS)}, 0)"
        columns.append(f"bitShiftLeft(to{_mask(told)}({returned}), toUInt16({place})) as bit")
        folded, again = "groupBitOr(bit)", "groupBitOr"
    rows = reading.source(columns, selectors, since_ever=first, also=wanted)
    return (
        f"  select {reading.who} as who, {again}(id_seen) as seen, min(id_e) as e\n"
        f"  from (select {raw}, {folded} as id_seen, min(start) as id_e from (\n"
        f"  {rows}\n  )\n  group by {raw})\n  group by who\n"
        f"  having e != 0 and e != {layout.none}"
    )


def _parts(codes: Sequence[Codes]) -> dict[str, int]:
    """What a start's number holds below its moment: that it is one, and the ranks of its values.

    Of simultaneous starts that is the least whose values are set, the least first.
    """
    return {"one": 1} | {f"v{i}": one.rank_bits for i, one in enumerate(codes)}


def _back(told: Windows) -> str:
    """The bits of windows with a return, of a person who `began`, from where they were `seen`."""
    if told.places is None:
        window = told.number("(x - began)")
        later = "arrayFilter(x -> x >= began, seen)"
        bits = f"arrayMap(x -> bitShiftLeft(toUInt64(1), {window}), {later})"
        return f"arrayReduce('groupBitOr', {bits})"
    bounds, mask = [0, *told.ends], _mask(told)
    since = f"bitShiftRight(seen, {told.place('began')})"
    parts = [((1 << end) - 1) ^ ((1 << begin) - 1) for begin, end in pairwise(bounds)]
    said = [
        f"bitShiftLeft(toUInt64(bitAnd({since}, to{mask}('{part}')) != 0), {k})"
        for k, part in enumerate(parts)
        if part.bit_length() <= int(mask.removeprefix("UInt"))
    ]
    said.append(f"bitShiftLeft(toUInt64(bitShiftRight({since}, {bounds[-1]}) != 0), {LATER})")
    return f"({' + '.join(said)})"


def _mask(told: Windows) -> str:
    count = 0 if told.places is None else told.places.count
    return next(mask for bits, mask in _MASKS.items() if count <= bits)
