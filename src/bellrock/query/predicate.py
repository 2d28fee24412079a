"""Which events does a filter keep? A small typed tree that travels as text or as JSON.

A predicate is true or false, never unknown: a test of a value that is not set is false, and the
negated operators (`!=`, `not in`, `not contains` …) are the exact opposites of their plain forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from math import isfinite
from typing import Any, Literal

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.naming import Name, read_name
from bellrock.query.pattern import check_pattern
from bellrock.query.when import When, check_when

Scalar = str | int | float | bool | When
Value = Scalar | tuple[Scalar, ...] | None
Op = Literal[
    "=", "!=", "<", "<=", ">", ">=",
    "contains", "not contains", "starts with", "not starts with", "ends with", "not ends with",
    "matches", "not matches", "in", "not in", "between", "not between", "is set", "is not set",
]  # fmt: skip
OPS: tuple[Op, ...] = Op.__args__  # type: ignore[attr-defined] # typing's own attribute, untyped
MAX_TESTS = 200
MAX_DEPTH = 50
MAX_AUDIENCES = 50
AUDIENCE_KEY = r"[^\W_A-Z][^\W_A-Z-]*(?:-[^\W_A-Z]+)*"
"""Small letters (of any script) and digits, joined by single dashes."""


@dataclass(frozen=True)
class Test:
    """One comparison; `value` is a tuple for lists and for `between` (low, high), None for sets."""

    name: Name
    op: Op
    value: Value = None


@dataclass(frozen=True)
class Every:
    """True where all parts are; true when there are none."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Either:
    """True where at least one part is; false when there are none."""

    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Opposite:
    """True where its part is false."""

    part: Predicate


@dataclass(frozen=True)
class InAudience:
    """True for whoever is in one of the audiences, each by its key, as is known now."""

    audiences: tuple[str, ...]


Predicate = Test | Every | Either | Opposite | InAudience


def dump(tree: Predicate) -> dict[str, Any]:
    """Return `tree` as JSON: one test, `{"audience": […]}`, or and, or, not over others."""
    if isinstance(tree, Every):
        return {"and": [dump(part) for part in tree.parts]}
    if isinstance(tree, Either):
        return {"or": [dump(part) for part in tree.parts]}
    if isinstance(tree, Opposite):
        return {"not": dump(tree.part)}
    if isinstance(tree, InAudience):
        return {"audience": list(tree.audiences)}
    shown: dict[str, Any] = {"property": str(tree.name), "op": tree.op}
    return shown if tree.value is None else {**shown, "value": _dump_value(tree.value)}


def load(data: Any, *, field: str = "where") -> Predicate:
    """Read what `dump` wrote.

    Raises:
        InvalidDefinition: anything that is no predicate, naming the test: `where[0]` is the first.
    """
    try:
        return _load(data, 0, count())
    except InvalidDefinition as error:
        raise error.at(inside(field, error.field.removeprefix("where"))) from error


def _load(data: Any, depth: int, tests: Iterator[int]) -> Predicate:
    if depth > MAX_DEPTH:
        raise _wrong("the filter is nested too deeply", f"use at most {MAX_DEPTH} levels")
    if not isinstance(data, Mapping):
        raise _wrong("a filter is an object", 'for example {"property": "price", "op": ">", …}')
    for key, read in _LOADERS.items():
        if key in data:
            if len(data) > 1:
                raise _wrong(f"{key!r} stands alone in its object", "nest the rest inside it")
            return read(data[key], depth + 1, tests)
    number = next(tests)
    try:
        return _load_test(data)
    except InvalidDefinition as error:
        raise error.at(f"where[{number}]") from error


def conjunction(*trees: Predicate | None) -> Predicate | None:
    """Return what holds where all of `trees` hold; None where nothing is asked."""
    parts = tuple(tree for tree in trees if tree is not None)
    return parts[0] if len(parts) == 1 else Every(parts) if parts else None


def names(tree: Predicate | None) -> list[Name]:
    """Return the names that `tree` reads, each once, in order."""
    if tree is None:
        return []
    if isinstance(tree, Test):
        return [tree.name]
    if isinstance(tree, InAudience):
        return []
    parts = (tree.part,) if isinstance(tree, Opposite) else tree.parts
    return list(dict.fromkeys(name for part in parts for name in names(part)))


def audiences_in(tree: Predicate | None) -> list[str]:
    """Return the keys of the audiences that `tree` names, each once, in order."""
    if tree is None or isinstance(tree, Test):
        return []
    if isinstance(tree, InAudience):
        return list(dict.fromkeys(tree.audiences))
    parts = (tree.part,) if isinstance(tree, Opposite) else tree.parts
    return list(dict.fromkeys(key for part in parts for key in audiences_in(part)))


def in_audience(keys: Sequence[Any]) -> InAudience:
    """Return the test that somebody is in one of the audiences called `keys`.

    Raises:
        InvalidDefinition: there are none, too many, or one is no key.
    """
    if not keys or len(keys) > MAX_AUDIENCES:
        raise _wrong("a filter names between 1 and 50 audiences", 'write in audience "buyers"')
    for key in keys:
        if not isinstance(key, str) or len(key) > 64 or not re.fullmatch(AUDIENCE_KEY, key):
            raise _wrong(
                f"{key!r} is no audience's key",
                'write it as the list of audiences does: in audience "big-spenders"',
            )
    return InAudience(tuple(keys))


