"""How does a test become SQL? One function an operator, in one table.

Every function returns a condition that is 1 or 0, never null: what is not set fails the plain
form and passes its opposite.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import Period, micros
from bellrock.query.binder import Binder
from bellrock.query.operand import Operand
from bellrock.query.predicate import Op, Scalar, Test, Value
from bellrock.query.when import When, stretch

_EXACT = 2**53
_OPPOSITES: Mapping[Op, Op] = {
    "!=": "=", "not contains": "contains", "not starts with": "starts with",
    "not ends with": "ends with", "not matches": "matches", "not in": "in",
    "not between": "between", "is not set": "is set",
}  # fmt: skip


class Setting(Protocol):
    """What a test needs to know besides its operand."""

    binder: Binder
    now: datetime
    tz: ZoneInfo


def test_sql(test: Test, operand: Operand, setting: Setting) -> str:
    """Return the condition for `test`, 1 or 0."""
    plain = _OPPOSITES.get(test.op)
    said = _WRITERS[plain or test.op](operand, test.value, setting)
    return f"not ifNull({said}, 0)" if plain else f"ifNull({said}, 0)"


def _equal(operand: Operand, value: Value, setting: Setting) -> str:
    bind = setting.binder.bind
    if isinstance(value, bool):
        return f"{operand.text} = {bind(str(value).lower(), 'String')}"
    if isinstance(value, str):
        return f"{operand.equal_to(value)} = {bind(value, 'String')}"
    if isinstance(value, When):
        return _within(operand, stretch(value, setting.now, setting.tz), setting)
    if isinstance(value, int) and abs(value) > _EXACT:  # a double would lose digits
        return f"{operand.text} = {bind(str(value), 'String')}"
    return f"{operand.number} = {bind(float(_scalar(value)), 'Float64')}"


def _ordered(op: str) -> Callable[[Operand, Value, Setting], str]:
    def write(operand: Operand, value: Value, setting: Setting) -> str:
        bind = setting.binder.bind
        if isinstance(value, When):
            return _before_or_after(op, operand, value, setting)
        if isinstance(value, str):
            return f"{operand.text} {op} {bind(value, 'String')}"
        return f"{operand.number} {op} {bind(float(_scalar(value)), 'Float64')}"

    return write


def _before_or_after(op: str, operand: Operand, value: When, setting: Setting) -> str:
    """Compare with a stretch of time: before it begins, by its end, from it on, or after it."""
    covers = stretch(value, setting.now, setting.tz)
    edge = covers.start if op in ("<", ">=") else covers.end
    sign = "<" if op in ("<", "<=") else ">="
    return f"{operand.time} {sign} {_moment(edge, setting)}"


def _among(operand: Operand, value: Value, setting: Setting) -> str:
    if isinstance(value, When):
        return _within(operand, stretch(value, setting.now, setting.tz), setting)
    values = value if isinstance(value, tuple) else ()
    texts = [item for item in values if isinstance(item, str)]
    said = [f"ifNull({_equal(operand, v, setting)}, 0)" for v in values if not isinstance(v, str)]
    if texts:
        read = {operand.equal_to(text) for text in texts}
        form = read.pop() if len(read) == 1 else operand.text
        said.append(f"{form} in {setting.binder.bind(texts, 'Array(String)')}")
    return f"({' or '.join(said)})"


def _between(operand: Operand, value: Value, setting: Setting) -> str:
    low, high = value if isinstance(value, tuple) else (None, None)
    at_least = _ordered(">=")(operand, low, setting)
    return f"({at_least} and {_ordered('<=')(operand, high, setting)})"


def _call(name: str) -> Callable[[Operand, Value, Setting], str]:
    def write(operand: Operand, value: Value, setting: Setting) -> str:
        return f"{name}({operand.text}, {setting.binder.text(str(value))})"

    return write


def _contains(operand: Operand, value: Value, setting: Setting) -> str:
    return f"position({operand.text}, {setting.binder.text(str(value))}) > 0"


def _is_set(operand: Operand, _: Value, __: Setting) -> str:
    return f"isNotNull({operand.text})"


_WRITERS: Mapping[Op, Callable[[Operand, Value, Setting], str]] = {
    "=": _equal,
    "<": _ordered("<"),
    "<=": _ordered("<="),
    ">": _ordered(">"),
    ">=": _ordered(">="),
    "contains": _contains,
    "starts with": _call("startsWith"),
    "ends with": _call("endsWith"),
    "matches": _call("match"),
    "in": _among,
    "between": _between,
    "is set": _is_set,
}


def _within(operand: Operand, covers: Period, setting: Setting) -> str:
    start, end = _moment(covers.start, setting), _moment(covers.end, setting)
    return f"({operand.time} >= {start} and {operand.time} < {end})"


def _moment(moment: datetime, setting: Setting) -> str:
    return f"fromUnixTimestamp64Micro({setting.binder.bind(micros(moment), 'Int64')}, 'UTC')"


def _scalar(value: Value | Scalar) -> float:
    if isinstance(value, int | float):
        return value
    raise InvalidDefinition("a number was expected", hint="write price > 10", field="where")
