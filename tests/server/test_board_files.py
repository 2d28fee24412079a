"""Boards travel as YAML and come back the same; an industry's board means a project's events."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import yaml

from bellrock.runtime.board_industries import filled, guess, offers
from bellrock.runtime.boards_model import check_place, check_tile
from shops import Shop

PATH = "/api/v1/boards"
BUYERS = {"kind": "trend", "ask": {"events": ["buy[price > 10]"], "metric": "uniques"}}
FUNNEL = {"kind": "funnel", "ask": {"steps": ["view", "buy"], "within": "7d", "where": 'a = "是"'}}


def place(y: int = 0) -> dict[str, int]:
    return {"x": 0, "y": y, "w": 6, "h": 8}


def board(client: httpx.Client) -> dict[str, Any]:
    saved = client.post(
        "/api/v1/questions", json={"name": "Checkout", "view": {"view": "table"}, **FUNNEL}
    ).json()
    tiles = [
        {"id": "a", "kind": "question", "question": saved["id"], "place": place(), "show": "table"},
        {"id": "b", "kind": "number", "title": "买家", "ask": BUYERS, "place": place(8)},
        {"id": "c", "kind": "text", "text": "# Hello\n\n- one: two\n- 'three'", "place": place(16)},
    ]
    filters = {"from": "-7d", "where": 'country = "CN"'}
    body = {"name": "Growth: α", "description": "yes", "filters": filters, "tiles": tiles}
    made: dict[str, Any] = client.post(PATH, json=body).json()
    return made


def text_of(client: httpx.Client, made: dict[str, Any]) -> str:
    answer = client.get(f"{PATH}/{made['id']}/yaml")
    assert answer.status_code == 200
    return answer.text


SAME = ("name", "description", "visibility", "filters", "tiles")


def test_a_board_comes_back_the_same_in_its_own_project(shop: Shop) -> None:
    with shop.browser("analyst") as client:
        made = board(client)
        text = text_of(client, made)
        again = client.post(f"{PATH}/import", json={"yaml": text}).json()

        assert [again[part] for part in SAME] == [made[part] for part in SAME]
        assert text_of(client, again) == text
        assert len(client.get("/api/v1/questions").json()["data"]) == 1  # the same one is shown


def test_a_board_comes_to_another_project_with_its_questions(shop: Shop, rival: Shop) -> None:
    with shop.manager() as here, rival.manager() as there:
        text = text_of(here, board(here))
        made = there.post(f"{PATH}/import", json={"yaml": text}).json()
        (question,) = there.get("/api/v1/questions").json()["data"]
        old, new = yaml.safe_load(text), yaml.safe_load(text_of(there, made))

    assert (question["name"], question["ask"], question["view"]) == (
        "Checkout", FUNNEL["ask"], {"view": "table"}
    )  # fmt: skip
    assert made["tiles"][0]["question"] == question["id"]
    assert list(old["questions"].values()) == list(new["questions"].values())
    assert old["tiles"][1:] == new["tiles"][1:]


def test_a_file_goes_into_a_board_that_one_may_change(shop: Shop) -> None:
    with shop.browser("analyst") as ann, shop.browser("analyst") as bob:
        made = board(ann)
        text = text_of(ann, made).replace("Growth: α", "Growth")
        into = {"yaml": text, "board": made["id"]}

        assert bob.post(f"{PATH}/import", json=into).status_code == 403
        assert ann.post(f"{PATH}/import", json=into).json()["id"] == made["id"]
        assert ann.get(f"{PATH}/{made['id']}").json()["name"] == "Growth"


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("kind: number", "kind: nummer", "tiles[1].kind", "kind: nummer"),
        ("w: 6", "w: 60", "tiles[0].place.w", "w: 60"),
        ("- view\n", "- vi[ew\n", "questions.{id}.ask.steps[0].where", "- vi[ew"),
        ("bellrock: board", "bellrock: bored", "bellrock", "bellrock: bored"),
        ("from: -7d", "from: soon", "filters.from", "from: soon"),
        ("from: -7d", "frum: -7d", "filters.frum", "frum: -7d"),
        ("description: 'yes'", "description: [", "bellrock", None),
        ("question: ", "question: x", "tiles[0].question", "question: x"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(
    shop: Shop, old: str, new: str, field: str, line: str | None
) -> None:
    with shop.manager() as client:
        made = board(client)
        text = text_of(client, made)
        assert old in text
        wrong = text.replace(old, new, 1)
        problem = client.post(f"{PATH}/import", json={"yaml": wrong}).json()

    assert problem["status"] == 422, problem
    assert problem["field"] == field.format(id=made["tiles"][0]["question"])
    if line is not None:
        assert line in wrong.splitlines()[problem["facts"]["line"] - 1]


@pytest.mark.parametrize(
    "text", ["", "[]", "a: &a [*a]", "!!python/object/apply:os.system ['true']", "x" * 100, "\x00"]
)
def test_no_file_does_harm(shop: Shop, text: str) -> None:
    with shop.manager() as client:
        problem = client.post(f"{PATH}/import", json={"yaml": text}).json()

    assert (problem["status"], problem["code"]) == (422, "invalid_definition")


def test_an_event_is_guessed_by_its_words() -> None:
    events = ["$pageview", "OrderCompleted", "product_viewed", "Checkout Order Completed Twice"]

    assert guess(["order completed"], events) == "OrderCompleted"
    assert guess(["product viewed"], events) == "product_viewed"
    assert guess(["checkout"], events) == "Checkout Order Completed Twice"
    assert guess(["signup"], events) is None
    assert guess(["out"], events) is None


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_template_is_a_board_that_can_be_asked(language: Any) -> None:
    found = offers([])

    assert {one.template for one in found} == {
        "content", "ecommerce", "finance", "games", "retail", "saas"
    }  # fmt: skip
    for one in found:
        events = {role.role: f'odd "name" [{n}]|x' for n, role in enumerate(one.roles)}
        fields = filled(one.template, events, language)
        assert len(fields["tiles"]) == one.tiles
        assert all(tile.title for tile in fields["tiles"])
        for tile in fields["tiles"]:
            check_tile(tile, "tile")
            check_place(tile, "tile")
        assert all(role.said.keys() == {"en", "zh-CN"} for role in one.roles)


def test_a_template_becomes_a_board_of_the_events_chosen(shop: Shop) -> None:
    shop.send(
        *({"type": "track", "event": e, "userId": "u"} for e in ("Product Viewed", "Purchase"))
    )
    with shop.browser("analyst") as client, shop.browser("viewer") as viewer:
        offer = next(
            one for one in client.get(f"{PATH}/templates").json() if one["template"] == "ecommerce"
        )
        guesses = {role["role"]: role["guess"] for role in offer["roles"] if role["guess"]}
        use = {"events": guesses, "language": "zh-CN"}
        made = client.post(f"{PATH}/templates/ecommerce", json=use).json()
        answers = [
            client.get(f"{PATH}/{made['id']}/tiles/{tile['id']}").status_code
            for tile in made["tiles"]
        ]

        assert guesses == {"view": "Product Viewed", "order": "Purchase"}
        assert made["name"] == "电商"
        assert {tile["id"] for tile in made["tiles"]} == {
            "buyers", "orders", "channels", "again", "devices"
        }  # fmt: skip
        assert set(answers) == {200}
        assert viewer.post(f"{PATH}/templates/ecommerce", json=use).status_code == 403
        assert client.post(f"{PATH}/templates/none", json=use).status_code == 404
        assert client.post(f"{PATH}/templates/saas", json=use).json()["field"] == "events.view"
        assert (
            client.post(f"{PATH}/templates/saas", json={"events": {}}).json()["field"] == "events"
        )
