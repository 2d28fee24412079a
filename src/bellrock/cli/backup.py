"""`bellrock backup` and `restore`: how is a home kept safe, and brought back?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bellrock.cli.options import HomeOption, JsonOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.runtime.reach import reach

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the backup.")]


def backup(into: FolderArgument, home: HomeOption = None, json: JsonOption = False) -> None:
    """Copy everything into a new folder, as of one moment, while it runs."""
    with reach(home_or_default(home), purpose="backup") as door:
        made = door.backup(into.absolute())
    _tell("Backed up", made, json=json)


def restore(kept: FolderArgument, home: HomeOption = None, json: JsonOption = False) -> None:
    """Bring a backup back as a fresh home."""
    from bellrock.runtime.keeping import restore as bring_back  # noqa: PLC0415 -- loads the engine

    _tell("Restored", asdict(bring_back(kept, home_or_default(home))), json=json)


def _tell(done: str, made: Mapping[str, Any], *, json: bool) -> None:
    if json:
        show_json(made)
    else:
        size = made["size"] / 2**20
        typer.echo(
            f"{done}: {made['files']:,} files, {size:,.1f} MiB, as of {made['at'][:19]} UTC."
        )
