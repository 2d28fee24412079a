"""Any bytes at all become events, refusals, or one InvalidEvent; every event can be written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bellrock.collect.dialects import DIALECTS, parse
from bellrock.collect.enrich import Enricher
from bellrock.collect.event import Envelope, rows
from bellrock.core.errors import InvalidEvent
from envelopes import envelope

PATHS = {
    "bellrock": ["/v1/events"],
    "segment": ["/v1/batch", "/v1/track", "/v1/i", "/v1/import"],
    "rudderstack": ["/v1/merge", "/v1/webhook", "/v1/batch", "/pixel/v1/track"],
    "posthog": ["/e/", "/batch", "/engage", "/i/v1/analytics/events"],
}
WORDS = st.sampled_from(
    [
        *("type", "event", "userId", "anonymousId", "messageId", "timestamp", "originalTimestamp"),
        *("sentAt", "context", "traits", "properties", "groupId", "previousId", "integrations"),
        *("mergeProperties", "name", "category", "page", "campaign", "library", "device"),
        *("externalIds", "id", "location", "sessionId", "email", "phone", "url", "ip", "direct"),
        *("distinct_id", "$distinct_id", "uuid", "$set", "$set_once", "$unset", "$groups"),
        *("$group_set", "$group_type", "$group_key", "alias", "$anon_distinct_id", "$device_id"),
        *("options", "offset", "session_id", "sent_at", "created_at", "historical_migration"),
        *("user_id", "anonymous_id", "event_id", "ts", "props", "ids", "groups", "trait_ops"),
        *("op", "trait", "value", "kind", "userAgent", "$ip", "$current_url", "batch", "events"),
        *("track", "identify", "page", "screen", "group", "$identify", "$create_alias", "set"),
        *("$groupidentify", "add", "2026-03-01T10:00:00Z", "203.0.113.9", "a@b.com", "country"),
        *("+4930123456", "$process_person_profile", "$is_identified", "$merge_dangerously"),
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | WORDS
    | st.text(max_size=8)
    | st.text(st.characters(categories=["Cs", "Cc"]), max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=30,
)
MESSAGES = st.dictionaries(WORDS, VALUES, min_size=1, max_size=8)
ENRICHER = Enricher()


def check(here: Envelope, body: bytes) -> None:
    try:
        parsed = parse(here, body)
    except InvalidEvent as refusal:
        assert refusal.facts["reason"]
        assert refusal.hint
        return
    for event in parsed.events:
        ENRICHER.enrich(event, here)
        assert event.user_id or event.anonymous_id
        assert event.event
        assert event.event_id
        assert event.verdict in ("stored", "warned")
        json.dumps([change.value for change in event.traits], allow_nan=False)
    for refused in parsed.refused:
        assert refused.reason
        assert refused.raw
    lines = rows(parsed.events)
    assert lines.count(b"\n") == len(parsed.events)
    lines.decode()


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
def test_any_bytes_are_read_or_refused(dialect, data):
    check(envelope(dialect, PATHS[dialect][0]), data.draw(st.binary(max_size=200)))


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_json_is_read_or_refused(dialect, data):
    path = data.draw(st.sampled_from(PATHS[dialect]))
    body: Any = data.draw(
        MESSAGES
        | st.lists(MESSAGES | VALUES, max_size=3)
        | st.fixed_dictionaries(
            {"batch": st.lists(MESSAGES, max_size=3)}, optional={"context": VALUES}
        )
        | VALUES
    )
    query = data.draw(st.sampled_from(["", "_=1", "_=x&ip=0", "%ff=%ff"]))

    check(envelope(dialect, path, query=query, user_agent="x", ip="::1"), json.dumps(body).encode())
