"""How is a definition read from YAML, so that what is wrong is told by its line?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from bellrock.core.errors import InvalidDefinition
from bellrock.core.place import inside, place

LARGEST_BYTES = 1 << 20


def written(told: Mapping[str, Any]) -> str:
    """Return a definition as YAML, in its own order; texts of several lines as blocks."""
    return yaml.dump(dict(told), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def misshapen(error: ValidationError) -> InvalidDefinition:
    """Return the first fault of a definition's shape as a refusal, with its place."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = place(first["loc"])
    said = first["msg"][:1].lower() + first["msg"][1:]
    return InvalidDefinition(f"{field}: {said}", hint=f"look at {field}", field=field)


def read_yaml(text: str) -> tuple[Any, Mapping[str, int]]:
    """Return what a YAML text holds, and the line of each place in it.

    Raises:
        InvalidDefinition: it is no YAML; its facts name the `line`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST_BYTES:
        raise InvalidDefinition(
            "the file is too large", hint="a file of boards or questions has at most 1 MiB"
        )
    try:
        events = sum(isinstance(one, yaml.AliasToken) for one in yaml.scan(text))
        root = None if events else yaml.compose(text, Loader=yaml.SafeLoader)
        tree = None if events else yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise InvalidDefinition(
            "this is no YAML",
            hint="look at the indentation and the quotes of this line",
            field="bellrock", line=mark.line + 1 if mark else 1,
        ) from error  # fmt: skip
    if events:
        raise InvalidDefinition(
            "the file has aliases, which are not read",
            hint="write out what * stands for",
            field="bellrock",
        )
    lines: dict[str, int] = {}
    if root is not None:
        _note(root, "", lines)
    return tree, lines


def _note(node: yaml.Node, where: str, lines: dict[str, int]) -> None:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = inside(where, str(key.value))
            lines[below] = key.start_mark.line + 1
            _note(value, below, lines)
    elif isinstance(node, yaml.SequenceNode):
        for i, one in enumerate(node.value):
            _note(one, f"{where}[{i}]", lines)


def at_line(error: InvalidDefinition, lines: Mapping[str, int]) -> InvalidDefinition:
    """Return the same refusal with the line of its place, or of the nearest one around it."""
    where = error.field
    while where and where not in lines:
        cut = max(where.rfind("."), where.rfind("["))
        where = where[:cut] if cut > 0 else ""
    facts = {"line": lines.get(where, 1)} | error.facts
    return InvalidDefinition(error.message, hint=error.hint, **facts)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
