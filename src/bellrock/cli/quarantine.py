"""`bellrock quarantine`: which events were refused, and how do they get in after all?"""

# ruff: noqa: PLR0913, PLR0917 -- a command's options are its function's arguments
from __future__ import annotations

import json as json_text
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_json, show_table
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

app = typer.Typer(help="Look at refused events, and send them again.", no_args_is_help=True)

ReasonOption = Annotated[
    str | None, typer.Option("--reason", metavar="REASON", help="Only those refused for this.")
]
EventOption = Annotated[
    str | None, typer.Option("--event", metavar="EVENT", help="Only those of this name.")
]


@app.command("list")
def list_refused(
    reason: ReasonOption = None,
    event: EventOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="How many.")] = 20,
    home: HomeOption = None,
    project: ProjectOption = "default",
    json: JsonOption = False,
) -> None:
    """List refused events in the order they arrived, with the reason and the fix."""
    with reach(home_or_default(home), project=project, purpose="quarantine list") as door:
        held = door.refused(reason=reason, event=event, limit=limit)
    if json:
        show_json(held)
        return
    rows = [(one["received"][:19], one["event"], one["reason"], one["detail"]) for one in held]
    show_table(("received", "event", "reason", "detail"), rows, empty="No event is in quarantine.")


@app.command("replay")
def replay(
    reason: ReasonOption = None,
    event: EventOption = None,
    put: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="First give a field this value."),
    ] = None,
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="OLD=NEW", help="First call a field by another name."),
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="PATH", help="First remove a field.")
    ] = None,
    home: HomeOption = None,
    project: ProjectOption = "default",
    json: JsonOption = False,
) -> None:
    """Send refused events through the front door again, mended first where told."""
    fixes = [
        *(_change("set", text) for text in put or ()),
        *(_change("rename", text) for text in rename or ()),
        *({"do": "drop", "path": path} for path in drop or ()),
    ]
    with reach(home_or_default(home), project=project, purpose="quarantine replay") as door:
        done = door.replay(reason=reason, event=event, fixes=fixes)
    if json:
        show_json(done)
    else:
        typer.echo(f"{done['sent']:,} sent again; `bellrock quarantine list` shows what is left.")


def _change(do: str, text: str) -> dict[str, Any]:
    path, equals, value = text.partition("=")
    if not equals:
        raise InvalidDefinition(
            f"--{do} {text} has no value", hint=f"write --{do} path=value", field=do
        )
    return {"do": do, "path": path, "value": _value(value) if do == "set" else value}


def _value(text: str) -> Any:
    try:
        return json_text.loads(text)
    except ValueError:
        return text
