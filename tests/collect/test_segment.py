"""What Segment's messages mean, one claim a rule of the protocol."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bellrock.collect.event import Link, TraitChange
from envelopes import CHROME, NOON, one, read, refused

WHO = {"userId": "u1"}


def segment(message, path="/v1/batch", **around):
    body = {"batch": [message], **around} if path == "/v1/batch" else message
    return one("segment", path, body)


@pytest.mark.parametrize(
    ("kind", "short", "fields", "name"),
    [
        ("track", "t", {"event": "Order Completed"}, "Order Completed"),
        ("identify", "i", {}, "$identify"),
        ("page", "p", {"name": "Home"}, "$pageview"),
        ("screen", "s", {"name": "Home"}, "$screen"),
        ("group", "g", {"groupId": "acme"}, "$groupidentify"),
        ("alias", "a", {"previousId": "anon"}, "$create_alias"),
    ],
)
def test_a_call_means_the_same_alone_by_its_short_path_and_in_a_batch(kind, short, fields, name):
    message = {**WHO, **fields, "messageId": "m"}

    events = [
        segment(message, f"/v1/{kind}"),
        segment(message, f"/v1/{short}"),
        segment({**message, "type": kind}),
    ]

    assert {(e.kind, e.event, e.user_id, e.event_id) for e in events} == {(kind, name, "u1", "m")}


def test_what_a_batch_says_for_all_an_item_may_say_better():
    event = segment(
        {**WHO, "type": "track", "event": "e", "context": {"locale": "de-DE"}},
        context={"locale": "en-US", "timezone": "Asia/Shanghai", "app": {"name": "shop"}},
        integrations={"All": True},
    )

    assert (event.locale, event.timezone) == ("de-DE", "Asia/Shanghai")
    assert event.ctx == {"app": {"name": "shop"}, "integrations": {"All": True}}


def test_context_fills_the_columns_and_the_rest_is_kept_by_its_names():
    event = segment(
        {
            **WHO,
            "type": "track",
            "event": "e",
            "context": {
                "ip": "203.0.113.9",
                "userAgent": CHROME,
                "page": {"url": "https://a.example/p?q=1", "title": "P", "search": "?q=1"},
                "campaign": {"name": "spring", "source": "news", "medium": "email", "id": "7"},
                "library": {"name": "analytics.js", "version": "4"},
                "device": {"id": "d-1", "type": "ios"},
                "groupId": "acme",
                "consent": {"categoryPreferences": {"ads": False}},
            },
            "channel": "browser",
        }
    )

    assert (event.url, event.title, event.library) == (
        "https://a.example/p?q=1",
        "P",
        "analytics.js",
    )
    assert (event.utm_campaign, event.utm_source, event.utm_medium) == ("spring", "news", "email")
    assert (event.ids, event.groups) == ({"device_id": "d-1"}, {"group": "acme"})
    assert event.ctx == {
        "page": {"search": "?q=1"},
        "campaign": {"id": "7"},
        "library": {"name": "analytics.js", "version": "4"},
        "device": {"id": "d-1", "type": "ios"},
        "consent": {"categoryPreferences": {"ads": False}},
        "channel": "browser",
    }


def test_traits_are_set_and_null_takes_them_away():
    event = segment(
        {**WHO, "type": "identify", "traits": {"plan": "pro", "fax": None, "n": {"a": 1}}}
    )

    assert event.traits == [
        TraitChange("plan", "set", "pro"),
        TraitChange("fax", "unset"),
        TraitChange("n", "set", {"a": 1}),
    ]


def test_an_identify_takes_traits_from_the_context_too_as_rudder_sends_them():
    event = segment({**WHO, "type": "identify", "context": {"traits": {"plan": "pro"}}})

    assert event.traits == [TraitChange("plan", "set", "pro")]


def test_user_and_device_on_one_event_are_a_login():
    event = segment({**WHO, "anonymousId": "d1", "type": "track", "event": "e"})

    assert event.links == [Link("login", "anonymous_id", "d1", "user_id", "u1")]


def test_an_alias_says_that_two_ids_are_one_person():
    event = segment({**WHO, "type": "alias", "previousId": "old"})

    assert event.links == [Link("alias", "anonymous_id", "old", "user_id", "u1")]


def test_addresses_are_made_comparable_and_only_verified_ones_are_verified():
    event = segment(
        {
            **WHO,
            "type": "identify",
            "traits": {
                "email": " Ann@Example.COM ",
                "phone": "+49 (30) 1234-56",
                "phone_verified": True,
            },
        }
    )

    assert event.links == [
        Link("trait", "user_id", "u1", "email", "ann@example.com"),
        Link("verified", "user_id", "u1", "phone", "+4930123456"),
    ]
    assert event.ids == {"email": "ann@example.com", "phone": "+4930123456"}


@pytest.mark.parametrize(
    "traits",
    [
        {"email": "none"},
        {"email": "a@b"},
        {"email": 7},
        {"email": "a b@c.de"},
        {"phone": "12345"},
        {"phone": "030 123456"},
        {"phone": ["+4930123456"]},
        {"email": None},
    ],
)
def test_what_is_no_address_names_nobody(traits):
    assert segment({**WHO, "type": "identify", "traits": traits}).links == []


def test_a_merge_links_all_the_ids_it_lists():
    event = one(
        "rudderstack",
        "/v1/merge",
        {
            "mergeProperties": [
                {"type": "email", "value": "Ann@Example.com"},
                {"type": "user_id", "value": "u9"},
            ]
        },
    )

    assert (event.event, event.user_id) == ("$merge_dangerously", "u9")
    assert event.links == [Link("merge", "email", "ann@example.com", "user_id", "u9")]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"type": "track", "event": "e"}, "missing_id"),
        ({**WHO, "type": "track"}, "missing_event"),
        ({**WHO, "type": "group"}, "missing_group_id"),
        ({**WHO, "type": "alias"}, "missing_previous_id"),
        ({**WHO}, "missing_type"),
        ({"userId": "u" * 513, "type": "page"}, "id_too_long"),
        ({"userId": True, "type": "page"}, "missing_id"),
        ({**WHO, "type": "page", "properties": {"x": "y" * 33_000}}, "too_large"),
    ],
)
def test_what_cannot_be_counted_is_refused_whole_with_a_reason_and_a_fix(message, reason):
    refusal = refused("segment", "/v1/batch", {"batch": [message]})

    assert refusal.reason == reason
    assert "(" in refusal.detail
    assert len(refusal.raw) > 2


def test_one_bad_event_of_a_batch_does_not_hold_up_the_others():
    messages = [{**WHO, "type": "page"}, 7, {**WHO, "type": "screen"}]

    parsed = read("segment", "/v1/batch", {"batch": messages})

    assert [e.kind for e in parsed.events] == ["page", "screen"]
    assert [(r.index, r.reason, r.raw) for r in parsed.refused] == [(1, "not_an_object", "7")]


def test_a_type_nobody_declared_is_kept_under_its_name_with_a_warning():
    event = segment({**WHO, "type": "audiencelist", "properties": {"n": 1}})

    assert (event.event, event.kind, event.warnings) == (
        "audiencelist",
        "track",
        ["unknown_type", "missing_event_id"],
    )


def test_numbers_are_ids_as_their_text():
    assert segment({"userId": 42, "type": "page"}).user_id == "42"


def test_an_event_without_an_id_gets_one_that_a_second_reading_gives_again():
    body = {"batch": [{**WHO, "type": "page"}] * 2}

    first = [e.event_id for e in read("segment", "/v1/batch", body, record=7).events]
    again = [e.event_id for e in read("segment", "/v1/batch", body, record=7).events]
    other = [e.event_id for e in read("segment", "/v1/batch", body, record=8).events]

    assert first == again
    assert len({*first, *other}) == 4


def test_the_clients_clock_cancels_out():
    sent = NOON + timedelta(hours=2)  # the client's clock is two hours ahead
    event = segment(
        {
            **WHO,
            "type": "page",
            "timestamp": (sent - timedelta(minutes=3)).isoformat(),
            "sentAt": sent.isoformat(),
        }
    )

    assert event.ts == NOON - timedelta(minutes=3)
    assert (event.original, event.sent) == (sent - timedelta(minutes=3), sent)
    assert "ts_adjusted" in event.warnings


def test_an_import_keeps_the_time_it_states():
    stated = datetime(1999, 5, 6, 7, 8, 9, tzinfo=UTC)
    message = {**WHO, "type": "page", "timestamp": stated.isoformat(), "sentAt": NOON.isoformat()}

    event = one("segment", "/v1/import", {"batch": [message]})

    assert (event.ts, event.historical, event.warnings) == (stated, True, ["missing_event_id"])


def test_a_rudder_library_is_told_from_segments_by_its_name():
    message = {**WHO, "type": "page", "context": {"library": {"name": "rudder-analytics-python"}}}

    assert segment(message).dialect == "rudderstack"
    assert segment({**WHO, "type": "page", "channel": "server"}).dialect == "rudderstack"
    assert segment({**WHO, "type": "page"}).dialect == "segment"


def test_a_webhook_is_one_event_whatever_it_says():
    event = one("rudderstack", "/v1/webhook", {"order": {"id": 7}})

    assert (event.event, event.props) == ("webhook_source_event", {"order": {"id": 7}})


def test_properties_that_are_no_object_are_kept_with_a_warning():
    event = segment({**WHO, "type": "track", "event": "e", "properties": [1, 2]})

    assert event.props == {"properties": [1, 2]}
    assert "properties_not_an_object" in event.warnings


def test_events_of_one_batch_keep_their_order_in_their_ties():
    body = {"batch": [{**WHO, "type": "page", "messageId": f"m{i}"} for i in range(40)]}

    ties = [event.tie for event in read("segment", "/v1/batch", body).events]

    assert ties == sorted(ties)
    assert len(set(ties)) == 40


def test_ids_that_are_no_names_join_nobody():
    long = "x" * 600

    event = segment(
        {
            **WHO,
            "type": "alias",
            "previousId": long,
            "messageId": long,
            "context": {"device": {"id": long}},
        }
    )

    assert (event.links, event.ids, len(event.event_id)) == ([], {}, 16)
    assert {"id_too_long", "event_id_shortened"} <= set(event.warnings)
