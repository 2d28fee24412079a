"""`bellrock board list`, `export` and `import`: how does a board travel as a file?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json, show_table
from bellrock.core.errors import BellrockError, InvalidDefinition, NotFound
from bellrock.runtime.reach import reach

app = typer.Typer(help="List boards; take them along as YAML.", no_args_is_help=True)
_COLUMNS = ("id", "name", "tiles", "updated")


@app.command("list")
def list_boards(
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """List the boards of a project, but for private ones."""
    with reach(home_or_default(home), project=project, purpose="board list") as door:
        found = door.boards()
    if json:
        show_json(found)
    else:
        show_table(_COLUMNS, [[one[c] for c in _COLUMNS] for one in found], empty="No boards.")


@app.command("export")
def export(
    board: Annotated[str, typer.Argument(help="Its id, as in its address.")],
    project: ProjectOption = "default",
    home: HomeOption = None,
) -> None:
    """Print a board as YAML, with the saved questions on it."""
    with reach(home_or_default(home), project=project, purpose="board export") as door:
        sys.stdout.write(door.board_export(board))


@app.command("import")
def import_board(
    file: Annotated[Path, typer.Argument(help="What `export` printed; - is standard input.")],
    into: Annotated[
        str | None, typer.Option("--into", help="A board whose content it becomes.")
    ] = None,
    project: ProjectOption = "default",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make a board of a YAML file."""
    text = text_of(file)
    with reach(home_or_default(home), project=project, purpose="board import") as door:
        try:
            made = door.board_import(text, into)
        except InvalidDefinition as error:
            raise placed(error, file) from error
    if json:
        show_json(made)
    else:
        typer.echo(f"Board {made['name']} is there, with {len(made['tiles'])} tiles: {made['id']}")


def text_of(file: Path) -> str:
    """Return the text of a file, or of standard input for -.

    Raises:
        NotFound: it cannot be read.
    """
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{file} cannot be read as text", hint="name a YAML file") from error


def placed(error: BellrockError, file: Path) -> BellrockError:
    """Return the same refusal, with the line of the file that is at fault."""
    line = error.facts.get("line")
    where = f"{file}:{line}: " if line else ""
    return InvalidDefinition(where + error.message, hint=error.hint)
