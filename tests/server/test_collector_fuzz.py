"""Whatever is thrown at the collector, it answers; and never with a fault of its own."""

from __future__ import annotations

import gzip
import json
import zlib
from base64 import b64encode
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bellrock.server.collector.paths import PLACES
from shops import Shop, settle

NAMES = st.sampled_from(
    ["batch", "event", "type", "userId", "anonymousId", "properties", "traits", "context", "token",
     "api_key", "writeKey", "distinct_id", "uuid", "timestamp", "sentAt", "$set", "$unset", "data",
     "messageId", "groupId", "previousId", "events", "props", "ts", "trait_ops", "ids", "page"]
) | st.text(max_size=8)  # fmt: skip
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["track", "alias", "$identify", "2026-03-01T00:00:00Z", "9" * 30, ""])
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)
MESSAGES = st.dictionaries(NAMES, JSON, max_size=8)
TEXTS = (MESSAGES | JSON).map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass"))
PACKED = st.one_of(
    TEXTS,
    TEXTS.map(gzip.compress),
    TEXTS.map(zlib.compress),
    TEXTS.map(b64encode),
    TEXTS.map(lambda text: b"data=" + b64encode(text)),
    TEXTS.map(lambda text: gzip.compress(text)[:-3]),
    st.binary(max_size=60),
)
PATHS = sorted(path for path in PLACES if not path.endswith("/"))
QUIET = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # one shop serves all examples
)


@pytest.fixture
def client(shop: Shop) -> Any:
    with shop.server.client() as client:
        yield client


@QUIET
@given(
    path=st.sampled_from(PATHS),
    body=PACKED,
    query=st.text(max_size=20) | st.just("compression=lz64"),
)
def test_no_body_is_a_fault_of_ours(
    shop: Shop, client: httpx.Client, path: str, body: bytes, query: str
) -> None:
    answer = client.request(
        "GET" if path.startswith("/pixel") else "POST",
        path,
        content=body,
        params={"writeKey": shop.write, "q": query},
        headers={"content-encoding": "deflate"} if query[:1] > "m" else {},
    )

    assert answer.status_code in (200, 400, 413), (answer.status_code, answer.text)


@QUIET
@given(
    head=st.dictionaries(
        st.sampled_from(["authorization", "content-encoding", "origin", "user-agent", "cookie",
                         "posthog-request-timestamp", "access-control-request-headers"]),
        st.binary(max_size=40).map(lambda b: bytes(c for c in b if c >= 32 and c != 127).strip()),
    )
)  # fmt: skip
def test_no_head_is_a_fault_of_ours(
    shop: Shop, client: httpx.Client, head: dict[str, bytes]
) -> None:
    given_ = [(name.encode(), value) for name, value in head.items()]
    answer = client.post("/v1/track", json={"event": "e", "writeKey": shop.write}, headers=given_)

    assert answer.status_code in (200, 400), (answer.status_code, answer.text)


def test_what_was_fuzzed_in_has_been_stored_or_refused_with_a_reason(shop: Shop) -> None:
    """Runs on a few known monsters, to the end of the drain."""
    monsters = [
        {
            "batch": [
                {"type": "track", "event": "e", "userId": "u", "properties": {"a": {"": None}}}
            ]
        },
        {
            "batch": [
                {"type": "identify", "userId": "u", "traits": {"a": "\udc80", "": [[]]}},
                7,
                None,
            ]
        },
        {"event": "e", "userId": {"deep": [1]}, "timestamp": "9" * 40, "context": []},
    ]
    with shop.server.client() as client:
        for monster in monsters:
            body = json.dumps(monster).encode()
            answer = client.post("/v1/batch", content=body, auth=(shop.write, ""))
            assert answer.status_code == 200
    settle(shop.app)

    assert shop.app.drain.lag().failures == 0
    assert shop.app.spool.checkpointed == shop.app.spool.last
