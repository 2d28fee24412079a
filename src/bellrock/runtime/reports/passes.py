"""May this browser draw that board? Once, within two minutes, and no other board.

The server hands its own browser a token, which opens one board once and becomes a pass that only
that page holds. Both are kept as digests, in memory alone, and end with the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from bellrock.core.errors import NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_secrets import digest, new_token
from bellrock.runtime.boards_model import Visitor

LIVES_S = 120.0


@dataclass(frozen=True)
class Commission:
    """What is drawn: a board, as `visitor` sees it."""

    project: int
    board: str
    visitor: Visitor


class Passes:
    """The drawings under way; safe to share between threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._tokens: dict[str, tuple[Commission, float]] = {}
        self._passes: dict[str, tuple[Commission, float]] = {}
        self._of: dict[str, str] = {}

    def issue(self, commission: Commission) -> str:
        """Return a token that opens the commission's board once."""
        token = new_token()
        with self._lock:
            self._sweep()
            self._tokens[digest(token)] = commission, self._clock.monotonic() + LIVES_S
        return token

    def open(self, token: str) -> tuple[str, Commission]:
        """Take a token, and return the pass it becomes.

        Raises:
            NotFound: it is unknown, was used, or is too old.
        """
        held = new_token()
        with self._lock:
            self._sweep()
            found = self._tokens.pop(digest(token), None)
            if found is None:
                raise _nothing()
            self._passes[digest(held)] = found
            self._of[digest(token)] = digest(held)
        return held, found[0]

    def commission(self, held: str) -> Commission:
        """Return what whoever holds a pass may see.

        Raises:
            NotFound: it is no pass, or its drawing has ended.
        """
        with self._lock:
            self._sweep()
            found = self._passes.get(digest(held))
        if found is None:
            raise _nothing()
        return found[0]

    def end(self, token: str) -> None:
        """End a token, and the pass that it became."""
        with self._lock:
            self._tokens.pop(digest(token), None)
            self._passes.pop(self._of.pop(digest(token), ""), None)

    def _sweep(self) -> None:
        now = self._clock.monotonic()
        for held in (self._tokens, self._passes):
            for key in [key for key, (_, until) in held.items() if until < now]:
                del held[key]


def _nothing() -> NotFound:
    return NotFound("this opens nothing", hint="the server draws its reports by itself")
