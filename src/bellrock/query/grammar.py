"""How is a filter read from text? `country = "CN" and price > 10 or not (plan in ["pro"])`.

filter  := both ("or" both)*          both := single ("and" single)*
single  := "not" single | "(" filter ")" | "in" "audience" (text | "[" text ("," text)* "]")
         | name test
name    := part ("." part)*           part := word | "quoted" | `quoted`
test    := ("=" | "!=" | "<" | "<=" | ">" | ">=") value
         | ["not"] ("contains" | "starts with" | "ends with" | "matches") text
         | ["not"] "in" ("[" value ("," value)* "]" | time)
         | ["not"] "between" value "and" value
         | "is" ["not"] "set"
value   := "text" | 'text' | number | true | false | time
time    := 2026-01-31 | 2026-01-31T12:00 | today | yesterday | now
         | "last" n unit | ("this" | "last") unit
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.naming import Name, make_name
from bellrock.query.predicate import (
    MAX_DEPTH,
    MAX_TESTS,
    Either,
    Every,
    Op,
    Opposite,
    Predicate,
    Scalar,
    Test,
    Value,
    check,
    in_audience,
)
from bellrock.query.when import When, check_when

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      |(?P<time>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w.-]))
      |(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
      |(?P<double>"(?:[^"\\]|\\.)*")
      |(?P<single>'(?:[^'\\]|\\.)*')
      |(?P<back>`(?:[^`\\]|\\.)*`)
      |(?P<word>(?:[^\W\d]|\$)[\w$]*)
      |(?P<mark>==|!=|<>|<=|>=|=~|!~|=|<|>|\(|\)|\[|\]|,|\.|&&|\|\||!)
    """,
    re.X | re.S,
)
_MARKS: dict[str, Op] = {
    "=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "=~": "matches", "!~": "not matches",
}  # fmt: skip
_WORDS = ("and", "or", "not", "in", "is", "set", "contains", "starts", "ends", "with", "matches")
_OPENERS = ("not", "in", "is", "contains", "starts", "ends", "matches", "between", "before")
_UNITS = ("minute", "hour", "day", "week", "month", "year")
MAX_TEXT = 20_000


@dataclass(frozen=True)
class Token:
    """One word or mark of the text, and where it stands (0-based)."""

    kind: str
    text: str
    at: int


def parse(text: str, *, field: str = "where") -> Predicate:
    """Read a filter.

    Raises:
        InvalidDefinition: with the test and the position, what was expected there, and the fix.
    """
    if len(text) > MAX_TEXT:
        raise InvalidDefinition(
            "the filter is too long", hint=f"use at most {MAX_TEXT} characters", field=field
        )
    reader = _Reader(text, field)
    if reader.peek().kind == "end":
        raise reader.wrong("the filter is empty", 'write for example country = "CN"')
    tree = reader.either(0)
    if reader.peek().kind != "end":
        raise reader.wrong(f"{reader.shown()} does not belong here", reader.joining_hint())
    return tree


def tokens(text: str, field: str) -> list[Token]:
    """Cut `text` into tokens, the last of kind `end`."""
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise _at(text, at, f"{text[at]!r} cannot be read", _stray_hint(text[at]), field)
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, Token("end", "", len(text))]


