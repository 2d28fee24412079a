"""How does a statement look with its values in it? As text to be pasted into clickhouse-client."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bellrock.query.sql import Sql

_MARK = re.compile(r"\{(\w+):([\w()]+)\}")
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_NUMBER = re.compile(r"U?Int(?:8|16|32|64)|Float(?:32|64)")


def inlined(sql: Sql) -> str:
    """Return the statement with every bound value written out as a literal of its type."""
    return _MARK.sub(lambda mark: literal(sql.params[mark[1]], mark[2]), sql.text)


def literal(value: Any, type_: str) -> str:
    """Return `value` as the engine's literal of `type_`: a text, a number, or an array of them.

    Raises:
        TypeError: it is none of these.
    """
    if isinstance(value, str) and type_ == "String":
        return quoted(value)
    if isinstance(value, list | tuple) and type_.startswith("Array("):
        inner = type_[len("Array(") : -1]
        return _array(value, inner)
    if isinstance(value, int | float) and _NUMBER.fullmatch(type_):
        return f"to{type_}({_digits(value)})"
    raise TypeError(f"no literal of {type_} for a {type(value).__name__}")


def quoted(text: str) -> str:
    """Return `text` as a literal that ends where it ends, whatever it holds."""
    return "'" + "".join(_escaped(char) for char in text) + "'"


def named(text: str) -> str:
    """Return `text` as an identifier."""
    return "`" + "".join(_escaped(char) for char in text).replace("`", "\\`") + "`"


def _array(values: Sequence[Any], inner: str) -> str:
    if inner == "String":
        shown = f"[{', '.join(quoted(value) for value in values)}]"
        return shown if values else f"cast({shown}, 'Array(String)')"
    if not _NUMBER.fullmatch(inner):
        raise TypeError(f"no literal of an array of {inner}")
    return f"cast([{', '.join(_digits(value) for value in values)}], 'Array({inner})')"


def _digits(value: float) -> str:
    return repr(value + 0)  # True is 1


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\x{ord(char):02x}" if ord(char) < 32 else char