def check(tree: Test) -> Test:
    """Return `tree` if its value suits its operator.

    Raises:
        InvalidDefinition: a list, a pair, a text or nothing was wanted instead.
    """
    _CHECKS.get(tree.op, _one)(tree)
    return tree


def _one(tree: Test) -> None:
    if tree.value is None or isinstance(tree.value, tuple):
        raise _wrong(f"{tree.op!r} wants one value", f"write {tree.name} {tree.op} 1")
    _check_scalar(tree.value)


def _text(tree: Test) -> None:
    if not isinstance(tree.value, str):
        raise _wrong(f"{tree.op!r} wants a text", f'write {tree.name} {tree.op} "text"')
    _check_scalar(tree.value)


def _list(tree: Test) -> None:
    if isinstance(tree.value, When):  # `in last 7 days`
        return
    if not isinstance(tree.value, tuple) or not tree.value:
        raise _wrong(f"{tree.op!r} wants a list", f'write {tree.name} {tree.op} ["a", "b"]')
    if len(tree.value) > 10_000:
        raise _wrong("the list is too long", "use at most 10,000 values", values=len(tree.value))
    for value in tree.value:
        _check_scalar(value)


def _pair(tree: Test) -> None:
    if not isinstance(tree.value, tuple) or len(tree.value) != 2:
        raise _wrong(f"{tree.op!r} wants two values", f"write {tree.name} {tree.op} 1 and 9")
    for value in tree.value:
        _check_scalar(value)
        _check_ordered(tree, value)


def _nothing(tree: Test) -> None:
    if tree.value is not None:
        raise _wrong(f"{tree.op!r} takes no value", f"write {tree.name} {tree.op}")


def _pattern(tree: Test) -> None:
    _text(tree)
    check_pattern(str(tree.value))


def _order(tree: Test) -> None:
    _one(tree)
    _check_ordered(tree, tree.value)


_CHECKS: Mapping[str, Callable[[Test], None]] = {
    "<": _order, "<=": _order, ">": _order, ">=": _order,
    "in": _list, "not in": _list,
    "between": _pair, "not between": _pair,
    "is set": _nothing, "is not set": _nothing,
    "contains": _text, "not contains": _text,
    "starts with": _text, "not starts with": _text,
    "ends with": _text, "not ends with": _text,
    "matches": _pattern, "not matches": _pattern,
}  # fmt: skip


def _check_scalar(value: Any) -> None:
    if isinstance(value, str) and len(value) > 10_000:
        raise _wrong("a text in the filter is too long", "use at most 10,000 characters")
    if isinstance(value, float) and not isfinite(value):
        raise _wrong("a number in the filter is not finite", "write an ordinary number")


def _check_ordered(tree: Test, value: Any) -> None:
    if isinstance(value, bool):
        raise _wrong(
            f"true and false have no order, so {tree.op!r} means nothing",
            "write = true or = false",
        )


def _load_parts(data: Any, depth: int, tests: Iterator[int]) -> tuple[Predicate, ...]:
    if not isinstance(data, list | tuple) or not data:
        raise _wrong("'and' and 'or' want a list of filters", 'write {"and": [{…}, {…}]}')
    if len(data) > MAX_TESTS:
        raise _wrong("the filter has too many parts", f"use at most {MAX_TESTS}")
    return tuple(_load(part, depth, tests) for part in data)


_LOADERS: Mapping[str, Callable[[Any, int, Iterator[int]], Predicate]] = {
    "and": lambda data, depth, tests: Every(_load_parts(data, depth, tests)),
    "or": lambda data, depth, tests: Either(_load_parts(data, depth, tests)),
    "not": lambda data, depth, tests: Opposite(_load(data, depth, tests)),
    "audience": lambda data, _, tests: _load_audience(data, next(tests)),
}


def _load_audience(data: Any, number: int) -> InAudience:
    try:
        return in_audience(data if isinstance(data, list | tuple) else [data])
    except InvalidDefinition as error:
        raise error.at(f"where[{number}]") from error


def _load_test(data: Mapping[str, Any]) -> Test:
    if unknown := set(data) - {"property", "op", "value"}:
        raise _wrong(f"a filter has no {sorted(unknown)[0]!r}", "use property, op and value")
    name, op = data.get("property"), data.get("op")
    if not isinstance(name, str):
        raise _wrong("a filter names its property", 'write {"property": "price", …}')
    if op not in OPS:
        raise _wrong(f"there is no operator {op!r}", "use one of " + ", ".join(OPS))
    return check(Test(read_name(name), op, _load_value(data.get("value"))))


def _load_value(data: Any) -> Value:
    if isinstance(data, list | tuple):
        return tuple(_load_scalar(item) for item in data)
    return None if data is None else _load_scalar(data)


def _load_scalar(data: Any) -> Scalar:
    if isinstance(data, Mapping) and set(data) == {"date"}:
        return check_when(str(data["date"]))
    if isinstance(data, str | int | float | bool | When):
        return data
    raise _wrong("a filter's value is a text, number, true, false or date", "quote it")


def _dump_value(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_dump_value(item) for item in value]
    return {"date": value.text} if isinstance(value, When) else value


def _wrong(message: str, hint: str, **facts: Any) -> InvalidDefinition:
    return InvalidDefinition(message, hint=hint, field="where", **facts)
