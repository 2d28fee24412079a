"""How is a result put on standard output: as JSON for programs, as a table for people?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from rich.table import Table

from bellrock.cli.terminal import console


def show_json(value: Any) -> None:
    """Print `value` as one JSON document, and nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def show_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    empty: str,
    one_line: bool = False,
) -> None:
    """Print rows under headings, or the sentence `empty` where there are none.

    Args:
        one_line: Cut the last column rather than wrap it.
    """
    filled = [[_cell(value) for value in row] for row in rows]
    if not filled:
        console().print(empty, markup=False)
        return
    table = Table(box=None, header_style="bold", pad_edge=False, expand=one_line)
    for place, column in enumerate(columns, 1):
        last = one_line and place == len(columns)
        overflow: Literal["ellipsis", "fold"] = "ellipsis" if last else "fold"
        table.add_column(column, overflow=overflow, no_wrap=one_line, ratio=1 if last else None)
    for row in filled:
        table.add_row(*row)
    console().print(table)


def show_facts(facts: Mapping[str, object]) -> None:
    """Print names and values, one a line."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    for name, value in facts.items():
        table.add_row(_cell(name), _cell(value))
    console().print(table)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return text.replace("[", r"\[")
