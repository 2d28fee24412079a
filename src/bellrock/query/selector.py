"""Which events does a step mean? `buy`, either-or `page|screen`, filtered `buy[price > 10]`, `any`.

A name may stand in double quotes, and must where it holds `|`, `[` or is the word any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside
from bellrock.query.grammar import parse, unquote
from bellrock.query.predicate import Predicate, conjunction, dump, load

MAX_CHOICES = 50


@dataclass(frozen=True)
class Choice:
    """One event by name (None: any event), narrowed by a filter."""

    event: str | None
    where: Predicate | None = None


@dataclass(frozen=True)
class Selector:
    """The events that match at least one choice; `label` is how answers call it."""

    choices: tuple[Choice, ...]
    label: str

    @property
    def events(self) -> tuple[str, ...] | None:
        """The event names that can match, or None where any can."""
        names = [choice.event for choice in self.choices]
        if any(name is None for name in names):
            return None
        return tuple(dict.fromkeys(name for name in names if name is not None))

    @property
    def filters(self) -> tuple[Predicate, ...]:
        """The filters of its choices."""
        return tuple(c.where for c in self.choices if c.where is not None)

    @property
    def key(self) -> tuple[Choice, ...]:
        """What it means, without its label."""
        return self.choices


ANY = Selector((Choice(None),), "any")


def read_selector(data: Any, *, field: str = "") -> Selector:
    """Read a selector from text, or from `{"event" | "any_of", "where", "name"}`.

    Args:
        field: The place of the step, which refusals name with the part of it: `steps[1].event`.

    Raises:
        InvalidDefinition: an empty name, an unclosed bracket, a wrong filter.
    """
    if isinstance(data, Selector):
        return data
    if isinstance(data, str):
        return _from_text(data, field)
    if isinstance(data, Mapping):
        return _from_object(data, field)
    raise _wrong("a step is a text or an object", 'for example "buy[price > 10]"', field or "event")


def dump_selector(selector: Selector) -> dict[str, Any]:
    """Return `selector` as the object that `read_selector` reads."""
    shown = [_dump_choice(choice) for choice in selector.choices]
    body = shown[0] if len(shown) == 1 else {"any_of": shown}
    return {**body, "name": selector.label}


def _from_object(data: Mapping[str, Any], field: str) -> Selector:
    if unknown := set(data) - {"event", "any_of", "where", "name"}:
        raise _wrong(
            f"a step has no {sorted(unknown)[0]!r}", "use event, any_of, where",
            inside(field, str(sorted(unknown)[0])),
        )  # fmt: skip
    if ("event" in data) == ("any_of" in data):
        raise _wrong(
            "a step has either event or any_of", 'for example {"event": "buy"}',
            inside(field, "event"),
        )  # fmt: skip
    choices = _either(data, field) if "any_of" in data else _choices_of(_exact(data), field)
    return _made(choices, str(data.get("name") or _label(choices)), field)


def _exact(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"event": data["event"], "where": data.get("where")}


def _either(data: Mapping[str, Any], field: str) -> tuple[Choice, ...]:
    inner, place = data["any_of"], inside(field, "any_of")
    if not isinstance(inner, list | tuple) or not inner:
        raise _wrong("any_of is a list of events", '["page", "screen"]', place)
    found = [_choices_of(item, f"{place}[{i}]") for i, item in enumerate(inner)]
    choices = tuple(choice for some in found for choice in some)
    where = _filter(data.get("where"), inside(field, "where"))
    return choices if where is None else tuple(_narrowed(choice, where) for choice in choices)


def _choices_of(item: Any, field: str) -> tuple[Choice, ...]:
    if isinstance(item, str):
        return _from_text(item, field).choices
    if not isinstance(item, Mapping) or "event" not in item:
        raise _wrong("each choice names its event", '{"event": "buy"}', inside(field, "event"))
    name = item["event"]
    if name is not None and (not isinstance(name, str) or not name):
        raise _wrong("an event's name is a text", '{"event": "buy"}', inside(field, "event"))
    return (Choice(name, _filter(item.get("where"), inside(field, "where"))),)


def _filter(data: Any, field: str) -> Predicate | None:
    if data is None:
        return None
    return parse(data, field=field) if isinstance(data, str) else load(data, field=field)


def _narrowed(choice: Choice, where: Predicate) -> Choice:
    return Choice(choice.event, conjunction(choice.where, where))


def _from_text(text: str, field: str) -> Selector:
    choices, at = [], 0
    while True:
        choice, at = _one(text, at, field)
        choices.append(choice)
        if at == len(text):
            return _made(tuple(choices), text.strip(), field)
        at += 1  # over the bar


def _one(text: str, at: int, field: str) -> tuple[Choice, int]:
    name, at = _name(text, at, field)
    where = None
    if text[at : at + 1] == "[":
        end = _closing(text, at, field)
        where = parse(text[at + 1 : end], field=inside(field, "where"))
        at = end + 1 + len(text[end + 1 :]) - len(text[end + 1 :].lstrip())
    if at < len(text) and text[at] != "|":
        raise _wrong(
            f"{text[at:]!r} does not belong here", "separate events with |", inside(field, "event")
        )
    return Choice(name, where), at


def _name(text: str, at: int, field: str) -> tuple[str | None, int]:
    quoted = re.compile(r'\s*("(?:[^"\\]|\\.)*")\s*').match(text, at)
    if quoted:
        return unquote(quoted.group(1)), quoted.end()
    bare = re.compile(r"[^|\[]*").match(text, at)
    name = bare.group().strip() if bare else ""
    if not name:
        raise _wrong(
            f"an event's name is missing in {text!r}", "write buy or page|screen",
            inside(field, "event"),
        )  # fmt: skip
    return None if name == "any" else name, bare.end() if bare else at


def _closing(text: str, opening: int, field: str) -> int:
    depth, quote, at = 0, "", opening
    while at < len(text):
        char = text[at]
        if char == "\\" and quote:
            at += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'`":
            quote = char
        elif char in "[]":
            depth += 1 if char == "[" else -1
            if depth == 0:
                return at
        at += 1
    raise _wrong(
        f"the bracket in {text!r} is not closed", "write buy[price > 10]", inside(field, "where")
    )


def _made(choices: tuple[Choice, ...], label: str, field: str) -> Selector:
    if len(choices) > MAX_CHOICES:
        raise _wrong(
            "a step has too many choices", f"use at most {MAX_CHOICES}", inside(field, "event")
        )
    plain = choices[0].event if len(choices) == 1 and choices[0].where is None else None
    return Selector(choices, plain if plain is not None and label.startswith('"') else label)


def _label(choices: tuple[Choice, ...]) -> str:
    return "|".join("any" if choice.event is None else choice.event for choice in choices)


def _dump_choice(choice: Choice) -> dict[str, Any]:
    shown: dict[str, Any] = {"event": choice.event}
    return shown if choice.where is None else {**shown, "where": dump(choice.where)}


def _wrong(message: str, hint: str, field: str) -> InvalidDefinition:
    return InvalidDefinition(message, hint=hint, field=field)
