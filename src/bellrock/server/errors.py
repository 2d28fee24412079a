"""How does a refusal look over HTTP? The one translator: every error as problem+json (RFC 9457).

An error of ours says what is wrong, the fix and the facts. Anything unexpected says only a
reference, under which the log holds the rest: no stack trace and no secret leaves the process.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

import structlog
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bellrock.core.errors import (
    BellrockError,
    Conflict,
    InvalidDefinition,
    InvalidEvent,
    NotAllowed,
    NotDelivered,
    NotDrawn,
    NotEnoughData,
    NotFound,
    NotSignedIn,
    QueryCancelled,
    QueryOverLimit,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
    StoreUnwritable,
    TooLarge,
    TooMany,
)
from bellrock.core.place import place

MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[BellrockError], int] = {
    InvalidDefinition: 422,
    InvalidEvent: 400,
    NotEnoughData: 409,
    NotFound: 404,
    NotAllowed: 403,
    NotSignedIn: 401,
    Conflict: 409,
    TooMany: 429,
    TooLarge: 413,
    NotDelivered: 424,
    NotDrawn: 424,
    StoreLocked: 503,
    StoreFull: 503,
    StoreUnreachable: 503,
    StoreUnwritable: 503,
    QueryOverLimit: 422,
    QueryCancelled: 409,
    StoreCorrupt: 500,
    StoreError: 500,
    BellrockError: 500,
}
_HTTP = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
_log = structlog.get_logger("bellrock.server")


class Problem(BaseModel):
    """Why a request was refused."""

    type: str
    """`urn:bellrock:` and the code."""
    title: str
    status: int
    detail: str
    """What is wrong, as a sentence."""
    code: str
    """One word for programs."""
    hint: str = ""
    """What to do about it."""
    field: str | None = None
    """The place in the request that is at fault, such as `events[2].where[0]`."""
    retry_after_s: int | None = None
    """Seconds after which the same request may work."""
    reference: str | None = None
    """What to look for in the log."""
    facts: dict[str, Any] = {}


@dataclass(frozen=True)
class Refused:
    """A problem and the headers that go with it."""

    problem: Problem
    headers: dict[str, str]

    def response(self) -> Response:
        """Return it as a response."""
        body = self.problem.model_dump(mode="json", exclude_none=True)
        return JSONResponse(body, self.problem.status, self.headers, MEDIA_TYPE)


def status_of(error: BellrockError) -> int:
    """Return the HTTP status of an error: its own class's, or that of the nearest above it."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def refused(error: BellrockError) -> Refused:
    """Return what an error of ours looks like to the caller."""
    status = status_of(error)
    if status >= 500 and error.retry_after_s is None and not isinstance(error, StoreUnwritable):
        return unexpected(error)
    facts = {name: value for name, value in error.facts.items() if name not in ("field", "sql")}
    problem = Problem(
        type=f"urn:bellrock:{error.code}",
        title=error.code.replace("_", " ").capitalize(),
        status=status,
        detail=error.message,
        code=error.code,
        hint=error.hint,
        field=_text(error.facts.get("field")),
        retry_after_s=error.retry_after_s,
        facts=jsonable_encoder(facts, custom_encoder={bytes: repr}),
    )
    return Refused(problem, _headers(error, status))


def unexpected(error: BaseException) -> Refused:
    """Return what the caller learns of a fault of ours: a reference; the log has the rest."""
    reference = secrets.token_hex(6)
    _log.error("a request failed", reference=reference, exc_info=error)
    problem = Problem(
        type="urn:bellrock:internal",
        title="Internal",
        status=500,
        detail="something went wrong on our side",
        code="internal",
        hint=f"look for {reference} in the log of bellrock serve",
        reference=reference,
    )
    return Refused(problem, {})


def misshapen(error: RequestValidationError) -> Refused:
    """Return the problem of a request that does not have the documented shape; first fault only."""
    fault = error.errors()[0]
    problem = Problem(
        type="urn:bellrock:invalid_definition",
        title="Invalid definition",
        status=422,
        detail=fault["msg"],
        code="invalid_definition",
        hint="GET /api/v1/openapi.json describes what may stand here",
        field=place(fault["loc"][1:]) or str(fault["loc"][0]),
        facts={"faults": len(error.errors())},
    )
    return Refused(problem, {})


def http_refused(status: int, detail: str, headers: dict[str, str] | None = None) -> Refused:
    """Return the problem of a request that reached no route."""
    code = _HTTP.get(status, "http_error")
    problem = Problem(
        type=f"urn:bellrock:{code}",
        title=code.replace("_", " ").capitalize(),
        status=status,
        detail=detail,
        code=code,
        hint="GET /api/v1/openapi.json lists every address and its methods",
    )
    return Refused(problem, headers or {})


async def on_error(_: Request, error: Exception) -> Response:
    """Handle every exception that a route raises."""
    if isinstance(error, BellrockError):
        return refused(error).response()
    if isinstance(error, RequestValidationError):
        return misshapen(error).response()
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        return http_refused(error.status_code, str(error.detail), headers).response()
    return unexpected(error).response()


class Safety:
    """The outermost layer: what nobody caught becomes a problem with a reference."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            response = unexpected(error).response()
            if begun:  # half an answer is out: the connection must end, so that nobody believes it
                raise
            await response(scope, receive, send)


def _headers(error: BellrockError, status: int) -> dict[str, str]:
    headers = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="bellrock"'
    return headers


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
