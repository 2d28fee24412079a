"""What PostHog's captures mean, one claim a rule of the protocol."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bellrock.collect.dialects.posthog import refuse_alone, results
from bellrock.collect.event import Link, TraitChange
from bellrock.core.errors import InvalidEvent
from envelopes import NOON, envelope, one, read, refused

UUID = "018f2b3c-0000-7000-8000-000000000001"


def capture(event, props=None, path="/i/v0/e", **more):
    body = {"token": "wk_x", "event": event, "distinct_id": "p1", "properties": props or {}, **more}
    return one("posthog", path, body)


def test_one_an_array_and_a_batch_are_read_alike():
    event = {"event": "e", "distinct_id": "p1", "uuid": UUID, "properties": {"token": "wk_x"}}

    found = [
        one("posthog", "/e", {**event, "token": "wk_x"}),
        one("posthog", "/e", [event]),
        one("posthog", "/batch", {"api_key": "wk_x", "batch": [event]}),
        one("posthog", "/i/v1/analytics/events", {"batch": [event]}),
    ]

    assert {(e.event, e.user_id, e.event_id) for e in found} == {("e", "p1", UUID)}


@pytest.mark.parametrize(
    "body",
    [
        {"event": "e", "distinct_id": "p1"},
        {"event": "e", "$distinct_id": "p1"},
        {"event": "e", "properties": {"distinct_id": "p1"}},
    ],
)
def test_the_distinct_id_may_stand_in_three_places(body):
    assert one("posthog", "/e", body).user_id == "p1"


@pytest.mark.parametrize(
    "props",
    [{"$device_id": "p1"}, {"$is_identified": False}, {"$process_person_profile": False}],
)
def test_a_distinct_id_that_nobody_signed_in_with_is_a_device(props):
    event = capture("e", props)

    assert (event.user_id, event.anonymous_id) == ("", "p1")


def test_identify_joins_the_device_to_the_person():
    event = capture("$identify", {"$anon_distinct_id": "d1", "$set": {"email": "A@b.com"}})

    assert (event.user_id, event.anonymous_id, event.kind) == ("p1", "d1", "identify")
    assert event.links == [
        Link("login", "anonymous_id", "d1", "user_id", "p1"),
        Link("trait", "user_id", "p1", "email", "a@b.com"),
    ]
    assert event.traits == [TraitChange("email", "set", "A@b.com")]


def test_traits_may_stand_beside_the_properties_or_in_them():
    inside = {"$set": {"a": 1}, "$set_once": {"b": 2}, "$unset": ["c"]}

    changes = [
        TraitChange("a", "set", 1),
        TraitChange("b", "set_once", 2),
        TraitChange("c", "unset"),
    ]

    assert capture("$set", inside).traits == changes
    assert capture("$set", **inside).traits == changes


def test_an_event_that_asks_for_no_profile_changes_none():
    event = capture("e", {"$process_person_profile": False, "$set": {"a": 1}})

    assert event.traits == []
    assert event.ctx["$set"] == {"a": 1}
    assert "traits_without_profile" in event.warnings


@pytest.mark.parametrize(
    ("name", "rule", "kind"),
    [("$create_alias", "alias", "anonymous_id"), ("$merge_dangerously", "merge", "user_id")],
)
def test_alias_and_merge_say_that_two_ids_are_one_person(name, rule, kind):
    assert capture(name, {"alias": "x"}).links == [Link(rule, kind, "x", "user_id", "p1")]


def test_groups_are_named_by_their_type():
    event = capture("e", {"$groups": {"company": "acme", "team": 7}})

    assert event.groups == {"company": "acme", "team": "7"}


@pytest.mark.parametrize("made_up", ["$company_acme", UUID])
def test_a_groups_own_event_describes_the_group_and_names_no_person(made_up):
    props = {"$group_type": "company", "$group_key": "acme", "$group_set": {"size": 9}}
    body = {"event": "$groupidentify", "distinct_id": made_up, "properties": props}

    event = one("posthog", "/e", body)

    assert (event.kind, event.groups, event.props) == ("group", {"company": "acme"}, {"size": 9})
    assert event.user_id == ""


def test_known_dollar_properties_are_columns_and_the_others_context():
    event = capture(
        "$pageview",
        {
            "$current_url": "https://a.example/p",
            "$referrer": "$direct",
            "$browser": "Chrome",
            "$browser_version": 120,
            "$device_type": "Desktop",
            "$session_id": "s1",
            "$lib": "web",
            "$window_id": "w1",
            "$feature/new.checkout": "b",
            "price": 3,
            "utm_source": "news",
        },
    )

    assert (event.url, event.referrer, event.browser) == ("https://a.example/p", "", "Chrome")
    assert (event.browser_version, event.device, event.session) == ("120", "desktop", "s1")
    assert (event.library, event.utm_source) == ("web", "news")
    assert event.props == {"price": 3, "utm_source": "news"}
    assert event.ctx == {"$window_id": "w1", "$feature/new.checkout": "b"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"event": "e"}, "missing_id"),
        ({"event": "e", "distinct_id": "  "}, "missing_id"),
        ({"event": "e", "distinct_id": "x" * 201}, "id_too_long"),
        ({"distinct_id": "p1"}, "missing_event"),
        ({"event": "e", "distinct_id": "p1", "uuid": "nonsense"}, "bad_uuid"),
        ({"event": "$create_alias", "distinct_id": "p1"}, "missing_alias"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_reason(body, reason):
    assert refused("posthog", "/e", body).reason == reason


def test_a_servers_own_system_is_not_the_visitors():
    event = capture("e", {"$is_server": True, "$os": "Linux", "$lib": "posthog-python"})

    assert (event.os, event.library, event.ctx) == (
        "",
        "posthog-python",
        {"$is_server": True, "$os": "Linux"},
    )


def test_a_client_that_sends_one_event_is_told_at_once_what_is_wrong():
    bad = b'{"event":"e","distinct_id":"p1","uuid":"nonsense"}'

    with pytest.raises(InvalidEvent) as refusal:
        refuse_alone(envelope("posthog", "/e"), bad)
    refuse_alone(envelope("posthog", "/batch"), b'{"batch":[' + bad + b"]}")

    assert refusal.value.facts["reason"] == "bad_uuid"


def test_an_insert_id_stands_in_for_a_uuid():
    assert capture("e", {"$insert_id": "i-1"}).event_id == "i-1"


def test_an_empty_uuid_is_none():
    assert len(capture("e", uuid="").event_id) == 16


def test_the_sending_time_of_the_query_corrects_the_clients_clock():
    sent = NOON + timedelta(hours=1)
    body = {"event": "e", "distinct_id": "p1", "offset": 60_000}
    query = f"ip=1&_={int(sent.timestamp() * 1000)}&ver=1.0"

    event = one("posthog", "/e", body, query=query)

    assert (event.sent, event.ts) == (sent, NOON - timedelta(minutes=1))


def test_a_client_may_refuse_the_correction():
    stated, sent = NOON - timedelta(minutes=9), NOON + timedelta(hours=1)
    item = {"event": "e", "distinct_id": "p1", "timestamp": stated.isoformat()}
    body = {
        "created_at": sent.isoformat(),
        "batch": [{**item, "options": {"disable_skew_correction": True}}],
    }

    assert one("posthog", "/i/v1/analytics/events", body).ts == stated


def test_migrated_history_keeps_its_times():
    item = {"event": "e", "distinct_id": "p1", "timestamp": "2001-02-03T04:05:06Z"}

    event = one("posthog", "/batch", {"batch": [item], "historical_migration": True})

    assert (event.historical, event.ts.year) == (True, 2001)


def test_an_engage_without_a_name_is_an_identify():
    event = one("posthog", "/engage", {"$distinct_id": "p1", "$set": {"a": 1}})

    assert (event.event, event.traits) == ("$identify", [TraitChange("a", "set", 1)])


def test_the_newer_shape_is_told_of_every_event():
    ok, odd, bad = (f"{UUID[:-1]}{i}" for i in (1, 2, 3))
    batch = [
        {"event": "e", "distinct_id": "p1", "uuid": ok},
        {"event": "x" * 300, "distinct_id": "p1", "uuid": odd},
        {"event": "e", "uuid": bad},
    ]

    told = results(read("posthog", "/i/v1/analytics/events", {"batch": batch}))

    assert {uuid: verdict["result"] for uuid, verdict in told.items()} == {
        ok: "ok",
        odd: "warning",
        bad: "drop",
    }
    assert "names nobody" in told[bad]["details"]


def test_figures_of_speed_are_properties_and_what_lies_behind_them_is_not():
    said = {"$web_vitals_LCP_value": 1210.5, "$web_vitals_LCP_event": {"name": "LCP"}}

    event = capture("$web_vitals", said)

    assert event.props == {"$web_vitals_LCP_value": 1210.5}
    assert event.ctx["$web_vitals_LCP_event"] == {"name": "LCP"}
