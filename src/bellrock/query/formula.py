"""What is `A / B` of two series? Arithmetic over letters, with brackets and numbers.

Nothing is evaluated but + - * / and a leading minus; an unknown operand or a division by zero
gives None, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from bellrock.core.errors import InvalidDefinition

_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z])(?![A-Za-z])|(.))", re.S
)
MAX_LENGTH = 300
MAX_DEPTH = 30


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Letter:
    """A series by its place: A is the first."""

    name: str


@dataclass(frozen=True)
class Operation:
    """Two sides and what joins them."""

    op: str
    left: Formula
    right: Formula


Formula = Number | Letter | Operation


def read_formula(text: str, series: int) -> Formula:
    """Read a formula over `series` letters, the first of which is A.

    Raises:
        InvalidDefinition: with the position of what does not belong, or a letter without a series.
    """
    if len(text) > MAX_LENGTH:
        raise _wrong("the formula is too long", f"use at most {MAX_LENGTH} characters")
    reader = _Reader(text)
    tree = reader.total(0)
    if reader.here is not None:
        raise reader.stray()
    known = {chr(ord("A") + i) for i in range(series)}
    for letter in sorted(letters(tree) - known):
        raise _wrong(f"the formula names {letter}, but there is no such series",
                     f"the series are {', '.join(sorted(known))}")  # fmt: skip
    return tree


def letters(tree: Formula) -> set[str]:
    """Return the letters that `tree` reads."""
    if isinstance(tree, Operation):
        return letters(tree.left) | letters(tree.right)
    return {tree.name} if isinstance(tree, Letter) else set()


def evaluate(tree: Formula, values: Mapping[str, float | None]) -> float | None:
    """Return the formula's value; None where an operand is None, or over a zero divisor."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Letter):
        return values[tree.name]
    left, right = evaluate(tree.left, values), evaluate(tree.right, values)
    if left is None or right is None:
        return None
    value = _apply(tree.op, left, right)
    return value if value is not None and isfinite(value) else None


def _apply(op: str, left: float, right: float) -> float | None:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    return None if right == 0 else left / right


class _Reader:
    """Walks the formula once, from left to right."""

    def __init__(self, text: str) -> None:
        self.parts = list(_TOKEN.finditer(text.rstrip()))
        self.place = 0

    @property
    def here(self) -> str | None:
        return self.parts[self.place].group().strip() if self.place < len(self.parts) else None

    def total(self, depth: int) -> Formula:
        return self._chain(("+", "-"), depth)

    def _chain(self, ops: Sequence[str], depth: int) -> Formula:
        inner = self._factor if "*" in ops else self._product
        tree = inner(depth)
        while self.here in ops:
            op = str(self.here)
            self.place += 1
            tree = Operation(op, tree, inner(depth))
        return tree

    def _product(self, depth: int) -> Formula:
        return self._chain(("*", "/"), depth)

    def _factor(self, depth: int) -> Formula:
        if depth > MAX_DEPTH:
            raise _wrong("the formula is nested too deeply", f"use at most {MAX_DEPTH} levels")
        if self.here == "-":
            self.place += 1
            return Operation("-", Number(0.0), self._factor(depth + 1))
        if self.here == "(":
            return self._bracket(depth)
        return self._operand()

    def _bracket(self, depth: int) -> Formula:
        self.place += 1
        inside = self.total(depth + 1)
        if self.here != ")":
            raise self.stray("close the bracket with )")
        self.place += 1
        return inside

    def _operand(self) -> Formula:
        if self.here is None:
            raise self.stray()
        number, letter, _ = self.parts[self.place].groups()
        if number is None and letter is None:
            raise self.stray()
        self.place += 1
        return Number(float(number)) if number is not None else Letter(letter.upper())

    def stray(
        self, hint: str = "use letters, numbers, + - * / and brackets: A / B"
    ) -> InvalidDefinition:
        if self.here is None:
            return _wrong("the formula ends too early", hint)
        at = self.parts[self.place].start()
        return _wrong(f"{self.here!r} does not belong in the formula, at character {at + 1}", hint)


def _wrong(message: str, hint: str) -> InvalidDefinition:
    return InvalidDefinition(message, hint=hint, field="formula")
