"""`bellrock questions list`, `export` and `import`: how do saved questions travel as a file?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bellrock.cli.boards import placed, text_of
from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json, show_table
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

app = typer.Typer(help="List saved questions; take them along as YAML.", no_args_is_help=True)
_COLUMNS = ("id", "kind", "name", "updated")


@app.command("list")
def list_questions(
    search: Annotated[str, typer.Option("--search", help="Part of the name.")] = "",
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """List the saved questions of a project, newest first."""
    with reach(home_or_default(home), project=project, purpose="questions list") as door:
        found = door.questions(search, 500)
    if json:
        show_json(found)
    else:
        rows = [[one[c] for c in _COLUMNS] for one in found]
        show_table(_COLUMNS, rows, empty="No saved questions.")


@app.command("export")
def export(
    questions: Annotated[
        list[str] | None, typer.Argument(help="Their ids; all of them where none is given.")
    ] = None,
    project: ProjectOption = "default",
    home: HomeOption = None,
) -> None:
    """Print saved questions as YAML, under their ids."""
    with reach(home_or_default(home), project=project, purpose="questions export") as door:
        sys.stdout.write(door.questions_export(questions or []))


@app.command("import")
def import_questions(
    file: Annotated[Path, typer.Argument(help="What `export` printed; - is standard input.")],
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Save the questions of a YAML file; those of an id that is there become what it says."""
    text = text_of(file)
    with reach(home_or_default(home), project=project, purpose="questions import") as door:
        try:
            found = door.questions_import(text)
        except InvalidDefinition as error:
            raise placed(error, file) from error
    if json:
        show_json(found)
        return
    made, changed, same = (len(found[name]) for name in ("made", "changed", "same"))
    typer.echo(f"{made} made, {changed} changed, {same} as they were.")
