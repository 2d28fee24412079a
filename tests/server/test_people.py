"""People over HTTP: found by any id, listed, paged, and never another project's."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

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


def test_another_projects_people_are_not_there(peopled: Shop, rival: Shop) -> None:
    with peopled.reader() as client, rival.manager() as stranger:
        key = client.get("/api/v1/people/ann").json()["person"]
        for who in ("ann", "device-1", "ann@example.org", key):
            for part in ("", "/timeline", "/edges"):
                assert stranger.get(f"/api/v1/people/{who}{part}").status_code == 404
        assert listed(stranger) == []
        assert listed(stranger, search="ann") == []


def test_why_a_persons_ids_are_theirs_is_told(peopled: Shop) -> None:
    with peopled.reader() as client:
        edges = client.get("/api/v1/people/ann/edges").json()["data"]

    login = next(one for one in edges if one["rule"] == "login")
    assert {login["a"]["value"], login["b"]["value"]} == {"ann", "device-1"}
