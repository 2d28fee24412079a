"""How is every setting explained? The text of docs/reference/settings.md, from the settings."""

from __future__ import annotations

from typing import get_args

from pydantic.fields import FieldInfo

from bellrock.runtime.config import DEFAULT_HOME, HOME_VARIABLE, Config, settings, variable

_HEAD = f"""# Settings before the start

What must be known before Bellrock starts stands in `config.toml` in the home, or in the
environment, which wins. Everything else is a setting in the app. An unknown name is refused, with
the nearest known one. `bellrock doctor` checks them.

The home is `--home`, else `{HOME_VARIABLE}`, else `./{DEFAULT_HOME}`.
"""


def page() -> str:
    """Return the page as Markdown: a section a table of `config.toml`, a row a setting."""
    sections = dict.fromkeys(name.partition(".")[0] for name, _ in settings())
    return "\n".join([_HEAD, *(_section(name) for name in sections)])


def _section(section: str) -> str:
    about = type(Config.model_fields[section].default).__doc__ or ""
    rows = [_row(name, info) for name, info in settings() if name.startswith(f"{section}.")]
    head = "| setting | variable | default | values | what it does |\n|---|---|---|---|---|"
    return "\n".join([f"## [{section}]", "", about, "", head, *rows, ""])


def _row(name: str, info: FieldInfo) -> str:
    default = f"`{info.default}`" if info.default != "" else "empty"
    cells = (
        f"`{name.partition('.')[2]}`",
        f"`{variable(name)}`",
        default,
        _values(info.annotation),
        info.description or "",
    )
    return f"| {' | '.join(cells)} |"


def _values(kind: object) -> str:
    words: dict[object, str] = {str: "text", int: "whole number", float: "number"}
    if kind in words:
        return words[kind]
    return ", ".join(f"`{value}`" for value in get_args(kind))
