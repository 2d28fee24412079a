"""Who may see a page's clicks on the page itself? Whoever has a pass for it, for half an hour."""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from bellrock.core.errors import NotAllowed
from bellrock.core.time import Clock, from_micros, micros

LASTS = timedelta(minutes=30)
LONGEST = 4_000


@dataclass(frozen=True)
class LivePass:
    """What a pass opens: the answer to one question of one project, and nothing else."""

    project: int
    ask: Mapping[str, Any]
    host: str
    """The only site whose pages may show it."""
    until: datetime


class LivePasses:
    """Signs passes and reads them again; a restart of the server ends them all."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)

    def sign(self, project: int, ask: Mapping[str, Any], host: str) -> tuple[str, datetime]:
        """Return a pass for the answer to `ask`, and until when it is good."""
        until = self._clock.now() + LASTS
        said = {"project": project, "ask": ask, "host": host, "until": micros(until)}
        body = _packed(json.dumps(said, separators=(",", ":")).encode())
        return f"{body}.{self._signature(body)}", until

    def open(self, token: str) -> LivePass:
        """Return what a pass opens.

        Raises:
            NotAllowed: this server did not sign it, or its time is over.
        """
        body, _, signature = token.partition(".")
        if len(token) > LONGEST or not hmac.compare_digest(
            signature.encode("utf-8", "replace"), self._signature(body).encode()
        ):
            raise _refused("this pass is none of this server's")
        said = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        until = from_micros(said["until"])
        if self._clock.now() >= until:
            raise _refused("this pass is over")
        return LivePass(said["project"], said["ask"], said["host"], until)

    def _signature(self, body: str) -> str:
        return _packed(hmac.digest(self._key, body.encode("utf-8", "replace"), sha256))


def _packed(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _refused(why: str) -> NotAllowed:
    return NotAllowed(why, hint="choose Show on the page again, on the page's heat map")
