"""A question asked again is answered from memory, until anything it was read from has changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bellrock.collect.expire import expire
from bellrock.query.ask import FunnelAsk, TrendAsk
from bellrock.query.relation import Context
from bellrock.runtime.answers import Answers, question_key
from shops import Shop

BUYERS = {"event": "buy", "metric": "uniques"}


def buy(who: str, *, hours_ago: float = 1, **more: Any) -> dict[str, Any]:
    at = datetime.now(UTC) - timedelta(hours=hours_ago)
    return {"type": "track", "event": "buy", "userId": who, "timestamp": at.isoformat(), **more}


def asked(shop: Shop, body: dict[str, Any] | None = None) -> dict[str, Any]:
    with shop.reader() as client:
        answer = client.post("/api/v1/ask/trend", json=body or BUYERS)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def total(answer: dict[str, Any]) -> float:
    return float(answer["series"][0]["total"])


def test_a_question_asked_again_says_the_same_and_how_old_it_is(shop: Shop) -> None:
    shop.send(buy("ann"), buy("bob"))
    first, again = asked(shop), asked(shop, {"events": ["buy"], "metric": "uniques", "by": []})

    assert "cached_s" not in first["meta"]
    assert again["meta"].pop("cached_s") >= 0
    assert again == first


def test_a_new_event_is_a_new_answer(shop: Shop) -> None:
    shop.send(buy("ann"))
    before = asked(shop), asked(shop)
    shop.send(buy("bob"))
    after = asked(shop)

    assert [total(one) for one in (*before, after)] == [1, 1, 2]
    assert "cached_s" not in after["meta"]


def test_a_merge_and_its_undoing_are_new_answers(shop: Shop) -> None:
    shop.send(buy("ann"), buy("bob"))
    counts = [total(asked(shop))]
    said = [{"type": "userId", "value": one} for one in ("ann", "bob")]
    shop.send({"type": "merge", "userId": "ann", "mergeProperties": said})
    counts += [total(asked(shop)), total(asked(shop))]
    with shop.manager() as client:
        (edge,) = client.get("/api/v1/identity/merges").json()["data"]
        for verdict in ("unlink", "restore"):
            client.post(f"/api/v1/identity/edges/{edge['id']}/{verdict}", json={})
            counts += [total(asked(shop)), total(asked(shop))]

    assert counts == [2, 1, 1, 2, 2, 1, 1]


def test_whether_machines_count_is_part_of_the_question(shop: Shop) -> None:
    bot = {
        "context": {
            "userAgent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
        }
    }
    shop.send(buy("ann"), buy("robot", **bot))
    without = total(asked(shop))
    with shop.manager() as client:
        assert client.patch("/api/v1/project", json={"bots": "included"}).status_code == 200
    including = total(asked(shop))
    with shop.manager() as client:
        client.patch("/api/v1/project", json={"bots": "excluded"})

    assert (without, including, total(asked(shop))) == (1, 2, 1)


def test_what_is_erased_is_gone_from_the_answer(shop: Shop) -> None:
    shop.send(buy("ann", hours_ago=49), buy("bob"))
    before = total(asked(shop)), total(asked(shop))
    expire(shop.app.lake, shop.project.id, datetime.now(UTC) - timedelta(hours=48))

    assert (*before, total(asked(shop))) == (2, 2, 1)


def test_projects_do_not_share_answers(shop: Shop, rival: Shop) -> None:
    shop.send(buy("ann"))

    assert (total(asked(shop)), total(asked(rival)), total(asked(shop))) == (1, 0, 1)


@pytest.mark.parametrize("body", [{"from": "-3h"}, {"where": "ts > now"}, {"to": "-0d"}])
def test_what_moves_with_the_clock_is_not_kept(shop: Shop, body: dict[str, Any]) -> None:
    shop.send(buy("ann"))

    assert not any("cached_s" in asked(shop, BUYERS | body)["meta"] for _ in range(2))


def test_memory_holds_the_latest_answers_within_its_room(shop: Shop) -> None:
    lake, ctx = shop.app.lake, shop.app.context(shop.project.id)
    asks = [TrendAsk.model_validate({"event": f"e{n}"}) for n in range(6)]
    size = len(Answers(ctx.clock).reply(lake, asks[0], ctx))
    answers = Answers(ctx.clock, room_bytes=3 * size + 100)
    for ask in asks:
        answers.reply(lake, ask, ctx)

    assert 0 < answers.taken <= 3 * size + 100
    assert [answers.look(lake, ask, ctx) is not None for ask in asks[-3:]] == [True] * 3
    assert [answers.look(lake, ask, ctx) is not None for ask in asks[:3]] == [False] * 3


def test_a_key_tells_questions_apart_and_spellings_not() -> None:
    ctx = Context(1)

    def key(**body: Any) -> bytes:
        return question_key(TrendAsk.model_validate({"event": "buy", **body}), ctx)

    assert key() == key(events=["buy"], metric="total") == key(**{"from": "-30d"})
    assert key(where='a = 1 and b = "x"') == key(where='(a=1) and b="x"')
    different = [key(), key(bots=True), key(zone="Asia/Shanghai"), key(**{"from": "-7d"})]
    different += [key(where="a = 1"), key(identity="as_of_event"), key(by=["country"])]
    different += [question_key(FunnelAsk.model_validate({"steps": ["buy", "buy"]}), ctx)]
    assert len(set(different)) == len(different)
