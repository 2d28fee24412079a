"""How does an assistant ask over HTTP? At /mcp, by a read key, and of that key's project alone.

The protocol's streamable transport without sessions: a request is answered as one JSON document,
so that nothing of one caller is kept for another. It reads only. A browser's page is turned away
by its Origin, and a name that is not ours by its Host, so that no site can have a visitor's
browser ask a server that listens on their own machine.
"""

from __future__ import annotations

from copy import copy
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from anyio import CapacityLimiter, get_cancelled_exc_class, to_thread
from fastapi.security import HTTPAuthorizationCredentials, SecurityScopes
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bellrock.core.errors import BellrockError, NotAllowed, NotSignedIn
from bellrock.core.ids import new_id
from bellrock.runtime.app import App
from bellrock.runtime.assistant import HINT, Said, assistant, said_by
from bellrock.runtime.inside import Inside
from bellrock.server.auth import Caller, caller
from bellrock.server.errors import http_refused, refused, unexpected
from bellrock.server.pace import Pace

PATH = "/mcp"
CALLS_A_MINUTE, AT_ONCE = 240, 2
"""What one key may ask, and how many tools of all callers run at the same time."""
BODY_BYTES = 256 << 10
_LOCAL = ("localhost", "127.0.0.1", "::1")


class McpDoor:
    """Answers /mcp, and leaves everything else to `inner`."""

    def __init__(self, inner: ASGIApp, app: App) -> None:
        self._inner = inner
        self._app = app
        self._turns = CapacityLimiter(AT_ONCE)  # others do not wait for assistants
        self._pace = Pace(CALLS_A_MINUTE, app.clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in (PATH, f"{PATH}/"):
            await self._inner(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            who = await to_thread.run_sync(self._admitted, request)
        except BellrockError as error:
            await refused(error).response()(scope, receive, send)
            return
        if isinstance(who, Response):
            await who(scope, receive, send)
            return
        await self._speak(who, scope, receive, send)

    def _admitted(self, request: Request) -> Caller | Response:
        """Return who asks, or why they are turned away.

        Raises:
            NotSignedIn, NotAllowed, NotFound: no key, or one that may not read.
            TooMany: too many calls within a minute.
        """
        check_place(request, self._app)
        if find_spec("mcp") is None:
            return http_refused(501, f"assistants are not served here: {HINT}").response()
        who = _caller(request)
        self._pace.admit(who.actor)
        if request.method != "POST":  # nothing is told unasked, and there are no sessions to end
            allow = {"Allow": "POST"}
            return http_refused(405, "an assistant asks by POST", allow).response()
        return who

    async def _speak(self, who: Caller, scope: Scope, receive: Receive, send: Send) -> None:
        from mcp.server.streamable_http_manager import (  # noqa: PLC0415 -- of an extra
            StreamableHTTPSessionManager,
        )

        async def call(name: str, given: dict[str, Any]) -> Said:
            return await self._answered(who, name, given)

        manager = StreamableHTTPSessionManager(
            app=assistant(call), json_response=True, stateless=True,
            max_request_body_size=BODY_BYTES,
        )  # fmt: skip
        try:
            async with manager.run():
                await manager.handle_request(scope, receive, send)
        except ExceptionGroup as error:
            unexpected(error)  # the log has it; the answer is out already, or the client gone

    async def _answered(self, who: Caller, name: str, given: dict[str, Any]) -> Said:
        """Run a tool in a thread; its queries end when the client goes away."""
        tag = f"assistant-{new_id().hex}"
        app = copy(self._app)
        app.lake = self._app.lake.tagged(tag)
        inside = Inside(app, project=who.project.name)

        def run() -> Said:
            return said_by(name, given, lambda ask: ask(inside))

        try:
            return await to_thread.run_sync(run, limiter=self._turns, abandon_on_cancel=True)
        except get_cancelled_exc_class():
            self._app.lake.cancel(tag)
            raise


def check_place(request: Request, app: App) -> None:
    """Refuse a request that a page of a browser made, or that was meant for another name.

    Raises:
        NotAllowed: it has an Origin that is not ours, or a Host that is neither local, nor an
            address, nor that of the public address.
    """
    ours = urlsplit(app.config.server.public_url or "")
    origin = request.headers.get("origin", "")
    if origin and origin.rstrip("/") != f"{ours.scheme}://{ours.netloc}":
        raise NotAllowed("a page of another site may not ask here", hint="ask from a program")
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if host not in (*_LOCAL, ours.hostname) and not _is_address(host):
        raise NotAllowed(
            f"this server does not go by the name {host!r}",
            hint="set server.public_url in config.toml to the address that assistants use",
        )


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _caller(request: Request) -> Caller:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotSignedIn(
            "an assistant asks with a read key",
            hint="send Authorization: Bearer rk_…; make one with bellrock key create --kind read",
        )
    bearer = HTTPAuthorizationCredentials(scheme="bearer", credentials=token.strip())
    wanted = request.query_params.get("project")
    return caller(request, SecurityScopes(["read"]), None, bearer, wanted)
