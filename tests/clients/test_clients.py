"""The official clients, unmodified, send their every call to a real server; all of it arrives."""

from __future__ import annotations

import json

import pytest

from clients.conftest import RUN

SEGMENT = ["segment_python", "segment_node"]
RUDDER = ["rudder_python", "rudder_node"]
POSTHOG = ["posthog_python", "posthog_node"]
CALLS = {"$identify", "Order Completed", "$pageview", "$screen", "$groupidentify", "$create_alias"}


def name_of(client):
    return client.replace("_", "-")


def only(events, name):
    found = [event for event in events if event["event"] == name]
    assert found, f"no {name} among {[event['event'] for event in events]}"
    return found[0]


def test_every_client_is_run():
    assert {script.stem for script in RUN.iterdir()} == {*SEGMENT, *RUDDER, *POSTHOG}


@pytest.mark.parametrize("client", SEGMENT + RUDDER + POSTHOG)
def test_every_client_is_content_with_the_answers(stored, client):
    done = stored.runs[client]

    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_that_an_official_client_sends_is_refused(stored):
    assert stored.refused == []


@pytest.mark.parametrize("client", SEGMENT + RUDDER + POSTHOG)
def test_every_event_is_stored_once_under_the_id_its_client_gave(stored, client):
    events = stored.of(name_of(client))

    assert len({event["event_id"] for event in events}) == len(events)
    assert all(event["event_id"] in event["raw"] for event in events)


@pytest.mark.parametrize("client", SEGMENT + RUDDER)
def test_every_call_of_the_segment_family_is_stored(stored, client):
    events = stored.of(name_of(client))

    assert {event["event"] for event in events} == CALLS
    assert len(events) == len(CALLS) * (2 if client.endswith("python") else 1)
    assert {event["user_id"] for event in events} == {name_of(client)}


@pytest.mark.parametrize(
    ("clients", "dialect"), [(SEGMENT, "segment"), (RUDDER, "rudderstack"), (POSTHOG, "posthog")]
)
def test_the_dialect_is_that_of_the_client(stored, clients, dialect):
    for client in clients:
        assert {event["dialect"] for event in stored.of(name_of(client))} == {dialect}


@pytest.mark.parametrize("client", SEGMENT + RUDDER + POSTHOG)
def test_a_servers_client_is_no_bot(stored, client):
    assert {event["bot"] for event in stored.of(name_of(client))} == {""}


@pytest.mark.parametrize("client", SEGMENT + RUDDER + POSTHOG)
def test_properties_arrive_as_they_were_given(stored, client):
    order = only(stored.of(name_of(client)), "Order Completed")

    assert json.loads(order["props"])["price"] == 9.5


@pytest.mark.parametrize(
    "client", ["segment_python", "segment_node", "posthog_python", "posthog_node"]
)
def test_a_time_that_the_caller_states_is_kept(stored, client):
    order = only(stored.of(name_of(client)), "Order Completed")

    assert order["ts"].startswith("2026-01-02 03:04:05.678")


@pytest.mark.parametrize("client", SEGMENT + RUDDER)
def test_a_login_names_device_and_user(stored, client):
    name = name_of(client)

    identify = only(stored.of(name), "$identify")

    assert (identify["user_id"], identify["anonymous_id"]) == (name, f"{name}-a")


@pytest.mark.parametrize("client", SEGMENT + RUDDER + POSTHOG)
def test_an_e_mail_becomes_a_trait(stored, client):
    ids = {event["event_id"] for event in stored.of(name_of(client))}

    assert any(trait == "email" and event in ids for trait, _, _, event in stored.traits)


@pytest.mark.parametrize("client", SEGMENT + RUDDER)
def test_a_group_is_named(stored, client):
    group = only(stored.of(name_of(client)), "$groupidentify")

    assert group["groups"] == {"group": "acme"}
    assert json.loads(group["props"])["size"] == 3


@pytest.mark.parametrize("client", POSTHOG)
def test_posthogs_groups_are_named_by_their_type(stored, client):
    order = only(stored.of(name_of(client)), "Order Completed")

    assert order["groups"] == {"company": "acme"}


@pytest.mark.parametrize("client", ["segment_python", "segment_node", "posthog_node"])
def test_a_page_brings_its_campaign(stored, client):
    page = only(stored.of(name_of(client)), "$pageview")

    assert (page["host"], page["utm_source"]) == ("a.example", "news")


def test_a_person_nobody_named_is_a_device(stored):
    nobody = only(stored.of("posthog-python"), "nobody")

    assert nobody["user_id"] == ""
    assert len(nobody["anonymous_id"]) == 36
