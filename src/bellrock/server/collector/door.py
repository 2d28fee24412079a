"""How is an event acknowledged? Read, checked for its key, spooled, and only then answered.

This is the hot path: no framework, no validation models, one wait for the disk. Whatever is not a
path of a dialect goes on to the application behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from bellrock.collect.dialects import parse
from bellrock.collect.dialects.posthog import refuse_alone, results
from bellrock.collect.event import Envelope
from bellrock.core.errors import BellrockError, NotAllowed
from bellrock.runtime.accounts_keys import no_key
from bellrock.runtime.accounts_model import Key
from bellrock.runtime.app import App
from bellrock.server.collector import keys, replies
from bellrock.server.collector.booting import Booting
from bellrock.server.collector.heads import Head, head_of
from bellrock.server.collector.paths import PLACES, Place
from bellrock.server.collector.reading import ClientGone, from_query, json_of, read_body
from bellrock.server.collector.replies import Answer, Header
from bellrock.server.metrics import Metrics

_SNIFF = (b"x-content-type-options", b"nosniff")
_PLAIN = {
    "segment": replies.SUCCESS,
    "rudderstack": replies.OK,
    "posthog": replies.CAPTURED,
    "pixel": replies.PIXEL,
    "recording": replies.NO_RECORDINGS,
}


class CollectorDoor:
    """Answers the dialects' paths, and leaves all others to `inner`."""

    def __init__(self, inner: ASGIApp, app: App, metrics: Metrics) -> None:
        self._inner = inner
        self._app = app
        self._metrics = metrics
        self._booting = Booting(self.key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        place = PLACES.get(scope["path"])
        if place is not None and _meant(place, scope):
            await self._collect(place, scope, receive, send)
        elif self._booting.knows(scope["path"]):
            await self._boot(scope, receive, send)
        else:
            await self._inner(scope, receive, send)

    async def key(self, head: Head, body: bytes = b"") -> Key:
        """Return the write key that a request came with.

        Raises:
            NotSignedIn: there is none, or it is not known.
            NotAllowed: it is a key of another kind.
        """
        text = keys.from_head(head.authorization, head.query) or keys.from_body(body)
        if not text:
            raise replies.missing_key(sent=keys.said_at_all(head.authorization, head.query, body))
        sure, key = self._app.accounts.keys.recall(text)
        if not sure:
            key = await to_thread.run_sync(self._app.accounts.keys.check, text)
        if key is None:
            raise no_key()
        if "collect" not in key.scopes:
            raise NotAllowed("this key sends no events", hint="use a write key")
        return key

    async def _collect(self, place: Place, scope: Scope, receive: Receive, send: Send) -> None:
        head = head_of(scope)
        if scope["method"] == "OPTIONS":
            await _send(send, head, replies.PREFLIGHT, place.credentials, preflight=True)
            return
        try:
            answer = await self._accept(place, head, receive)
        except BellrockError as error:
            answer = replies.refusal(error, self._app.clock.now())
        except ClientGone:
            return
        self._metrics.answered(place.dialect, answer.status)
        await _send(send, head, answer, place.credentials)

    async def _accept(self, place: Place, head: Head, receive: Receive) -> Answer:
        limit = self._app.collector.body_bytes
        sent = await read_body(receive, limit)
        if place.reply == "pixel":
            body = from_query(head.query)
        else:
            body = await json_of(sent, head.encoding, head.query, limit)
        key = await self.key(head, body)
        if place.reply == "recording":
            return replies.NO_RECORDINGS
        envelope = Envelope(
            project=key.project,
            source=key.source,
            dialect=place.dialect,
            path=place.path,
            received=self._app.clock.now(),
            ip=head.ip,
            user_agent=head.user_agent,
            query=head.query,
            headers=head.kept,
        )
        await self._store(envelope, body)
        self._metrics.bytes.inc(len(body))
        if place.reply == "posthog_results":
            parsed = await to_thread.run_sync(parse, envelope, body)
            return replies.json_answer({"results": results(parsed)})
        if place.reply == "posthog":
            refuse_alone(envelope, body)
        return _PLAIN["rudderstack" if _is_rudders(place, head) else place.reply]

    async def _store(self, envelope: Envelope, body: bytes) -> None:
        """Wait until the events are safe on the disk."""
        await asyncio.wrap_future(self._app.collector.accept(envelope, body))

    async def _boot(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = head_of(scope)
        if scope["method"] == "OPTIONS":
            await _send(send, head, replies.PREFLIGHT, credentials=True, preflight=True)
            return
        try:
            limit = self._app.collector.body_bytes
            answer = await self._booting.answer(scope["path"], head, receive, limit)
        except BellrockError as error:
            answer = replies.refusal(error, self._app.clock.now())
        except ClientGone:
            return
        await _send(send, head, answer, credentials=True)


def _is_rudders(place: Place, head: Head) -> bool:
    """Say whether a RudderStack client uses a path of Segment's; its server clients hide it."""
    return head.names_device and place.reply == "segment" and place.dialect == "segment"


def _meant(place: Place, scope: Scope) -> bool:
    """Say whether a request is for the collector: a GET must carry events in its query."""
    method = scope["method"]
    if method == "GET" and place.reply != "pixel" and b"data=" not in scope["query_string"]:
        return False
    return method == "OPTIONS" or method in place.methods


async def _send(
    send: Send, head: Head, answer: Answer, credentials: bool, *, preflight: bool = False
) -> None:
    headers: Sequence[Header] = [
        *answer.headers,
        _SNIFF,
        (b"content-length", str(len(answer.body)).encode()),
        *replies.cors(head.origin, credentials=credentials),
        *(replies.preflight(head.asked_headers) if preflight else ()),
    ]
    if answer.status == 204:
        headers = [pair for pair in headers if pair[0] != b"content-length"]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
