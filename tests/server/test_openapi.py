"""The API does what its document says, whatever is sent; and never fails by itself."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.specs.openapi import checks

from shops import Server, Shop

CONFORMS = [
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.status_code_conformance,
]
DONE_ELSEWHERE = r"/events/live|/session|/first-run|/invitation|/users|/projects$|/rows$"
"""A stream never ends, sign-ins lock the address, rows are no JSON: they have their own tests."""


@pytest.fixture(scope="module")
def document(server: Server) -> dict[str, Any]:
    """The document as the server gives it; making it takes seconds."""
    with server.client() as client:
        told: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return told


def operations(server: Server, document: dict[str, Any]) -> list[Any]:
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=server.url)
    return [found.ok() for found in schema.exclude(path_regex=DONE_ELSEWHERE).get_all_operations()]


def check(case: Case, session: requests.Session) -> None:
    answer = case.call(session=session, timeout=30)

    assert answer.status_code < 500, f"{case.as_curl_command()}\n{answer.text}"
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"], answer.text
        assert {"type", "title", "status", "detail", "code"} <= answer.json().keys()
    else:
        case.validate_response(answer, checks=CONFORMS)


@pytest.mark.slow
def test_no_request_is_a_fault_of_ours(
    server: Server, shop: Shop, document: dict[str, Any]
) -> None:
    session = requests.Session()  # one connection, kept
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {shop.admin}"
    for operation in operations(server, document):

        @settings(
            max_examples=10,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def sends(case: Case) -> None:
            check(case, session)

        sends()
    session.close()


def test_the_document_names_the_ways_in_and_the_shape_of_refusals(
    document: dict[str, Any],
) -> None:
    schemes = document["components"]["securitySchemes"]

    assert schemes["session"]["in"] == "cookie"
    assert schemes["key"]["scheme"] == "bearer"
    for path, methods in document["paths"].items():
        if not path.startswith("/api/"):
            continue
        for method, told in methods.items():
            refusal = told["responses"]["default"]["content"]
            assert "application/problem+json" in refusal, (method, path)
            assert told["summary"]
    names = [op["operationId"] for ops in document["paths"].values() for op in ops.values()]
    assert len(names) == len(set(names))
