"""`bellrock import`: history from files, with a bar, an estimate, and a report that adds up."""

# ruff: noqa: PLR0913, PLR0917 -- a command's options are its function's arguments
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bellrock.cli.options import HomeOption, JsonOption, ProjectOption, home_or_default
from bellrock.cli.show import show_facts, show_json, show_table
from bellrock.cli.terminal import console
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.reach import reach

if TYPE_CHECKING:
    from bellrock.collect import imports
    from bellrock.collect.import_map import ImportMap


def _column(flag: str, says: str) -> Any:
    return typer.Option(flag, metavar="COL", help=says)


def import_files(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="CSV, JSON Lines or Parquet; .gz too.")
    ],
    user: Annotated[str | None, _column("--user", "Column of the person's id.")] = None,
    anonymous: Annotated[str | None, _column("--anonymous", "Column of the device's id.")] = None,
    event: Annotated[str | None, _column("--event", "Column of the event; =NAME: all.")] = None,
    time: Annotated[
        list[str] | None, _column("--time", "Column of the time; a date and a time: both.")
    ] = None,
    prop: Annotated[
        list[str] | None, _column("--prop", "Column to keep; none named: all the rest.")
    ] = None,
    map_: Annotated[
        Path | None, typer.Option("--map", metavar="YAML", help="A mapping in a file; flags win.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Store nothing; show what would be.")
    ] = False,
    time_format: Annotated[
        str | None,
        typer.Option("--time-format", metavar="FORMAT", help="iso, epoch_s, epoch_ms, %d/%m/%Y …"),
    ] = None,
    zone: Annotated[
        str | None, typer.Option("--zone", metavar="ZONE", help="Zone of times without an offset.")
    ] = None,
    id_: Annotated[str | None, _column("--id", "Column of the event's own id.")] = None,
    session: Annotated[str | None, _column("--session", "Column of the session's id.")] = None,
    trait: Annotated[
        list[str] | None, _column("--trait", "Column that sets a trait; COL=NAME.")
    ] = None,
    field: Annotated[
        list[str] | None, _column("--field", "Column that is a field; COL=FIELD.")
    ] = None,
    kind: Annotated[list[str] | None, _column("--type", "COL=text, number, flag or time.")] = None,
    delimiter: Annotated[
        str | None, typer.Option("--delimiter", metavar="SIGN", help="Or whitespace.")
    ] = None,
    column: Annotated[
        list[str] | None, _column("--column", "Names, in order, of a file without a head.")
    ] = None,
    skip: Annotated[int, typer.Option("--skip", metavar="N", help="Lines to leave out.")] = 0,
    project: ProjectOption = "default",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Import history: resumable, every row once, with a report that adds up."""
    told = {
        "user": user, "anonymous": anonymous, "event": event, "time": time, "props": prop,
        "time_format": time_format, "zone": zone, "id": id_, "session": session,
        "traits": _pairs(trait), "fields": _pairs(field), "types": _pairs(kind),
        "delimiter": delimiter, "columns": column, "skip": skip or None,
    }  # fmt: skip
    mapping = _mapping(told, map_)
    if dry_run:
        _preview(files, mapping, json=json)
    else:
        _import(files, mapping, home_or_default(home), project, json=json)


def _mapping(told: Mapping[str, Any], file: Path | None) -> ImportMap:
    from bellrock.collect.import_map import read_map  # noqa: PLC0415 -- only imports need it

    mapping = read_map(told, file)
    mapping.check()
    return mapping


def _preview(files: Sequence[Path], told: ImportMap, *, json: bool) -> None:
    from bellrock.collect.imports import preview  # noqa: PLC0415 -- loads the engine

    seen = preview(files, told)
    if json:
        show_json(asdict(seen))
        return
    typer.echo(
        f"{seen.read:,} rows: {seen.stored:,} would be stored, {seen.quarantined:,} refused."
    )
    typer.echo("\nThe first of them, as they would be stored:")
    for event in seen.sample:
        show_facts({"": "", **event})
    rows = [(one.file, one.row, one.reason, one.detail) for one in seen.examples]
    if rows:
        typer.echo("\nRefused, for instance:")
        show_table(("file", "row", "reason", "detail"), rows, empty="")


def _import(
    files: Sequence[Path], told: ImportMap, home: Path, project: str, *, json: bool
) -> None:
    with (
        reach(home, project=project, purpose="import", create=True) as door,
        _bar(quiet=json) as progress,
    ):
        report = door.import_files(files, told, progress)
    if json:
        show_json(report)
        return
    typer.echo(
        f"{report['read']:,} rows read = {report['stored']:,} stored + "
        f"{report['duplicate']:,} duplicate + {report['quarantined']:,} quarantined"
    )
    if report["quarantined"]:
        typer.echo("`bellrock quarantine list` shows what was refused, and why.")


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[imports.Progress], None]]:
    """Show how far the import is on stderr, where somebody watches."""
    out = console(stderr=True)
    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.fields[rows]:,} rows"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(
        *columns, console=out, transient=True, disable=quiet or not out.is_terminal
    ) as bar:
        task = bar.add_task("reading", total=None, rows=0)

        def moved(seen: imports.Progress) -> None:
            bar.update(
                task, description=seen.file, completed=seen.bytes, total=seen.bytes_total or 1,
                rows=seen.rows,
            )  # fmt: skip

        yield moved


def _pairs(texts: Sequence[str] | None) -> dict[str, str]:
    pairs = {}
    for text in texts or ():
        column, equals, name = text.partition("=")
        if not column or (equals and not name):
            raise InvalidDefinition(f"{text!r} is no pair", hint="write COLUMN=NAME", field="map")
        pairs[column] = name or column
    return pairs
