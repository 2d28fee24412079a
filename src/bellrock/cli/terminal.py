"""Where does text for people go? One console that never fails over a letter it cannot show."""

from __future__ import annotations

import codecs
import io
import sys

from rich.console import Console

_PLAIN = {"–": "-", "—": "-", "·": "|", "…": "~", "→": ">", "×": "x", "█": "#", "’": "'"}


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Return a console on standard output (or error), with plain letters where UTF-8 is missing.

    Without a terminal there is no colour, and lines are 80 columns wide unless COLUMNS says
    otherwise; rich reads that, and NO_COLOR, by itself.
    """
    stream = sys.stderr if stderr else sys.stdout
    if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
        stream.reconfigure(errors="bellrock-plain")
    return Console(stderr=stderr, width=width, highlight=False)


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter, "?") for letter in lost), error.end


codecs.register_error("bellrock-plain", _plain)
