"""What the app asks of an account: who I am after a reload, how I like it, and whom I invited."""

from __future__ import annotations

from typing import Any

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.core.time import FixedClock
from bellrock.runtime.accounts import Accounts
from bellrock.store import Ledger
from shops import PASSWORD, Shop

ME = "/api/v1/session"


def test_a_reloaded_page_learns_its_token_and_rights_again(shop: Shop) -> None:
    with shop.browser("analyst") as client:
        token = client.headers.pop("X-CSRF-Token")
        me = client.get(ME).json()

        assert me["csrf"] == token
        assert me["seats"][0]["scopes"] == ["change", "read"]
        assert client.patch(ME, json={"theme": "dark"}).status_code == 403
        client.headers["X-CSRF-Token"] = me["csrf"]
        assert client.patch(ME, json={"theme": "dark"}).json()["theme"] == "dark"


def test_language_and_theme_follow_the_account_into_another_browser(shop: Shop) -> None:
    with shop.browser("viewer") as client, shop.server.client() as other, shop.browser() as else_:
        email = client.get(ME).json()["user"]["email"]
        changed = client.patch(
            ME, json={"language": "zh-CN", "theme": "light", "name": "安"}
        ).json()
        there = other.post(ME, json={"email": email, "password": PASSWORD}).json()

        assert (there["language"], there["theme"]) == ("zh-CN", "light")
        assert changed["user"]["name"] == there["user"]["name"] == "安"
        assert client.patch(ME, json={"theme": None}).json()["language"] == "zh-CN"
        assert client.get(ME).json()["theme"] is None
        assert else_.get(ME).json()["language"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [({"language": "fr"}, "language"), ({"theme": "pink"}, "theme"), ({"email": "x"}, "email")],
)
def test_a_choice_there_is_none_of_is_refused(shop: Shop, body: dict[str, Any], field: str) -> None:
    with shop.browser("viewer") as client:
        problem = client.patch(ME, json=body).json()

    assert (problem["status"], problem["field"]) == (422, field)


def test_preferences_are_kept_on_each_engine(ledger: Ledger, clock: FixedClock) -> None:
    accounts = Accounts(ledger, clock)
    user = accounts.user_create("ann@example.org", PASSWORD)
    accounts.preferences.change(user, {"language": "en", "theme": "system"})

    kept = accounts.preferences.of(user)
    assert (kept.language, kept.theme) == ("en", "system")
    with pytest.raises(InvalidDefinition):
        accounts.preferences.change(user, {"theme": "pink"})


def test_an_invitation_is_seen_listed_and_taken_back(shop: Shop, rival: Shop) -> None:
    path = "/api/v1/members/invitations"
    with shop.browser() as owner, rival.browser() as stranger, shop.server.client() as invited:
        asked = {"email": "Bo@Example.org", "role": "analyst"}
        token = owner.post("/api/v1/members", json=asked).json()["token"]
        (listed,) = owner.get(path).json()["data"]

        look = invited.post("/api/v1/invitation/look", json={"token": token}).json()
        assert look == {
            "email": "bo@example.org", "project": shop.project.name,
            "role": "analyst", "known": False,
        }  # fmt: skip
        assert listed["email"] == "bo@example.org"
        assert token not in owner.get(path).text
        assert stranger.get(path).json()["data"] == []
        assert stranger.delete(f"{path}/{listed['id']}").status_code == 404

        assert owner.delete(f"{path}/{listed['id']}").status_code == 204
        assert owner.get(path).json()["data"] == []
        for answer in (
            invited.post("/api/v1/invitation/look", json={"token": token}),
            invited.post("/api/v1/invitation", json={"token": token, "password": PASSWORD}),
            owner.delete(f"{path}/{listed['id']}"),
        ):
            assert answer.status_code == 404


def test_only_an_owner_takes_back_an_owners_invitation(shop: Shop) -> None:
    path = "/api/v1/members/invitations"
    with shop.browser() as owner, shop.browser("admin") as admin:
        owner.post("/api/v1/members", json={"email": "co@example.org", "role": "owner"})
        (listed,) = admin.get(path).json()["data"]

        assert admin.delete(f"{path}/{listed['id']}").status_code == 403
        assert owner.delete(f"{path}/{listed['id']}").status_code == 204


def test_an_invited_person_who_has_an_account_is_known(shop: Shop, rival: Shop) -> None:
    with shop.browser() as owner, shop.server.client() as invited:
        asked = {"email": rival.user("viewer"), "role": "viewer"}
        token = owner.post("/api/v1/members", json=asked).json()["token"]

        assert invited.post("/api/v1/invitation/look", json={"token": token}).json()["known"]
