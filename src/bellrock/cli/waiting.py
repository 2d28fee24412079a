"""What does a terminal show while a question takes long? After a second, a bar and how to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bellrock.cli import words
from bellrock.cli.terminal import console
from bellrock.core.time import stopwatch

_SOON_S = 1.0


@contextmanager
def waiting(*, quiet: bool) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Give what is told how far a question is; nothing is drawn without a terminal.

    Args:
        quiet: Draw nothing.
    """
    out, began = console(stderr=True), stopwatch()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
               TimeElapsedColumn(), TextColumn("Ctrl-C stops it"))  # fmt: skip
    bar = Progress(*columns, console=out, transient=True)
    shown = bar.add_task("", total=None)

    def told(far: dict[str, Any]) -> None:
        if quiet or not out.is_terminal or stopwatch() - began < _SOON_S:
            return
        bar.start()
        said = f"{words.count(far['rows_read'])} rows read"
        if far.get("place"):
            said = f"waiting for its turn, place {far['place']}"
        share = far.get("share")
        bar.update(shown, description=said, total=None if share is None else 1.0,
                   completed=share or 0.0)  # fmt: skip

    try:
        yield told
    finally:
        bar.stop()
