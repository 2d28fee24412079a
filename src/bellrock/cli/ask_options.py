"""Which options does a question take? One for each part of its definition, in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer
from pydantic.fields import FieldInfo
from rich.markup import escape

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption
from bellrock.query.ask import Ask

Shown = tuple[Any, Any]
"""A parameter's annotation and default, as typer reads them."""
HOW: dict[str, Shown] = {
    "home": (HomeOption, None),
    "project": (ProjectOption, "default"),
    "json": (JsonOption, False),
}
"""Where a question is asked and how it is answered, for every kind."""

_METAVARS = {
    "from": "WHEN", "to": "WHEN", "where": "FILTER", "zone": "ZONE", "by": "PROPERTY",
    "events": "EVENT", "steps": "EVENT", "exclude": "EVENT", "start": "EVENT", "end": "EVENT",
    "return": "EVENT", "every": "GRAIN", "within": "TIME", "brackets": "TIME",
    "hold": "PROPERTY", "event": "EVENT", "of": "NUMBER", "bins": "NUMBERS",
}  # fmt: skip
_LATER = ("from", "to", "where", "zone", "bots", "identity")
"""Parts that every question has: shown after its own."""
_MANY, _LEFT_OUT = ("metric",), ("metrics",)  # `--metric` may be given once a series


@dataclass(frozen=True)
class Part:
    """A part of a question, and how its option looks."""

    name: str
    """As the question's definition calls it."""
    shown: Shown


def options(model: type[Ask]) -> dict[str, Part]:
    """Return the parts of `model` by the name of their parameter."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    own = [name for name in fields if name not in (*_LATER, *_LEFT_OUT)]
    singular = {many: one for one, many in model.singular.items()}
    return {
        f"{name}_": Part(name, _shown(name, singular.get(name, name), fields[name]))
        for name in (*own, *_LATER)
    }


def _shown(name: str, called: str, info: FieldInfo) -> Shown:
    default = info.get_default()
    flag = default is False
    many = name in _MANY or isinstance(default, tuple) or "tuple" in str(info.annotation)
    number = info.annotation in (int, int | None)
    option = typer.Option(
        f"--{called.replace('_', '-')}",
        metavar=None if flag else _METAVARS.get(name, "N" if number else name.upper()),
        help=escape(_sentence(info.description or "")),
        show_default=False,
    )
    kind = bool if flag else list[str] if many else int if number else str
    return Annotated[kind if flag else kind | None, option], False if flag else None


def _sentence(text: str) -> str:
    named = text.partition(" ")[0].endswith(":")  # a word of the language, kept as it is typed
    return (
        (text[:1] if named else text[:1].upper())
        + text[1:]
        + ("" if text.endswith((".", "…")) else ".")
    )
