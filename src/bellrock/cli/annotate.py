"""`bellrock annotate`: what happened that charts should show? By hand, or by what releases."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

Kind = Literal["note", "release", "campaign", "incident"]


def annotate(  # noqa: PLR0913, PLR0917 -- options of a command
    text: Annotated[str, typer.Argument(help="What happened, such as v1.2 is live.")],
    kind: Annotated[Kind, typer.Option("--kind", help="What it was.")] = "note",
    at: Annotated[
        str | None, typer.Option("--at", help="When, with its zone: 2026-11-20T14:00Z; else now.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", help="When it ended, where it lasted.")
    ] = None,
    server: Annotated[
        str | None, typer.Option("--server", help="Address of a server, in place of --home.")
    ] = None,
    key: Annotated[str, typer.Option("--key", help="An admin key of that server.")] = "",
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Write down something that happened; every chart over time shows it."""
    said = {"text": text, "kind": kind, "at": at, "until": until}
    told = {name: value for name, value in said.items() if value is not None}
    if server is None:
        with reach(home_or_default(home), project=project, purpose="annotate") as door:
            made = door.annotate(told)
    else:
        if not key:
            raise InvalidDefinition(
                "a server is asked with a key", hint="bellrock key create --kind admin makes one",
                field="key",
            )  # fmt: skip
        from bellrock.runtime.remote import Remote  # noqa: PLC0415 -- help loads no engine

        remote = Remote(server, key)
        try:
            made = remote.annotate(told)
        finally:
            remote.close()
    if json:
        show_json(made)
    else:
        typer.echo(f"noted at {made['at']}: {made['text']}")
