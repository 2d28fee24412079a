"""Audiences: whose people they are, through merges and their undoing; questions within them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from bellrock import Bellrock
from bellrock.core.errors import NotFound
from bellrock.core.ids import person_key, show_person
from shops import Server, Shop, found

PATH = "/api/v1/audiences"
NOW = datetime.now(UTC)
CELLS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("trend", {"events": ["view"], "metric": "uniques", "by": ["plan"]}, {"group": 1}),
    ("trend", {"events": ["view"], "metric": "uniques", "from": "-9d"}, {"bucket": 4}),
    ("funnel", {"steps": ["view", "buy"], "by": "plan"}, {"step": 1, "group": 0}),
    ("retention", {"start": "view", "return": "buy", "every": "week"}, {"after": 1}),
    ("paths", {"max_steps": 3, "within": "20d"}, {"steps": ["view", "buy"], "edge": True}),
    ("paths", {"view": "clusters", "clusters": 2, "within": "20d"}, {"cluster": 0}),
    ("pivot", {"by": ["plan"], "across": ["tier"]}, {"row": 0, "column": 1}),
    ("profile", {"target": "buy", "by": ["plan"], "least": 1}, {"property": 0, "value": 0}),
    ("lifecycle", {"event": "view", "every": "week"}, {"bucket": 3, "state": "returning"}),
    ("stickiness", {"event": "view"}, {"spell": 1, "days": 1, "at_least": True}),
    ("frequency", {"event": "view"}, {"range": 0}),
    ("interval", {"start": "view", "end": "buy"}, {"stretch": 0}),
    ("sessions", {}, {"bounced": True}),
    ("composition", {"by": "plan"}, {"part": 0}),
)


@pytest.fixture(scope="module")
def town(server: Server) -> tuple[Shop, list[dict[str, Any]]]:
    """A shop with a few hundred events of forty people, some of whom came without a name."""
    shop, random = found(server), Random(20)
    sent = []
    for n in range(400):
        who = random.randrange(40)
        at = NOW - timedelta(days=random.random() * 25 + 0.2)
        event: dict[str, Any] = {
            "type": "track",
            "event": random.choice(("view", "view", "buy")),
            "timestamp": at.isoformat(),
            "messageId": f"m{n}",
            "userId": f"user{who}",
            "properties": {
                "plan": random.choice(("free", "pro", "team")), "tier": who % 3,
                "session_id": f"s{who}-{at.date()}",
            },
        }  # fmt: skip
        if who % 4 == 0:
            event["anonymousId"] = f"device{who}"
            if random.random() < 0.5:
                event.pop("userId")
        sent.append(event | {"who": who})
    named = [
        {"type": "identify", "userId": f"user{who}", "anonymousId": f"device{who}",
         "timestamp": (NOW - timedelta(hours=1)).isoformat()}
        for who in range(0, 40, 4)
    ]  # fmt: skip
    shop.send(*({k: v for k, v in one.items() if k != "who"} for one in sent), *named)
    return shop, sent


def save(client: httpx.Client, name: str, source: Mapping[str, Any]) -> dict[str, Any]:
    answer = client.post(PATH, json={"name": name, "source": dict(source)})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def people(client: httpx.Client, key: str) -> list[str]:
    """Everybody of an audience, asked for seven at a time."""
    listed: list[str] = []
    after: str | None = None
    while True:
        query = {"limit": 7} | ({"after": after} if after else {})
        page = client.get(f"{PATH}/{key}/people", params=query).json()
        listed += page["people"]
        after = page["next"]
        if after is None:
            assert len(listed) == page["total"]
            return listed


def total(client: httpx.Client, **ask: Any) -> int:
    answer = client.post("/api/v1/ask/trend", json={"metric": "total", "from": "-40d"} | ask)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["series"][0]["total"])


def test_the_audience_of_a_cell_is_the_cells_people_and_filters_like_them(
    town: tuple[Shop, list[dict[str, Any]]],
) -> None:
    shop, sent = town
    keys = [show_person(person_key(shop.project.id, f"user{who}")) for who in range(40)]
    with shop.manager() as client:
        for place, (kind, ask, cell) in enumerate(CELLS):
            body = {"ask": ask, **cell}
            behind = client.post(f"/api/v1/ask/{kind}/people", json=body, params={"limit": 500})
            assert behind.status_code == 200, behind.text
            source = {"from": "cell", "kind": kind, "ask": ask, "cell": cell}
            made = save(client, f"Cell {place}", source)

            assert people(client, made["key"]) == behind.json()["people"], kind
            assert made["people"] == made["saved"] == behind.json()["total"] > 0, kind
            mine = [one for one in sent if keys[one["who"]] in behind.json()["people"]]
            for text, wanted in (
                (f'in audience "{made["key"]}"', len(mine)),
                (f'not in audience "{made["key"]}"', len(sent) - len(mine)),
                (f'in audience "{made["key"]}" and plan = "pro"',
                 sum(one["properties"]["plan"] == "pro" for one in mine)),
            ):  # fmt: skip
                assert total(client, events=["view|buy"], where=text) == wanted, (kind, text)
            step = f'buy[in audience "{made["key"]}"]'
            bought = [one for one in mine if one["event"] == "buy"]
            assert total(client, events=[step]) == len(bought)


def test_an_audience_filters_the_list_of_people_and_both_sides_of_comparisons(
    town: tuple[Shop, list[dict[str, Any]]],
) -> None:
    shop, _ = town
    with shop.manager() as client:
        made = save(client, "Some", {"from": "people", "where": "events > 9"})
        where = {"audience": made["key"]}
        listed = client.get(
            "/api/v1/people",
            params={"where": f'in audience "{made["key"]}"', "limit": 500, "count": True},
        ).json()
        others = client.get(
            "/api/v1/people",
            params={"where": f'not in audience ["{made["key"]}"] and events < 9', "limit": 500},
        ).json()
        both = client.post(
            "/api/v1/ask/paths", json={"where": where, "versus": {"not": where}, "within": "20d"}
        ).json()
        profile = client.post(
            "/api/v1/ask/profile",
            json={"target": f'any[in audience "{made["key"]}"]', "by": ["plan"]},
        ).json()

    assert sorted(one["person"] for one in listed["data"]) == made_people(shop, made["key"])
    assert all(one["events"] > 9 for one in listed["data"])
    assert listed["total"]["people"] == made["people"] == len(listed["data"]) > 0
    assert {one["person"] for one in others["data"]}.isdisjoint(
        one["person"] for one in listed["data"]
    )
    assert both["compared"]["both"] == 0
    assert profile["target"] == made["people"]


def made_people(shop: Shop, key: str) -> list[str]:
    with shop.reader() as client:
        return people(client, key)


def test_an_audience_outlives_merges_and_their_undoing(shop: Shop) -> None:
    def did(*who: str) -> list[dict[str, Any]]:
        at = (NOW - timedelta(hours=2)).isoformat()
        return [
            {"type": "track", "event": "view", "userId": one, "timestamp": at} for one in who
        ]  # fmt: skip

    shop.send(*did("ann", "bob", "bob", "eve"))
    with shop.manager() as client:
        upload(client, "ann", name="Ann")
        upload(client, "ann\nbob", name="Both")
        ids = [{"type": "userId", "value": one} for one in ("ann", "bob")]
        shop.send({"type": "merge", "userId": "ann", "mergeProperties": ids})
        upload(client, "bob", name="Later")
        (edge,) = client.get("/api/v1/identity/merges").json()["data"]
        seen = []
        for verdict in ("", "unlink", "restore"):
            if verdict:
                place = f"/api/v1/identity/edges/{edge['id']}/{verdict}"
                assert client.post(place, json={"reason": "sisters"}).status_code == 200
            seen.append([
                (client.get(f"{PATH}/{key}").json()["people"],
                 total(client, events=["view"], where=f'in audience "{key}"'))
                for key in ("ann", "both", "later")
            ])  # fmt: skip

    together, apart, again = seen
    strongest = apart[2]
    assert together == [(1, 3), (1, 3), (1, 3)]
    assert apart[:2] == [(1, 1), (2, 3)]
    assert strongest in ((1, 1), (1, 2))
    assert again == together


def upload(client: httpx.Client, text: str, **more: str) -> dict[str, Any]:
    answer = client.post(f"{PATH}/upload", params=more, content=text.encode())
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_refreshed_audience_is_of_the_same_group_and_tells_who_came(shop: Shop) -> None:
    def did(plan: str, *who: str) -> list[dict[str, Any]]:
        return [
            {"type": "track", "event": "view", "userId": one, "properties": {"plan": plan},
             "timestamp": (NOW - timedelta(hours=2)).isoformat()}
            for one in who
        ]  # fmt: skip

    shop.send(*did("pro", "a", "a", "b"), *did("free", "c"))
    source = {"from": "cell", "kind": "trend", "cell": {"group": 0},
              "ask": {"events": ["view"], "metric": "uniques", "by": ["plan"]}}  # fmt: skip
    with shop.manager() as client:
        made = save(client, "Pro", source)
        shop.send(*did("free", "d", "e", "f", "g"), *did("pro", "h"))
        fresh = client.post(f"{PATH}/pro/refresh").json()
        uploaded = upload(client, "a\nc", into="pro")
        refused = client.post(f"{PATH}/pro/refresh")
        did_what = [one["action"] for one in client.get("/api/v1/audit").json()["data"]]

    assert (made["people"], made["refreshable"]) == (2, True)
    assert (fresh["audience"]["people"], fresh["came"], fresh["left"]) == (3, 1, 0)
    assert (uploaded["audience"]["people"], uploaded["audience"]["refreshable"]) == (2, False)
    assert refused.status_code == 409
    assert "upload" in refused.json()["hint"]
    assert did_what[:3] == ["audience.refresh", "audience.refresh", "audience.create"]


def test_a_number_in_time_stays_of_its_day_when_it_is_found_anew(shop: Shop) -> None:
    now = datetime.now(UTC)  # of the day on which it is asked, also where tests run past midnight
    shop.send({"type": "track", "event": "view", "userId": "a",
               "timestamp": (now - timedelta(days=1)).isoformat()})  # fmt: skip
    with shop.manager() as client:
        ask = {"events": ["view"], "metric": "uniques", "from": "-2d"}
        made = save(client, "That day", {"from": "cell", "kind": "trend", "ask": ask,
                                         "cell": {"bucket": 0}})  # fmt: skip
        rolling = save(client, "Days", {"from": "cell", "kind": "trend", "ask": ask})

    assert made["people"] == 1
    assert made["definition"]["ask"]["from"][:10] == str((now - timedelta(days=1)).date())
    assert rolling["definition"]["ask"] == ask


def test_a_file_is_read_by_its_column_and_tells_who_is_nobody(shop: Shop) -> None:
    shop.send(
        {"type": "identify", "userId": "ann", "traits": {"email": "Ann@Example.org"}},
        {"type": "track", "event": "view", "userId": "bob"},
        {"type": "track", "event": "view", "anonymousId": "device-7"},
        {"type": "identify", "userId": "=sum", "traits": {"name": "Ziffer"}},
    )
    table = "name;Email\nAnn;ann@example.org\nAnn;ann@example.org\nNo;no@example.org\n;\n"
    with shop.manager() as client:
        ids = upload(client, "bob\n\ndevice-7\n=sum\nnobody\n", name="Bóbs & co")
        mails = upload(client, table, name="mails")
        exported = client.get(f"{PATH}/{ids['audience']['key']}/csv")
        wrong = {
            text: client.post(f"{PATH}/upload", params={"name": "x"}, content=content).json()
            for text, content in
            (("nobody", b"x\ny"), ("empty", b"\n"), ("bytes", b"ann\n\xff\xfe"))
        }  # fmt: skip

    assert (ids["given"], ids["found"], ids["missing"]) == (4, 3, 1)
    assert ids["examples"] == [{"line": 5, "id": "nobody"}]
    assert ids["audience"]["key"] == "bóbs-co"
    assert (mails["given"], mails["found"], mails["repeated"]) == (3, 1, 1)
    lines = exported.text.splitlines()
    assert lines[0] == "person,id,email,name"
    assert sorted(line.split(",", 1)[1] for line in lines[1:]) == [
        "'=sum,,Ziffer", "bob,,", "device-7,,",
    ]  # fmt: skip
    assert wrong["nobody"]["detail"] == "nobody goes by any id of this file"
    assert wrong["empty"]["detail"] == "the file is empty"
    assert wrong["bytes"]["detail"] == "line 2 is no text in UTF-8"


def test_many_ids_are_found_as_one_is(shop: Shop) -> None:
    shop.send(
        {"type": "identify", "userId": "ann", "anonymousId": "d1",
         "traits": {"email": "ann@example.org", "phone": "+442071234567"}},
        {"type": "track", "event": "view", "userId": "0123456789abcdef"},
        {"type": "track", "event": "view", "userId": "42", "anonymousId": "d2"},
        {"type": "track", "event": "view", "userId": "ann@example.org"},
        {"type": "track", "event": "view", "anonymousId": "alone"},
    )  # fmt: skip
    people, project = shop.app.people, shop.project.id
    texts = ["ann", "d1", " d2 ", "42", "alone", "ann@example.org", "ANN@example.org", "email:x",
             "+44 20 7123 4567", "user_id:42", "0123456789abcdef", "nobody", "",
             show_person(person_key(project, "ann"))]  # fmt: skip

    def one(text: str) -> int | None:
        try:
            return people.find(project, text)
        except NotFound:
            return None

    found = people.find_several(project, texts)

    assert found == [one(text) for text in texts]
    assert len([person for person in found if person is not None]) >= 10


def test_an_audience_is_renamed_deleted_and_brought_back_and_is_of_its_project_alone(
    shop: Shop, rival: Shop
) -> None:
    shop.send({"type": "track", "event": "view", "userId": "ann"})
    with shop.browser("analyst") as analyst, shop.browser("viewer") as viewer:
        made = save(analyst, "Big spenders", {"from": "people"})
        twin = save(analyst, "big  SPENDERS", {"from": "people", "where": "events > 5"})
        path = f"{PATH}/{made['key']}"
        named = analyst.patch(path, json={"name": "Whales", "note": "the best"}).json()
        refused = [
            viewer.post(PATH, json={"name": "x", "source": {"from": "people"}}),
            viewer.post(f"{PATH}/upload", params={"name": "x"}, content=b"ann"),
            viewer.patch(path, json={"name": "x"}),
            viewer.post(f"{path}/refresh"),
            viewer.delete(path),
        ]
        seen = viewer.get(path).json()
        ask = {"events": ["view"], "where": f'in audience "{made["key"]}"'}
        counts = [total(viewer, **ask)]
        assert analyst.delete(path).status_code == 204
        gone = viewer.post("/api/v1/ask/trend", json=ask)
        listed = viewer.get(PATH).json()["data"]
        analyst.post(f"{path}/restore")
        counts.append(total(viewer, **ask))
    with rival.manager() as other:
        strange = [other.get(path), other.get(f"{path}/people"), other.post(f"{path}/refresh"),
                   other.get(f"{path}/csv"), other.delete(path)]  # fmt: skip
        unknown = other.post("/api/v1/ask/trend", json=ask).json()

    assert (made["key"], twin["key"], twin["people"]) == ("big-spenders", "big-spenders-2", 0)
    assert (named["key"], named["name"], named["note"]) == ("big-spenders", "Whales", "the best")
    assert [one.status_code for one in refused] == [403] * 5
    assert seen == named
    assert counts == [1, 1]
    assert gone.status_code == 422
    assert gone.json()["hint"] == "did you mean big-spenders-2?"
    assert [one["key"] for one in listed] == ["big-spenders-2"]
    assert [one.status_code for one in strange] == [404] * 5
    assert unknown["detail"] == "there is no audience 'big-spenders'"


def test_what_is_no_source_is_refused_with_its_place(shop: Shop) -> None:
    shop.send({"type": "track", "event": "view", "userId": "ann"})
    ask = {"events": ["view"]}
    with shop.manager() as client:
        fields = [
            client.post(PATH, json={"name": "x", "source": source}).json().get("field")
            for source in (
                {"from": "cell", "kind": "sql", "ask": {"sql": "select 1"}},
                {"from": "cell", "kind": "trend", "ask": {"events": ["view"], "where": "x ="}},
                {"from": "cell", "kind": "trend", "ask": ask, "cell": {"row": 1}},
                {"from": "people", "where": "price > 1"},
                {"from": "people", "where": 'in audience "Big Spenders"'},
            )
        ]
        missing = client.post(PATH, json={"name": "x", "source": {
            "from": "cell", "kind": "trend", "ask": ask, "cell": {"series": 7}}})  # fmt: skip
        nameless = client.post(PATH, json={"name": " ", "source": {"from": "people"}})

    assert fields == [
        "source.kind", "source.ask.where[0]", "source.cell.row", "source.where",
        "source.where[0]",
    ]  # fmt: skip
    assert missing.status_code == 404
    assert nameless.json()["detail"] == "an audience has a name"


def test_a_notebook_saves_and_takes_along(shop: Shop, tmp_path: Path) -> None:
    at = (NOW - timedelta(hours=2)).isoformat()
    shop.send(*(
        {"type": "track", "event": event, "userId": who, "timestamp": at}
        for who, event in (("ann", "buy"), ("ann", "view"), ("bob", "view"))
    ))  # fmt: skip
    (tmp_path / "ids.txt").write_text("bob\nnobody\n")
    with Bellrock(shop.server.url, key=shop.admin) as rock:
        ask = {"events": ["buy"], "metric": "uniques"}
        made = rock.audience_save("Buyers", {"from": "cell", "kind": "trend", "ask": ask})
        views = rock.trend("view", where='in audience "buyers"')
        others = rock.trend("view", where={"not": {"audience": "buyers"}})
        uploaded = rock.audience_upload(tmp_path / "ids.txt", "Some")
        taken = rock.audience_people("buyers")
        changed = rock.audience_refresh("buyers")
        rock.audience_delete("some")
        left = [one["key"] for one in rock.audiences()]

    assert made["people"] == 1
    assert (views.series[0].total, others.series[0].total) == (1, 1)
    assert (uploaded["found"], uploaded["examples"][0]["id"]) == (1, "nobody")
    assert [one["id"] for one in taken] == ["ann"]
    assert (changed["came"], changed["left"]) == (0, 0)
    assert left == ["buyers"]
