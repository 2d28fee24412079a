"""Metrics, goals and stages over HTTP: members read them, who may change things writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from shops import Shop

METRICS, GOALS = "/api/v1/metrics", "/api/v1/goals"
ORDERS = {
    "key": "orders", "name": "Orders", "description": "what was bought",
    "definition": {"ask": {"events": "buy"}, "unit": "orders", "maturity": "1d"},
}  # fmt: skip
RATE = {
    "key": "rate", "name": "Orders a visit",
    "definition": {"ask": {"events": ["buy", "view"], "formula": "A / B"}},
}  # fmt: skip
VIEWS = {"key": "views", "name": "Views", "definition": {"ask": {"events": "view"}}}


def made(client: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def send(shop: Shop, days: dict[int, tuple[int, int]]) -> None:
    """Send views and orders, so many days ago."""
    today = datetime.now(UTC).replace(hour=0, minute=5, second=0, microsecond=0)
    for ago, (views, buys) in days.items():
        for i in range(views + buys):
            event = "view" if i < views else "buy"
            moment = (today - timedelta(days=ago, seconds=-i)).isoformat()
            with shop.server.bearer(shop.write) as client:
                body = {"event": event, "userId": f"u{i}", "timestamp": moment}
                assert client.post("/v1/track", json=body).status_code == 200
    shop.app.catch_up()


def test_an_analyst_registers_what_a_viewer_reads(shop: Shop) -> None:
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        orders = made(analyst, METRICS, ORDERS)
        path = f"{METRICS}/{orders['id']}"

        assert viewer.get(path).json() == orders
        assert viewer.get(f"{METRICS}/orders").json() == orders
        assert viewer.get(METRICS, params={"search": "BOUGHT"}).json() == [orders]
        assert orders["owner"]["email"].startswith("analyst")
        assert orders["definition"]["maturity"] == "1d"
        for answer in (
            viewer.post(METRICS, json=RATE),
            viewer.patch(path, json={"name": "x"}),
            viewer.delete(path),
            viewer.post(GOALS, json={"metric": "orders"}),
            viewer.put("/api/v1/stages", json=[]),
        ):
            assert answer.status_code == 403
        changed = analyst.patch(path, json={"name": "Purchases"}).json()
        assert changed["name"] == "Purchases"
        assert changed["definition"] == orders["definition"]
        assert analyst.delete(path).status_code == 204
        assert viewer.get(METRICS).json() == []
        assert analyst.patch(path, json={"name": "y"}).status_code == 404
        assert analyst.post(METRICS, json=ORDERS).status_code == 409
        assert analyst.post(f"{path}/restore").json()["deleted"] is None


def test_another_project_has_its_own_metrics(shop: Shop, rival: Shop) -> None:
    with shop.browser() as owner, rival.browser() as stranger:
        orders = made(owner, METRICS, ORDERS)
        goal = made(owner, GOALS, {"metric": "orders"})

        for answer in (
            stranger.get(f"{METRICS}/{orders['id']}"),
            stranger.post(f"{METRICS}/{orders['id']}/value", json={}),
            stranger.delete(f"{METRICS}/{orders['id']}"),
            stranger.patch(f"{GOALS}/{goal['id']}", json={"note": "mine"}),
            stranger.delete(f"{GOALS}/{goal['id']}"),
            stranger.post(GOALS, json={"metric": orders["id"]}),
            stranger.put("/api/v1/stages", json=[{"stage": "revenue", "metric": orders["id"]}]),
        ):
            assert answer.status_code == 404, answer.text
        assert stranger.get(GOALS).json() == []
        assert made(stranger, METRICS, ORDERS)["id"] != orders["id"]


def test_a_tree_of_goals_says_what_moved_it(shop: Shop) -> None:
    send(shop, {1: (4, 2), 2: (4, 2), 3: (5, 1), 4: (5, 1)})
    today = datetime.now(UTC).date()
    period = {"from": str(today - timedelta(days=2)), "to": str(today), "compare": "previous"}
    with shop.browser() as owner:
        for one in (ORDERS, RATE, VIEWS):
            made(owner, METRICS, one)
        star = made(owner, GOALS, {"metric": "orders", "made_by": "product", "target": 10})
        rate = made(owner, GOALS, {"metric": "rate", "parent": star["id"], "note": "one click"})
        views = made(owner, GOALS, {"metric": "views", "parent": star["id"], "target": 16})

        found = owner.post(f"{GOALS}/values", json=period).json()

        values = {one["goal"]: one for one in found["goals"]}
        assert (values[star["id"]]["value"], values[star["id"]]["before"]) == (4, 2)
        assert (values[rate["id"]]["value"], values[views["id"]]["value"]) == (0.5, 8)
        added = [values[one["id"]]["added"] for one in (rate, views)]
        assert added == pytest.approx([2.7, -0.7])  # by both orders of change
        assert values[star["id"]]["rest"] == pytest.approx(0)
        assert values[star["id"]]["headroom"] == 6
        assert values[views["id"]]["headroom"] == 4  # twice the views, twice the orders
        assert [goal["note"] for goal in owner.get(GOALS).json()] == ["", "one click", ""]
        gone = owner.delete(f"{GOALS}/{star['id']}").json()
        assert [goal["id"] for goal in gone] == [star["id"], rate["id"], views["id"]]
        assert owner.post(f"{GOALS}/values", json=period).json() is None


def test_a_metric_is_asked_for_its_value_and_its_change(shop: Shop) -> None:
    send(shop, {1: (3, 1), 2: (3, 2)})
    today = datetime.now(UTC).date()
    period = {"from": str(today - timedelta(days=1)), "to": str(today), "compare": "previous"}
    with shop.browser("viewer") as viewer, shop.browser("analyst") as analyst:
        made(analyst, METRICS, VIEWS)
        made(analyst, METRICS, RATE)

        value = viewer.post(f"{METRICS}/rate/value", json=period)
        change = viewer.post(f"{METRICS}/rate/change", json=period | {"by": ["event", "device"]})

        assert value.json()["total"] == pytest.approx(1 / 3)
        assert value.json()["before"] == pytest.approx(2 / 3)
        assert change.json()["change"] == pytest.approx(-1 / 3)
        assert {split["by"] for split in change.json()["splits"]} == {"event", "device"}
        wrong = viewer.post(f"{METRICS}/rate/change", json=period | {"by": ["ranges(x)"]})
        assert wrong.status_code == 422
        assert viewer.post(f"{METRICS}/rate/value", json={"from": "soon"}).status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (ORDERS | {"key": "My Orders"}, "key"),
        (ORDERS | {"name": " "}, "name"),
        (ORDERS | {"definition": {}}, "definition.ask.events"),
        (ORDERS | {"definition": {"ask": {"events": "a", "by": "b"}}}, "definition.ask.by"),
    ],
)
def test_what_is_no_metric_is_refused_at_its_place(
    shop: Shop, body: dict[str, Any], field: str
) -> None:
    with shop.browser() as owner:
        answer = owner.post(METRICS, json=body)

    assert answer.status_code == 422
    assert answer.json()["field"] == field


def test_a_ratio_takes_two_drivers(shop: Shop) -> None:
    with shop.browser() as owner:
        for one in (ORDERS, RATE, VIEWS):
            made(owner, METRICS, one)
        star = made(owner, GOALS, {"metric": "rate", "made_by": "ratio"})
        first = made(owner, GOALS, {"metric": "orders", "parent": star["id"]})
        second = made(owner, GOALS, {"metric": "views", "parent": star["id"]})

        third = owner.post(GOALS, json={"metric": "views", "parent": star["id"]})
        moved = owner.patch(f"{GOALS}/{second['id']}", json={"place": 0})

        assert third.status_code == 422
        assert "two drivers" in third.json()["detail"]
        assert moved.json()["place"] == 0
        drivers = [one["id"] for one in owner.get(GOALS).json() if one["parent"]]
        assert drivers == [second["id"], first["id"]]


def test_stages_have_a_metric_each(shop: Shop) -> None:
    with shop.browser() as owner:
        orders = made(owner, METRICS, ORDERS)
        told = [
            {"stage": "revenue", "metric": "orders", "target": 5},
            {"stage": "acquisition", "metric": orders["id"]},
        ]

        found = owner.put("/api/v1/stages", json=told).json()

        assert [(one["stage"], one["target"]) for one in found] == [
            ("acquisition", None), ("revenue", 5),
        ]  # fmt: skip
        assert owner.get("/api/v1/stages").json() == found
        assert owner.put("/api/v1/stages", json=[]).json() == []
