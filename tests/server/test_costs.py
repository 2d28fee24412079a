"""Costs over HTTP: tried, imported, imported again, listed, removed."""

from __future__ import annotations

from typing import Any

import httpx

from shops import Shop

PATH = "/api/v1/costs"
CSV = (
    "day,channel,campaign,amount,clicks\n"
    "2026-03-01,Paid Search,storm,12.50,20\n2026-03-02,Paid Search,storm,7.50,10\n"
)


def put(client: httpx.Client, text: str, **query: Any) -> httpx.Response:
    return client.post(PATH, params=query, content=text.encode())


def test_costs_are_tried_imported_once_and_undone(shop: Shop) -> None:
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        tried = put(analyst, CSV, dry_run=True).json()
        assert (tried["added"], tried["amount"], tried["imported"]) == (2, 20.0, None)
        assert tried["unmet"] == ["storm"]
        assert viewer.get(PATH).json()["campaigns"] == []

        first = put(analyst, CSV, name="march.csv").json()
        again = put(analyst, CSV).json()
        newer = put(analyst, CSV.replace("12.50", "13"), name="again.csv").json()

        assert first["imported"]["name"] == "march.csv"
        assert first["imported"]["owner"].startswith("analyst")
        assert (again["same"], again["imported"]) == (2, None)
        assert (newer["added"], newer["replaced"], newer["same"]) == (0, 1, 1)
        told = viewer.get(PATH).json()
        (line,) = told["campaigns"]
        assert (line["amount"], line["days"], line["clicks"], told["amount"]) == (20.5, 2, 30, 20.5)
        assert [one["name"] for one in told["imports"]] == ["again.csv", "march.csv"]

        undo = f"{PATH}/imports/{newer['imported']['id']}"
        assert viewer.delete(undo).status_code == 403
        assert put(viewer, CSV).status_code == 403
        assert analyst.delete(undo).json() == {"removed": 1}
        assert analyst.delete(undo).status_code == 404
        assert viewer.get(PATH).json()["amount"] == 7.5
        assert analyst.delete(PATH).status_code == 422
        odd = {"first": "0001-01-01", "last": "9999-12-31", "channel": "a\0'\\b"}
        assert viewer.get(PATH, params=odd).json()["campaigns"] == []
        assert analyst.delete(PATH, params={"channel": "Paid Search"}).json() == {"removed": 1}
        changes = [one.action for one in shop.app.accounts.audit.changes(shop.project.id)]
        assert changes[:3] == ["costs.remove", "costs.undo", "costs.import"]


def test_a_file_with_faults_is_refused_whole_unless_they_are_skipped(shop: Shop) -> None:
    faulty = CSV + "2026-03-03,Paid Search,storm,a lot,1\n"
    with shop.browser("analyst") as analyst:
        refused = put(analyst, faulty)
        assert refused.status_code == 422
        problem = refused.json()
        assert "line 4: 'a lot' is no amount" in problem["detail"]
        assert "1234.50" in problem["hint"]
        assert analyst.get(PATH).json()["campaigns"] == []
        tried = put(analyst, faulty, dry_run=True).json()
        assert [one["line"] for one in tried["faults"]] == [4]

        taken = put(analyst, faulty, skip_faults=True).json()

        assert (taken["lines"], taken["faulty"], taken["added"]) == (3, 1, 2)
        assert put(analyst, "a,b\n1,2\n").status_code == 422


def test_a_new_cost_ends_a_kept_answer(shop: Shop) -> None:
    body = {"event": "buy", "every": "day", "from": "2026-03-01", "to": "2026-03-05"}
    with shop.browser("analyst") as analyst:
        before = analyst.post("/api/v1/ask/ltv", json=body).json()["everybody"]
        put(analyst, CSV)
        after = analyst.post("/api/v1/ask/ltv", json=body).json()["everybody"]

    assert (before["cost"], after["cost"]) == (None, 20.0)
