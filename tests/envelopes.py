"""Bodies as clients send them, read as the drain would read them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bellrock.collect.dialects import parse
from bellrock.collect.event import Envelope, Event, Parsed, Refusal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Safari/537.36"
)


def envelope(dialect: str, path: str, **more: Any) -> Envelope:
    """Return the envelope of a request that arrived at noon."""
    return Envelope(project=1, source=2, dialect=dialect, path=path, received=NOON, **more)


def read(dialect: str, path: str, body: Any, **more: Any) -> Parsed:
    """Return what a request says, whose body is text, bytes or a value to be sent as JSON."""
    raw = body.encode() if isinstance(body, str) else body
    raw = raw if isinstance(raw, bytes) else json.dumps(body).encode()
    return parse(envelope(dialect, path, **more), raw)


def one(dialect: str, path: str, body: Any, **more: Any) -> Event:
    """Return the only event of a request, which is accepted."""
    parsed = read(dialect, path, body, **more)
    assert not parsed.refused, parsed.refused
    (event,) = parsed.events
    return event


def refused(dialect: str, path: str, body: Any, **more: Any) -> Refusal:
    """Return the only event of a request, which is refused."""
    parsed = read(dialect, path, body, **more)
    assert not parsed.events, parsed.events
    (refusal,) = parsed.refused
    return refusal
