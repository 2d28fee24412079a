"""What arrives is seen: the stream within two seconds, only one's own, and it ends in time."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from bellrock.server import live
from bellrock.server.serve import listen, server_of
from shops import Shop

EVENT = {"type": "track", "event": "seen", "userId": "u1"}


@contextmanager
def streaming(client: httpx.Client) -> Iterator[Iterator[str]]:
    with client.stream("GET", "/api/v1/events/live", timeout=5) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines) == "retry: 2000"
        yield lines


def next_events(lines: Iterator[str]) -> list[dict[str, object]]:
    for line in lines:
        if line == "event: events":
            found: list[dict[str, object]] = json.loads(next(lines).removeprefix("data: "))
            return found
    raise AssertionError("the stream ended")


def test_an_accepted_event_is_seen_on_the_stream(shop: Shop) -> None:
    with shop.reader() as client, streaming(client) as lines:
        threading.Thread(target=shop.send, args=(EVENT,)).start()
        (event,) = next_events(lines)

    assert (event["event"], event["user_id"], event["dialect"]) == ("seen", "u1", "segment")


def test_the_stream_says_of_an_event_what_the_list_says(shop: Shop) -> None:
    with shop.reader() as client, streaming(client) as lines:
        threading.Thread(target=shop.send, args=(EVENT,)).start()
        (event,) = next_events(lines)
        (stored,) = client.get("/api/v1/events").json()["data"]

    times = ("ts", "received")
    assert event.keys() == stored.keys()
    assert {k: v for k, v in event.items() if k not in times} == {
        k: v for k, v in stored.items() if k not in times
    }


def test_a_stream_shows_only_its_own_project(shop: Shop, rival: Shop) -> None:
    with shop.reader() as client, streaming(client) as lines:
        rival.send(EVENT | {"event": "theirs"})
        shop.send(EVENT | {"event": "ours"})

        assert [e["event"] for e in next_events(lines)] == ["ours"]


def test_a_stream_ends_once_its_reader_may_no_longer_read(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BEAT_S", 0.4)
    with shop.browser("viewer") as client, streaming(client) as lines:
        shop.app.accounts.sessions.close(client.cookies["bellrock_session"])

        assert all(not line.startswith("event:") for line in lines)  # it ends by itself


def test_a_closed_stream_is_forgotten(shop: Shop) -> None:
    with shop.reader() as client, streaming(client):
        assert shop.project.id in shop.app.live._readers
    for _ in range(100):
        if shop.project.id not in shop.app.live._readers:
            return
        threading.Event().wait(0.05)
    raise AssertionError("the subscription of a closed stream is still open")


def test_an_open_stream_does_not_keep_a_server_from_ending(shop: Shop) -> None:
    ready, listener = threading.Event(), listen("127.0.0.1", 0)
    server = server_of(shop.app, ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    assert ready.wait(20)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with (
        httpx.Client(base_url=url, headers={"Authorization": f"Bearer {shop.read}"}) as client,
        streaming(client) as lines,
    ):
        server.handle_exit(signal.SIGTERM, None)
        assert all(not line.startswith("event:") for line in lines)  # it ends by itself
    thread.join(8)

    assert not thread.is_alive()
    listener.close()
