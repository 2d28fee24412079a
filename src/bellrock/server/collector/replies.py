"""What does each client want to hear back? Bytes ready to send, and the headers around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bellrock.core.errors import BellrockError, InvalidEvent, NotSignedIn, TooMany
from bellrock.server.errors import status_of

Header = tuple[bytes, bytes]
GIF = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
_JSON = (b"content-type", b"application/json")
NO_STORE = (b"cache-control", b"no-store")
_MAX_AGE = (b"access-control-max-age", b"900")
_METHODS = (b"access-control-allow-methods", b"GET, POST, OPTIONS")
_EXPOSED = (b"access-control-expose-headers", b"Retry-After, X-RateLimit-Reset")
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Answer:
    """A response: its status, body and own headers."""

    status: int
    body: bytes
    headers: Sequence[Header] = (_JSON,)


SUCCESS = Answer(200, b'{"success":true}')
OK = Answer(200, b"OK", ((b"content-type", b"text/plain; charset=utf-8"),))
CAPTURED = Answer(200, b'{"status":1}')
# Recordings are not kept, and this is how posthog-js is told to stop sending them.
NO_RECORDINGS = Answer(200, b'{"status":1,"quota_limited":["recordings"]}')
PIXEL = Answer(200, GIF, ((b"content-type", b"image/gif"), NO_STORE))
PREFLIGHT = Answer(204, b"", ())


def json_answer(value: Any, status: int = 200) -> Answer:
    """Return `value` as JSON."""
    return Answer(status, _encode(value), (_JSON, NO_STORE))


def refusal(error: BellrockError, now: datetime) -> Answer:
    """Return an error as the clients read it: JSON with `code` and `message`, and when to retry."""
    status = _status(error)
    said = {"code": _code(error), "message": error.message, "hint": error.hint}
    return Answer(status, _encode(said), (_JSON, *_retry(error, status, now)))


def cors(origin: bytes, *, credentials: bool) -> list[Header]:
    """Return the headers that let a page of `origin` read the answer; none without an origin."""
    if not origin:
        return []
    headers = [(b"access-control-allow-origin", origin), (b"vary", b"Origin"), _EXPOSED]
    return [*headers, (b"access-control-allow-credentials", b"true")] if credentials else headers


def preflight(asked: bytes) -> list[Header]:
    """Return what a browser asks before it sends: methods, the headers it `asked` for, how long."""
    return [_METHODS, _MAX_AGE, *([(b"access-control-allow-headers", asked)] if asked else [])]


def missing_key(*, sent: bool) -> NotSignedIn:
    """Return the refusal of a request without a key, or with one that is none of ours."""
    if sent:
        return NotSignedIn("invalid write key", hint="copy it from bellrock key create")
    return NotSignedIn(
        "no write key was sent", hint="send it by Basic auth, or as writeKey, api_key or token"
    )


def _status(error: BellrockError) -> int:
    """Return the status: what will never fit is 413, so that no client sends it again."""
    too_large = isinstance(error, InvalidEvent) and error.facts.get("reason") == "too_large"
    if too_large or (isinstance(error, TooMany) and error.retry_after_s is None):
        return 413
    return status_of(error)


def _code(error: BellrockError) -> str:
    return str(error.facts.get("reason", error.code))


def _retry(error: BellrockError, status: int, now: datetime) -> list[Header]:
    if error.retry_after_s is None:
        return []
    wait = error.retry_after_s
    headers = [(b"retry-after", str(wait).encode())]
    if status == 429:
        headers.append((b"x-ratelimit-reset", str(int(now.timestamp()) + wait).encode()))
    return headers
