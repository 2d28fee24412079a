"""`bellrock key create`: how does a program get in?"""

from __future__ import annotations

from typing import Annotated

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.runtime.reach import reach

app = typer.Typer(help="Make keys for programs that send or read events.", no_args_is_help=True)


@app.command("create")
def create(
    kind: Annotated[str, typer.Option("--kind", help="write (send events), read or admin.")],
    project: ProjectOption = "default",
    name: Annotated[str, typer.Option("--name", help="What the key is for.")] = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make a key and print it; a read or admin key is shown only this once."""
    with reach(home_or_default(home), project=project, purpose="key create", create=True) as door:
        key = door.key_create(kind, name)
    if json:
        show_json({"key": key})
    else:
        typer.echo(key)
