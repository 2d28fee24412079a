"""Saved questions over HTTP: members read them, who may change things writes, others see none."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from shops import Shop

PATH = "/api/v1/questions"
FUNNEL = {
    "kind": "funnel",
    "name": "Checkout",
    "ask": {"steps": ["view", "buy[price > 10]"], "within": "7d"},
}


def save(client: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = client.post(PATH, json=FUNNEL | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_an_analyst_saves_what_a_viewer_reads(shop: Shop) -> None:
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        made = save(analyst, view={"chart": "ladder"})
        path = f"{PATH}/{made['id']}"

        assert viewer.get(path).json() == made
        assert viewer.get(PATH, params={"search": "check"}).json()["data"] == [made]
        assert made["owner"]["email"].startswith("analyst")
        assert analyst.post(f"/api/v1/ask/{made['kind']}", json=made["ask"]).status_code == 200
        for answer in (
            viewer.post(PATH, json=FUNNEL),
            viewer.patch(path, json={"name": "x"}),
            viewer.delete(path),
            viewer.post(f"{path}/restore"),
        ):
            assert answer.status_code == 403
        assert viewer.get(path).json() == made


def test_a_question_is_renamed_put_away_and_brought_back(shop: Shop) -> None:
    with shop.browser("marketer") as client:
        made = save(client)
        path = f"{PATH}/{made['id']}"
        renamed = client.patch(path, json={"name": "Buying", "view": {"a": 1}}).json()

        assert (renamed["name"], renamed["view"], renamed["ask"]) == (
            "Buying",
            {"a": 1},
            made["ask"],
        )
        assert client.delete(path).status_code == 204
        assert client.get(PATH).json()["data"] == []
        assert client.get(PATH, params={"deleted": True}).json()["data"][0]["id"] == made["id"]
        assert client.get(path).json()["deleted"]
        assert client.post(f"{path}/restore").json() == renamed
        assert client.get(PATH).json()["data"] == [renamed]


def test_another_project_neither_sees_nor_touches_it(shop: Shop, rival: Shop) -> None:
    with shop.manager() as owner, rival.manager() as stranger, rival.browser() as browser:
        path = f"{PATH}/{save(owner)['id']}"
        for client in (stranger, browser):
            assert client.get(PATH).json()["data"] == []
            assert client.get(path).status_code == 404
            assert client.patch(path, json={"name": "mine"}).status_code == 404
            assert client.delete(path).status_code == 404
            assert client.post(f"{path}/restore").status_code == 404
            assert client.get(path, params={"project": shop.project.name}).status_code == 404
        kept = owner.get(path).json()

    assert (kept["name"], kept["deleted"], kept["owner"]) == ("Checkout", None, None)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (FUNNEL | {"name": ""}, "name"),
        (FUNNEL | {"name": "two\nlines"}, "name"),
        (FUNNEL | {"name": "x" * 201}, "name"),
        (FUNNEL | {"kind": "survey"}, "kind"),
        (FUNNEL | {"ask": {"steps": ["view"]}}, "ask.steps"),
        (FUNNEL | {"ask": {"steps": ["a", "b"], "widthin": "7d"}}, "ask.widthin"),
        (FUNNEL | {"ask": {"steps": ["a", "b"], "where": "price >"}}, "ask.where[0]"),
        (FUNNEL | {"view": {"big": "x" * 17_000}}, "view"),
        (FUNNEL | {"veiw": {}}, "veiw"),
    ],
)
def test_what_cannot_mean_anything_is_refused_at_its_place(
    shop: Shop, body: dict[str, Any], field: str
) -> None:
    with shop.manager() as client:
        problem = client.post(PATH, json=body).json()

    assert (problem["status"], problem["field"]) == (422, field)
    assert problem["hint"]
