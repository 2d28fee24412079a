"""People over HTTP: found by any id, listed, paged, and never another project's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bellrock.query.traits import Fold
from shops import Shop


@pytest.fixture
def peopled(shop: Shop) -> Shop:
    """A shop that ann, with a device and an e-mail address, and bob have visited."""
    shop.send(
        {"type": "track", "event": "view", "anonymousId": "device-1", "timestamp": stamp(1)},
        {
            "type": "identify", "userId": "ann", "anonymousId": "device-1", "timestamp": stamp(2),
            "traits": {"email": "Ann@Example.org", "plan": "pro"},
        },
        {"type": "track", "event": "buy", "userId": "ann", "timestamp": stamp(3),
         "properties": {"price": 5}},
        {"type": "track", "event": "view", "userId": "bob", "timestamp": stamp(4)},
    )  # fmt: skip
    return shop


def stamp(minute: int) -> str:
    return f"2026-03-01T12:{minute:02}:00.000Z"


def listed(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = client.get("/api/v1/people", params=query)
        assert page.status_code == 200, page.text
        found += page.json()["data"]
        if page.json()["next"] is None:
            return found
        query["after"] = page.json()["next"]


@pytest.mark.parametrize("who", ["ann", "device-1", "ann@example.org", "email:ann@example.org"])
def test_a_person_is_found_by_any_of_their_ids(peopled: Shop, who: str) -> None:
    with peopled.reader() as client:
        by_id = client.get(f"/api/v1/people/{who}").json()
        by_key = client.get(f"/api/v1/people/{by_id['person']}").json()

    assert by_id == by_key
    assert {"ann", "device-1"} <= {one["value"] for one in by_id["identities"]}
    assert {t["name"]: t["value"] for t in by_id["traits"]}["plan"] == "pro"
    assert [e["fields"]["event"] for e in by_id["timeline"]] == ["buy", "$identify", "view"]
    assert by_id["timeline"][0]["props"] == {"price": 5}
    assert by_id["events"] == 3


def test_people_are_listed_once_each_latest_first_with_the_traits_one_asks_for(
    peopled: Shop,
) -> None:
    with peopled.reader() as client:
        found = listed(client, limit=1, traits=["plan", "email"])

    assert [one["user_id"] for one in found] == ["bob", "ann"]
    assert found[1]["events"] == 3
    assert found[1]["traits"] == {"plan": "pro", "email": "Ann@Example.org"}
    assert found[0]["traits"] == {}


@pytest.mark.parametrize("search", ["an", "ANN", "device-1", "example.org", "ann@example.org"])
def test_a_search_finds_by_the_beginning_of_an_id_and_by_name(peopled: Shop, search: str) -> None:
    with peopled.reader() as client:
        assert [one["user_id"] for one in listed(client, search=search)] == ["ann"]


def test_people_are_filtered_sorted_both_ways_and_counted(peopled: Shop) -> None:
    with peopled.reader() as client:

        def ids(**query: Any) -> list[str]:
            return [one["id"] for one in listed(client, limit=1, **query)]

        assert ids(sort="events", order="desc") == ["ann", "bob"]
        assert ids(sort="events", order="asc") == ["bob", "ann"]
        assert ids(sort="person.plan", order="asc") == ["ann", "bob"]
        assert ids(where='person.plan = "pro" and events > 2') == ["ann"]
        page = client.get("/api/v1/people", params={"count": True, "where": "events = 1"}).json()
        assert page["total"] == {"people": 1, "exact": True}
        assert client.get("/api/v1/people").json()["total"] is None


def test_certain_people_are_listed_by_their_keys(peopled: Shop) -> None:
    with peopled.reader() as client:
        ann = client.get("/api/v1/people/ann").json()["person"]
        found = listed(client, people=[ann, "0" * 16], traits=["email"])
        wrong = client.get("/api/v1/people", params={"people": "ann"})

    assert [(one["person"], one["traits"]) for one in found] == [
        (ann, {"email": "Ann@Example.org"})
    ]
    assert wrong.status_code == 422


def test_the_columns_one_chooses_are_told(peopled: Shop) -> None:
    facts = ["first_seen", "sessions", "channel", "anonymous_id"]
    with peopled.reader() as client:
        bob, ann = listed(client, facts=facts)

    assert bob["facts"] == {
        "first_seen": "2026-03-01T12:04:00Z", "sessions": 0,
        "channel": bob["facts"]["channel"], "anonymous_id": None,
    }  # fmt: skip
    assert ann["facts"]["anonymous_id"] == "device-1"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"where": "person.plan ="}, "where[0]"),
        ({"where": "props.price > 3"}, "where"),
        ({"sort": "price"}, "sort"),
        ({"order": "up"}, "order"),
        ({"facts": "shoe_size"}, "facts[0]"),
        ({"after": "x"}, "after"),
    ],
)
def test_a_list_that_cannot_be_is_refused_at_its_place(
    shop: Shop, query: dict[str, str], field: str
) -> None:
    with shop.reader() as client:
        answer = client.get("/api/v1/people", params=query)

    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert answer.json()["hint"]


def test_a_persons_days_are_those_of_the_projects_zone(peopled: Shop) -> None:
    with peopled.manager() as client:
        today = datetime.now(UTC)
        at = (today - timedelta(days=3)).replace(hour=20).isoformat()
        peopled.send({"type": "track", "event": "late", "userId": "ann", "timestamp": at})
        client.patch("/api/v1/project", json={"zone": "Asia/Shanghai"})
        days = client.get("/api/v1/people/ann/activity", params={"days": 10}).json()["data"]

    here = (datetime.fromisoformat(at) + timedelta(hours=8)).date().isoformat()
    assert len(days) == 10
    assert {one["day"]: one["events"] for one in days if one["events"]} == {here: 1}


def test_a_timeline_tells_what_its_visits_are_grouped_by(shop: Shop) -> None:
    agent = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
    )
    page = {
        "type": "page", "anonymousId": "d1",
        "context": {"userAgent": agent, "sessionId": "s1",
                    "page": {"url": "https://shop.example/cart?utm_source=x&utm_medium=email"}},
    }  # fmt: skip
    shop.send(page)
    with shop.reader() as client:
        (event,) = client.get("/api/v1/people/d1/timeline").json()["data"]

    told = event["fields"]
    assert {"channel", "device", "path", "visit", "session", "browser"} <= told.keys()
    assert (told["path"], told["session"], told["channel"]) == ("/cart", "s1", "Email")


def test_a_merge_on_a_persons_page_is_undone_and_done_again(peopled: Shop) -> None:
    with peopled.manager() as client:
        edges = client.get("/api/v1/people/ann/edges").json()["data"]
        login = next(one for one in edges if one["rule"] == "login" and one["status"] == "active")
        path = f"/api/v1/identity/edges/{login['id']}"
        assert client.post(f"{path}/unlink", json={"reason": "a test"}).json()["moved"]
        apart = [
            client.get(f"/api/v1/people/{who}").json()["person"] for who in ("ann", "device-1")
        ]
        kept = client.get("/api/v1/people/ann/edges").json()["data"]
        assert client.post(f"{path}/restore", json={}).json()["moved"]
        again = client.get("/api/v1/people/device-1").json()["person"]

    assert apart[0] != apart[1]
    assert login["id"] in [one["id"] for one in kept]
    assert again == apart[0]


def test_a_timeline_goes_on_where_it_ended(peopled: Shop) -> None:
    names: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    with peopled.reader() as client:
        while True:
            page = client.get("/api/v1/people/ann/timeline", params=query).json()
            names += [one["fields"]["event"] for one in page["data"]]
            if page["next"] is None:
                break
            query["after"] = page["next"]

    assert names == ["buy", "$identify", "view"]


def test_a_timeline_is_of_one_event_where_one_is_named(peopled: Shop) -> None:
    with peopled.reader() as client:
        address = "/api/v1/people/ann/timeline"
        views = client.get(address, params={"event": "view"}).json()["data"]
        none = client.get(address, params={"event": "'; --"}).json()["data"]

    assert [one["fields"]["event"] for one in views] == ["view"]
    assert none == []


def test_a_trait_says_by_which_policy_it_stands(peopled: Shop) -> None:
    with peopled.reader() as client:
        before = client.get("/api/v1/people/ann").json()["traits"]
        peopled.app.people.choose_fold(peopled.project.id, "plan", Fold("first"))
        after = client.get("/api/v1/people/ann").json()["traits"]

    assert {one["name"]: one["policy"] for one in before} == {"email": "latest", "plan": "latest"}
    assert {one["name"]: one["policy"] for one in after} == {"email": "latest", "plan": "first"}


def test_another_projects_people_are_not_there(peopled: Shop, rival: Shop) -> None:
    with peopled.reader() as client, rival.manager() as stranger:
        key = client.get("/api/v1/people/ann").json()["person"]
        for who in ("ann", "device-1", "ann@example.org", key):
            for part in ("", "/timeline", "/edges", "/activity"):
                assert stranger.get(f"/api/v1/people/{who}{part}").status_code == 404
        assert listed(stranger) == []
        assert listed(stranger, search="ann") == []


def test_why_a_persons_ids_are_theirs_is_told(peopled: Shop) -> None:
    with peopled.reader() as client:
        edges = client.get("/api/v1/people/ann/edges").json()["data"]

    login = next(one for one in edges if one["rule"] == "login")
    assert {login["a"]["value"], login["b"]["value"]} == {"ann", "device-1"}
