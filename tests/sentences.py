"""Which sentences can the server say? Their templates, read out of the source without running it.

A template is the text as it stands there, with `{name}` for what is filled in and `{name!r}` where
that stands in quotes. A sentence that is handed to a function, or put together of parts, is
followed to where its words are written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "bellrock"
Function = ast.FunctionDef | ast.AsyncFunctionDef
_REASON = re.compile(r"^[a-z_]+: ")
_THROUGH = ("len", "sorted", "min", "max", "int", "str", "join", "isoformat", "filter", "pop")


@dataclass(frozen=True)
class Said:
    """Where a sentence is said: the arguments of a call, by place and by name."""

    places: tuple[int, ...]
    names: tuple[str, ...] = ()


def sinks(errors: Iterable[str]) -> dict[str, Said]:
    """Return the calls whose arguments a reader sees; every error's message and hint among them."""
    return {name: Said((0,), ("hint",)) for name in errors} | {
        "Finding": Said((2, 3)),
        "Verdict": Said((3, 4)),
        "Problem": Said((), ("detail", "hint")),
        "need": Said((2, 3), ("message", "hint")),
        "refuse": Said((1, 2)),
        "there": Said((1,)),
        "refuse_whole": Said((3,)),
        "type()": Said((0,), ("hint",)),  # type(error)(…), the same error with other words
    }


