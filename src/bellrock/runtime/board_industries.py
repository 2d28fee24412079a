"""Which board does an industry begin with? Templates, filled with a project's events."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.query.phrases import say_selector
from bellrock.query.selector import Choice, Selector
from bellrock.runtime.boards_model import Filters, Place, Tile

Language = Literal["en", "zh-CN"]
Json = dict[str, Any]
_FOLDER = Path(__file__).parent / "board_templates"
_ROLE = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True)
class RoleOffer:
    """What an event of a template means, and which event of the project that probably is."""

    role: str
    said: dict[str, str]
    """By language."""
    guess: str | None


@dataclass(frozen=True)
class TemplateOffer:
    """A board that an industry begins with; names and hints by language."""

    template: str
    name: dict[str, str]
    hint: dict[str, str]
    tiles: int
    roles: list[RoleOffer]


def offers(events: Sequence[str]) -> list[TemplateOffer]:
    """Return all templates, with guesses from `events`, the project's, most frequent first."""
    return [_offer(name, told, events) for name, told in _templates().items()]


def filled(template: str, events: Mapping[str, str], language: Language) -> Json:
    """Return the fields of a board: the template, its roles being `events` of the project.

    Tiles that need a role for which there is no event are left out.

    Raises:
        NotFound: there is no such template.
        InvalidDefinition: a role is not the template's, or none is filled.
    """
    told = _templates().get(template)
    if told is None:
        raise NotFound(
            "there is no such template", hint="list them with GET /api/v1/boards/templates"
        )
    for role in events:
        if role not in told["roles"]:
            raise InvalidDefinition(
                f"the template has no role {role!r}", hint="use its own roles",
                field=f"events.{role}",
            )  # fmt: skip
    known = {
        role: say_selector(Selector((Choice(event),), event))
        for role, event in events.items()
        if event.strip()
    }
    tiles = [_tile(tile, known, language) for tile in told["tiles"] if _needs(tile) <= set(known)]
    if not tiles:
        raise InvalidDefinition(
            "no tile is left without events", hint="choose what at least one event means",
            field="events",
        )  # fmt: skip
    return {
        "name": told["name"][language], "description": told["hint"][language],
        "filters": Filters(), "tiles": tiles,
    }  # fmt: skip


def guess(wanted: Sequence[str], events: Sequence[str]) -> str | None:
    """Return the event that means one of `wanted`, best first: by the same words, else part."""
    plain = {event: _plain(event) for event in events}
    for one in wanted:
        same = [event for event in events if plain[event] == _plain(one)]
        if same:
            return same[0]
    for one in wanted:
        part = [event for event in events if f" {_plain(one)} " in f" {plain[event]} "]
        if part:
            return part[0]
    return None


@cache
def _templates() -> dict[str, Json]:
    return {
        path.stem: yaml.safe_load(path.read_text("utf-8"))
        for path in sorted(_FOLDER.glob("*.yaml"))
    }


def _offer(name: str, told: Json, events: Sequence[str]) -> TemplateOffer:
    roles = [
        RoleOffer(
            role,
            {language: said for language, said in one.items() if language != "guess"},
            guess(one["guess"], events),
        )
        for role, one in told["roles"].items()
    ]
    return TemplateOffer(name, told["name"], told["hint"], len(told["tiles"]), roles)


def _plain(event: str) -> str:
    """Return an event's name in small words: `OrderCompleted`, `order_completed` are one."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", event)
    return " ".join(re.findall(r"[^\W_]+", apart.casefold()))


def _needs(tile: Json) -> set[str]:
    return set(_ROLE.findall(yaml.safe_dump(tile.get("ask", {}))))


def _tile(tile: Json, known: Mapping[str, str], language: Language) -> Tile:
    x, y, w, h = tile["place"]
    return Tile.model_validate(
        {
            "id": tile["id"], "kind": tile["kind"],
            "title": tile.get("title", {}).get(language, ""),
            "place": Place(x=x, y=y, w=w, h=h), "ask": _put(tile["ask"], known),
        }
    )  # fmt: skip


def _put(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _put(one, known) for name, one in value.items()}
    if isinstance(value, list):
        return [_put(one, known) for one in value]
    if isinstance(value, str):
        return _ROLE.sub(lambda found: known[found[1]], value)
    return value
