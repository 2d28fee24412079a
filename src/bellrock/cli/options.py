"""Which options do commands share, and what do they mean everywhere?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bellrock.runtime.config import default_home

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder that holds everything; else BELLROCK_HOME, else ./bellrock-home.",
        file_okay=False,
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else.")]
ProjectOption = Annotated[str, typer.Option("--project", help="Name of the project.")]


def home_or_default(home: Path | None) -> Path:
    """Return the home that was named, or the one to use when none was."""
    return home or default_home()
