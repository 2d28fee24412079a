"""Boards over HTTP: by roles, by links, and what whoever should not see them is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bellrock.core.time import FixedClock
from bellrock.server.app import create_app
from bellrock.server.pace import Pace
from shops import Shop

PATH = "/api/v1/boards"
BUYERS = {"kind": "trend", "ask": {"events": ["buy"], "metric": "uniques"}}


def tile(n: int = 1, **more: Any) -> dict[str, Any]:
    place = {"x": 0, "y": 8 * (n - 1), "w": 6, "h": 8}
    return {"id": f"t{n}", "kind": "question", "ask": BUYERS, "place": place} | more


def make(client: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = client.post(PATH, json={"name": "Growth", "tiles": [tile()]} | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def events(*who: str, name: str = "buy", **props: Any) -> list[dict[str, Any]]:
    at = datetime.now(UTC) - timedelta(hours=1)
    return [
        {"type": "track", "event": name, "userId": one, "timestamp": at.isoformat(),
         "properties": props}
        for one in who
    ]  # fmt: skip


def test_an_analyst_makes_what_a_viewer_reads(shop: Shop) -> None:
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        made = make(analyst, tiles=[tile(), tile(2, kind="text", ask=None, text="# Hello")])
        path = f"{PATH}/{made['id']}"
        read = viewer.get(path).json()

        assert read == made | {"may_change": False}
        assert [one["kind"] for one in read["tiles"]] == ["question", "text"]
        head = viewer.get(PATH, params={"search": "grow"}).json()["data"][0]
        assert (head["id"], head["tiles"], head["public"]) == (made["id"], 2, False)
        for answer in (
            viewer.post(PATH, json={"name": "x"}),
            viewer.patch(path, json={"name": "x"}),
            viewer.post(f"{path}/tiles", json={"kind": "text", "text": "x"}),
            viewer.post(f"{path}/link"),
            viewer.delete(f"{path}/link"),
            viewer.delete(path),
            viewer.post(f"{path}/restore"),
        ):
            assert answer.status_code == 403
        assert analyst.get(path).json() == made


def test_one_changes_ones_own_board_and_a_manager_every_one(shop: Shop) -> None:
    with (
        shop.browser("analyst") as ann,
        shop.browser("marketer") as bob,
        shop.browser("admin") as admin,
        shop.manager() as key,
    ):
        path = f"{PATH}/{make(ann)['id']}"
        by_key = f"{PATH}/{make(key)['id']}"

        assert bob.patch(path, json={"name": "mine"}).status_code == 403
        assert bob.delete(path).status_code == 403
        assert bob.post(f"{path}/link").status_code == 403
        assert bob.get(path).json()["may_change"] is False
        assert admin.patch(path, json={"name": "Ours"}).json()["name"] == "Ours"
        assert bob.patch(by_key, json={"name": "Everybody's"}).status_code == 200


def test_a_private_board_is_its_owners_alone(shop: Shop) -> None:
    with shop.browser("analyst") as ann, shop.browser("owner") as owner, shop.reader() as key:
        made = make(ann, visibility="private")
        path = f"{PATH}/{made['id']}"
        for other in (owner, key):
            assert other.get(PATH).json()["data"] == []
            assert other.get(path).status_code == 404
            assert other.get(f"{path}/tiles/t1").status_code == 404
            assert other.get(f"{path}/comments").status_code == 404
        assert owner.patch(path, json={"visibility": "project"}).status_code == 404
        assert ann.post(f"{path}/link").status_code == 409
        assert ann.patch(path, json={"visibility": "project"}).status_code == 200
        assert owner.get(path).status_code == 200
        with shop.manager() as program:
            refused = program.post(PATH, json={"name": "x", "visibility": "private"}).json()

    assert refused["field"] == "visibility"


def test_a_board_is_put_away_and_brought_back(shop: Shop) -> None:
    with shop.browser("marketer") as client:
        made = make(client)
        path = f"{PATH}/{made['id']}"

        assert client.delete(path).status_code == 204
        assert client.get(PATH).json()["data"] == []
        assert client.get(PATH, params={"deleted": True}).json()["data"][0]["id"] == made["id"]
        assert client.patch(path, json={"name": "x"}).status_code == 404
        assert client.post(f"{path}/restore").json() == made
        with shop.manager() as manager:
            said = [one["action"] for one in manager.get("/api/v1/audit").json()["data"]]

    assert said[:3] == ["board.restore", "board.delete", "board.create"]


def test_a_tile_says_what_the_question_says(shop: Shop) -> None:
    shop.send(*events("ann", "bob", plan="pro"), *events("cat", plan="free"))
    with shop.manager() as client:
        saved = client.post(
            "/api/v1/questions", json={"name": "Buyers", **BUYERS}
        ).json()  # fmt: skip
        made = make(client, tiles=[tile(), tile(2, ask=None, question=saved["id"])])
        path = f"{PATH}/{made['id']}"
        asked = client.post("/api/v1/ask/trend", json=BUYERS["ask"]).json()
        answers = [client.get(f"{path}/tiles/{one}").json() for one in ("t1", "t2")]
        narrow = client.get(f"{path}/tiles/t2", params={"where": 'plan = "pro"'}).json()
        both = {"events": ["buy"], "metric": "uniques", "where": 'plan = "pro"', "from": "-7d"}
        client.patch(path, json={"filters": {"from": "-7d", "where": 'plan = "pro"'}})
        kept = client.get(f"{path}/tiles/t2").json()
        wide = client.get(f"{path}/tiles/t2", params={"where": ""}).json()

    for answer in answers:
        assert answer["answer"]["series"] == asked["series"]
        assert (answer["kind"], answer["ask"]) == ("trend", BUYERS["ask"])
    assert [one["answer"]["series"][0]["total"] for one in (answers[0], narrow, kept, wide)] == [
        *(3, 2, 2, 3)
    ]
    assert kept["ask"] == both


def test_a_failing_tile_leaves_the_others_alone(shop: Shop) -> None:
    with shop.manager() as client:
        saved = client.post("/api/v1/questions", json={"name": "Buyers", **BUYERS}).json()
        made = make(client, tiles=[tile(), tile(2, ask=None, question=saved["id"])])
        path = f"{PATH}/{made['id']}"
        client.delete(f"/api/v1/questions/{saved['id']}")

        assert client.get(path).json()["questions"][0]["deleted"]
        assert client.get(f"{path}/tiles/t1").status_code == 200
        gone = client.get(f"{path}/tiles/t2")
        assert (gone.status_code, "deleted" in gone.json()["detail"]) == (404, True)
        assert client.get(f"{path}/tiles/t3").status_code == 404
        wrong = client.get(f"{path}/tiles/t1", params={"where": "plan ="}).json()

    assert (wrong["status"], wrong["field"]) == (422, "where[0]")


def test_a_tile_is_added_below_and_a_change_of_an_older_board_is_refused(shop: Shop) -> None:
    with shop.browser("analyst") as client:
        made = make(client)
        path = f"{PATH}/{made['id']}"
        added = client.post(f"{path}/tiles", json={"kind": "number", "ask": BUYERS}).json()
        late = client.patch(path, json={"tiles": [], "revision": made["revision"]})
        now = client.patch(path, json={"tiles": [], "revision": added["revision"]})

    assert [(one["id"], one["place"]["y"]) for one in added["tiles"]] == [("t1", 0), ("t2", 8)]
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    assert now.json()["tiles"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": " "}, "name"),
        ({"visibility": "world"}, "visibility"),
        ({"tiles": [tile(), tile()]}, "tiles[1].id"),
        ({"tiles": [tile(place={"x": 8, "y": 0, "w": 6, "h": 4})]}, "tiles[0].place.w"),
        ({"tiles": [tile(place={"x": -1, "y": 0, "w": 6, "h": 4})]}, "tiles[0].place.x"),
        ({"tiles": [tile(ask=None)]}, "tiles[0]"),
        ({"tiles": [tile(question="abc")]}, "tiles[0]"),
        ({"tiles": [tile(ask=None, question="abc")]}, "tiles[0].question"),
        ({"tiles": [tile(kind="text", text="x")]}, "tiles[0]"),
        ({"tiles": [tile(kind="text", ask=None)]}, "tiles[0].text"),
        ({"tiles": [tile(ask={"kind": "trend", "ask": {}})]}, "tiles[0].ask.ask.events"),
        ({"tiles": [tile(kind="number", ask={"kind": "funnel", "ask": {"steps": ["a", "b"]}})]},
         "tiles[0].ask.kind"),
        ({"tiles": [tile(n) for n in range(1, 62)]}, "tiles"),
        ({"filters": {"from": "soon"}}, "filters.from"),
        ({"filters": {"where": "price >"}}, "filters.where[0]"),
        ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_what_cannot_mean_anything_is_refused_at_its_place(
    shop: Shop, body: dict[str, Any], field: str
) -> None:
    with shop.manager() as client:
        problem = client.post(PATH, json={"name": "Growth"} | body).json()

    assert (problem["status"], problem["field"]) == (422, field)
    assert problem["hint"]


def test_another_project_neither_sees_nor_touches_it(shop: Shop, rival: Shop) -> None:
    with shop.manager() as owner, rival.manager() as stranger, rival.browser() as browser:
        saved = owner.post("/api/v1/questions", json={"name": "Buyers", **BUYERS}).json()
        path = f"{PATH}/{make(owner)['id']}"
        for client in (stranger, browser):
            assert client.get(PATH).json()["data"] == []
            for method, where in (
                ("GET", path), ("PATCH", path), ("DELETE", path), ("POST", f"{path}/restore"),
                ("GET", f"{path}/tiles/t1"), ("POST", f"{path}/link"), ("DELETE", f"{path}/link"),
                ("GET", f"{path}/comments"),
            ):  # fmt: skip
                body = {"name": "mine"} if method == "PATCH" else None
                assert client.request(method, where, json=body).status_code == 404, where
            theirs = {"name": "x", "tiles": [tile(ask=None, question=saved["id"])]}
            assert client.post(PATH, json=theirs).json()["field"] == "tiles[0].question"


def test_a_link_shows_the_tiles_and_nothing_else(shop: Shop) -> None:
    shop.send(*events("ann", "bob"), *events("cat", plan="secret"))
    filters = {"where": "plan is not set"}
    with shop.browser("analyst") as owner, shop.server.client() as anyone:
        saved = owner.post("/api/v1/questions", json={"name": "Buyers", **BUYERS}).json()
        made = make(
            owner, filters=filters,
            tiles=[tile(ask=None, question=saved["id"]), tile(2, kind="text", ask=None, text="Hi")],
        )  # fmt: skip
        link = owner.post(f"{PATH}/{made['id']}/link").json()
        at = f"/api/v1/embed/{link['token']}"
        seen = anyone.get(at)
        answer = anyone.get(f"{at}/tiles/t1")
        more = anyone.get(f"{at}/tiles/t1", params={"where": "", "from": "-90d"})

        assert seen.headers["x-robots-tag"].startswith("noindex")
        assert seen.json()["name"] == "Growth"
        assert seen.json()["tiles"][0]["title"] == "Buyers"
        assert set(seen.json()) == {"name", "description", "filters", "tiles", "zone"}
        for secret in (saved["id"], made["id"], "example.org", shop.project.name):
            assert secret not in seen.text
        assert answer.json()["answer"]["series"][0]["total"] == 2
        assert more.json()["ask"] == answer.json()["ask"]  # nothing is asked beside the board's own
        token = {"Authorization": f"Bearer {link['token']}"}
        for path, method in (
            (f"{at}/tiles/t2", "GET"), (f"{at}/tiles/t9", "GET"), (at, "POST"), (at, "PATCH"),
            (f"{at}/tiles/t1", "POST"), (f"{at}/tiles/t1/people", "GET"), (f"{at}/comments", "GET"),
            (f"{PATH}/{made['id']}", "GET"), ("/api/v1/ask/trend", "POST"),
            ("/api/v1/people", "GET"), (f"{PATH}/{made['id']}/tiles/t1", "GET"),
        ):  # fmt: skip
            status = anyone.request(method, path, headers=token).status_code
            assert status in (401, 404, 405), (method, path, status)


def test_a_link_ends_with_whatever_ends_it(shop: Shop) -> None:
    with shop.browser("analyst") as owner, shop.server.client() as anyone:
        made = make(owner)
        path = f"{PATH}/{made['id']}"

        def opens(token: str) -> int:
            first = anyone.get(f"/api/v1/embed/{token}").status_code
            assert anyone.get(f"/api/v1/embed/{token}/tiles/t1").status_code == first
            return first

        old = owner.post(f"{path}/link").json()["token"]
        new = owner.post(f"{path}/link").json()["token"]
        assert owner.get(path).json()["link"]["creator"]["email"].startswith("analyst")
        assert owner.patch(path, json={"visibility": "private"}).status_code == 409
        assert (opens(old), opens(new)) == (404, 200)
        owner.delete(path)
        assert opens(new) == 404
        owner.post(f"{path}/restore")
        assert opens(new) == 200
        assert owner.delete(f"{path}/link").status_code == 204
        assert owner.delete(f"{path}/link").status_code == 204
        assert opens(new) == 404
        assert opens("x" * 43) == 404
        assert owner.get(path).json()["link"] is None


def test_who_guesses_links_has_to_wait(shop: Shop) -> None:
    clock = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
    served = create_app(shop.app)
    served.state.embeds = Pace(3, clock)

    anyone = TestClient(served)

    first = [anyone.get("/api/v1/embed/guess") for _ in range(5)]
    assert [one.status_code for one in first] == [404, 404, 404, 429, 429]
    assert first[-1].headers["retry-after"] == "20"
    clock.tick(timedelta(seconds=21))
    again = [anyone.get("/api/v1/embed/guess") for _ in range(2)]
    assert [one.status_code for one in again] == [404, 429]
    served.state.embeds.admit("another address")


def test_members_comment_and_the_mentioned_learn_of_it(shop: Shop) -> None:
    with shop.browser("analyst") as ann, shop.browser("viewer") as bob, shop.reader() as key:
        path = f"{PATH}/{make(ann)['id']}/comments"
        people = {one["email"]: one["id"] for one in bob.get(f"{path}/people").json()}
        me = ann.get("/api/v1/session").json()["user"]
        said = bob.post(path, json={"text": "Look, @Ann", "mentions": [me["id"]]}).json()

        assert set(people) == {me["email"], bob.get("/api/v1/session").json()["user"]["email"]}
        assert ann.get("/api/v1/mentions").json() == {"unread": 1}
        assert ann.get(PATH).json()["data"][0]["unread"] == 1
        assert [one["unread"] for one in ann.get(path).json()["data"]] == [True]
        assert bob.get("/api/v1/mentions").json() == {"unread": 0}
        assert ann.post(f"{path}/read").status_code == 204
        assert ann.get("/api/v1/mentions").json() == {"unread": 0}
        mine = f"{path}/{said['id']}"
        assert ann.patch(mine, json={"text": "not mine"}).status_code == 403
        assert ann.delete(mine).status_code == 403
        changed = bob.patch(mine, json={"text": "Look", "mentions": []}).json()
        assert (changed["text"], changed["mentions"]) == ("Look", [])
        assert changed["edited"]
        assert bob.delete(mine).status_code == 204
        assert bob.delete(mine).status_code == 404
        assert [one["text"] for one in bob.get(path).json()["data"]] == [""]
        assert key.post(path, json={"text": "x"}).status_code == 403
        for body, field in (
            ({"text": " "}, "text"),
            ({"text": "x", "mentions": [999_999]}, "mentions[0]"),
        ):
            assert ann.post(path, json=body).json()["field"] == field


def test_the_mentioned_of_another_project_are_nobody(shop: Shop, rival: Shop) -> None:
    with shop.browser("analyst") as ann, rival.browser("owner") as stranger:
        path = f"{PATH}/{make(ann)['id']}/comments"
        them = stranger.get("/api/v1/session").json()["user"]["id"]

        assert ann.post(path, json={"text": "x", "mentions": [them]}).status_code == 422
        said = ann.post(path, json={"text": "x"}).json()["id"]
        assert stranger.get(path).status_code == 404
        assert stranger.delete(f"{path}/{said}").status_code == 404
        assert stranger.post(path, json={"text": "x"}).status_code == 404
