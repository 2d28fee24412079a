"""One error shape, pinned: what a refusal says, and what it never says."""

from __future__ import annotations

import pytest

from bellrock.core import errors
from bellrock.core.errors import BellrockError, NotFound, StoreError, TooMany
from bellrock.server.errors import STATUS, refused, status_of, unexpected
from shops import Server, Shop

KINDS = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, BellrockError)]


def test_a_refusal_has_this_shape(shop: Shop) -> None:
    with shop.reader() as client:
        answer = client.get("/api/v1/events/123")

    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == 404
    assert answer.json() == {
        "type": "urn:bellrock:not_found",
        "title": "Not found",
        "status": 404,
        "detail": "there is no such event",
        "code": "not_found",
        "hint": "list them with GET /api/v1/events",
        "facts": {},
    }


def test_a_request_of_another_shape_names_the_field_at_fault(shop: Shop) -> None:
    with shop.manager() as client:
        answer = client.post("/api/v1/keys", json={"kind": "master"})

    assert answer.status_code == 422
    assert answer.json()["field"] == "kind"
    assert answer.json()["code"] == "invalid_definition"


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_every_error_has_a_status(kind: type[BellrockError]) -> None:
    assert status_of(kind("it is so")) == STATUS[kind]


def test_when_to_retry_stands_in_the_body_and_in_the_head() -> None:
    told = refused(TooMany("slow down", retry_after_s=7))

    assert (told.problem.retry_after_s, told.headers["Retry-After"]) == (7, "7")


@pytest.mark.parametrize(
    "error", [StoreError("select secret", sql="select secret"), KeyError("secret")]
)
def test_a_fault_of_ours_tells_only_where_to_look(error: Exception) -> None:
    told = refused(error) if isinstance(error, BellrockError) else unexpected(error)
    body = told.problem.model_dump_json()

    assert told.problem.status == 500
    assert "secret" not in body
    assert told.problem.reference is not None
    assert told.problem.reference in told.problem.hint


def test_facts_are_shown_but_never_the_query() -> None:
    told = refused(NotFound("no", project="shop", sql="select 1"))

    assert told.problem.facts == {"project": "shop"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("PUT", "/api/v1/project", 405), ("GET", "/v1/batch", 404)],
)
def test_what_is_not_there_is_a_problem_too(
    server: Server, method: str, path: str, status: int
) -> None:
    with server.client() as client:
        answer = client.request(method, path)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(shop: Shop) -> None:
    with shop.manager() as client:
        answer = client.post("/api/v1/keys", content=b" " * (5 << 20))

        pieces = client.post("/api/v1/keys", content=(b" " * (1 << 20) for _ in range(5)))

    for refusal in (answer, pieces):  # by its length, or without one as soon as it is too much
        assert refusal.status_code == 413
        assert refusal.json()["code"] == "too_large"


def test_the_answers_name_no_server_and_forbid_framing_and_sniffing(server: Server) -> None:
    with server.client() as client:
        head = client.get("/healthz").headers

    assert "server" not in head
    assert head["x-content-type-options"] == "nosniff"
    assert head["x-frame-options"] == "DENY"
    assert head["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert head["cache-control"] == "no-store"


def test_an_exception_nobody_foresaw_is_a_problem_with_a_reference(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.app.accounts.users, "owners", lambda: 1 // 0)
    with server.client() as client:
        answer = client.get("/api/v1/first-run")

    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert "division" not in answer.text
