"""The collector on the wire: keys in every place, each client's answer, CORS, limits."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import httpx
import pytest

from bellrock.query import Sql
from bellrock.server.collector.paths import PLACES
from shops import Server, Shop, settle

EVENT = {"event": "seen", "userId": "u1"}
CAPTURE = {"event": "seen", "distinct_id": "u1"}


def stored(shop: Shop) -> list[tuple[str, str]]:
    """Return (event, dialect) of everything stored, in order."""
    settle(shop.app)
    sql = "select event, dialect from events where project = {p:UInt32} order by position"
    return shop.app.lake.rows(Sql(sql, {"p": shop.project.id}))


def basic(text: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(text.encode()).decode()}


def test_a_key_is_found_wherever_a_client_puts_it(shop: Shop) -> None:
    key = shop.write
    with shop.server.client() as client:
        answers = [
            client.post("/v1/track", json=EVENT, headers=basic(f"{key}:")),
            client.post("/v1/track", json=EVENT, headers=basic(key)),
            client.post("/v1/track", json=EVENT, headers={"Authorization": f"Bearer {key}"}),
            client.post("/v1/track", json=EVENT | {"writeKey": key}),
            client.post("/v1/track", json=EVENT, params={"writeKey": key}),
            client.post("/v1/batch", json={"batch": [{"type": "track", **EVENT}], "writeKey": key}),
            client.post("/batch/", json={"api_key": key, "batch": [CAPTURE]}),
            client.post("/e/", json=CAPTURE | {"token": key}),
            client.post("/e/", json=[CAPTURE | {"properties": {"token": key}}]),
            client.post("/capture", json=CAPTURE | {"$token": key}),
        ]

    assert [a.status_code for a in answers] == [200] * len(answers)
    assert len(stored(shop)) == len(answers)


def test_events_that_name_different_keys_are_nobodys(shop: Shop, rival: Shop) -> None:
    ours, theirs = ({"properties": {"token": one.write}} for one in (shop, rival))
    other = {"api_key": "phc_of_another_house"}
    with shop.server.client() as client:
        two = client.post("/e/", json=[CAPTURE | ours, CAPTURE | theirs])
        foreign = client.post("/e/", json=[CAPTURE | ours, CAPTURE | other])
        spread = client.post("/e/", json=[CAPTURE, CAPTURE | ours, CAPTURE | {"token": shop.write}])

    assert [a.status_code for a in (two, foreign, spread)] == [401, 401, 200]
    assert two.json()["code"] == "several_keys"
    assert len(stored(shop)) == 3  # of the last: one named no key, and two the same
    assert stored(rival) == []


def test_the_key_of_a_batch_holds_for_its_events_whatever_they_say(shop: Shop, rival: Shop) -> None:
    theirs = CAPTURE | {"properties": {"token": rival.write}}
    with shop.server.client() as client:
        answer = client.post("/batch/", json={"api_key": shop.write, "batch": [theirs, CAPTURE]})

    assert answer.status_code == 200
    assert (len(stored(shop)), stored(rival)) == (2, [])


@pytest.mark.parametrize("path", sorted(p for p, at in PLACES.items() if at.reply == "segment"))
def test_every_segment_path_takes_a_message(shop: Shop, path: str) -> None:
    message = EVENT | {"type": "track", "groupId": "g", "previousId": "p"}
    with shop.server.client() as client:
        answer = client.post(path, json=message, auth=(shop.write, ""))

    assert (answer.status_code, answer.json()) == (200, {"success": True})


@pytest.mark.parametrize("path", sorted(p for p, at in PLACES.items() if at.reply == "rudderstack"))
def test_every_path_of_rudderstacks_own_answers_in_its_words(shop: Shop, path: str) -> None:
    message = EVENT | {"type": "track", "userId": "u2", "previousId": "p"}
    with shop.server.client() as client:
        answer = client.post(path, json=message, auth=(shop.write, ""))

    assert (answer.status_code, answer.text) == (200, "OK")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_on_a_shared_path_rudderstack_is_known_by_the_header_its_clients_add(shop: Shop) -> None:
    with shop.server.client() as client:
        rudder, segment, ours = (
            client.post(path, json=EVENT, auth=(shop.write, ""), headers=head)
            for path, head in (
                ("/v1/track", {"AnonymousId": "YQ=="}),
                ("/v1/track", {}),
                ("/v1/events", {"AnonymousId": "YQ=="}),
            )
        )

    assert rudder.text == "OK"
    assert segment.json() == ours.json() == {"success": True}


@pytest.mark.parametrize("path", sorted(p for p, at in PLACES.items() if at.reply == "posthog"))
def test_every_posthog_path_takes_a_capture_by_post_and_by_get(shop: Shop, path: str) -> None:
    capture = json.dumps(CAPTURE | {"api_key": shop.write}).encode()
    with shop.server.client() as client:
        posted = client.post(path, content=capture)
        got = client.get(path, params={"data": b64encode(capture).decode()})

    assert (posted.status_code, posted.json()) == (200, {"status": 1})
    assert (got.status_code, got.json()) == (200, {"status": 1})
    assert len(stored(shop)) == 2


def test_gzip_is_known_by_its_first_bytes_whatever_the_head_says(shop: Shop) -> None:
    body = gzip.compress(json.dumps(EVENT).encode())
    heads = [{}, {"content-type": "text/plain"}, {"content-encoding": "gzip"}]
    with shop.server.client() as client:
        for head in heads:
            answer = client.post("/v1/track", content=body, headers=head, auth=(shop.write, ""))
            assert answer.status_code == 200

    assert len(stored(shop)) == len(heads)


def test_a_pixel_is_a_picture_and_an_event(shop: Shop) -> None:
    query = {"writeKey": shop.write, "event": "opened", "anonymousId": "a", "properties.n": "3"}
    with shop.server.client() as client:
        answer = client.get("/pixel/v1/track", params=query)

    assert answer.headers["content-type"] == "image/gif"
    assert answer.content.startswith(b"GIF89a")
    assert stored(shop) == [("opened", "rudderstack")]


def test_the_newer_posthog_answers_every_event_with_its_verdict(shop: Shop) -> None:
    uuid = "0197b5a4-1111-7000-8000-000000000001"
    good = CAPTURE | {"uuid": uuid, "timestamp": "2026-03-01T12:00:00Z", "properties": {}}
    bad = {"event": "", "uuid": uuid[:-1] + "2", "distinct_id": "u1", "properties": {}}
    with shop.server.bearer(shop.write) as client:
        answer = client.post("/i/v1/analytics/events", json={"batch": [good, bad]})
    results = answer.json()["results"]

    assert results[uuid]["result"] == "ok"
    assert results[bad["uuid"]]["result"] == "drop"


def test_recordings_are_declined_in_the_clients_own_words(shop: Shop) -> None:
    with shop.server.client() as client:
        answer = client.post("/s/", json=CAPTURE | {"token": shop.write})

    assert answer.json() == {"status": 1, "quota_limited": ["recordings"]}
    assert stored(shop) == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "empty_body"),
        (b"{", 400, "not_json"),
        (b"12", 400, None),
        (b'"text"', 400, None),
        (b"\x1f\x8b\x08 broken", 400, "bad_compression"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_the_clients_shape(
    shop: Shop, body: bytes, status: int, code: str | None
) -> None:
    with shop.server.client() as client:
        answer = client.post("/v1/batch", content=body, auth=(shop.write, ""))

    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "hint"}
    assert code in (None, answer.json()["code"])


def test_a_body_too_large_is_413_by_length_by_pieces_and_unpacked(shop: Shop) -> None:
    limit = shop.app.collector.body_bytes
    bomb = gzip.compress(b'{"a":"' + b" " * limit + b'"}')
    with shop.server.client() as client:
        auth = (shop.write, "")
        whole = client.post("/v1/batch", content=b" " * (limit + 1), auth=auth)
        pieces = client.post("/v1/batch", content=(b" " * (1 << 20) for _ in range(21)), auth=auth)
        packed = client.post("/v1/batch", content=bomb, auth=auth)

    assert [a.status_code for a in (whole, pieces, packed)] == [413] * 3


def test_a_full_disk_is_503_with_a_time_to_come_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bellrock.core.errors import StoreFull, TooMany  # noqa: PLC0415

    def full(*_: object) -> None:
        raise StoreFull("the disk is at its watermark", hint="free space", retry_after_s=30)

    def busy(*_: object) -> None:
        raise TooMany("the disk does not keep up", retry_after_s=1)

    with shop.server.client() as client:
        monkeypatch.setattr(shop.app.collector, "accept", full)
        stopped = client.post("/v1/track", json=EVENT, auth=(shop.write, ""))
        monkeypatch.setattr(shop.app.collector, "accept", busy)
        slowed = client.post("/v1/track", json=EVENT, auth=(shop.write, ""))

    assert (stopped.status_code, stopped.headers["retry-after"]) == (503, "30")
    assert (slowed.status_code, slowed.headers["retry-after"]) == (429, "1")
    assert int(slowed.headers["x-ratelimit-reset"]) > 1_700_000_000


@pytest.mark.parametrize("path", ["/v1/track", "/e/", "/flags/", "/array/x/config"])
def test_a_page_of_any_site_may_send_and_read_the_answer(server: Server, path: str) -> None:
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Headers": "x-a,content-type"}
    with server.client(**asked) as client:
        preflight = client.options(path)
        refused = client.post(path, json={})
    head = preflight.headers

    assert preflight.status_code == 204
    assert head["access-control-allow-origin"] == "https://shop.example"
    assert head["access-control-allow-headers"] == "x-a,content-type"
    assert "POST" in head["access-control-allow-methods"]
    assert refused.headers["access-control-allow-origin"] == "https://shop.example"
    assert ("access-control-allow-credentials" in head) == (path != "/v1/track")


def test_the_api_is_open_to_no_other_site(shop: Shop) -> None:
    with shop.reader() as client:
        head = client.get("/api/v1/project", headers={"Origin": "https://shop.example"}).headers

    assert not [name for name in head if name.startswith("access-control")]


def test_browser_clients_are_told_what_they_ask_before_their_first_event(shop: Shop) -> None:
    key = shop.write
    with shop.server.client() as client:
        settings = client.get(f"/v1/projects/{key}/settings").json()
        config = client.get(f"/array/{key}/config").json()
        script = client.get(f"/array/{key}/config.js")
        flags = client.post("/flags/?v=2", json={"token": key, "distinct_id": "u"}).json()
        older = client.post("/flags/", json={"api_key": key, "distinct_id": "u"}).json()
        source = client.get("/sourceConfig/", params={"writeKey": key}).json()
        by_basic = client.get("/sourceConfig/", headers=basic(f"{key}:")).json()

    assert settings["integrations"]["Segment.io"]["apiKey"] == key
    assert (config["token"], config["hasFeatureFlags"]) == (key, False)
    assert script.headers["content-type"].startswith("application/javascript")
    assert flags["flags"] == {}
    assert flags["errorsWhileComputingFlags"] is False
    assert older["featureFlags"] == {}
    assert source["source"]["enabled"] is True
    assert by_basic == source


def test_an_event_goes_to_the_project_of_its_key_and_no_other(shop: Shop, rival: Shop) -> None:
    with shop.server.client() as client:
        body = EVENT | {"project": rival.project.id, "writeKey": shop.write}
        client.post(f"/v1/track?project={rival.project.name}", json=body)

    assert len(stored(shop)) == 1
    assert stored(rival) == []


def test_a_revoked_key_sends_nothing_from_that_moment(shop: Shop) -> None:
    def send(client: httpx.Client) -> int:
        return client.post("/v1/track", json=EVENT, auth=(shop.write, "")).status_code

    with shop.server.client() as client, shop.manager() as manager:
        assert send(client) == 200
        (source,) = [
            k["source"] for k in manager.get("/api/v1/keys").json()["data"] if k["kind"] == "write"
        ]
        assert manager.delete(f"/api/v1/keys/{source}").status_code == 204

        assert send(client) == 401
