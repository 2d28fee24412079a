"""Nothing is open by accident: every route there is refuses whoever has no right to it."""

from __future__ import annotations

from functools import cache

import httpx
import pytest
from fastapi.routing import APIRoute, iter_route_contexts

from bellrock.runtime.app import App
from bellrock.server.app import create_app
from bellrock.server.collector.paths import PLACES
from shops import Server, Shop

PUBLIC = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("POST", "/api/v1/session"),
    ("GET", "/api/v1/first-run"),
    ("POST", "/api/v1/first-run"),
    ("POST", "/api/v1/invitation"),
    ("POST", "/api/v1/invitation/look"),
    # What a public link shows: its secret is in the path.
    ("GET", "/api/v1/embed/{token}"),
    ("GET", "/api/v1/embed/{token}/tiles/{tile}"),
    # What the server's own browser draws: its token is in the body, its pass in a header.
    ("POST", "/api/v1/render/open"),
    ("GET", "/api/v1/render/tiles/{tile}"),
    # What a link in an e-mail stops: it is signed for one address.
    *((method, "/api/v1/unsubscribe/{token}") for method in ("GET", "POST", "DELETE")),
    # What a page shows of its own clicks: its pass is signed, for one page of one site.
    ("GET", "/api/v1/heat/live"),
    # The app's files, the tracking script and the demo's shop, which hold nothing of anybody.
    *(("GET", path) for path in ("/assets/{name:path}", "/favicon.svg", "/js/{name}")),
    *(("GET", path) for path in ("/shop", "/shop/{path:path}", "/embed/{token}", "/{path:path}")),
}
OF_THE_USER_ALONE = {
    ("GET", "/api/v1/session"),
    ("PATCH", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    ("POST", "/api/v1/session/password"),
}
"""Routes of a signed-in user, who may be in no project; keys are of no use there."""
READ_BY_POST = (
    *("/api/v1/ask/", "/api/v1/metrics/{metric}/value", "/api/v1/metrics/{metric}/change"),
    *("/api/v1/goals/values", "/api/v1/growth/rock", "/api/v1/growth/moved"),
    *("/api/v1/background", "/api/v1/heat/live"),
)
OF_EVERY_MEMBER = {
    ("POST", "/api/v1/boards/{board}/comments"),
    ("POST", "/api/v1/boards/{board}/comments/read"),
    ("PATCH", "/api/v1/boards/{board}/comments/{comment}"),
    ("DELETE", "/api/v1/boards/{board}/comments/{comment}"),
}
"""What a viewer does too: to say something of a board. Keys say nothing."""
READ_BY_MANAGERS = {
    *("/api/v1/keys", "/api/v1/members", "/api/v1/members/invitations", "/api/v1/audit")
}
BOOTING = (
    *("/v1/projects/{key}/settings", "/array/{key}/config", "/array/{key}/config.js"),
    *("/flags/", "/decide/", "/sourceConfig/"),
)
PATH_VALUES = {
    "position": "1",
    "who": "ann",
    "person": "0" * 16,
    "edge": "0" * 16,
    "verdict": "unlink",
    "source": "1",
    "question": "abc",
    "upload": "abc",
    "invitation": "1",
    "board": "abc",
    "template": "saas",
    "tile": "t1",
    "comment": "1",
    "metric": "abc",
    "goal": "abc",
    "of": "abc",
    "alert": "abc",
    "report": "abc",
    "channel": "abc",
    "annotation": "abc",
    "audience": "abc",
}


@cache
def routes(app: App) -> list[tuple[str, str]]:
    return [
        (method, str(context.path))
        for context in iter_route_contexts(create_app(app).routes)
        if isinstance(route := context.original_route, APIRoute)
        for method in sorted(route.methods)
    ]


def call(client: httpx.Client, method: str, path: str, **query: str) -> httpx.Response:
    filled = path.format_map({"user": "1", "import_id": "1", **PATH_VALUES})
    return client.request(method, filled, params=query)


def guarded(server: Server) -> list[tuple[str, str]]:
    return [r for r in routes(server.app) if r not in PUBLIC]


def of_projects(server: Server) -> list[tuple[str, str]]:
    return [r for r in guarded(server) if r not in OF_THE_USER_ALONE]


def test_what_is_public_is_on_the_list_and_exists(server: Server) -> None:
    assert set(routes(server.app)) >= PUBLIC | OF_THE_USER_ALONE
    assert len(guarded(server)) > 20


def test_a_stranger_is_refused_everywhere(server: Server) -> None:
    with server.client() as client:
        answers = {r: call(client, *r).status_code for r in guarded(server)}

    assert {r: s for r, s in answers.items() if s != 401} == {}


@pytest.mark.parametrize(
    "head",
    ["Bearer wk_guess", "Bearer rk_guess", "Bearer", "Bearer x y", "Basic d2tfeDo=", "Token x"],
)
def test_a_made_up_key_is_refused_everywhere(server: Server, head: str) -> None:
    with server.client(Authorization=head) as client:
        answers = {r: call(client, *r).status_code for r in guarded(server)}

    assert {r: s for r, s in answers.items() if s != 401} == {}


def test_a_write_key_reads_nothing(shop: Shop) -> None:
    with shop.server.bearer(shop.write) as client:
        answers = {r: call(client, *r).status_code for r in of_projects(shop.server)}

    assert {r: s for r, s in answers.items() if s != 403} == {}


def test_a_read_key_changes_nothing_and_manages_nothing(shop: Shop) -> None:
    changing = [
        (method, path)
        for method, path in of_projects(shop.server)
        if (method != "GET" and not path.startswith(READ_BY_POST)) or path in READ_BY_MANAGERS
    ]
    with shop.reader() as client:
        answers = {r: call(client, *r).status_code for r in changing}

    assert {r: s for r, s in answers.items() if s != 403} == {}


def test_a_viewer_changes_nothing(shop: Shop) -> None:
    changing = [
        r
        for r in of_projects(shop.server)
        if r[0] != "GET" and not r[1].startswith(READ_BY_POST) and r not in OF_EVERY_MEMBER
    ]
    with shop.browser("viewer") as client:
        answers = {r: call(client, *r).status_code for r in changing}

    assert {r: s for r, s in answers.items() if s != 403} == {}


def test_an_analyst_manages_nothing(shop: Shop) -> None:
    managing = [("GET", path) for path in READ_BY_MANAGERS] + [
        ("POST", "/api/v1/keys"),
        ("POST", "/api/v1/members"),
        ("PATCH", "/api/v1/project"),
        ("POST", "/api/v1/projects"),
    ]
    with shop.browser("analyst") as client:
        answers = {r: call(client, *r).status_code for r in managing}

    assert {r: s for r, s in answers.items() if s != 403} == {}


def test_without_the_csrf_token_a_browser_changes_nothing(shop: Shop) -> None:
    with shop.browser(csrf=False) as client:
        answers = {r: call(client, *r).status_code for r in guarded(shop.server) if r[0] != "GET"}

    assert {r: s for r, s in answers.items() if s != 403} == {}


def test_another_project_is_answered_as_one_that_does_not_exist(shop: Shop, rival: Shop) -> None:
    with rival.manager() as by_key, rival.browser() as by_session:
        for client in (by_key, by_session):
            for route in of_projects(shop.server):
                theirs = call(client, *route, project=shop.project.name)
                nobodys = call(client, *route, project="no-such-project")
                assert theirs.status_code == nobodys.status_code == 404, route
                assert theirs.json()["code"] == "not_found"


@pytest.mark.parametrize("path", sorted(PLACES))
def test_no_event_gets_in_without_a_write_key_that_is_known(shop: Shop, path: str) -> None:
    method = "GET" if path.startswith("/pixel") else "POST"
    for head in (
        {},
        {"Authorization": "Bearer wk_guess"},
        {"Authorization": f"Bearer {shop.read}"},
    ):
        with shop.server.client(**head) as client:
            answer = client.request(method, path, content=b'{"event": "x", "userId": "u"}')
        assert answer.status_code in (401, 403), (path, head)
        assert {"code", "message"} <= answer.json().keys()


@pytest.mark.parametrize("path", BOOTING)
def test_no_client_is_told_anything_without_a_key_that_is_known(shop: Shop, path: str) -> None:
    for key in ("wk_guess", shop.read):
        with shop.server.client() as client:
            answer = client.get(path.format(key=key), params={"writeKey": key, "data": "{}"})
            assert answer.status_code in (401, 403), (path, key)
