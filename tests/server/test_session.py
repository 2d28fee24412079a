"""Sign-in from the attacker's side, over HTTP."""

from __future__ import annotations

import httpx
import pytest

from bellrock.runtime.accounts_attempts import AT_ACCOUNT, BY_ACCOUNT, PACE
from shops import PASSWORD, Server, Shop

COOKIE, DEVICE = "bellrock_session", "bellrock_device"


def sign_in(client: httpx.Client, email: str, password: str = PASSWORD) -> httpx.Response:
    return client.post("/api/v1/session", json={"email": email, "password": password})


def test_signing_in_gives_a_cookie_that_no_script_and_no_other_site_can_use(shop: Shop) -> None:
    with shop.server.client() as client:
        answer = sign_in(client, shop.user("owner"))
    for cookie in answer.headers.get_list("set-cookie"):
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= flags
        assert "secure" not in flags  # over plain HTTP a browser would drop it
    assert answer.json()["seats"][0]["role"] == "owner"


def test_over_https_the_cookie_never_travels_in_the_clear(shop: Shop) -> None:
    with shop.server.client(**{"X-Forwarded-Proto": "https"}) as client:
        answer = sign_in(client, shop.user("owner"))

    assert all("secure" in cookie.lower() for cookie in answer.headers.get_list("set-cookie"))
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_planted_session_is_not_the_one_that_is_signed_in(shop: Shop) -> None:
    with shop.browser() as attacker, shop.server.client() as victim:
        planted = attacker.cookies[COOKIE]
        victim.cookies.set(COOKIE, planted)
        fresh = sign_in(victim, shop.user("viewer")).cookies[COOKIE]

        assert fresh != planted
        assert attacker.get("/api/v1/session").status_code == 401  # and the planted one is dead


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(shop: Shop) -> None:
    with shop.browser() as client, shop.server.client() as thief:
        thief.cookies.set(COOKIE, client.cookies[COOKIE])
        assert thief.get("/api/v1/session").status_code == 200
        assert client.delete("/api/v1/session").status_code == 204

        assert thief.get("/api/v1/session").status_code == 401


def test_unknown_and_known_users_are_refused_word_for_word_alike(shop: Shop) -> None:
    with shop.server.client() as client:
        known = sign_in(client, shop.user("owner"), "wrong password")
        unknown = sign_in(client, "nobody@example.org", "wrong password")

    assert known.status_code == unknown.status_code == 401
    assert known.content == unknown.content


def test_guessing_ends_in_429_with_a_time_to_wait_even_for_the_right_password(shop: Shop) -> None:
    email = shop.user("owner")
    with shop.server.client() as client:
        guesses = [sign_in(client, email, "a guess").status_code for _ in range(AT_ACCOUNT)]
        answer = sign_in(client, email)

    assert guesses == [401] * AT_ACCOUNT
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert answer.json()["code"] == "too_many"


def test_the_owners_browser_signs_in_while_a_thousand_addresses_guess(shop: Shop) -> None:
    email = shop.user("owner")
    with shop.server.client() as owner:
        assert sign_in(owner, email).status_code == 200
        for _ in range(BY_ACCOUNT):
            with shop.server.client() as client:  # each from another address
                assert sign_in(client, email, "a guess").status_code == 401
        with shop.server.client() as client:
            stranger = sign_in(client, email, "a guess")
        owner.cookies.delete(COOKIE)  # signed out, and come back

        assert sign_in(owner, email).status_code == 200
    assert stranger.status_code == 429
    assert 0 < int(stranger.headers["retry-after"]) <= PACE.total_seconds()


def test_the_cookie_of_a_known_browser_opens_nothing(shop: Shop) -> None:
    with shop.server.client() as owner, shop.server.client() as thief:
        sign_in(owner, shop.user("owner"))
        thief.cookies.set(DEVICE, owner.cookies[DEVICE])

        assert thief.get("/api/v1/session").status_code == 401


def test_a_change_needs_the_csrf_token_of_its_own_session(shop: Shop) -> None:
    new_key = {"kind": "read"}
    with shop.browser(csrf=False) as client, shop.browser() as other:
        assert client.post("/api/v1/keys", json=new_key).status_code == 403
        client.headers["X-CSRF-Token"] = other.headers["X-CSRF-Token"]
        assert client.post("/api/v1/keys", json=new_key).status_code == 403
        client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]

        assert client.post("/api/v1/keys", json=new_key).status_code == 201


def test_a_plain_form_of_another_site_can_neither_change_anything_nor_sign_in(shop: Shop) -> None:
    form = {"content-type": "text/plain"}
    with shop.browser() as client:
        answer = client.post("/api/v1/keys", content='{"kind": "read"}', headers=form)
        assert answer.status_code == 422
    with shop.server.client(**{"Sec-Fetch-Site": "cross-site"}) as client:
        assert sign_in(client, shop.user("owner")).status_code == 403


@pytest.mark.parametrize("cookie", [b"", b"x", b"0" * 5000, b"' or 1=1", b"%00", b"\xc3\xa9"])
def test_a_made_up_cookie_signs_nobody_in(server: Server, cookie: bytes) -> None:
    head = [(b"cookie", COOKIE.encode() + b"=" + cookie)]
    with server.client() as client:
        assert client.get("/api/v1/session", headers=head).status_code == 401


def test_a_new_password_signs_every_browser_out(shop: Shop) -> None:
    with shop.browser() as client:
        change = {"old": PASSWORD, "new": "another lamp entirely"}
        assert client.post("/api/v1/session/password", json=change).status_code == 204
        assert client.get("/api/v1/session").status_code == 401


def test_an_invited_member_joins_that_project_alone_and_once(shop: Shop) -> None:
    who = {"email": f"new{shop.project.id}@example.org", "role": "analyst"}
    with shop.browser() as owner, shop.server.client() as guest:
        token = owner.post("/api/v1/members", json=who).json()["token"]
        claim = {"token": token, "password": PASSWORD}
        me = guest.post("/api/v1/invitation", json=claim)
        again = guest.post("/api/v1/invitation", json=claim)

    assert me.status_code == 201
    assert [s["project"]["name"] for s in me.json()["seats"]] == [shop.project.name]
    assert again.status_code == 404


def test_an_admin_cannot_make_themselves_an_owner(shop: Shop) -> None:
    shop.user("owner")
    with shop.browser("admin") as client:
        me = client.get("/api/v1/session").json()["user"]["id"]
        invitation = {"email": "friend@example.org", "role": "owner"}

        assert client.patch(f"/api/v1/members/{me}", json={"role": "owner"}).status_code == 403
        assert client.post("/api/v1/members", json=invitation).status_code == 403


def test_a_dismissed_member_sees_nothing_in_the_session_they_still_have(shop: Shop) -> None:
    with shop.browser() as owner, shop.browser("viewer") as viewer:
        assert viewer.get("/api/v1/project").status_code == 200
        number = viewer.get("/api/v1/session").json()["user"]["id"]
        assert owner.delete(f"/api/v1/members/{number}").status_code == 204

        assert viewer.get("/api/v1/project").status_code == 404
        assert viewer.get(f"/api/v1/project?project={shop.project.name}").status_code == 404
