"""What is a trait of a person now? SQL that folds the operations on it, in their own order.

Operations apply by time, tie and a digest of the event's id; those of one event by verb (unset,
set, set_once, add, append, union), then by a digest of the value. So neither the order of arrival
nor that of merges matters, and an operation that was stored twice counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bellrock.query.binder import Binder
from bellrock.query.relation import DICTIONARY, IdentityState

FoldKind = Literal["latest", "first", "max", "min", "sum", "union", "source"]
TEXT = "if(startsWith(value, '\"'), JSONExtractString(value), value)"
"""A trait's JSON `value` as plain text."""
NUMBER = "if(JSONType(value) in ('Int64', 'UInt64', 'Double'), JSONExtractFloat(value), null)"
"""A trait's JSON `value` as a number; null where it is none."""


@dataclass(frozen=True)
class Fold:
    """How the operations on a trait become one value; an `unset` always forgets what came before.

    latest applies them one after the other. The others look at set and set_once alone: the first,
    the greatest or least number, the one from the first of `sources` that has any (its latest);
    sum adds numbers, those of add too; union collects everything, as append and union do.
    """

    kind: FoldKind = "latest"
    sources: tuple[str, ...] = ()


LATEST = Fold()

_VERBS = "['unset', 'set', 'set_once', 'add', 'append', 'union']"
_UNSET, _SET, _SET_ONCE, _ADD, _APPEND = 1, 2, 3, 4, 5

# TRICKY: the whole order of operations is one number, since the engine finds the greatest number
# twenty times as fast as the greatest tuple.
_ORDER = """bitOr(
        bitShiftLeft(toUInt128(toUInt64(toUnixTimestamp64Micro(ts)) * 8192 + tie), 64),
        toUInt128(
          bitShiftLeft(toUInt64(CRC32(event_id)), 32)
          + bitShiftLeft(toUInt64(verb), 29)
          + bitShiftRight(toUInt64(CRC32(value)), 3)
        )
      )"""


def trait_text(
    binder: Binder,
    project: int,
    traits: Sequence[str] | None,
    fold: Fold = LATEST,
    *,
    identity: IdentityState,
    only: str = "",
) -> str:
    """Return the text of a select of `who, trait, value, at, source`: one row a person and trait.

    `value` is JSON and never empty: a person without the trait has no row. `at` orders like an
    event's and is, with `source`, that of the last operation that counted.

    Args:
        traits: None for all of the project's.
        only: A condition on the columns of `trait_ops` that keeps whole people.
    """
    who = f"dictGetOrDefault('{DICTIONARY}', 'canonical', person, person)"
    rows = f"project = {binder.bind(project, 'UInt32')}"
    if traits is not None:
        rows += f" and trait in {binder.bind(list(traits), 'Array(String)')}"
    if only:
        rows += f" and {only}"
    # Grouping by one key instead of two takes half the time.
    alone = binder.text(traits[0]) if traits is not None and len(traits) == 1 else ""
    folded = _latest(rows) if fold.kind == "latest" else _picked(_PICKS[fold.kind](binder, fold))
    first = _SET if fold.kind == "latest" else _UNSET
    return f"""
select who, {alone or "name"} as trait,
  {folded.value} as value, {folded.at} as at, {folded.source} as source
from (
  select {who if identity.overrides else "person"} as who, {"" if alone else "trait as name,"}
    maxIf(place, verb <= {first}) as base,
    argMaxIf(value, place, verb <= {first}) as base_value,
    argMaxIf(source, place, verb <= {first}) as base_source,
    groupUniqArrayIf((place, verb, value, toString(source)), verb > {first}) as more
  from (
    select person, trait, value, source, toUInt8(indexOf({_VERBS}, op)) as verb, {_ORDER} as place
    from trait_ops
    where {rows}
  )
  group by who{"" if alone else ", name"}
)
where value != ''"""


@dataclass(frozen=True)
class _Folded:
    """The expressions of a fold's columns, over `base…` and `more`."""

    value: str
    at: str
    source: str


_SINCE = "arraySort(arrayFilter(o -> o.1 > base, more))"
"""The operations (place, verb, value, source) after the base, in order."""
_SETS = f"arrayFilter(o -> o.2 <= {_SET_ONCE}, {_SINCE})"


