"""How does a body come in? In pieces, within a limit, and out of its packing."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

import msgspec
from anyio import to_thread
from starlette.types import Receive

from bellrock.collect.decode import Labels, unpack
from bellrock.collect.wire import load
from bellrock.core.errors import InvalidEvent

PATIENCE_S = 30.0
"""How long a body may take to arrive."""
IN_THREAD_FROM = 128 * 1024
"""Bodies from this size are unpacked beside the event loop, so that small ones need not wait."""
_check = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_check_list = msgspec.json.Decoder(list[msgspec.Raw]).decode


class ClientGone(Exception):
    """The client went away before its body was whole."""


async def read_body(receive: Receive, limit: int) -> bytes:
    """Return the body as sent.

    Raises:
        InvalidEvent: it is larger than `limit` (`reason` is `too_large`), or took too long.
        ClientGone: there is nobody left to answer.
    """
    message = await receive()
    body: bytes = message.get("body", b"")
    if message["type"] == "http.disconnect":
        raise ClientGone
    if not message.get("more_body"):
        return _fitting(body, limit)
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await _rest(receive, body, limit)
    except TimeoutError as error:
        raise InvalidEvent(
            "the body did not arrive in time", hint="send it again", reason="too_slow"
        ) from error


async def json_of(body: bytes, encoding: str, query: str, limit: int) -> bytes:
    """Return the JSON text inside `body`, checked to be an object or an array.

    Raises:
        InvalidEvent: empty, damaged, no JSON, or too large once unpacked.
    """
    if len(body) < IN_THREAD_FROM:
        return _json_of(body, encoding, query, limit)
    return await to_thread.run_sync(_json_of, body, encoding, query, limit)


def from_query(query: str) -> bytes:
    """Return the event that a pixel's query says; `properties.price=3` is a nested property."""
    event: dict[str, object] = {}
    for name, value in parse_qsl(query, keep_blank_values=True)[:500]:
        inside = event
        *outer, last = name.split(".")[:10]
        for part in outer:
            found = inside.setdefault(part, {})
            if not isinstance(found, dict):
                break
            inside = found
        else:
            inside[last] = value
    event.pop("writeKey", None)
    return msgspec.json.encode(event)


async def _rest(receive: Receive, first: bytes, limit: int) -> bytes:
    body = bytearray(first)
    more = True
    while more:
        _fitting(body, limit)
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(_fitting(body, limit))


def _json_of(body: bytes, encoding: str, query: str, limit: int) -> bytes:
    text = body if body[:1] in (b"{", b"[") else unpack(body, Labels(encoding, query), limit=limit)
    try:
        (_check_list if text.lstrip()[:1] == b"[" else _check)(text)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        if not isinstance(load(text), dict | list):  # mends what is nearly JSON, or refuses it
            raise InvalidEvent(
                "the body is neither an object nor an array",
                hint="send one event, or a batch of them",
                reason="not_a_batch",
            ) from None
    return text


def _fitting(body: bytes | bytearray, limit: int) -> bytes:
    if len(body) > limit:
        raise InvalidEvent(
            f"the body is larger than {limit} bytes",
            hint="send fewer events a request",
            reason="too_large",
        )
    return body  # type: ignore[return-value] # a bytearray is copied by the caller that has one