@dataclass
class Reader:
    """Reads one file; `found` are its templates with the lines they stand in, `passed` what could
    not be followed to its words."""

    path: Path
    sinks: dict[str, Said]
    found: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.path.read_text("utf-8"))
        self.functions = {n.name: n for n in ast.walk(self.tree) if isinstance(n, Function)}
        self.constants = dict(_assigned(self.tree.body))
        self.wanted: dict[tuple[str, str], bool] = {}
        """Parameters that hold words, by function, and whether as a whole sentence."""

    def read(self) -> Reader:
        """Find every sentence; again, until no further function turns out to pass one on."""
        before = -1
        while before != len(self.wanted) + sum(self.wanted.values()):
            before = len(self.wanted) + sum(self.wanted.values())
            for scope, call in self._calls():
                for argument, whole in self._arguments(call):
                    self.say(argument, scope, whole=whole)
        return self

    def say(self, expression: ast.expr, scope: Function | None, *, whole: bool) -> None:
        """Note the templates of `expression`; a `whole` sentence without a word is passed on."""
        if isinstance(expression, ast.Name) and scope and expression.id in _parameters(scope):
            self.wanted[scope.name, expression.id] = whole or self.wanted.get(
                (scope.name, expression.id), False
            )
            return
        for text in self.templates(expression, scope):
            if _is_words(text):
                self.found.setdefault(text, expression.lineno)
            elif text and whole and self._follow(expression, scope) is None:
                self.passed.setdefault(ast.unparse(expression), expression.lineno)

    def templates(self, expression: ast.expr, scope: Function | None) -> list[str]:
        """Return what `expression` can read as."""
        match expression:
            case ast.Constant(value=str(text)):
                return [text.replace("{", "{{").replace("}", "}}")]
            case ast.IfExp(body=one, orelse=other):
                return [text for side in (one, other) for text in self.templates(side, scope)]
            case ast.BoolOp(values=sides):
                return [text for side in sides for text in self.templates(side, scope)]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                pairs = product(self.templates(left, scope), self.templates(right, scope))
                return ["".join(pair) for pair in pairs]
            case ast.JoinedStr(values=values):
                parts = [self._part(part, scope) for part in values]
                return [_numbered(row) for row in product(*parts)]
        return self._elsewhere(expression, scope)

    def _elsewhere(self, expression: ast.expr, scope: Function | None) -> list[str]:
        """Return the templates of what a name or call stands for, or what it is called after."""
        followed = self._follow(expression, scope)
        if followed is None:
            return [] if isinstance(expression, ast.Constant) else ["{" + _named(expression) + "}"]
        return [text for inner, where in followed for text in self.templates(inner, where)]

    def _part(self, part: ast.expr, scope: Function | None) -> list[str]:
        if not isinstance(part, ast.FormattedValue):
            return self.templates(part, scope)
        inner = part.value
        if isinstance(inner, ast.IfExp) or (
            isinstance(inner, ast.Name) and _is_text(self.constants.get(inner.id))
        ):
            return self.templates(inner, scope)
        if part.conversion == ord("r"):
            return ["{" + _named(inner) + "!r}"]
        for expression, where in self._follow(inner, scope) or ():
            if not isinstance(expression, ast.Call | ast.Attribute | ast.Subscript):
                self.say(expression, where, whole=False)
        return ["{" + _named(inner) + "}"]

    def _follow(
        self, expression: ast.expr, scope: Function | None
    ) -> list[tuple[ast.expr, Function | None]] | None:
        """Return where the words of a name or call are written; None where that is nowhere here."""
        if isinstance(expression, ast.Call):
            return self._returned(self.functions.get(_called(expression)))
        if not isinstance(expression, ast.Name):
            return None
        if scope is not None and expression.id in _parameters(scope):
            self.wanted.setdefault((scope.name, expression.id), False)
            return []
        inside = [] if scope is None else self._set_within(expression.id, scope)
        if inside:
            return [(value, scope) for value in inside]
        constant = self.constants.get(expression.id)
        return None if constant is None else [(constant, None)]

    def _returned(self, function: Function | None) -> list[tuple[ast.expr, Function | None]] | None:
        if function is None:
            return None
        returned = [n.value for n in ast.walk(function) if isinstance(n, ast.Return)]
        return [(one, function) for one in returned if one and _may_be_text(one)] or None

    def _set_within(self, name: str, scope: Function) -> list[ast.expr]:
        """Return what a function sets `name` to, or the sentences of what it loops through."""
        local = [value for one, value in _assigned(ast.walk(scope)) if one == name]
        return local or self._looped(name, scope) or []

    def _looped(self, name: str, scope: Function) -> list[ast.expr] | None:
        """Return the sentences in the constant that a loop goes through."""
        for loop in ast.walk(scope):
            if not isinstance(loop, ast.For):
                continue
            if name in {n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)}:
                over = {n.id for n in ast.walk(loop.iter) if isinstance(n, ast.Name)}
                return [n for n in self._within(over) if " " in str(n.value)] or None
        return None

    def _defaults(self, function: Function) -> Iterator[tuple[ast.expr, bool]]:
        """Yield what a parameter that holds words holds where nothing is said."""
        told = function.args
        placed = [*told.posonlyargs, *told.args]
        pairs = [
            *zip(placed[len(placed) - len(told.defaults) :], told.defaults, strict=True),
            *zip(told.kwonlyargs, told.kw_defaults, strict=True),
        ]
        for parameter, default in pairs:
            whole = self.wanted.get((function.name, parameter.arg))
            if whole is not None and _is_text(default):
                yield default, whole  # type: ignore[misc] # a text is no None

    def _within(self, names: Iterable[str]) -> Iterator[ast.Constant]:
        """Yield the texts in the constants of these names, and in those that they name."""
        for name in names:
            nodes = list(ast.walk(self.constants[name])) if name in self.constants else []
            yield from (n for n in nodes if isinstance(n, ast.Constant) and _is_text(n))
            yield from self._within(n.id for n in nodes if isinstance(n, ast.Name))

    def _calls(self) -> Iterator[tuple[Function | None, ast.Call]]:
        def walk(
            node: ast.AST, scope: Function | None
        ) -> Iterator[tuple[Function | None, ast.Call]]:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.Call):
                    yield scope, child
                yield from walk(child, child if isinstance(child, Function) else scope)

        yield from walk(self.tree, None)

    def _arguments(self, call: ast.Call) -> Iterator[tuple[ast.expr, bool]]:
        name = _called(call)
        if said := self.sinks.get(name):
            yield from ((call.args[at], True) for at in said.places if at < len(call.args))
            yield from ((word.value, True) for word in call.keywords if word.arg in said.names)
        if function := self.functions.get(name):
            yield from self._defaults(function)
            parameters = [one for one in _parameters(function) if one not in ("self", "cls")]
            for place, parameter in enumerate(parameters):
                whole = self.wanted.get((name, parameter))
                if whole is not None:
                    named = (word.value for word in call.keywords if word.arg == parameter)
                    yield from ((one, whole) for one in (*call.args[place : place + 1], *named))


