"""`bellrock project list` and `create`: which customer bases are kept apart?"""

from __future__ import annotations

from typing import Annotated

import typer

from bellrock.cli.options import HomeOption, JsonOption, home_or_default
from bellrock.cli.show import show_json, show_table
from bellrock.runtime.reach import reach

app = typer.Typer(help="List and found projects.", no_args_is_help=True)
_COLUMNS = ("name", "zone", "currency", "created")


@app.command("list")
def list_projects(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the projects of a home."""
    with reach(home_or_default(home), purpose="project list") as door:
        projects = door.projects()
    if json:
        show_json(projects)
    else:
        show_table(_COLUMNS, [[p[c] for c in _COLUMNS] for p in projects], empty="No projects.")


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Letters, digits, - and _.")],
    zone: Annotated[str, typer.Option("--zone", help="Time zone in which its days begin.")] = "UTC",
    currency: Annotated[str, typer.Option("--currency", help="Three capital letters.")] = "USD",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Found a project with events, people, members and keys of its own."""
    with reach(home_or_default(home), purpose="project create", create=True) as door:
        made = door.project_create(name, zone=zone, currency=currency)
    if json:
        show_json(made)
    else:
        typer.echo(f"Project {made['name']} is there; days begin at midnight in {made['zone']}.")
