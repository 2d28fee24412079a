"""What does a name in a filter or breakdown mean: a column, a property, or a person's trait?

`country` is the event's own property where the event carries one, else the column of that name;
`props.country` is the property alone, `column.country` the column alone, `person.plan` a trait.
Anything that is no column is a property; dots go into nested properties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from bellrock.core.errors import InvalidDefinition
from bellrock.query.tables import EVENTS

Scope = Literal["", "props", "column", "person"]
SCOPES: tuple[Scope, ...] = ("props", "column", "person")
PLAIN = re.compile(r"^(?:[^\W\d]|\$)[\w$]*$")
_PART = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`|([^\s."`\\]+))\s*""")
COLUMNS: frozenset[str] = frozenset(name for name, c in EVENTS.columns.items() if c.ask)
# These say what the event is, so a property of the same name never stands in for them.
OWN: frozenset[str] = frozenset(
    {"event", "kind", "event_id", "user_id", "anonymous_id", "dialect", "library", "historical"}
    | {"verdict", "identity", "bot"}
)
MAX_LENGTH = 200


@dataclass(frozen=True)
class Name:
    """A name as written: where it looks (`scope`, empty for the usual rule) and its path."""

    scope: Scope
    path: tuple[str, ...]

    @property
    def column(self) -> str | None:
        """The event column this name may mean, or None."""
        if self.scope in ("", "column") and len(self.path) == 1 and self.path[0] in COLUMNS:
            return self.path[0]
        return None

    @property
    def property(self) -> tuple[str, ...] | None:
        """The property path this name may mean, or None."""
        if self.scope == "props":
            return self.path
        if self.scope == "" and not (self.column and self.column in OWN):
            return self.path
        return None

    def __str__(self) -> str:
        shown = [part if _is_plain(part) else _quote(part) for part in self.path]
        if self.scope:
            return ".".join([self.scope, *shown])
        first = _quote(self.path[0]) if self.path[0] in SCOPES else shown[0]
        return ".".join([first, *shown[1:]])


def read_name(text: str, *, field: str = "where") -> Name:
    """Read a name: parts between dots, a part in double quotes or backticks where it is odd.

    Raises:
        InvalidDefinition: an empty part, or a character that no property can have.
    """
    parts, at = [], 0
    quoted_first = text.strip()[:1] in ('"', "`")
    while True:
        found = _PART.match(text, at)
        if not found:
            raise _wrong(f"{text!r} is no name", 'quote odd names: "order id"', field)
        parts.append(_unquoted(found))
        at = found.end()
        if at == len(text):
            return make_name(tuple(parts), quoted_first=quoted_first, field=field)
        if text[at] != ".":
            raise _wrong(f"{text!r} is no name", 'quote odd names: "order id"', field)
        at += 1


def make_name(parts: tuple[str, ...], *, quoted_first: bool = False, field: str = "where") -> Name:
    """Return the name of `parts`; a first part that is a scope's word chooses it unless quoted."""
    scope: Scope = ""
    if not quoted_first and len(parts) > 1 and parts[0] in SCOPES:
        scope, parts = parts[0], parts[1:]
    for part in parts:
        check_part(part, field)
    if scope == "person" and len(parts) > 1:
        parts = (".".join(parts),)
    name = Name(scope, parts)
    if scope == "column" and name.column is None:
        raise _wrong(f"there is no column called {parts[0]!r}", _nearest(parts[0]), field)
    return name


def check_part(part: str, field: str = "where") -> None:
    """Refuse what cannot be the name of a property.

    Raises:
        InvalidDefinition: empty, too long, or characters that the engine reads as its own syntax.
    """
    if not part or len(part) > MAX_LENGTH:
        raise _wrong("a property's name has 1 to 200 characters", "shorten it", field)
    if part[0] in ":^" or "[" in part or "]" in part or any(ord(c) < 32 for c in part):
        raise _wrong(
            f"{part!r} cannot be asked for",
            "names may not begin with : or ^, nor hold [ ] or control characters",
            field,
        )


def _nearest(word: str) -> str:
    near = get_close_matches(word, sorted(COLUMNS), n=1, cutoff=0.5)
    return f"did you mean column.{near[0]}?" if near else "columns: " + ", ".join(sorted(COLUMNS))


def _unquoted(found: re.Match[str]) -> str:
    double, back, bare = found.groups()
    if bare is not None:
        return bare
    return re.sub(r"\\(.)", r"\1", double if double is not None else back)


def _is_plain(part: str) -> bool:
    return PLAIN.match(part) is not None and part.lower() != "not"


def _quote(part: str) -> str:
    return '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrong(message: str, hint: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(message, hint=hint, field=field)
