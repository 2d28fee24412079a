"""What travels from the town to the collector? HTTP requests, as clients would make them."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

import msgspec

from bellrock.core import time

WRITE_KEY = "wk_town"
"""Stands where a client would put its write key."""
BASIC = "Basic " + b64encode(f"{WRITE_KEY}:".encode()).decode()


class Request(msgspec.Struct, frozen=True, array_like=True):
    """One request: what it asks for, what it says, from where and when it arrives."""

    received_ms: int
    """Arrival, in milliseconds since 1970."""
    source: str
    """web, server or till: which of the shop's write keys it would carry."""
    dialect: str
    """segment, rudderstack or posthog."""
    path: str
    query: str
    ip: str
    headers: dict[str, str]
    events: int
    """How many events the body means to hold, malformed ones included."""
    body: bytes

    @property
    def received(self) -> datetime:
        """Arrival, in UTC."""
        return time.from_micros(self.received_ms * 1000)
