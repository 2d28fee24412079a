"""What of a request's head does the collector look at? A few headers, the query, the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import Scope

_KEPT = (b"posthog-request-timestamp", b"posthog-sdk-info")
"""Headers that a dialect reads later; spooled with the body."""
_LONGEST = 2000


@dataclass(slots=True)
class Head:
    """The head of one request; texts are empty where the client said nothing."""

    query: str = ""
    ip: str = ""
    authorization: str = ""
    encoding: str = ""
    user_agent: str = ""
    origin: bytes = b""
    asked_headers: bytes = b""
    host: str = ""
    scheme: str = "http"
    names_device: bool = False
    """Whether it has the header `AnonymousId`, as RudderStack's browser and mobile clients send."""
    kept: dict[str, str] = field(default_factory=dict)


def head_of(scope: Scope) -> Head:
    """Return what the collector needs of a request's head."""
    client = scope.get("client")
    head = Head(
        query=scope["query_string"].decode("latin-1"),
        ip=client[0] if client else "",
        scheme=scope.get("scheme", "http"),
    )
    for name, value in scope["headers"]:
        read = _READ.get(name)
        if read is not None:
            read(head, value)
        elif name in _KEPT:
            head.kept[name.decode("latin-1")] = _text(value)
    return head


def _text(value: bytes) -> str:
    return value[:_LONGEST].decode("utf-8", "replace")


def _authorization(head: Head, value: bytes) -> None:
    head.authorization = _text(value)


def _encoding(head: Head, value: bytes) -> None:
    head.encoding = _text(value)


def _user_agent(head: Head, value: bytes) -> None:
    head.user_agent = _text(value)


def _host(head: Head, value: bytes) -> None:
    head.host = _text(value)


def _origin(head: Head, value: bytes) -> None:
    head.origin = value


def _asked(head: Head, value: bytes) -> None:
    head.asked_headers = value


def _names_device(head: Head, _: bytes) -> None:
    head.names_device = True


_READ: dict[bytes, Callable[[Head, bytes], None]] = {
    b"authorization": _authorization,
    b"content-encoding": _encoding,
    b"user-agent": _user_agent,
    b"host": _host,
    b"anonymousid": _names_device,
    b"origin": _origin,
    b"access-control-request-headers": _asked,
}
