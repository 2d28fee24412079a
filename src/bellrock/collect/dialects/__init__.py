"""Which wire protocol is this? Each dialect turns a body into canonical events."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bellrock.collect.dialects import bellrock, posthog, segment
from bellrock.collect.event import Envelope, Parsed
from bellrock.core.errors import InvalidEvent

DIALECTS: Mapping[str, Callable[[Envelope, bytes], Parsed]] = {
    "bellrock": bellrock.parse,
    "segment": segment.parse,
    "rudderstack": segment.parse,
    "posthog": posthog.parse,
}


def parse(envelope: Envelope, body: bytes) -> Parsed:
    """Read `body`, already decompressed, in the dialect that `envelope` names.

    Every event of the body comes back, either to be stored or refused with its reason. The same
    envelope and body always give the same answer, so a record may be read again after a crash.

    Raises:
        InvalidEvent: the body as a whole cannot be read, or no such dialect exists.
    """
    read = DIALECTS.get(envelope.dialect)
    if read is None:
        raise InvalidEvent(
            f"there is no dialect called {envelope.dialect!r}",
            hint=f"dialects are {', '.join(sorted(DIALECTS))}",
            reason="unknown_dialect",
        )
    return read(envelope, body)
