"""Lists go on where they ended, show one's own alone, and keep nothing back."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from shops import Shop, settle


def walk(client: httpx.Client, path: str, **query: Any) -> list[dict[str, Any]]:
    """Return every item of a list, page after page."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = client.get(path, params=query | ({"after": after} if after else {})).json()
        found += page["data"]
        after = page["next"]
        if after is None:
            return found


def track(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "track", "event": name, "userId": "ann"} | more


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_hold_every_event_once_newest_first(shop: Shop, limit: int) -> None:
    shop.send(*(track(f"e{i}") for i in range(5)))
    shop.send(*(track(f"f{i}") for i in range(2)))
    with shop.reader() as client:
        names = [e["event"] for e in walk(client, "/api/v1/events", limit=limit)]

    assert names == ["f1", "f0", "e4", "e3", "e2", "e1", "e0"]


def test_events_are_chosen_by_what_they_are(shop: Shop) -> None:
    shop.send(track("a"), track("b", userId="bob"))
    with shop.reader() as client:
        by_event = walk(client, "/api/v1/events", event="a")
        by_user = walk(client, "/api/v1/events", user_id="bob")

    assert [e["event"] for e in by_event] == ["a"]
    assert [e["event"] for e in by_user] == ["b"]


def test_events_are_chosen_by_who_did_them_and_whether_that_is_a_machine(shop: Shop) -> None:
    machine = {"context": {"userAgent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}}
    shop.send(track("a"), track("b", userId="", anonymousId="tab-1"), track("c", **machine))
    with shop.reader() as client:
        (a,) = walk(client, "/api/v1/events", event="a")
        names = {
            said: [e["event"] for e in walk(client, "/api/v1/events", **asked)]
            for said, asked in {
                "user": {"who": "ann"},
                "device": {"who": "tab-1"},
                "key": {"who": a["person"]},
                "nobody": {"who": "zoe"},
                "machines": {"bot": True},
                "people": {"bot": False},
            }.items()
        }

    assert names == {
        "user": ["c", "a"],
        "device": ["b"],
        "key": ["c", "a"],
        "nobody": [],
        "machines": ["c"],
        "people": ["b", "a"],
    }


def test_an_event_is_shown_in_full_with_what_was_sent(shop: Shop, rival: Shop) -> None:
    shop.send(track("a", messageId="m1", properties={"price": 3.5, "nested": {"deep": [1]}}))
    with shop.reader() as client, rival.reader() as stranger:
        (brief,) = walk(client, "/api/v1/events")
        full = client.get(f"/api/v1/events/{brief['position']}").json()

        assert stranger.get(f"/api/v1/events/{brief['position']}").status_code == 404
    assert full["props"] == {"price": 3.5, "nested": {"deep": [1]}}
    assert json.loads(full["raw"])["messageId"] == "m1"
    assert full["person"] == brief["person"]
    assert full["received"] == brief["received"]


@pytest.mark.parametrize(
    "cursor",
    ["x", "!", "W10", "bm90aGluZw", *(
        urlsafe_b64encode(json.dumps(place).encode()).decode()
        for place in ([1], [1, 2, 3], [-1, 2], [2**64, 1], ["a", "b"], {"a": 1}, [10**400, 1])
    )],
)  # fmt: skip
def test_a_cursor_of_another_list_or_made_up_is_refused(shop: Shop, cursor: str) -> None:
    with shop.reader() as client:
        answer = client.get("/api/v1/events", params={"after": cursor})

    assert (answer.status_code, answer.json()["field"]) == (422, "after")


@pytest.mark.parametrize("position", ["0", "9" * 20, "18446744073709551615"])
def test_a_position_that_nobody_has_is_not_found(shop: Shop, position: str) -> None:
    with shop.reader() as client:
        assert client.get(f"/api/v1/events/{position}").status_code == 404


def test_what_can_be_asked_about_is_listed_with_types_and_counts(shop: Shop, rival: Shop) -> None:
    rival.send(track("theirs", properties={"secret": 1}))
    shop.send(
        track("buy", properties={"price": 3.5, "plan": "pro", "order id": "x", "a": {"b": True}}),
        track("buy", properties={"price": "free", "plan": "pro"}),
        track("view"),
        {"type": "identify", "userId": "ann", "traits": {"tier": "gold"}},
    )
    with shop.reader() as client:
        events = {e["name"]: e["events"] for e in walk(client, "/api/v1/schema/events")}
        found = {p["name"]: p for p in walk(client, "/api/v1/schema/properties")}
        of_view = {p["name"] for p in walk(client, "/api/v1/schema/properties", event="view")}
        values = walk(client, "/api/v1/schema/values", property="props.plan", event="buy")
        begun = walk(client, "/api/v1/schema/values", property="plan", starts="PR")
        odd = walk(client, "/api/v1/schema/values", property='props."order id"')

    assert (events["buy"], events["view"]) == (2, 1)
    assert "theirs" not in events
    assert found["props.price"]["types"] == {"number": 1, "string": 1}
    assert found["props.a.b"]["types"] == {"flag": 1}
    assert {'props."order id"', "person.tier", "country"} <= found.keys()
    assert "props.secret" not in found
    assert "props.plan" not in of_view
    assert values == begun == [{"value": "pro", "events": 2}]
    assert odd == [{"value": "x", "events": 1}]


def test_every_property_that_is_listed_can_be_asked_for(shop: Shop) -> None:
    shop.send(
        track("buy", properties={"a.b": 1, "c d": 2, "é": 3, "1st": 4, 'q"x': 5, "back\\": 6})
    )
    with shop.reader() as client:
        names = [
            p["name"] for p in walk(client, "/api/v1/schema/properties") if p["scope"] == "props"
        ]
        answers = {
            name: client.get("/api/v1/schema/values", params={"property": name}) for name in names
        }

    assert len(names) == 6
    assert {n: a.text for n, a in answers.items() if a.status_code != 200} == {}
    assert [n for n, a in answers.items() if len(a.json()["data"]) != 1] == []


def test_the_values_of_a_trait_are_those_that_people_have_now(shop: Shop, rival: Shop) -> None:
    def say(who: str, day: int, **traits: object) -> dict[str, object]:
        sent = f"2026-02-{day:02}T12:00:00Z"
        return {"type": "identify", "userId": who, "traits": traits, "timestamp": sent}

    shop.send(say("ann", 1, tier="silver"), say("bob", 1, tier="gold"), say("cat", 1, tier="gold"))
    shop.send(say("ann", 2, tier="gold"), say("dan", 2, tier="green"), say("dan", 3, **{"a.b": 7}))
    rival.send(say("eve", 1, tier="secret"))
    with shop.reader() as client:
        tiers = walk(client, "/api/v1/schema/values", property="person.tier")
        begun = walk(client, "/api/v1/schema/values", property="person.tier", starts="GR")
        dotted = walk(client, "/api/v1/schema/values", property='person."a.b"')
        nobody = walk(client, "/api/v1/schema/values", property="person.x")

    assert tiers == [{"value": "gold", "events": 3}, {"value": "green", "events": 1}]
    assert begun == [{"value": "green", "events": 1}]
    assert dotted == [{"value": "7", "events": 1}]
    assert nobody == []


def test_refused_events_are_listed_counted_mended_and_replayed(shop: Shop, rival: Shop) -> None:
    shop.send({"type": "track", "event": "lost"}, track("kept"))
    mend = {"reason": "missing_id", "fixes": [{"do": "set", "path": "userId", "value": "ann"}]}
    with shop.manager() as client, rival.manager() as stranger:
        (reason,) = walk(client, "/api/v1/quarantine/reasons")
        (held,) = walk(client, "/api/v1/quarantine")
        mend["reason"] = reason["reason"]
        taken = stranger.post("/api/v1/quarantine/replay", json={"positions": [held["position"]]})
        sent = client.post("/api/v1/quarantine/replay", json=mend).json()["sent"]
        settle(shop.app)
        left = walk(client, "/api/v1/quarantine")
        stored = {e["event"] for e in walk(client, "/api/v1/events")}

    assert (reason["events"], held["event"]) == (1, "lost")
    assert taken.status_code == 404
    assert (sent, left, stored) == (1, [], {"lost", "kept"})


def test_refused_events_are_listed_latest_first_where_that_is_asked(shop: Shop) -> None:
    for name in ("x", "y", "z"):
        shop.send({"type": "track", "event": name})
    with shop.reader() as client:
        oldest = [e["event"] for e in walk(client, "/api/v1/quarantine", limit=2)]
        latest = [e["event"] for e in walk(client, "/api/v1/quarantine", limit=2, latest=True)]

    assert (oldest, latest) == (["x", "y", "z"], ["z", "y", "x"])


def test_a_replay_says_what_became_of_each_where_it_is_waited_for(shop: Shop) -> None:
    shop.send({"type": "track", "event": "mended"}, {"type": "track", "userId": "ann"})
    mend = {"wait_s": 20, "fixes": [{"do": "set", "path": "userId", "value": "ann"}]}
    with shop.manager() as client:
        told = client.post("/api/v1/quarantine/replay", json=mend).json()
        (left,) = walk(client, "/api/v1/quarantine")

    assert told == {"sent": 2, "stored": 1, "duplicate": 0, "quarantined": 1, "waiting": 0}
    assert left["reason"] == "missing_event"


def test_a_fix_that_cannot_be_meant_is_refused_before_anything_is_sent(shop: Shop) -> None:
    with shop.manager() as client:
        answer = client.post("/api/v1/quarantine/replay", json={"fixes": [{"do": "explode"}]})

    assert answer.status_code == 422


def test_the_audit_says_who_changed_what_in_ones_own_project(shop: Shop) -> None:
    with shop.browser() as client:
        client.post("/api/v1/keys", json={"kind": "read", "name": "BI"})
        newest = walk(client, "/api/v1/audit", limit=2)[0]
        email = client.get("/api/v1/session").json()["user"]["email"]

    assert newest["action"] == "key.create"
    assert newest["actor"].endswith(email)
    assert newest["detail"] == {"kind": "read", "name": "BI"}


def test_an_import_over_http_is_taken_in_once_and_accounted_for(shop: Shop, rival: Shop) -> None:
    plan = {"files": [{"name": "old.csv", "digest": "d", "bytes": 1}], "map": {}}
    rows = "\n".join(
        json.dumps({"event": "bought", "user_id": f"u{i}", "ts": "2024-01-01", "event_id": f"o{i}"})
        for i in range(3)
    )
    with shop.manager() as client, rival.manager() as stranger:
        run = client.post("/api/v1/imports", json=plan).json()
        place = f"/api/v1/imports/{run['id']}"
        for _ in range(2):  # sent again, as after a lost answer
            answer = client.post(f"{place}/rows?file=0&first=1", content=rows)
            assert answer.status_code == 204, answer.text
        assert stranger.post(f"{place}/rows?file=0&first=1", content=rows).status_code == 404
        assert stranger.post(f"{place}/finish", json={"read": 3}).status_code == 404
        settle(shop.app)
        report = client.post(f"{place}/finish", json={"read": 3})

    told = report.json()
    assert report.status_code == 200, report.text
    assert (told["read"], told["stored"], told["duplicate"], told["quarantined"]) == (3, 3, 0, 0)


def test_health_and_metrics_tell_disk_lag_and_memory(shop: Shop) -> None:
    with shop.reader() as client:
        health = client.get("/api/v1/health").json()
        metrics = client.get("/metrics")

    assert health["disk"]["free"] > 0
    assert health["memory"]["resident"] > 10_000_000
    assert health["spool"]["lag_records"] >= 0
    assert metrics.headers["content-type"].startswith("text/plain")
    assert "bellrock_spool_lag_records" in metrics.text


def test_what_came_in_is_counted_by_key_and_verdict(shop: Shop) -> None:
    shop.send(track("a"), track("b"), {"type": "track", "event": "lost"})
    with shop.manager() as client:
        counted = walk(client, "/api/v1/events/intake")
        keys = {k["source"]: k["kind"] for k in walk(client, "/api/v1/keys")}

    assert {one["verdict"]: one["events"] for one in counted} == {"warned": 2, "quarantined": 1}
    assert {keys[one["source"]] for one in counted} == {"write"}


def test_a_key_tells_what_came_by_it_and_why_some_did_not(shop: Shop, rival: Shop) -> None:
    rival.send(track("theirs"))
    shop.send(track("a"), track("b"), {"type": "track", "event": "lost"})
    with shop.manager() as client:
        keys = {k["kind"]: k for k in walk(client, "/api/v1/keys")}
    writes, reads = keys["write"], keys["read"]

    assert (writes["events_24h"], writes["rejects_24h"]) == (2, {"missing_id": 1})
    newest = datetime.fromisoformat(writes["last_event"])
    assert timedelta() <= datetime.now(UTC) - newest < timedelta(minutes=2)
    assert (reads["events_24h"], reads["rejects_24h"], reads["last_event"]) == (0, {}, None)
