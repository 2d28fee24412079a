"""A file gets in from a browser: looked at, tried, imported meanwhile; and nothing else gets in."""

from __future__ import annotations

import gzip
import io
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shops import Shop

PATH = "/api/v1/uploads"
CSV = (
    b"Customer ID,action,at,amount,vip,country\n"
    b"ann,Order Completed,2026-03-01 09:30:00,25.00,yes,DE\n"
    b"ann,Order Completed,2026-03-08 18:05:00,12.50,,DE\n"
    b"bob,Order Completed,2026-03-02 12:00:00,99,no,CN\n"
    b"bob,Order Completed,yesterday,7.00,no,CN\n"
)
MAP = {"user": "Customer ID", "event": "action", "time": "at", "fields": {"country": "country"}}


def put(client: httpx.Client, name: str, body: bytes) -> dict[str, Any]:
    answer = client.post(PATH, params={"name": name}, content=body)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


def ended(client: httpx.Client, upload: str) -> dict[str, Any]:
    """Wait until an import has ended."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        told: dict[str, Any] = client.get(f"{PATH}/{upload}").json()
        if told["state"] not in ("waiting", "running"):
            return told
        time.sleep(0.05)
    raise AssertionError("the import does not end")


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def counts(told: dict[str, Any]) -> tuple[int, ...]:
    return tuple(told[name] for name in ("rows_read", "stored", "duplicate", "quarantined"))


def test_a_file_is_looked_at_tried_and_imported_once(shop: Shop) -> None:
    with shop.browser("analyst") as client:
        made = put(client, "C:\\data\\orders.csv", CSV)
        place = f"{PATH}/{made['id']}"
        look = client.get(f"{place}/preview").json()
        check = client.post(f"{place}/check", json=look["guess"]).json()
        begun = client.post(f"{place}/run", json=look["guess"])
        first = ended(client, made["id"])
        client.post(f"{place}/run", json=look["guess"])
        again = ended(client, made["id"])
        events = client.get("/api/v1/events", params={"event": "Order Completed"}).json()["data"]
        amount = client.get(f"/api/v1/events/{events[0]['position']}").json()["props"]["amount"]

    assert (made["name"], made["bytes"], made["state"]) == ("orders.csv", len(CSV), "uploaded")
    assert {c["name"]: c["kind"] for c in look["columns"]} == {
        "Customer ID": "text", "action": "text", "at": "text", "amount": "number",
        "vip": "flag", "country": "text",
    }  # fmt: skip
    assert (look["delimiter"], look["rows"][1][4]) == (",", None)
    assert {name: look["guess"][name] for name in MAP} == MAP | {"time": ["at"]}
    assert (check["read"], check["stored"], check["quarantined"], check["complete"]) == (
        4, 3, 1, True,
    )  # fmt: skip
    assert check["examples"][0] | {"detail": ""} == {"row": 4, "reason": "bad_time", "detail": ""}
    assert check["sample"][0]["user_id"] == "ann"
    assert begun.status_code == 202
    assert (first["state"], counts(first)) == ("finished", (4, 3, 0, 1)), first
    assert (again["state"], counts(again)) == ("finished", (4, 0, 3, 1)), again
    assert isinstance(amount, int | float)
    assert first["rows_expected"] == 4


def test_every_kind_of_file_is_looked_at(shop: Shop) -> None:
    rows = [{"user": {"id": f"u{i}"}, "event": "x", "ts": 1_700_000_000 + i} for i in range(3)]
    lines = "\n".join(json.dumps(row) for row in rows).encode()
    table = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), table)
    with shop.manager() as client:
        for name, body, kind in (
            ("a.jsonl", lines, "jsonl"),
            ("a.jsonl.gz", gzip.compress(lines), "jsonl"),
            ("a.csv.gz", gzip.compress(CSV), "csv"),
            ("a.parquet", table.getvalue(), "parquet"),
            ("utf16.csv", CSV.decode().encode("utf-16"), "csv"),
        ):
            made = put(client, name, body)
            look = client.get(f"{PATH}/{made['id']}/preview").json()
            assert look["format"] == kind, look
            if "csv" not in name:
                assert look["guess"]["user"] == "user.id"
                check = client.post(f"{PATH}/{made['id']}/check", json=look["guess"]).json()
                assert (check["stored"], check["quarantined"]) == (3, 0), check


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"a,b\n\0\0\0", "no text"),
        (b'[{"a": 1}]', "JSON array"),
        (b"<!DOCTYPE html><html>", "page"),
        (gzip.compress(b"PAR1....", mtime=0), "Parquet"),
        (gzip.compress(b"\0\1\2", mtime=0), "no text"),
        (b"\x1f\x8bnot gzip at all", "gzip"),
        (b"\x28\xb5\x2f\xfd....", "zstd"),
    ],
)
def test_what_we_do_not_read_is_refused_and_not_kept(shop: Shop, body: bytes, said: str) -> None:
    before = list(shop.app.uploads.folder.glob("*"))
    with shop.manager() as client:
        answer = client.post(PATH, params={"name": "x.csv"}, content=body)
        problem = answer.json()

        assert (answer.status_code, problem["field"]) == (422, "file")
        assert said in problem["detail"]
        assert problem["hint"]
        assert client.get(PATH).json()["data"] == []
    assert list(shop.app.uploads.folder.glob("*")) == before


def test_too_large_a_file_is_refused_by_its_length_and_as_it_comes(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = shop.app.config.collect.model_copy(update={"upload_mb": 1})
    monkeypatch.setattr(shop.app, "config", shop.app.config.model_copy(update={"collect": small}))
    before = list(shop.app.uploads.folder.glob("*"))
    block = b"a,b\n" * (1 << 18)
    with shop.manager() as client:
        assert client.get(PATH).json()["most_bytes"] == 1 << 20
        piecewise = client.post(PATH, params={"name": "x.csv"}, content=iter([block, block]))
        json_body = client.post(f"{PATH}/abc/check", content=b" " * (5 << 20))

    where = urlsplit(shop.server.url)
    head = (
        f"POST {PATH}?name=x HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 3000000000\r\n"
        f"Authorization: Bearer {shop.admin}\r\n\r\n"
    )
    with socket.create_connection((where.hostname or "", where.port or 0)) as wire:
        wire.sendall(head.encode())
        announced = wire.recv(4096)
    assert piecewise.status_code == json_body.status_code == 413
    assert piecewise.json()["field"] == "file"
    assert "gzip" in piecewise.json()["hint"]
    assert b" 413 " in announced.splitlines()[0]
    assert list(shop.app.uploads.folder.glob("*")) == before


def test_a_browser_that_goes_away_leaves_nothing(shop: Shop) -> None:
    before = set(shop.app.uploads.folder.glob("*"))
    where = urlsplit(shop.server.url)
    head = (
        f"POST {PATH}?name=x HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: 3000000\r\n"
        f"Authorization: Bearer {shop.admin}\r\n\r\n"
    )
    with socket.create_connection((where.hostname or "", where.port or 0)) as wire:
        wire.sendall(head.encode() + b"a,b\n" * 300_000)
        until(lambda: set(shop.app.uploads.folder.glob("*")) != before)
    until(lambda: set(shop.app.uploads.folder.glob("*")) == before)


@pytest.mark.parametrize(
    ("mapping", "field"),
    [
        ({}, "user"),
        (MAP | {"time": []}, "time"),
        (MAP | {"user": "who"}, "columns"),
        (MAP | {"fields": {"country": "planet"}}, "fields"),
        (MAP | {"types": {"amount": "colour"}}, "types.amount"),
        (MAP | {"zone": "Mars/Base"}, "zone"),
        (MAP | {"users": "x"}, "users"),
    ],
)
@pytest.mark.parametrize("act", ["check", "run"])
def test_a_mapping_that_does_not_fit_is_refused_at_its_place(
    shop: Shop, act: str, mapping: dict[str, Any], field: str
) -> None:
    with shop.manager() as client:
        made = put(client, "orders.csv", CSV)
        answer = client.post(f"{PATH}/{made['id']}/{act}", json=mapping)
        state = ended(client, made["id"])

    if answer.status_code == 202:  # a zone is only looked up when rows are read
        assert (state["state"], bool(state["hint"])) == ("failed", True)
        return
    assert (answer.status_code, answer.json()["field"]) == (422, field), answer.text


def test_another_project_neither_sees_nor_touches_a_file(shop: Shop, rival: Shop) -> None:
    with shop.manager() as owner, rival.manager() as stranger, shop.browser("viewer") as viewer:
        made = put(owner, "orders.csv", CSV)
        place = f"{PATH}/{made['id']}"
        for client, status in ((stranger, 404), (viewer, 403)):
            for answer in (
                client.get(place),
                client.get(f"{place}/preview"),
                client.post(f"{place}/check", json=MAP),
                client.post(f"{place}/run", json=MAP),
                client.post(f"{place}/cancel"),
                client.delete(place),
            ):
                assert answer.status_code == status, answer.url
        assert stranger.get(PATH).json()["data"] == []
        assert viewer.post(PATH, params={"name": "x"}, content=CSV).status_code == 403
        assert owner.get(place).json()["state"] == "uploaded"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..", ".", "a\nb.csv", "x" * 900 + ".csv", "数据.csv"],
)
def test_no_name_leaves_its_folder(shop: Shop, name: str) -> None:
    with shop.manager() as client:
        made = put(client, name, CSV)
    path, _ = shop.app.uploads.path(shop.project.id, made["id"])

    assert path.parent.parent == shop.app.uploads.folder
    assert path.read_bytes() == CSV


def test_an_import_is_cancelled_and_goes_on_where_it_stopped(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f"u{i},x,{1_700_000_000 + i}\n" for i in range(4_500))
    held, go, take = threading.Event(), threading.Event(), shop.app.imports.rows
    told = {"user": "who", "event": "what", "time": "when"}

    def slow(project: int, import_id: str, file: int, first: int, lines: bytes) -> None:
        take(project, import_id, file, first, lines)
        held.set()
        go.wait(20)
        time.sleep(0.6)  # longer than progress is kept to itself

    with shop.manager() as client:
        made = put(client, "old.csv", f"who,what,when\n{rows}".encode())
        place = f"{PATH}/{made['id']}"
        monkeypatch.setattr(shop.app.imports, "rows", slow)
        client.post(f"{place}/run", json=told)
        assert held.wait(20)
        assert client.post(f"{place}/run", json=told).status_code == 409
        assert client.delete(place).status_code == 409
        cancelled = client.post(f"{place}/cancel").json()
        go.set()
        time.sleep(1.0)
        monkeypatch.setattr(shop.app.imports, "rows", take)
        still = client.get(place).json()
        client.post(f"{place}/run", json=told)
        last = ended(client, made["id"])

    assert cancelled["state"] == still["state"] == "cancelled"
    assert still["rows_read"] < 4_500
    assert (last["state"], counts(last)) == ("finished", (4_500, 4_500, 0, 0))


def test_a_removed_file_is_gone_and_its_record_stays(shop: Shop) -> None:
    with shop.manager() as client:
        made = put(client, "orders.csv", CSV)
        place = f"{PATH}/{made['id']}"
        assert client.delete(place).status_code == 204
        assert client.get(place).json()["kept"] is False
        assert client.get(f"{place}/preview").status_code == 404
    assert not (shop.app.uploads.folder / made["id"]).exists()