def notes(path: Path, functions: Sequence[str]) -> dict[str, int]:
    """Return the templates of the texts in these functions, and in constants that they name."""
    reader = Reader(path, {})
    for name in functions:
        function = reader.functions[name]
        named = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
        used = [value for one, value in reader.constants.items() if one in named]
        for text in _texts([*function.body[_has_docstring(function) :], *used]):
            reader.say(text, function, whole=True)
    return {text: line for text, line in reader.found.items() if " " in text.strip()}


def reasons(path: Path) -> dict[str, int]:
    """Return the templates of what follows the reason in texts such as `bad_time: it is none`."""
    reader = Reader(path, {})
    for function in reader.functions.values():
        for text in _texts(function.body[_has_docstring(function) :]):
            begin = text.values[0] if isinstance(text, ast.JoinedStr) else text
            if not isinstance(begin, ast.Constant) or not _REASON.match(str(begin.value)):
                continue
            for template in reader.templates(text, function):
                said = _REASON.sub("", template)
                if _is_words(said):
                    reader.found[said] = text.lineno
    return reader.found


def _has_docstring(function: Function) -> int:
    return int(ast.get_docstring(function) is not None)


def _texts(nodes: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """Yield the outermost texts."""
    for node in nodes:
        if isinstance(node, ast.JoinedStr) or _is_text(node):
            yield node  # type: ignore[misc] # both are expressions
        else:
            yield from _texts(ast.iter_child_nodes(node))


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for one, value in zip(target.elts, node.value.elts, strict=False):
                    if isinstance(one, ast.Name):
                        yield one.id, value


def _parameters(function: Function) -> list[str]:
    told = function.args
    return [one.arg for one in (*told.posonlyargs, *told.args, *told.kwonlyargs)]


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    if isinstance(call.func, ast.Call):
        return _called(call.func) + "()"
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _may_be_text(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp):
        return _may_be_text(node.body) or _may_be_text(node.orelse)
    if isinstance(node, ast.BinOp):
        return _may_be_text(node.left) or _may_be_text(node.right)
    return _is_text(node) or isinstance(node, ast.JoinedStr)


def _is_words(template: str) -> bool:
    """Whether it has a letter outside of what is filled in."""
    outside, depth = "", 0
    for char in template.replace("{{", "").replace("}}", ""):
        depth += {"{": 1, "}": -1}.get(char, 0)
        outside += char if depth == 0 else ""
    return any(char.isalpha() for char in outside)


def _named(expression: ast.expr) -> str:
    """Return what a value is called after: its variable, attribute or function."""
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Call(func=ast.Attribute(attr="isoformat", value=inner)):
            return _named(inner)
        case ast.Call(args=[*_, last]) if _called(expression) in _THROUGH:
            return _named(last)
        case ast.Call():
            return _called(expression).strip("_").lower()
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
    inside = _held(expression)
    return "value" if inside is None else _named(inside)


def _held(expression: ast.expr) -> ast.expr | None:
    """Return the part of a composed value that it is called after."""
    match expression:
        case ast.Subscript(value=inner) | ast.BinOp(left=inner):
            return inner
        case ast.GeneratorExp(generators=[first, *_]):
            return first.iter
    return None


def _numbered(parts: Sequence[str]) -> str:
    """Join parts; of two values called the same, the second is told apart by a number."""
    seen: dict[str, int] = {}
    text = ""
    for part in parts:
        if part.startswith("{") and not part.startswith("{{") and part.endswith("}"):
            name = part[1:-1].removesuffix("!r")
            seen[name] = seen.get(name, 0) + 1
            told = part.replace("{" + name, "{" + name + str(seen[name]), 1)
            text += part if seen[name] == 1 else told
        else:
            text += part
    return text
