"""How does the table of a statement look in a terminal? Its rows, numbers to the right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bellrock.cli import words

QUIET = "dim"
_ROWS, _CELL = 100, 60
"""Rows shown, and letters of a cell; --json has all of them."""


def show_sql(answer: Mapping[str, Any], console: Console) -> None:
    """Print the rows of a statement as a table, then what it is an answer to."""
    rows = answer["rows"]
    more = ", and there are more" if answer["more"] else ""
    console.print(Text(f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}{more}.", style="bold"))
    table = Table(box=None, padding=(0, 1, 0, 1), header_style=QUIET)
    for column in answer["columns"]:
        right = column["sort"] == "number"
        table.add_column(column["name"], justify="right" if right else "left", overflow="fold")
    for row in rows[:_ROWS]:
        table.add_row(*(_cell(value) for value in row))
    if rows:
        console.print(table)
    left = len(rows) - _ROWS
    if left > 0:
        console.print(Text(f"{left:,} further rows are in --json", style=QUIET))
    meta = answer["meta"]
    for line in [*words.joined(words.quiet(meta), console.width), *(meta.get("notes") or ())]:
        console.print(Text(line, style=QUIET))


def _cell(value: Any) -> Text:
    if value is None:
        return Text("–", style=QUIET)
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    clipped = Text(said if said.isprintable() else repr(said)[1:-1])
    clipped.truncate(_CELL, overflow="ellipsis")
    return clipped
