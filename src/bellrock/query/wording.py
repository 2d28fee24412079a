"""How is a filter said in text? The form that the grammar reads back."""

from __future__ import annotations

from bellrock.query.predicate import Either, Every, InAudience, Opposite, Predicate, Scalar, Test
from bellrock.query.when import When


def say(tree: Predicate) -> str:
    """Return `tree` as text that `grammar.parse` reads as the same tree."""
    if isinstance(tree, Test):
        return _test(tree)
    if isinstance(tree, InAudience):
        keys = [_scalar(key) for key in tree.audiences]
        return f"in audience {keys[0]}" if len(keys) == 1 else f"in audience [{', '.join(keys)}]"
    if isinstance(tree, Opposite):
        inner = say(tree.part)
        return f"not {inner}" if isinstance(tree.part, InAudience) else f"not ({inner})"
    word = " and " if isinstance(tree, Every) else " or "
    return word.join(_inner(part) for part in tree.parts)


def _inner(tree: Predicate) -> str:
    return f"({say(tree)})" if isinstance(tree, Every | Either) else say(tree)


def _test(test: Test) -> str:
    if test.value is None:
        return f"{test.name} {test.op}"
    if isinstance(test.value, tuple):
        values = [_scalar(value) for value in test.value]
        said = " and ".join(values) if "between" in test.op else f"[{', '.join(values)}]"
        return f"{test.name} {test.op} {said}"
    return f"{test.name} {test.op} {_scalar(test.value)}"


def _scalar(value: Scalar) -> str:
    if isinstance(value, When):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