class _Reader:
    """Walks the tokens once, from left to right."""

    def __init__(self, text: str, field: str) -> None:
        self.text, self.field = text, field
        self.tokens = tokens(text, field)
        self.place = 0
        self.tests = 0

    def either(self, depth: int) -> Predicate:
        parts = self._joined(self.both, ("or", "||"), depth)
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self, depth: int) -> Predicate:
        parts = self._joined(self.single, ("and", "&&"), depth)
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _joined(
        self, read: Callable[[int], Predicate], words: Sequence[str], depth: int
    ) -> list[Predicate]:
        parts = [read(depth)]
        while self.take(*words):
            parts.append(read(depth))
        return parts

    def single(self, depth: int) -> Predicate:
        if depth > MAX_DEPTH:
            raise self.wrong("the filter is nested too deeply", f"use at most {MAX_DEPTH} levels")
        if self.take("not", "!"):
            return Opposite(self.single(depth + 1))
        if self.take("("):
            inside = self.either(depth + 1)
            self.need(")", "close the bracket with )")
            return inside
        if self._names_audience():
            return self.audience()
        return self.test()

    def _names_audience(self) -> bool:
        here = self.tokens[self.place : self.place + 3]
        if len(here) < 3 or any(token.kind != "word" for token in here[:2]):
            return False
        said, what = (token.text.lower() for token in here[:2])
        return (said, what) == ("in", "audience") and (
            here[2].kind in ("double", "single", "end", "word") or here[2].text in ("[", "(")
        )

    def audience(self) -> Predicate:
        self._counted()
        self.place += 2
        at = self.peek().at
        keys = self._list() if self.peek().text in ("[", "(") else (self.scalar(),)
        try:
            return in_audience(keys)
        except InvalidDefinition as error:
            raise self.refusal(at, error.message, error.hint) from error

    def test(self) -> Predicate:
        self._counted()
        name = self.name()
        at = self.peek().at
        op = self.op(name)
        try:
            return check(Test(name, op, self.value(op)))
        except InvalidDefinition as error:
            if "position" in error.facts:
                raise
            raise self.refusal(at, error.message, error.hint) from error

    def _counted(self) -> None:
        self.tests += 1
        if self.tests > MAX_TESTS:
            raise self.wrong("the filter has too many parts", f"use at most {MAX_TESTS}")

    def name(self) -> Name:
        first = self.peek()
        parts = [self._part()]
        while self.take("."):
            parts.append(self._part())
        try:
            return make_name(tuple(parts), quoted_first=first.kind != "word", field=self.field)
        except InvalidDefinition as error:
            raise self.refusal(first.at, error.message, error.hint) from error

    def _part(self) -> str:
        token = self.peek()
        if token.kind not in ("word", "double", "back"):
            raise self.wrong(
                f"a property's name was expected, not {self.shown()}",
                'write name = value; quote odd names: "order id" = 7',
            )
        self.place += 1
        return token.text if token.kind == "word" else unquote(token.text)

    def op(self, name: Name) -> Op:
        token = self.peek()
        if token.text in _MARKS and token.kind == "mark":
            self.place += 1
            return _MARKS[token.text]
        if self.take("is"):
            return self._is()
        negated = self.take("not")
        for words, op in _PHRASES:
            if self.take_all(words):
                return negate(op) if negated else op
        raise self.wrong(f"an operator was expected, not {self.shown()}", self._op_hint(name))

    def _is(self) -> Op:
        negated = self.take("not")
        self.need("set", "write is set or is not set; for a value write =")
        return "is not set" if negated else "is set"

    def _op_hint(self, name: Name) -> str:
        near = get_close_matches(self.peek().text.lower(), _OPENERS, n=1, cutoff=0.6)
        return f"did you mean {near[0]}?" if near else f'write for example {name} = "text"'

    def value(self, op: Op) -> Value:
        if op in ("is set", "is not set"):
            return None
        if op in ("in", "not in"):
            return self._list() if self.peek().text in ("[", "(") else self._stretch()
        low = self.scalar()
        if op not in ("between", "not between"):
            return low
        self.need("and", "write between 1 and 9")
        return (low, self.scalar())

    def _list(self) -> tuple[Scalar, ...]:
        closing = "]" if self.take("[") else ")"
        self.take("(")
        found = [self.scalar()]
        while self.take(","):
            found.append(self.scalar())
        self.need(closing, f"separate values with a comma and close the list with {closing}")
        return tuple(found)

    def _stretch(self) -> When:
        found = self.scalar()
        if isinstance(found, When):
            return found
        self.place -= 1
        raise self.wrong("a list was expected", 'write in ["a", "b"] or in last 7 days')

    def scalar(self) -> Scalar:
        token = self.peek()
        read = _SCALARS.get(token.kind)
        if read is not None:
            self.place += 1
            return self._checked(read, token)
        if token.kind == "word":
            return self._word(token)
        raise self.wrong(f"a value was expected, not {self.shown()}", 'write "text", 10 or today')

    def _word(self, token: Token) -> Scalar:
        word = token.text.lower()
        if word in ("true", "false"):
            self.place += 1
            return word == "true"
        if word in ("today", "yesterday", "now"):
            self.place += 1
            return When(word)
        if word in ("last", "this"):
            return self._relative(token)
        raise self.wrong(f"{token.text!r} is no value", f'put texts in quotes: "{token.text}"')

    def _relative(self, first: Token) -> When:
        self.place += 1
        words = [first.text]
        if self.peek().kind == "number":
            words.append(self.peek().text)
            self.place += 1
        unit = self.peek()
        if unit.text.lower().rstrip("s") not in _UNITS:
            raise self.wrong("a unit of time was expected", "write last 7 days or this month")
        self.place += 1
        text = " ".join([*words, unit.text])
        try:
            return check_when(text, field=self.field)
        except InvalidDefinition as error:
            raise self.refusal(first.at, error.message, error.hint) from error

    def _checked(self, read: Callable[[str], Scalar], token: Token) -> Scalar:
        try:
            return read(token.text)
        except InvalidDefinition as error:
            raise self.refusal(token.at, error.message, error.hint) from error

    def peek(self) -> Token:
        return self.tokens[self.place]

    def take(self, *texts: str) -> bool:
        token = self.peek()
        if token.kind in ("word", "mark") and token.text.lower() in texts:
            self.place += 1
            return True
        return False

    def take_all(self, words: Sequence[str]) -> bool:
        here = self.tokens[self.place : self.place + len(words)]
        if [t.text.lower() for t in here] != list(words) or any(t.kind != "word" for t in here):
            return False
        self.place += len(words)
        return True

    def need(self, text: str, hint: str) -> None:
        if not self.take(text):
            raise self.wrong(f"{text!r} was expected, not {self.shown()}", hint)

    def shown(self) -> str:
        token = self.peek()
        return "the end" if token.kind == "end" else repr(token.text)

    def joining_hint(self) -> str:
        near = get_close_matches(self.peek().text.lower(), _WORDS, n=1, cutoff=0.6)
        return f"did you mean {near[0]}?" if near else "join tests with and, or"

    def wrong(self, message: str, hint: str) -> InvalidDefinition:
        return self.refusal(self.peek().at, message, hint)

    def refusal(self, at: int, message: str, hint: str) -> InvalidDefinition:
        test = f"[{self.tests - 1}]" if self.tests else ""
        return _at(self.text, at, message, hint, inside(self.field, test))


