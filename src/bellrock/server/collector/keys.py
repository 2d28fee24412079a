"""With which write key did this come? In a header, in the query, or in the body."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from bellrock.core.errors import NotSignedIn
from bellrock.runtime.accounts_keys import PREFIX

_OURS = (PREFIX["write"], PREFIX["admin"])
_NAMES = ("writeKey", "api_key", "token", "$token")


class _Props(msgspec.Struct):
    token: msgspec.Raw = msgspec.Raw()


class _Item(msgspec.Struct):
    write_key: msgspec.Raw = msgspec.field(default=msgspec.Raw(), name="writeKey")
    api_key: msgspec.Raw = msgspec.Raw()
    token: msgspec.Raw = msgspec.Raw()
    dollar_token: msgspec.Raw = msgspec.field(default=msgspec.Raw(), name="$token")
    properties: msgspec.Raw = msgspec.Raw()


_object = msgspec.json.Decoder(_Item).decode
_array = msgspec.json.Decoder(list[_Item]).decode
_props = msgspec.json.Decoder(_Props).decode
_text = msgspec.json.Decoder(str).decode


def from_head(authorization: str, query: str) -> str:
    """Return the key in the Authorization header or the query; "" where there is none of ours.

    Basic carries it as the user's name, with or without the colon; Bearer as it stands.
    """
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "basic":
        value = _user(value.strip())
    if value.strip().startswith(_OURS):
        return value.strip()
    if query and _OURS[0] in query:
        for name, said in parse_qsl(query):
            if name in _NAMES and said.startswith(_OURS):
                return said
    return ""


def from_body(body: bytes) -> str:
    """Return the key in a JSON body: around its events, or in those of an array; else "".

    What is said around events holds for all of them, whatever they say themselves.

    Raises:
        NotSignedIn: the events of an array name several keys, so nobody knows whose they are.
    """
    try:
        items = _array(body) if body[:1] == b"[" else [_object(body)]
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""
    found = {said for item in items if (said := _key(item))}
    if len(found) > 1:
        raise NotSignedIn(
            "the events of this batch name different write keys",
            hint="send the events of each key in a request of their own",
            reason="several_keys",
        )
    return next((key for key in found if key.startswith(_OURS)), "")


def said_at_all(authorization: str, query: str, body: bytes) -> bool:
    """Say whether the client sent a key of any kind, though none of ours."""
    return bool(authorization) or any(name in query or name.encode() in body for name in _NAMES)


def _key(item: _Item) -> str:
    """Return the key that an item names: ours if it names several, "" if it names none."""
    other = ""
    for text in _said(item):
        if text.startswith(_OURS):
            return text
        other = other or text
    return other


def _said(item: _Item) -> Iterator[str]:
    for raw in (item.write_key, item.api_key, item.token, item.dollar_token):
        if len(raw):  # most are not there
            yield _string(raw)
    yield _token(item)


def _token(item: _Item) -> str:
    try:
        return _string(_props(item.properties).token)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return ""


def _string(raw: Any) -> str:
    try:
        return _text(raw)
    except (msgspec.MsgspecError, ValueError):
        return ""


def _user(encoded: str) -> str:
    try:
        name = b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""
    return name.partition(":")[0]
