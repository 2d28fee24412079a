"""What is a trait of a person now? SQL that folds the operations on it, in their own order.

Operations apply by (ts, tie, event_id); those of one event by verb (unset, set, set_once, add,
append, union), then by value. So neither the order of arrival nor that of merges matters, and an
operation that was stored twice counts once.
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

# TRICKY: an operation travels as one string, "time tie event NUL verb value NUL source", since the
# engine finds the greatest string twenty times as fast as the greatest tuple.
_OPERATION = """concat(
      lpad(hex(toUInt64(toUnixTimestamp64Micro(ts)) * 8192 + tie), 16, '0'), event_id, '\\0',
      toString(indexOf(['unset', 'set', 'set_once', 'add', 'append', 'union'], op)), value, '\\0',
      source)"""
_UNSET, _SET, _SET_ONCE, _ADD = "'1'", "'2'", "'3'", "'4'"


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

    `value` is JSON and never null: a person without the trait has no row. `at` orders like an
    event's and is, with `source`, that of the last operation that counted.

    Args:
        traits: None for all of the project's.
        only: A condition on the columns of `trait_ops` that keeps whole people.
    """
    who = f"dictGetOrDefault('{DICTIONARY}', 'canonical', person, person)"
    named = "" if traits is None else f"and trait in {binder.bind(list(traits), 'Array(String)')}"
    return f"""
select who, trait, folded.1 as value,
  reinterpretAsUInt64(reverse(unhex(substring(folded.2, 1, 16)))) as at,
  splitByChar('\\0', folded.2)[3] as source
from (
  select who, trait, {_FOLDS[fold.kind](binder, fold)} as folded
  from (
    select {who if identity.overrides else "person"} as who, trait,
      {_COLLECT["latest" if fold.kind == "latest" else "all"]}
    from (
      select person, trait, {_OPERATION} as operation,
        toString(indexOf(['unset', 'set', 'set_once', 'add', 'append', 'union'], op)) as verb
      from trait_ops
      where project = {binder.bind(project, "UInt32")} {named} {f"and {only}" if only else ""}
    )
    group by who, trait
  )
)
where folded.1 != ''"""


_COLLECT = {
    "latest": f"""maxIf(operation, verb <= {_SET}) as base,
      groupUniqArrayIf(operation, verb > {_SET}) as more""",
    "all": f"""maxIf(operation, verb = {_UNSET}) as base,
      groupUniqArrayIf(operation, verb > {_UNSET}) as more""",
}


def _said(operation: str) -> str:
    return f"splitByChar('\\0', {operation})[2]"


def _verb(operation: str) -> str:
    return f"substring({_said(operation)}, 1, 1)"


def _value(operation: str) -> str:
    return f"substring({_said(operation)}, 2)"


def _number(value: str) -> str:
    return f"if(JSONType({value}) in ('Int64', 'UInt64', 'Double'), JSONExtractFloat({value}), nan)"


def _items(value: str) -> str:
    return f"if(startsWith({value}, '['), JSONExtractArrayRaw({value}), [{value}])"


def _joined(items: str) -> str:
    return f"concat('[', arrayStringConcat({items}, ','), ']')"


_SINCE = "arraySort(arrayFilter(o -> o > base, more))"
"""The operations after the base, in order."""


def _latest(_: Binder, __: Fold) -> str:
    based = f"if({_verb('base')} = {_SET}, {_value('base')}, '')"
    steps = f"arrayFold((was, o) -> {_STEP}, {_SINCE}, {based})"
    last = f"if(empty({_SINCE}), base, {_SINCE}[-1])"
    return f"if(empty(more), ({based}, base), ({steps}, {last}))"


def _step() -> str:
    value = _value("o")
    had = f"if(was = '', [], {_items('was')})"
    number = f"if(isNaN({_number('was')}), 0, {_number('was')}) + {_number(value)}"
    fresh = f"arrayFilter(i -> not has({had}, i), arrayDistinct({_items(value)}))"
    return f"""multiIf(
      {_verb("o")} = {_SET_ONCE}, if(was = '', {value}, was),
      {_verb("o")} = {_ADD}, if(isFinite({number}), toString({number}), was),
      {_verb("o")} = '5', {_joined(f"arrayConcat({had}, {_items(value)})")},
      {_joined(f"arrayConcat({had}, {fresh})")})"""


_STEP = _step()
_SETS = f"arrayFilter(o -> {_verb('o')} <= {_SET_ONCE}, {_SINCE})"
_NUMBERS = f"arrayFilter(o -> isFinite({_number(_value('o'))}), {_SETS})"


def _pick(operations: str) -> str:
    """Return the first of `operations` with its value, or nothing where there is none."""
    return f"(if(empty({operations}), '', {_value(f'{operations}[1]')}), {operations}[1])"


def _first(_: Binder, __: Fold) -> str:
    return _pick(_SETS)


def _max(_: Binder, __: Fold) -> str:
    return _pick(f"arraySort(o -> (-{_number(_value('o'))}, o), {_NUMBERS})")


def _min(_: Binder, __: Fold) -> str:
    return _pick(f"arraySort(o -> ({_number(_value('o'))}, o), {_NUMBERS})")


def _sum(_: Binder, __: Fold) -> str:
    number = _number(_value("o"))
    terms = f"arrayFilter(o -> {_verb('o')} <= {_ADD} and isFinite({number}), {_SINCE})"
    total = f"arrayFold((was, o) -> was + {number}, {terms}, toFloat64(0))"
    return f"(if(empty({terms}), '', toString({total})), {terms}[-1])"


def _union(_: Binder, __: Fold) -> str:
    kept = f"arrayFilter(o -> {_verb('o')} != {_ADD}, {_SINCE})"
    items = f"arrayDistinct(arrayFlatten(arrayMap(o -> {_items(_value('o'))}, {kept})))"
    return f"(if(empty({kept}), '', {_joined(items)}), {kept}[-1])"


def _source(binder: Binder, fold: Fold) -> str:
    ranked = binder.bind(list(fold.sources), "Array(String)")
    place = f"indexOf({ranked}, splitByChar('\\0', o)[3])"
    rank = f"if({place} = 0, 1000000, {place})"
    best = f"arrayMin(arrayMap(o -> {rank}, {_SETS}))"
    return _pick(f"arrayReverse(arrayFilter(o -> {rank} = {best}, {_SETS}))")


_FOLDS = {
    "latest": _latest,
    "first": _first,
    "max": _max,
    "min": _min,
    "sum": _sum,
    "union": _union,
    "source": _source,
}