_PHRASES: tuple[tuple[tuple[str, ...], Op], ...] = (
    (("contains",), "contains"),
    (("starts", "with"), "starts with"),
    (("ends", "with"), "ends with"),
    (("matches",), "matches"),
    (("between",), "between"),
    (("before",), "<"),
    (("in",), "in"),
)


def negate(op: Op) -> Op:
    """Return the operator that is true exactly where `op` is false."""
    plain: dict[Op, Op] = {
        "contains": "not contains", "starts with": "not starts with", "in": "not in",
        "ends with": "not ends with", "matches": "not matches", "between": "not between",
        "<": ">=",
    }  # fmt: skip
    return plain[op]


def unquote(token: str) -> str:
    r"""Return the text inside quotes; `\n` and `\t` are line feed and tab, `\x` is x."""
    ends = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(.)", lambda m: ends.get(m.group(1), m.group(1)), token[1:-1], flags=re.S)


def _number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)


_SCALARS: dict[str, Callable[[str], Scalar]] = {
    "double": unquote,
    "single": unquote,
    "number": _number,
    "time": check_when,
}


def _stray_hint(char: str) -> str:
    if char in "\"'`":
        return f"close the text with {char}"
    return "quote texts, and names with odd characters"


def _at(text: str, at: int, message: str, hint: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(
        f"{message}, at character {at + 1} of the filter",
        hint=hint, field=field, position=at, near=text[max(0, at - 20) : at + 20],
    )  # fmt: skip
