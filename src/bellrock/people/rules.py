"""Which ids may join people, how far, and which values are no id at all?

Types are declared, with defaults for the usual ones; a YAML file (or a setting) changes single
fields of them. A type that nobody declared is weak: it finds people and never joins them unless it
is verified.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Literal

import phonenumbers
import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from bellrock.core.errors import InvalidDefinition
from bellrock.people.claims import Identifier

CARRIERS = ("user_id", "anonymous_id")
"""The types that events are recorded under; they share one namespace."""
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Limit:
    """At most `n` ids of a type in one person: ever, or first seen within `window_days`."""

    __pydantic_config__ = _STRICT
    n: int
    window_days: int | None = None


@dataclass(frozen=True)
class IdType:
    """What one type of id may do.

    `ids_per_person` single: no claim short of an alias or merge puts two of them in one person.
    `people_per_id` multi: the id belongs to many (a household's phone), so it never joins people.
    `priority` 1 is the strongest; `ttl_days` after which a claim with such an id counts no more;
    `merge` strong or weak decides who goes first, never keeps the type out of the graph.
    """

    __pydantic_config__ = _STRICT
    priority: int = 9
    ids_per_person: Literal["single", "multi"] = "multi"
    people_per_id: Literal["single", "multi"] = "single"
    limit: Limit | None = None
    ttl_days: int | None = None
    normalise: Literal["none", "trim", "email", "phone"] = "trim"
    merge: Literal["strong", "weak", "never"] = "weak"
    sensitive: bool = False

    @property
    def joins(self) -> bool:
        """Whether ids of this type can join people at all."""
        return self.merge != "never" and self.people_per_id == "single"


DEFAULT_TYPES: Mapping[str, IdType] = {
    "user_id": IdType(1, "single", normalise="none", merge="strong"),
    "email": IdType(2, limit=Limit(5), normalise="email", merge="strong", sensitive=True),
    "phone": IdType(3, limit=Limit(5), normalise="phone", merge="strong", sensitive=True),
    "anonymous_id": IdType(4, limit=Limit(100), normalise="none"),
    "device_id": IdType(5, limit=Limit(100)),
    "session_id": IdType(9, people_per_id="multi", merge="never"),
}
_UNDECLARED = IdType()

_NO_IDS = """
anonymous guest distinctid distinct_id id not_authenticated email undefined true false null none
nan test unknown n/a default - -1
"""
BLOCKED_ANY_CASE = frozenset(_NO_IDS.split()) | {"[object object]"}
BLOCKED_PATTERNS = (r"[0-]*",)
_SAME_DIGIT = re.compile(r"\+?(\d)\1{5,}")
_NUMBERS = ("phone", "device_id", "anonymous_id")  # types in which 1111111111 is no accident


@dataclass(frozen=True)
class Rules:
    """Everything that decides who is one person; `DEFAULT_RULES` until a project says otherwise."""

    __pydantic_config__ = _STRICT
    types: Mapping[str, IdType] = field(default_factory=lambda: dict(DEFAULT_TYPES))
    blocked_values: frozenset[str] = frozenset()
    """Further values that are no id, in any case; the usual ones are always blocked."""
    blocked_patterns: tuple[str, ...] = ()
    """Further regular expressions; one that matches the whole value blocks it."""
    max_component: int = 500
    """Ids of one person at most."""
    max_merges: int = 50
    """User ids of one person at most, less one."""
    max_strong_links: int = 20
    """An id seen with more user ids than this belongs to nobody: a kiosk, a constant in code."""
    shared_device: Literal["session_scoped", "first_user", "last_user"] = "session_scoped"

    def type_of(self, name: str) -> IdType:
        """Return what ids of the type `name` may do."""
        return self.types.get(name, _UNDECLARED)

    def normal(self, identifier: Identifier) -> Identifier:
        """Return `identifier` as it is compared; ids that carry events stay as they are."""
        how = self.type_of(identifier.type).normalise
        if how == "none" or identifier.type in CARRIERS:
            return identifier
        return Identifier(identifier.type, _NORMALISE[how](identifier.value))

    def is_blocked(self, type_name: str, value: str) -> bool:
        """Return whether `value` is no id: a placeholder, a constant, or what the rules add."""
        plain = value.strip().lower()
        if plain in BLOCKED_ANY_CASE or plain in self._values:
            return True
        if type_name in _NUMBERS and _SAME_DIGIT.fullmatch(plain):
            return True
        return any(pattern.fullmatch(value.strip()) for pattern in self._patterns)

    @cached_property
    def _values(self) -> frozenset[str]:
        return frozenset(value.strip().lower() for value in self.blocked_values)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(p) for p in (*BLOCKED_PATTERNS, *self.blocked_patterns))


DEFAULT_RULES = Rules()


def read_rules(text: str) -> Rules:
    """Return the default rules with the changes that the YAML in `text` makes to them.

    Under `types`, a type named there keeps every field it does not mention.

    Raises:
        InvalidDefinition: not YAML, an unknown field, a wrong value, or no regular expression.
    """
    try:
        told = yaml.safe_load(text) or {}
        if not isinstance(told, dict):
            raise InvalidDefinition("identity rules are a YAML mapping", field="rules")
        rules = _RULES.validate_python({**told, "types": _types(told.get("types") or {})})
    except (yaml.YAMLError, ValidationError) as error:
        raise _unreadable(str(error)) from error
    _check_patterns(rules)
    return rules


def show_rules(rules: Rules) -> str:
    """Return `rules` as YAML that `read_rules` turns into the same rules."""
    shown: str = yaml.safe_dump(_RULES.dump_python(rules, mode="json"), sort_keys=False)
    return shown


def _types(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise InvalidDefinition(
            "types is a mapping from a type's name to its fields", field="types"
        )
    known = {f.name for f in fields(IdType)}
    merged: dict[str, Any] = dict(DEFAULT_TYPES)
    for name, changes in told.items():
        changed = changes or {}
        if not isinstance(changed, dict) or not set(changed) <= known:
            raise InvalidDefinition(
                f"the id type {name!r} has an unknown field",
                hint=f"fields are {', '.join(sorted(known))}",
                field=f"types.{name}",
            )
        base = replace(DEFAULT_TYPES.get(name, _UNDECLARED))
        merged[name] = {f.name: getattr(base, f.name) for f in fields(IdType)} | changed
    return merged


def _check_patterns(rules: Rules) -> None:
    for pattern in rules.blocked_patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise InvalidDefinition(
                f"{pattern!r} is no regular expression: {error}", field="blocked_patterns"
            ) from error


def _unreadable(said: str) -> InvalidDefinition:
    return InvalidDefinition(
        "the identity rules cannot be read", hint="see the guide's page on identity", said=said
    )


def _phone(value: str) -> str:
    """Return E.164 where the number says its country, else its digits."""
    try:
        parsed = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return re.sub(r"[^\d+]", "", value)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


_NORMALISE: Mapping[str, Callable[[str], str]] = {
    "trim": lambda value: value.strip(),
    "email": lambda value: value.strip().lower(),
    "phone": _phone,
}
_RULES = TypeAdapter(Rules)
