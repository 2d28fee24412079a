"""`bellrock audiences`: which people were kept under a name, and how are they used elsewhere?"""

# ruff: noqa: PLR0913, PLR0917 -- a command's options are its function's arguments
from __future__ import annotations

import json as jsons
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_facts, show_json, show_table
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

app = typer.Typer(
    help="People kept under a name: listed, saved, uploaded, exported.", no_args_is_help=True
)
Key = Annotated[str, typer.Argument(metavar="AUDIENCE", help="Its key, as `list` shows it.")]
Note = Annotated[str, typer.Option("--note", help="What is to be known of it.")]
_MISSING = 10


@app.command("list")
def list_audiences(
    search: Annotated[str, typer.Option("--search", help="Part of the name or note.")] = "",
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """List audiences with how many people are in them now."""
    with reach(home_or_default(home), project=project, purpose="audiences list") as door:
        found = door.audiences(search)
    if json:
        show_json(found)
        return
    columns = ("key", "name", "people", "filled")
    show_table(columns, [[one[c] for c in columns] for one in found], empty="No audiences.")


@app.command("show")
def show(
    key: Key, project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Show where the people of an audience come from."""
    with reach(home_or_default(home), project=project, purpose="audiences show") as door:
        found = door.audience(key)
    if json:
        show_json(found)
    else:
        show_facts(_facts(found))


@app.command("save")
def save(
    name: Annotated[str, typer.Argument(help="What it is to be called.")],
    where: Annotated[
        str, typer.Option("--where", help="People of the list by traits and facts.")
    ] = "",
    search: Annotated[str, typer.Option("--search", help="People by id, name or address.")] = "",
    cell: Annotated[
        str, typer.Option("--cell", help='Behind a number: {"kind": …, "ask": {…}, "cell": {…}}.')
    ] = "",
    note: Note = "",
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Keep people under a name: of the list of people, or behind a number of an answer."""
    source = {"from": "people", "where": where, "search": search}
    if cell:
        if where or search:
            raise InvalidDefinition(
                "an audience comes from a number or from the list",
                hint="give --cell alone, or --where and --search",
            )
        source = {"from": "cell", **_object(cell)}
    with reach(home_or_default(home), project=project, purpose="audiences save") as door:
        made = door.audience_save(name, note, source)
    _say(made, json)


@app.command("upload")
def upload(
    file: Annotated[Path, typer.Argument(help="A text or CSV file of user ids or e-mails.")],
    name: Annotated[str, typer.Option("--name", help="What it is to be called.")] = "",
    into: Annotated[
        str | None, typer.Option("--into", help="An audience whose people give way.")
    ] = None,
    note: Note = "",
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Keep the people whom the ids of a file mean."""
    with reach(home_or_default(home), project=project, purpose="audiences upload") as door:
        made = door.audience_upload(file, name or file.stem, note, into)
    if json:
        show_json(made)
        return
    _say(made["audience"], json=False)
    typer.echo(f"{made['found']:,} of {made['given']:,} ids found somebody.")
    for one in made["examples"][:_MISSING]:
        typer.echo(f"  line {one['line']}: nobody goes by {one['id']}")
    if made["missing"] > _MISSING:
        typer.echo(f"  … and {made['missing'] - _MISSING:,} more; --json names up to 1,000")


@app.command("rename")
def rename(
    key: Key, name: Annotated[str, typer.Argument(help="Its new name.")],
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False,
) -> None:  # fmt: skip
    """Rename an audience; its key stays, so that filters go on to mean it."""
    with reach(home_or_default(home), project=project, purpose="audiences rename") as door:
        changed = door.audience_change(key, {"name": name})
    _say(changed, json)


@app.command("refresh")
def refresh(
    key: Key, project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Fill an audience anew by its definition, and tell who came and left."""
    with reach(home_or_default(home), project=project, purpose="audiences refresh") as door:
        made = door.audience_refresh(key)
    if json:
        show_json(made)
    else:
        people = made["audience"]["people"]
        typer.echo(f"{people:,} people now: {made['came']:,} came, {made['left']:,} left.")


@app.command("export")
def export(key: Key, project: ProjectOption = "default", home: HomeOption = None) -> None:
    """Print the people of an audience as CSV: person, id, e-mail address, name."""
    with reach(home_or_default(home), project=project, purpose="audiences export") as door:
        for part in door.audience_export(key):
            sys.stdout.write(part)


@app.command("delete")
def delete(key: Key, project: ProjectOption = "default", home: HomeOption = None) -> None:
    """Delete an audience; `restore` brings it back."""
    with reach(home_or_default(home), project=project, purpose="audiences delete") as door:
        door.audience_delete(key)
    typer.echo(f"Deleted; bring it back with bellrock audiences restore {key}")


@app.command("restore")
def restore(
    key: Key, project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Bring a deleted audience back."""
    with reach(home_or_default(home), project=project, purpose="audiences restore") as door:
        made = door.audience_restore(key)
    _say(made, json)


def _say(audience: dict[str, Any], json: bool) -> None:
    if json:
        show_json(audience)
        return
    people = audience["people"]
    typer.echo(f"Audience {audience['name']} has {people:,} people: {audience['key']}")


def _facts(found: dict[str, Any]) -> dict[str, Any]:
    told = found["definition"]
    source = {"list": told.get("file", ""), "cell": told.get("title") or told.get("kind", "")}
    return {
        "audience": f"{found['name']} ({found['key']})",
        "note": found["note"],
        "people": f"{found['people']:,} now, {found['saved']:,} when it was filled",
        "filled": found["filled"],
        "from": f"{told['from']} {source.get(told['from'], told.get('where', ''))}".strip(),
        "saved by": (found["owner"] or {}).get("email"),
    }


def _object(text: str) -> dict[str, Any]:
    try:
        told = jsons.loads(text)
    except ValueError as error:
        raise InvalidDefinition(
            "--cell is no JSON", hint='write {"kind": "trend", "ask": {"events": ["buy"]}}'
        ) from error
    if not isinstance(told, dict):
        raise InvalidDefinition("--cell is no object", hint='write {"kind": "trend", "ask": …}')
    return told
