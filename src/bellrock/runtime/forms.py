"""In which other forms can a question be asked? As SQL, a command, Python, and curl.

None holds a secret: a key is read from the variable READ_KEY (ADMIN_KEY for SQL) by whoever runs
it. What a question names is quoted for where it stands, so that no name can end its quotes.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bellrock.analytics import Statement, kind_of
from bellrock.query.ask import Ask
from bellrock.query.inlined import inlined
from bellrock.query.phrases import phrases, say_selector
from bellrock.query.relation import Context
from bellrock.query.selector import read_selector
from bellrock.runtime.accounts_projects import DEFAULT
from bellrock.store import Lake

_WIDTH = 88


@dataclass(frozen=True)
class Forms:
    """One question in four forms; each, run where Bellrock is, gives the same numbers."""

    sql: str
    cli: str
    python: str
    http: str


def forms(lake: Lake, ask: Ask, ctx: Context, *, project: str, url: str) -> Forms:
    """Return the forms of `ask` about the project called `project`, served at `url`.

    Raises:
        InvalidDefinition: the question cannot mean anything.
    """
    kind = kind_of(ask)
    said = phrases(ask)
    key = "READ_KEY" if kind.right == "read" else "ADMIN_KEY"
    return Forms(
        sql=sql_form(kind.statements(lake, ask, ctx)),
        cli=cli_form(kind.ask, said, project),
        python=python_form(kind.ask, said, url, key=key),
        http=http_form(kind.name, said, url, key=key),
    )


def sql_form(found: Sequence[Statement]) -> str:
    """Return statements to be pasted into clickhouse-client, each under its title."""
    said = [f"-- {_one_line(one.title)}\n{inlined(one.sql)};" for one in found]
    return "\n\n".join(said) or "-- no event of the period is on a path"


def cli_form(kind: type[Ask], said: Mapping[str, Any], project: str) -> str:
    """Return the `bellrock ask` command for a shell, to be run beside the home."""
    words = ["bellrock", "ask", kind.question]
    called = {f"{name}s": name for name in kind.model_fields}
    called |= {many: one for one, many in kind.singular.items()}
    for name, value in said.items():
        option = "--" + called.get(name, name).replace("_", "-")
        for one in value if isinstance(value, list) else [value]:
            words += _option(option, one)
    words += [] if project == DEFAULT else ["--project", project]
    return shlex.join(words)


def python_form(
    kind: type[Ask], said: Mapping[str, Any], url: str, *, key: str = "READ_KEY"
) -> str:
    """Return a script that asks the server; the key comes from the variable `key`."""
    first = next((name for name, part in kind.model_fields.items() if part.is_required()), None)
    given = [repr(said[first])] if first else []
    given += [
        f"{name}_={value!r}" if name in ("from", "return") else f"{name}={value!r}"
        for name, value in said.items()
        if name != first
    ]
    call = f"b.{kind.question}({', '.join(given)})"
    if len(call) > _WIDTH:
        call = f"b.{kind.question}(\n    " + ",\n    ".join(given) + ",\n)"
    return (
        "from os import environ\n\nfrom bellrock import Bellrock\n\n"
        f'with Bellrock({url!r}, key=environ["{key}"]) as b:\n'
        f"    answer = {call.replace(chr(10), chr(10) + '    ')}\n"
        "print(answer.to_json())\n"
    )


def http_form(kind: str, said: Mapping[str, Any], url: str, *, key: str = "READ_KEY") -> str:
    """Return a curl command; the key comes from the variable `key`."""
    body = json.dumps(dict(said), ensure_ascii=False)
    return (
        f"curl -sS {shlex.quote(f'{url}/api/v1/ask/{kind}')} \\\n"
        f'  -H "Authorization: Bearer ${key}" \\\n'
        "  -H 'Content-Type: application/json' \\\n"
        f"  -d {shlex.quote(body)}"
    )


def _option(option: str, value: Any) -> list[str]:
    if value is True:
        return [option]
    if isinstance(value, Mapping):  # the command line has no labels
        value = say_selector(read_selector(value))
    said = str(value)
    return [f"{option}={said}"] if said.startswith("-") else [option, said]


def _one_line(text: str) -> str:
    """A title as a comment: what would end its line ends nothing."""
    return "".join(char if char.isprintable() else " " for char in text)
