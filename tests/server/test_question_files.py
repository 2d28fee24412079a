"""Saved questions travel as YAML, there and back, under the ids they had."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from shops import Shop

PATH = "/api/v1/questions"
BUYERS = {"events": ["buy"], "where": 'plan = "pro"', "by": ["country"]}
SAVED: tuple[dict[str, Any], ...] = (
    {"kind": "trend", "name": "Buyers", "ask": BUYERS, "view": {"show": "bars"}},
    {"kind": "funnel", "name": "漏斗", "description": "two\nlines",
     "ask": {"steps": ["view", "buy"], "within": "7d"}},
)  # fmt: skip
FILE = """bellrock: questions
questions:
  buyers:
    name: Buyers
    kind: trend
    ask:
      events: [buy]
"""


def keep(client: httpx.Client) -> list[str]:
    return [client.post(PATH, json=one).json()["id"] for one in SAVED]


def exported(client: httpx.Client, **query: Any) -> str:
    answer = client.get(f"{PATH}/yaml", params=query)
    assert answer.headers["content-type"].startswith("application/yaml")
    return answer.text


def take(client: httpx.Client, text: str) -> dict[str, list[str]]:
    answer = client.post(f"{PATH}/import", json={"yaml": text})
    assert answer.status_code == 200, answer.text
    found: dict[str, list[str]] = answer.json()
    return found


def test_questions_come_back_as_they_were_under_their_ids(shop: Shop, rival: Shop) -> None:
    with shop.manager() as client:
        ids = keep(client)
        text = exported(client)
        nothing = take(client, text)
        client.patch(f"{PATH}/{ids[0]}", json={"name": "Other"})
        client.delete(f"{PATH}/{ids[1]}")
        back = take(client, text)
        again = exported(client)
        one = exported(client, id=ids[1])
    with rival.manager() as other:
        moved = take(other, text)
        theirs = [other.get(f"{PATH}/{one}").json() for one in moved["made"]]
        fresh = take(other, FILE)
        same = take(other, FILE)
        changed = take(other, FILE.replace("[buy]", "[sell]"))
        sold = other.get(f"{PATH}/buyers").json()

    assert nothing == {"made": [], "changed": [], "same": ids}
    assert back == {"made": [], "changed": ids, "same": []}
    assert again == text
    assert ids[0] not in one
    assert ids[1] in one
    assert not set(moved["made"]) & set(ids)  # they are another project's
    assert [(q["kind"], q["name"], q["ask"], q["view"]) for q in theirs] == [
        (q["kind"], q["name"], q["ask"], q.get("view", {})) for q in SAVED
    ]
    assert theirs[1]["description"] == "two\nlines"
    assert (fresh["made"], same["same"], changed["changed"]) == (["buyers"],) * 3
    assert sold["ask"] == {"events": ["sell"]}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (FILE.replace("[buy]", "[]"), 7, "a trend has 1 to 26 events"),
        (FILE.replace("kind: trend", "kind: tend"), 5, "questions.buyers.kind"),
        (FILE.replace("buyers:", "my buyers:"), 3, "is no id of a question"),
        (FILE.replace("name: Buyers", "names: Buyers"), 3, "questions.buyers.name"),
        (FILE.replace("events: [buy]", "events: [buy"), 8, "this is no YAML"),
        (FILE + "  other:\n    kind: trend\n    ask: {events: [a], where: 'b >'}\n    name: x\n",
         10, "a value was expected"),
        ("bellrock: board\n", 1, "these are no questions"),
        ("- a\n", 1, "these are no questions"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_line_and_nothing_is_taken_in(
    shop: Shop, text: str, line: int, said: str
) -> None:
    with shop.manager() as client:
        answer = client.post(f"{PATH}/import", json={"yaml": text})
        kept = client.get(PATH).json()["data"]

    assert answer.status_code == 422
    assert (answer.json()["facts"]["line"], kept) == (line, [])
    assert said in answer.json()["detail"]


def test_a_viewer_takes_along_and_puts_nothing_in(shop: Shop) -> None:
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        keep(analyst)
        text = exported(viewer)
        answer = viewer.post(f"{PATH}/import", json={"yaml": text})

    assert answer.status_code == 403
    assert "Buyers" in text
