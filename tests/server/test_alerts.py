"""Alerts, channels and annotations over HTTP: who may do what, and that no secret comes back."""

from __future__ import annotations

from typing import Any

import pytest

from shops import Shop

ALERTS, CHANNELS, NOTES = "/api/v1/alerts", "/api/v1/alert-channels", "/api/v1/annotations"
METRIC = {"key": "orders", "name": "Orders", "definition": {"ask": {"events": "buy"}}}
ALERT: dict[str, Any] = {
    "name": "Orders fell", "metric": "orders", "rule": {"kind": "threshold", "below": 5},
}  # fmt: skip
CHAT = {"name": "Room", "kind": "chat", "target": "slack://TokenAAAA/TokenBBBB/Secret123456"}


def test_an_analyst_keeps_alerts_that_an_admin_lets_out(shop: Shop) -> None:
    with (
        shop.browser("admin") as admin,
        shop.browser("analyst") as analyst,
        shop.browser("viewer") as viewer,
    ):
        assert analyst.post(CHANNELS, json=CHAT).status_code == 403
        assert analyst.post("/api/v1/metrics", json=METRIC).status_code == 201
        room = admin.post(CHANNELS, json={**CHAT, "target": "json://127.0.0.1:1/x"}).json()

        made = analyst.post(ALERTS, json=ALERT | {"channels": [room["id"]]})

        assert made.status_code == 201, made.text
        alert = made.json()
        assert viewer.get(ALERTS).json() == [alert]
        assert viewer.get(f"{ALERTS}/{alert['id']}/findings").json() == []
        assert viewer.patch(f"{ALERTS}/{alert['id']}", json={"name": "x"}).status_code == 403
        until = {"silent_until": "2030-01-01T00:00:00Z"}
        silent = analyst.patch(f"{ALERTS}/{alert['id']}", json=until).json()
        assert silent["silent_until"] == "2030-01-01T00:00:00Z"
        again = analyst.patch(f"{ALERTS}/{alert['id']}", json={"silent_until": None}).json()
        assert again["silent_until"] is None
        failed = analyst.post(f"{CHANNELS}/{room['id']}/test")
        assert failed.status_code == 424
        assert "did not take the message" in failed.json()["detail"]
        assert analyst.delete(f"{ALERTS}/{alert['id']}").status_code == 204
        assert viewer.get(ALERTS).json() == []
        assert analyst.post(f"{ALERTS}/{alert['id']}/restore").json()["deleted"] is None


def test_no_secret_of_a_channel_comes_back(shop: Shop) -> None:
    with shop.browser("owner") as owner:
        made = owner.post(CHANNELS, json=CHAT)
        told = owner.get(CHANNELS).text + made.text + owner.get("/api/v1/audit").text

        assert made.status_code == 201, made.text
        assert "Secret" not in told
        assert made.json()["target"] == "slack://…"
        assert owner.delete(f"{CHANNELS}/{made.json()['id']}").status_code == 204
        assert owner.get(CHANNELS).json() == []


def test_another_project_neither_sees_nor_touches_them(shop: Shop, rival: Shop) -> None:
    with shop.browser() as owner, rival.browser() as stranger:
        owner.post("/api/v1/metrics", json=METRIC)
        room = owner.post(CHANNELS, json=CHAT).json()["id"]
        alert = owner.post(ALERTS, json=ALERT).json()["id"]
        note = owner.post(NOTES, json={"at": "2026-03-01T10:00:00Z", "text": "New shop"}).json()

        stranger.post("/api/v1/metrics", json=METRIC)
        for answer in (
            stranger.get(f"{ALERTS}/{alert}"),
            stranger.patch(f"{ALERTS}/{alert}", json={"name": "x"}),
            stranger.delete(f"{ALERTS}/{alert}"),
            stranger.post(f"{CHANNELS}/{room}/test"),
            stranger.delete(f"{CHANNELS}/{room}"),
            stranger.patch(f"{NOTES}/{note['id']}", json={"text": "x"}),
            stranger.delete(f"{NOTES}/{note['id']}"),
        ):
            assert answer.status_code == 404, answer.text
        assert stranger.post(ALERTS, json=ALERT | {"channels": [room]}).status_code == 422
        assert stranger.get(NOTES).json() == stranger.get(ALERTS).json() == []


def test_annotations_are_found_by_their_time(shop: Shop) -> None:
    with shop.browser("analyst") as analyst:
        told = [
            {"at": "2026-03-01T10:00:00+01:00", "text": "Release 2", "kind": "release"},
            {"at": "2026-03-05T00:00:00Z", "until": "2026-03-09T00:00:00Z", "text": "Sale"},
        ]
        release, sale = (analyst.post(NOTES, json=one).json() for one in told)

        def found(**bounds: str) -> list[str]:
            return [one["text"] for one in analyst.get(NOTES, params=bounds).json()]

        assert release["at"] == "2026-03-01T09:00:00Z"
        now = analyst.post(NOTES, json={"text": "now"}).json()
        assert now["at"] <= now["created"]
        analyst.delete(f"{NOTES}/{now['id']}")
        assert found() == ["Release 2", "Sale"]
        assert found(since="2026-03-07T00:00:00Z") == ["Sale"]
        assert found(before="2026-03-05T00:00:00Z") == ["Release 2"]
        path = f"{NOTES}/{sale['id']}"
        assert analyst.patch(path, json={"until": None, "text": "Sold"}).json()["until"] is None
        assert analyst.patch(path, json={"until": "2026-01-01T00:00:00Z"}).status_code == 422
        assert analyst.delete(path).status_code == 204
        assert found() == ["Release 2"]
        assert analyst.post(f"{path}/restore").json()["text"] == "Sold"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (ALERTS, ALERT | {"rule": {"kind": "threshold"}}, "rule"),
        (ALERTS, ALERT | {"channels": ["nobody"]}, "channels[0]"),
        (CHANNELS, CHAT | {"target": "file:///etc/passwd"}, "target"),
        (CHANNELS, CHAT | {"kind": "email", "target": "nobody"}, "email"),
        (NOTES, {"at": "2026-03-01T10:00:00Z", "text": " "}, "text"),
        (NOTES, {"at": "2026-03-01T10:00:00", "text": "x"}, "at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    shop: Shop, path: str, body: dict[str, Any], field: str
) -> None:
    with shop.browser() as owner:
        owner.post("/api/v1/metrics", json=METRIC)
        answer = owner.post(path, json=body)

    assert answer.status_code == 422
    assert field in answer.json()["field"]
