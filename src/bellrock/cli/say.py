"""What does an answer of any kind say in one sentence? The first line of what a terminal shows."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from rich.console import Console

from bellrock.cli.charts import SHOW

_WIDE = 2_000


def in_a_sentence(kind: str, answer: Mapping[str, Any]) -> str:
    """Return what an answer says before any chart; empty where nothing shows this kind."""
    show = SHOW.get(kind)
    if show is None:
        return ""
    text = StringIO()
    show(answer, Console(file=text, width=_WIDE, highlight=False))
    return next((line.strip() for line in text.getvalue().splitlines() if line.strip()), "")
