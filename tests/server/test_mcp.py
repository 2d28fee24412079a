"""Assistants over HTTP: by the protocol's own client, a read key, and what an attacker is told."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from bellrock.analytics import KINDS
from bellrock.server.mcp import CALLS_A_MINUTE
from shops import Shop

BUYERS = {"events": ["buy"], "metric": "uniques"}
PING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
SPEAKS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


async def session(shop: Shop, key: str, calls: dict[str, tuple[str, dict[str, Any]]]) -> Any:
    """Return the tools, and what each call says, by the protocol's own client."""
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
        transport = streamable_http_client(f"{shop.server.url}/mcp", http_client=http)
        async with Client(transport) as client:
            listed = (await client.list_tools()).tools
            said = {name: await client.call_tool(*call) for name, call in calls.items()}
    return {tool.name: tool for tool in listed}, said


def bought(*who: str) -> list[dict[str, Any]]:
    at = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    return [{"type": "track", "event": "buy", "userId": one, "timestamp": at} for one in who]


def test_an_assistant_asks_over_http_and_of_its_keys_project_alone(shop: Shop, rival: Shop) -> None:
    shop.send(*bought("ann", "bob", "bob"))
    rival.send(*bought("eve"))
    with shop.manager() as client:
        trend = client.post("/api/v1/ask/trend", json=BUYERS).json()
        body = {"name": "All buyers", "source": {"from": "cell", "kind": "trend", "ask": BUYERS}}
        client.post("/api/v1/audiences", json=body)
    within = {**BUYERS, "where": 'in audience "all-buyers"'}
    calls = {
        "trend": ("ask_trend", BUYERS),
        "audiences": ("list_audiences", {}),
        "within": ("ask_trend", within),
        "boards": ("list_boards", {}),
        "metrics": ("list_metrics", {}),
        "bad": ("ask_trend", {"events": ["buy"], "where": "price >"}),
        "sql": ("ask_sql", {"sql": "select 1"}),
        "other": ("ask_trend", {**BUYERS, "project": rival.project.name}),
    }
    with ThreadPoolExecutor(1) as aside:  # this thread may have run a browser, which keeps its loop
        ours = aside.submit(anyio.run, session, shop, shop.read, calls)
        within_alone = {"within": calls["within"]}
        theirs = aside.submit(anyio.run, session, rival, rival.read, within_alone)
        (listed, said), (_, strange) = ours.result(), theirs.result()

    asked = {f"ask_{name}" for name, kind in KINDS.items() if kind.right == "read"}
    assert asked | {"list_audiences", "list_metrics", "list_boards"} <= set(listed)
    assert all(tool.annotations.read_only_hint for tool in listed.values())
    answers = {name: one.structured_content for name, one in said.items()}
    assert answers["trend"]["answer"]["series"] == trend["series"]
    assert [(one["key"], one["people"]) for one in answers["audiences"]["audiences"]] == [
        ("all-buyers", 2)
    ]
    assert answers["within"]["answer"]["series"][0]["total"] == 2
    assert {name for name, one in said.items() if one.is_error} == {"bad", "sql", "other"}
    assert answers["bad"]["field"].startswith("where")
    assert strange["within"].structured_content["error"] == "there is no audience 'all-buyers'"
    told = json.dumps([one.model_dump(mode="json") for one in said.values()])
    assert shop.read not in told
    assert shop.app.local_token not in told or not shop.app.local_token


def post(shop: Shop, *, params: dict[str, str] | None = None, **headers: str) -> httpx.Response:
    with shop.server.client(**SPEAKS) as client:
        return client.post("/mcp", json=PING, params=params, headers=headers)


def test_a_stranger_a_page_and_another_name_are_turned_away(shop: Shop, rival: Shop) -> None:
    key = f"Bearer {shop.read}"
    nobody = post(shop)
    answers = {
        "made up": post(shop, authorization="Bearer rk_guess"),
        "write": post(shop, authorization=f"Bearer {shop.write}"),
        "page": post(shop, authorization=key, origin="https://evil.example"),
        "null page": post(shop, authorization=key, origin="null"),
        "rebound": post(shop, authorization=key, host="evil.example"),
        "project": post(shop, params={"project": rival.project.name}, authorization=key),
        "good": post(shop, authorization=key),
    }
    with shop.server.client(authorization=key) as client:
        got, ended = client.get("/mcp"), client.delete("/mcp")
        large = client.post("/mcp", content=b" " * 300_000, headers=SPEAKS)
        broken = client.post("/mcp", content=b"{", headers=SPEAKS)

    assert nobody.status_code == 401
    assert nobody.headers["www-authenticate"] == 'Bearer realm="bellrock"'
    assert "bellrock key create" in nobody.json()["hint"]
    assert {name: one.status_code for name, one in answers.items()} == {
        "made up": 401, "write": 403, "page": 403, "null page": 403, "rebound": 403,
        "project": 404, "good": 200,
    }  # fmt: skip
    assert "public_url" in answers["rebound"].json()["hint"]
    assert (got.status_code, ended.status_code, got.headers["allow"]) == (405, 405, "POST")
    assert (large.status_code, broken.status_code) == (413, 400)
    assert answers["good"].headers["cache-control"].startswith("no-")
    assert "mcp-session-id" not in answers["good"].headers


def test_a_browsers_session_opens_nothing_here(shop: Shop) -> None:
    with shop.browser("owner") as owner:
        answer = owner.post("/mcp", json=PING, headers=SPEAKS)

    assert answer.status_code == 401


def test_one_key_does_not_ask_without_end(shop: Shop) -> None:
    with shop.server.client(**SPEAKS, Authorization=f"Bearer {shop.read}") as client:
        for _ in range(CALLS_A_MINUTE + 60):
            answer = client.get("/mcp")
            if answer.status_code == 429:
                break

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


def test_without_the_extra_it_says_what_to_install(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    answer = post(shop, authorization=f"Bearer {shop.read}")

    assert answer.status_code == 501
    assert "pip install 'bellrock[mcp]'" in answer.json()["detail"]
