"""How do accepted events reach a browser within two seconds? As server-sent events.

Each message is named `events` and holds an array, oldest first; `missed` holds how many were left
out because the reader was too slow. A comment every 15 seconds keeps the connection open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import msgspec
from anyio import to_thread
from starlette.responses import StreamingResponse

from bellrock.collect.live import Live, Subscription
from bellrock.core.errors import BellrockError, TooMany

LOOK_S, BEAT_S = 0.2, 15.0
READERS = 200
"""Streams that may be open at once."""
_encode = msgspec.json.Encoder().encode


class Streams:
    """The open streams of this server; closing them all lets it shut down."""

    def __init__(self) -> None:
        self.closing = False
        self.open = 0

    def stream(self, live: Live, project: int, admitted: Callable[[], object]) -> StreamingResponse:
        """Return the response that streams the project's accepted events.

        Args:
            admitted: Raises once the reader may no longer see them; asked every 15 seconds.

        Raises:
            TooMany: 200 streams are open already.
        """
        if self.open >= READERS:
            raise TooMany("too many live streams are open", hint="close one", retry_after_s=10)
        body = self._messages(live, project, admitted)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(body, media_type="text/event-stream", headers=headers)

    async def _messages(
        self, live: Live, project: int, admitted: Callable[[], object]
    ) -> AsyncIterator[bytes]:
        subscription = live.subscribe(project)
        self.open += 1
        try:
            yield b"retry: 2000\n: open\n\n"
            async for message in self._while_admitted(subscription, admitted):
                yield message
        finally:
            self.open -= 1
            subscription.close()

    async def _while_admitted(
        self, subscription: Subscription, admitted: Callable[[], object]
    ) -> AsyncIterator[bytes]:
        told_missed, looks = 0, 0
        while not self.closing:
            items = subscription.get(0)
            if subscription.missed != told_missed:
                told_missed = subscription.missed
                yield _message("missed", told_missed)
            if items:
                yield _message("events", items)
            looks += 1
            if looks * LOOK_S >= BEAT_S:
                looks = 0
                if not await _still(admitted):
                    return
                yield b": beat\n\n"
            await asyncio.sleep(LOOK_S)


async def _still(admitted: Callable[[], object]) -> bool:
    try:
        await to_thread.run_sync(admitted)
    except BellrockError:
        return False
    return True


def _message(name: str, data: object) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + _encode(data) + b"\n\n"