def _at(place: str) -> str:
    return f"toUInt64(bitShiftRight({place}, 64))"


def _number(value: str) -> str:
    return f"if(JSONType({value}) in ('Int64', 'UInt64', 'Double'), JSONExtractFloat({value}), nan)"


def _items(value: str) -> str:
    return f"if(startsWith({value}, '['), JSONExtractArrayRaw({value}), [{value}])"


def _joined(items: str) -> str:
    return f"concat('[', arrayStringConcat({items}, ','), ']')"


_NUMBERS = f"arrayFilter(o -> isFinite({_number('o.3')}), {_SETS})"


def _latest(rows: str) -> _Folded:
    """Apply everything since the last set or unset to what that left (unset has the value '').

    Most traits are only ever set: the engine sees that first, and then leaves the rest out.
    """
    only_set = f"(select count() from trait_ops where {rows} and op not in ('set', 'unset')) = 0"
    steps = f"arrayFold((was, o) -> {_step()}, {_SINCE}, base_value)"
    last = f"{_SINCE}[-1]"
    idle = f"empty({_SINCE})"
    return _Folded(
        f"if({only_set}, base_value, {steps})",
        f"if({only_set}, {_at('base')}, if({idle}, {_at('base')}, {_at(f'{last}.1')}))",
        f"if({only_set}, toString(base_source), if({idle}, toString(base_source), {last}.4))",
    )


def _step() -> str:
    had = f"if(was = '', [], {_items('was')})"
    number = f"if(isNaN({_number('was')}), 0, {_number('was')}) + {_number('o.3')}"
    fresh = f"arrayFilter(i -> not has({had}, i), arrayDistinct({_items('o.3')}))"
    return f"""multiIf(
      o.2 = {_SET_ONCE}, if(was = '', o.3, was),
      o.2 = {_ADD}, if(isFinite({number}), toString({number}), was),
      o.2 = {_APPEND}, {_joined(f"arrayConcat({had}, {_items('o.3')})")},
      {_joined(f"arrayConcat({had}, {fresh})")})"""


@dataclass(frozen=True)
class _Pick:
    """The operations that a fold looks at, and the value it makes of them if there are any."""

    operations: str
    value: str


def _picked(pick: _Pick) -> _Folded:
    last = f"{pick.operations}[-1]"
    return _Folded(f"if(empty({pick.operations}), '', {pick.value})", _at(f"{last}.1"), f"{last}.4")


def _one(operations: str) -> _Pick:
    """Look at the first of `operations` alone."""
    first = f"arraySlice({operations}, 1, 1)"
    return _Pick(first, f"{first}[1].3")


def _first(_: Binder, __: Fold) -> _Pick:
    return _one(_SETS)


def _max(_: Binder, __: Fold) -> _Pick:
    return _one(f"arraySort(o -> (-{_number('o.3')}, o.1), {_NUMBERS})")


def _min(_: Binder, __: Fold) -> _Pick:
    return _one(f"arraySort(o -> ({_number('o.3')}, o.1), {_NUMBERS})")


def _sum(_: Binder, __: Fold) -> _Pick:
    terms = f"arrayFilter(o -> o.2 <= {_ADD} and isFinite({_number('o.3')}), {_SINCE})"
    total = f"arrayFold((was, o) -> was + {_number('o.3')}, {terms}, toFloat64(0))"
    return _Pick(terms, f"toString({total})")


def _union(_: Binder, __: Fold) -> _Pick:
    kept = f"arrayFilter(o -> o.2 != {_ADD}, {_SINCE})"
    items = f"arrayDistinct(arrayFlatten(arrayMap(o -> {_items('o.3')}, {kept})))"
    return _Pick(kept, _joined(items))


def _source(binder: Binder, fold: Fold) -> _Pick:
    place = f"indexOf({binder.bind(list(fold.sources), 'Array(String)')}, o.4)"
    rank = f"if({place} = 0, 1000000, {place})"
    best = f"arrayMin(arrayMap(o -> {rank}, {_SETS}))"
    return _one(f"arrayReverse(arrayFilter(o -> {rank} = {best}, {_SETS}))")


_PICKS = {
    "first": _first,
    "max": _max,
    "min": _min,
    "sum": _sum,
    "union": _union,
    "source": _source,
}
