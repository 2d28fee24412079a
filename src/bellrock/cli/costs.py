"""`bellrock costs`: what was paid for people, imported from a file, listed and removed."""

# ruff: noqa: PLR0913, PLR0917 -- a command's options are its function's arguments
from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.sentences_worth import money
from bellrock.cli.show import show_json, show_table
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

app = typer.Typer(help="What was paid for people, by day and campaign.", no_args_is_help=True)
_DAYS = ["%Y-%m-%d"]


@app.command("import")
def import_costs(
    file: Annotated[Path, typer.Argument(help="A CSV file: day, amount, channel, campaign …")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    skip_faults: Annotated[
        bool, typer.Option("--skip-faults", help="Leave out lines with faults.")
    ] = False,
    project: ProjectOption = "default",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Import costs; a day and campaign that is known already is replaced, never doubled."""
    if not file.is_file():
        raise InvalidDefinition(f"there is no file {file}", hint="give a CSV file")
    how = {"dry_run": dry_run, "skip_faults": skip_faults}
    with reach(home_or_default(home), project=project, purpose="costs import") as door:
        found = door.costs_import(file.read_bytes(), file.name, how)
    if json:
        show_json(found)
        return
    _tell(found, tried=dry_run)


@app.command("list")
def list_costs(
    project: ProjectOption = "default", home: HomeOption = None, json: JsonOption = False
) -> None:
    """List what each campaign cost, the dearest first, and the imports."""
    with reach(home_or_default(home), project=project, purpose="costs list") as door:
        found = door.costs()
    if json:
        show_json(found)
        return
    rows = [
        (one["channel"] or "–", one["source"] or "–", one["campaign"] or "–", one["first"],
         one["last"], money(one["amount"]), f"{one['clicks']:,}")
        for one in found["campaigns"]
    ]  # fmt: skip
    heads = ("channel", "source", "campaign", "first", "last", found["currency"], "clicks")
    show_table(heads, rows, empty="no costs were imported: bellrock costs import FILE")
    if found["imports"]:
        typer.echo("")
        told = [
            (one["id"], one["name"], one["created"][:16], f"{one['added'] + one['replaced']:,}")
            for one in found["imports"]
        ]
        show_table(("import", "file", "at", "rows"), told, empty="")


@app.command("remove")
def remove_costs(
    imported: Annotated[
        str | None, typer.Option("--import", metavar="IMPORT", help="What this import brought.")
    ] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=_DAYS, help="From this day on.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--until", formats=_DAYS, help="Up to this day, included.")
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="Of this channel.")] = None,
    campaign: Annotated[str | None, typer.Option("--campaign", help="Of this campaign.")] = None,
    project: ProjectOption = "default",
    home: HomeOption = None,
) -> None:
    """Remove costs: of an import, of days, of a channel or of a campaign."""
    told = {
        "import": imported, "channel": channel, "campaign": campaign,
        "first": _day(first), "last": _day(last),
    }  # fmt: skip
    which = {name: value for name, value in told.items() if value is not None}
    with reach(home_or_default(home), project=project, purpose="costs remove") as door:
        count = door.costs_remove(which)
    typer.echo(f"{count:,} rows removed")


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.date().isoformat()


def _tell(found: Mapping[str, Any], *, tried: bool) -> None:
    """Say what a file changed, or would change, and what is wrong with it."""
    would = "would be " if tried else ""
    typer.echo(
        f"{found['rows']:,} days of campaigns, {money(found['amount'])} {found['currency']}: "
        f"{found['added']:,} {would}added, {found['replaced']:,} {would}replaced, "
        f"{found['same']:,} the same"
    )
    if found["first"]:
        typer.echo(f"{found['first']} to {found['last']}")
    if found["ignored"]:
        typer.echo(f"headings that mean nothing here: {', '.join(found['ignored'])}")
    if found["unmet"]:
        typer.echo(f"no event carries these campaigns: {', '.join(found['unmet'])}")
    if found["faulty"]:
        typer.echo(f"{found['faulty']:,} of {found['lines']:,} lines cannot be taken:")
        rows = [(str(one["line"]), one["message"], one["hint"]) for one in found["faults"]]
        show_table(("line", "what is wrong", "what to do"), rows, empty="")
