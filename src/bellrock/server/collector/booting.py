"""What do browser clients ask before their first event? Settings, flags and whether we are well.

Nothing is feigned: there are no flags yet, no recordings and no foreign destinations, and that is
what the answers say.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.types import Receive

import bellrock
from bellrock.core.ids import new_id
from bellrock.runtime.accounts_model import Key
from bellrock.server.collector.heads import Head
from bellrock.server.collector.reading import json_of, read_body
from bellrock.server.collector.replies import NO_STORE, Answer, json_answer

KeyOf = Callable[..., Awaitable[Key]]
_SEGMENT = re.compile(r"/v1/projects/([\w-]{1,100})/settings/?")
_POSTHOG = re.compile(r"/array/([\w-]{1,100})/config(\.js)?/?")
_FLAGS = re.compile(r"/(flags|decide)/?")
_RUDDER = re.compile(r"/sourceConfig/?")
_SCRIPT = (
    "(function(){{window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{{}};"
    "window._POSTHOG_REMOTE_CONFIG[{token}]={{config:{config},siteApps:[]}}}})();"
)


class Booting:
    """The answers to browser clients that start; each needs a write key that is known."""

    def __init__(self, key_of: KeyOf) -> None:
        self._key_of = key_of
        self._answers: tuple[tuple[re.Pattern[str], Any], ...] = (
            (_SEGMENT, self._segment),
            (_POSTHOG, self._posthog),
            (_FLAGS, self._flags),
            (_RUDDER, self._rudder),
        )

    def knows(self, path: str) -> bool:
        """Say whether a client asks for something at this path."""
        return any(pattern.fullmatch(path) for pattern, _ in self._answers)

    async def answer(self, path: str, head: Head, receive: Receive, limit: int) -> Answer:
        """Return what the client asks for.

        Raises:
            NotSignedIn: no key came with it, or one that is not known.
            InvalidEvent: the body cannot be read.
        """
        sent = await read_body(receive, limit)
        for pattern, reply in self._answers:
            found = pattern.fullmatch(path)
            if found:
                answer: Answer = await reply(found, head, sent, limit)
                return answer
        raise AssertionError(path)

    async def _segment(self, found: re.Match[str], head: Head, _: bytes, __: int) -> Answer:
        key = await self._by_text(found[1])
        ours = {
            "apiKey": key.shown,
            "apiHost": f"{head.host}/v1",
            "protocol": head.scheme,
            "unbundledIntegrations": [],
            "addBundledMetadata": True,
        }
        plan = {"track": {"__default": {"enabled": True, "integrations": {}}}}
        return json_answer({"integrations": {"Segment.io": ours}, "plan": plan})

    async def _posthog(self, found: re.Match[str], _: Head, __: bytes, ___: int) -> Answer:
        key = await self._by_text(found[1])
        config = _posthog_config(key.shown)
        if not found[2]:
            return json_answer(config)
        script = _SCRIPT.format(token=_json(key.shown), config=_json(config))
        kind = (b"content-type", b"application/javascript; charset=utf-8")
        return Answer(200, script.encode(), (kind, NO_STORE))

    async def _flags(self, found: re.Match[str], head: Head, sent: bytes, limit: int) -> Answer:
        body = await json_of(sent, head.encoding, head.query, limit)
        key = await self._key_of(head, body)
        asked = parse_qs(head.query)
        told: dict[str, Any] = {
            "errorsWhileComputingFlags": False,
            "requestId": str(new_id()),
            "quotaLimited": [],
        }
        newer = found[1] == "flags" and asked.get("v", ["1"])[0] not in ("1", "")
        told |= {"flags": {}} if newer else {"featureFlags": {}, "featureFlagPayloads": {}}
        if found[1] == "decide" or asked.get("config", [""])[0] in ("true", "1"):
            told = _posthog_config(key.shown) | told
        return json_answer(told)

    async def _rudder(self, _: re.Match[str], head: Head, __: bytes, ___: int) -> Answer:
        key = await self._key_of(head)
        off = {"enabled": False}
        source = {
            "id": str(key.source),
            "name": key.name,
            "writeKey": key.shown,
            "enabled": True,
            "workspaceId": "bellrock",
            "destinations": [],
            "connections": [],
            "config": {"statsCollection": {"errors": off, "metrics": off}},
        }
        return json_answer({"source": source, "version": bellrock.__version__})

    async def _by_text(self, text: str) -> Key:
        return await self._key_of(Head(authorization=f"Bearer {text}"))


def _posthog_config(token: str) -> dict[str, Any]:
    return {
        "token": token,
        "supportedCompression": ["gzip", "gzip-js"],
        "hasFeatureFlags": False,
        "analytics": {"endpoint": "/i/v0/e/"},
        "defaultIdentifiedOnly": True,
        "elementsChainAsString": True,
        "autocapture_opt_out": False,  # left unsaid, posthog-js captures no clicks
        "sessionRecording": False,
        "heatmaps": False,
        "captureDeadClicks": False,
        "capturePerformance": False,
        "autocaptureExceptions": False,
        "siteApps": [],
        "toolbarParams": {},
        "isAuthenticated": False,
    }


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")
