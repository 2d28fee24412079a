"""Merges are seen, taken back and given again over HTTP, and only by one's own."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from shops import Shop


@pytest.fixture
def merged(shop: Shop) -> Shop:
    """A shop in which ann and bob, two users, were said to be one."""
    shop.send(
        {"type": "track", "event": "view", "userId": "ann"},
        {"type": "track", "event": "view", "userId": "bob"},
        {
            "type": "merge",
            "userId": "ann",
            "mergeProperties": [
                {"type": "userId", "value": "ann"},
                {"type": "userId", "value": "bob"},
            ],
        },
    )
    return shop


def viewers(client: httpx.Client) -> int:
    ask = {"event": "view", "metric": "uniques"}
    answer = client.post("/api/v1/ask/trend", json=ask)
    return int(answer.json()["series"][0]["total"])


def merges(client: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/identity/merges").json()["data"]
    return found


def test_a_merge_is_taken_back_and_given_again(merged: Shop) -> None:
    with merged.manager() as client:
        (edge,) = merges(client)
        place = f"/api/v1/identity/edges/{edge['id']}"
        counts = [viewers(client)]
        for verdict in ("unlink", "restore"):
            answer = client.post(f"{place}/{verdict}", json={"reason": "two sisters"})
            assert answer.status_code == 200, answer.text
            counts.append(viewers(client))
        decided = client.get("/api/v1/identity/decisions").json()["data"]
        changes = client.get("/api/v1/audit").json()["data"]

    assert {edge["a"]["value"], edge["b"]["value"]} == {"ann", "bob"}
    assert counts == [1, 2, 1]
    assert [one["verdict"] for one in decided] == ["", "revoked"]
    assert decided[1]["reason"] == "two sisters"
    assert [c["action"] for c in changes[:2]] == ["identity.restore", "identity.unlink"]


def test_a_person_is_split_by_ids(merged: Shop) -> None:
    with merged.manager() as client:
        (edge,) = merges(client)
        person = edge["people"][0]
        other = next(  # the id that is not the person's own key
            key
            for key in client.post(f"/api/v1/identity/edges/{edge['id']}/unlink", json={}).json()[
                "moved"
            ]
        )
        client.post(f"/api/v1/identity/edges/{edge['id']}/restore", json={})
        answer = client.post(f"/api/v1/identity/people/{person}/split", json={"ids": [other]})

        assert answer.status_code == 200, answer.text
        assert viewers(client) == 2


def test_another_projects_edges_are_not_there(merged: Shop, rival: Shop) -> None:
    with merged.manager() as client, rival.manager() as stranger:
        (edge,) = merges(client)
        assert merges(stranger) == []
        for verdict in ("unlink", "restore", "accept", "dismiss"):
            path = f"/api/v1/identity/edges/{edge['id']}/{verdict}"
            assert stranger.post(path, json={}).status_code == 404
        split = f"/api/v1/identity/people/{edge['people'][0]}/split"
        assert stranger.post(split, json={"ids": ["0" * 16]}).status_code in (404, 422)

        assert viewers(client) == 1
