"""Stages in one step, what goals are checked by, and the checks themselves, over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from shops import Shop

METRICS, GOALS = "/api/v1/metrics", "/api/v1/goals"
GUESS, STAGES = "/api/v1/stages/guess", "/api/v1/stages"
CORE, PATHS, ROCK = "/api/v1/growth/core", "/api/v1/growth/paths", "/api/v1/growth/rock"
ORDERS = {"key": "orders", "name": "Orders", "definition": {"ask": {"events": "Order Completed"}}}


def made(client: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def send(shop: Shop) -> None:
    """Yesterday and the day before: two who look, of whom one buys; tomorrow is not told of."""
    now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    events: list[dict[str, Any]] = []
    for ago in (1, 2):
        for who in ("ann", "bob"):
            at = (now - timedelta(days=ago)).isoformat()
            events.append({"type": "page", "userId": who, "timestamp": at})
        paid = (now - timedelta(days=ago, seconds=-60)).isoformat()
        events.append({"type": "track", "event": "Order Completed", "userId": "ann",
                       "timestamp": paid, "properties": {"total": 5}})  # fmt: skip
    shop.send(*events)


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-07", "2041-01-01", "9999-12-31"])
def test_a_day_without_a_week_before_it_or_out_of_reach_is_refused(shop: Shop, day: str) -> None:
    with shop.reader() as client:
        answer = client.post("/api/v1/growth/moved", json={"day": day})

    assert answer.status_code == 422
    assert answer.json()["field"] == "day"


def test_what_moved_is_told_of_visitors_where_no_metric_is_registered(shop: Shop) -> None:
    now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    shop.send(
        *(
            {
                "type": "page",
                "userId": f"u{i}",
                "timestamp": (now - timedelta(days=ago)).isoformat(),
            }
            for ago, many in ((1, 60), (8, 45))
            for i in range(many)
        )
    )
    day = (now - timedelta(days=1)).date().isoformat()
    with shop.browser("viewer") as viewer:
        answer = viewer.post("/api/v1/growth/moved", json={"day": day}).json()

    (visitors,) = answer["movers"]
    assert (visitors["key"], visitors["name"]) == ("visitors", None)
    assert (visitors["value"], visitors["before"]) == (60, 45)


def period() -> dict[str, str]:
    today = datetime.now(UTC).date()
    return {"from": str(today - timedelta(days=2)), "to": str(today)}


def test_stages_are_made_of_what_is_there_in_one_step(shop: Shop) -> None:
    send(shop)
    with shop.browser() as owner, shop.browser("viewer") as viewer:
        guesses = viewer.get(GUESS).json()
        told = [{"stage": one["stage"], "name": one["stage"]} for one in guesses]

        assert viewer.post(GUESS, json=told).status_code == 403
        stages = owner.post(GUESS, json=told).json()

        assert [one["stage"] for one in guesses if one["why"] == "open"] == [
            "activation", "referral",
        ]  # fmt: skip
        assert [one["stage"] for one in stages] == ["acquisition", "retention", "revenue"]
        metrics = {one["id"]: one for one in owner.get(METRICS).json()}
        assert {metrics[one["metric"]]["key"] for one in stages} == {
            "acquisition", "retention", "revenue",
        }  # fmt: skip
        value = owner.post(f"{METRICS}/revenue/value", json=period()).json()
        assert value["total"] == 10
        assert owner.post(GUESS, json=told).json() == stages  # again: the same metrics
        owner.delete(f"{METRICS}/revenue")
        assert len(owner.post(GUESS, json=told).json()) == 3  # brought back
        assert owner.put(STAGES, json=[]).json() == []


def test_a_north_star_is_checked(shop: Shop) -> None:
    send(shop)
    with shop.browser() as owner, shop.browser("viewer") as viewer:
        made(owner, METRICS, ORDERS)
        page = viewer.get(GUESS).json()[0]["event"]
        star = made(owner, GOALS, {"metric": "orders", "target": 2})
        funnel = made(
            owner, "/api/v1/questions",
            {"kind": "funnel", "name": "Way", "ask": {"steps": [page, "Order Completed"]}},
        )  # fmt: skip
        (bare,) = viewer.post(ROCK, json=period()).json()

        assert viewer.put(CORE, json={"event": "any", "days": 2}).status_code == 403
        assert owner.put(CORE, json={"event": "any", "days": 2}).json() == {
            "event": "any", "days": 2,
        }  # fmt: skip
        linked = owner.put(f"{PATHS}/{star['id']}", json={"question": funnel["id"]})
        (told,) = viewer.post(ROCK, json=period()).json()

        said = {one["check"]: one for one in told["verdicts"]}
        assert (bare["of"], bare["state"]) == (star["id"], "fail")
        assert linked.json() == [{"of": star["id"], "question": funnel["id"]}]
        assert said["share"]["said"] == "2 core users make 100.0% of it"
        assert said["step"]["said"].endswith("'Order Completed', which 50.0% reach")
        assert said["target"]["state"] == said["counted"]["state"] == "pass"
        assert said["gaps"]["state"] == said["bots"]["state"] == "pass"
        assert [one["letter"] for one in told["verdicts"]] == [
            *["real"] * 4, *["objective"] * 3, "core", "path",
        ]  # fmt: skip
        assert told["path"] == funnel["id"]
        assert owner.delete(CORE).status_code == 204
        assert viewer.get(CORE).json() is None
        owner.delete(f"/api/v1/questions/{funnel['id']}")
        assert viewer.post(ROCK, json=period()).json()[0]["path"] is None
        assert owner.put(f"{PATHS}/{star['id']}", json={}).json() == []


def test_what_checks_go_by_is_refused_where_it_means_nothing(shop: Shop, rival: Shop) -> None:
    with shop.browser() as owner, rival.browser() as stranger:
        made(owner, METRICS, ORDERS)
        star = made(owner, GOALS, {"metric": "orders"})
        trend = made(
            owner, "/api/v1/questions", {"kind": "trend", "name": "T", "ask": {"events": "any"}}
        )

        for event, days, field in (("", 2, "event"), ("a", 0, "days"), ("a", 29, "days")):
            answer = owner.put(CORE, json={"event": event, "days": days})
            assert (answer.status_code, answer.json()["field"].partition(".")[0]) == (422, field)
        wrong = owner.put(f"{PATHS}/{star['id']}", json={"question": trend["id"]})
        assert (wrong.status_code, wrong.json()["field"]) == (422, "question")
        assert owner.put(f"{PATHS}/nothing", json={"question": trend["id"]}).status_code == 404
        foreign = {"question": trend["id"]}
        assert stranger.put(f"{PATHS}/revenue", json=foreign).status_code == 404


def test_a_driver_moves_with_what_stands_under_it(shop: Shop) -> None:
    with shop.browser() as owner:
        made(owner, METRICS, ORDERS)
        star, other = (made(owner, GOALS, {"metric": "orders", "made_by": "sum"}) for _ in "ab")
        driver = made(owner, GOALS, {"metric": "orders", "parent": star["id"]})
        below = made(owner, GOALS, {"metric": "orders", "parent": driver["id"]})
        path = f"{GOALS}/{driver['id']}"

        moved = owner.patch(path, json={"parent": other["id"]}).json()
        itself = owner.patch(path, json={"parent": below["id"]})
        top = owner.patch(path, json={"parent": None, "place": 0}).json()

        assert moved["parent"] == other["id"]
        assert (itself.status_code, itself.json()["field"]) == (422, "parent")
        assert (top["parent"], top["place"]) == (None, 0)
        kept = {one["id"]: one["parent"] for one in owner.get(GOALS).json()}
        assert kept[below["id"]] == driver["id"]
