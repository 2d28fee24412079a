"""`bellrock doctor`: is this home well, and what is to be done where it is not?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer
from rich.table import Table
from rich.text import Text

from bellrock.cli.options import HomeOption, JsonOption, home_or_default
from bellrock.cli.show import show_json
from bellrock.cli.terminal import console
from bellrock.core.errors import BellrockError
from bellrock.runtime.doctor import Finding, around, wrong
from bellrock.runtime.reach import reach

_MARKS = {"well": ("ok", "green"), "warning": ("note", "yellow"), "wrong": ("WRONG", "red")}


def doctor(home: HomeOption = None, json: JsonOption = False) -> None:
    """Look at everything and say the fix for what is found; exit code 1 when something is wrong."""
    found = _examine(home_or_default(home))
    well = all(finding.state != "wrong" for finding in found)
    if json:
        show_json({"well": well, "findings": [asdict(finding) for finding in found]})
    else:
        _show(found)
    if not well:
        raise typer.Exit(1)


def _examine(home: Path) -> list[Finding]:
    found = list(around(home))
    if any(finding.state == "wrong" and finding.name == "home" for finding in found):
        return found
    try:
        with reach(home, purpose="doctor") as door:
            return found + [Finding(**one) for one in door.checkup()]
    except BellrockError as error:
        return [*found, wrong("stores", error)]


def _show(found: Sequence[Finding]) -> None:
    table = Table.grid(padding=(0, 2))
    for finding in found:
        mark, colour = _MARKS[finding.state]
        said = Text(finding.said)
        if finding.fix:
            said.append(f"\nfix: {finding.fix}", "italic")
        table.add_row(Text(mark, colour), Text(finding.name, "bold"), said)
    console().print(table)
