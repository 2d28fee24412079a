"""What does every answer say to a browser, so that nothing of ours is framed, sniffed or kept?"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_DATA = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)
_HTTPS = ((b"strict-transport-security", b"max-age=31536000"),)
FRAMED = "ALLOW"
"""What a page says in X-Frame-Options that its own policy lets be framed; it is not sent."""


class Headers:
    """Adds the headers to every answer; those of data to what is no page of the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = [*_ALWAYS, *_DATA, *(_HTTPS if scope.get("scheme") == "https" else ())]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                given.extend(pair for pair in added if pair[0] not in names)
                given = [pair for pair in given if pair != (b"x-frame-options", FRAMED.encode())]
                message["headers"] = given
            await send(message)

        await self._app(scope, receive, sending)
