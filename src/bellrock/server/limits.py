"""How large may a request to the API be? Refused by its length, or as soon as it is passed."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bellrock.server.errors import http_refused

BODY_BYTES = 4 << 20


class BodyLimit:
    """Refuses bodies beyond a limit with 413; the paths in `larger` have their own.

    One that ends in a slash stands for all that begin so.
    """

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        if _announced(scope) > limit:
            await http_refused(413, _said(limit)).response()(scope, receive, send)
            return
        arrived = 0

        async def counting() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > limit:
                raise HTTPException(413, _said(limit))
            return message

        await self._app(scope, counting, send)

    def _limit(self, path: str) -> int:
        own = (
            limit
            for start, limit in self._larger.items()
            if path == start or (start.endswith("/") and path.startswith(start))
        )
        return next(own, BODY_BYTES)


def _announced(scope: Scope) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


def _said(limit: int) -> str:
    return f"the body is larger than {limit:,} bytes"
