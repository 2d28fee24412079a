"""Accounts from the attacker's side: guessing, stolen ledgers, links used twice, keys revoked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from bellrock.core.errors import (
    BellrockError,
    Conflict,
    InvalidDefinition,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooMany,
)
from bellrock.core.time import FixedClock
from bellrock.runtime import accounts_users
from bellrock.runtime.accounts import Accounts
from bellrock.runtime.accounts_attempts import (
    AT_ACCOUNT,
    BY_ACCOUNT,
    BY_ADDRESS,
    PACE,
    WINDOW,
    network,
)
from bellrock.runtime.accounts_keys import FRESH_S
from bellrock.runtime.accounts_sessions import IDLE, LONGEST, check_csrf, csrf_token
from bellrock.store import Ledger
from bellrock.store.schema import tables

PASSWORD = "a lamp above the sea"
SECOND = timedelta(seconds=1)


@pytest.fixture
def accounts(ledger: Ledger, clock: FixedClock) -> Accounts:
    return Accounts(ledger, clock)


@pytest.fixture
def quick(sqlite_ledger: Ledger, clock: FixedClock) -> Accounts:
    """On SQLite alone, for what does not depend on the engine."""
    return Accounts(sqlite_ledger, clock)


def test_the_right_password_signs_in_whatever_the_case_of_the_address(accounts: Accounts) -> None:
    made = accounts.user_create("Ann@Example.org", PASSWORD)

    assert accounts.users.authenticate(" ann@example.ORG", PASSWORD, "192.0.2.1") == made


def test_an_unknown_user_and_a_wrong_password_are_told_the_same(quick: Accounts) -> None:
    quick.user_create("ann@example.org", PASSWORD)
    said = set()
    for email in ("ann@example.org", "nobody@example.org"):
        with pytest.raises(NotSignedIn) as refused:
            quick.users.authenticate(email, "not the password", "192.0.2.1")
        said.add(str(refused.value))

    assert len(said) == 1


def guess(accounts: Accounts, email: str, address: str, *, device: str = "") -> bool:
    """Try a wrong password and say whether it was looked at."""
    try:
        accounts.users.authenticate(email, "guess", address, device=device)
    except TooMany:
        return False
    except NotSignedIn:
        return True
    raise AssertionError("a guess was right")


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_guessing_from_one_address_ends_in_a_wait_known_or_not(quick: Accounts, email: str) -> None:
    quick.user_create("ann@example.org", PASSWORD)
    assert all(guess(quick, email, "192.0.2.1") for _ in range(AT_ACCOUNT))

    with pytest.raises(TooMany) as refused:
        quick.users.authenticate(email, PASSWORD, "192.0.2.1")
    assert refused.value.retry_after_s == WINDOW.total_seconds()


def test_guessing_keeps_nobody_out_who_signs_in_from_elsewhere(quick: Accounts) -> None:
    ann = quick.user_create("ann@example.org", PASSWORD)
    while guess(quick, "ann@example.org", "192.0.2.1"):
        pass

    assert quick.users.authenticate("ann@example.org", PASSWORD, "198.51.100.7") == ann


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_guessing_from_ever_new_addresses_is_bounded_and_shuts_nobody_out_for_long(
    sqlite_ledger: Ledger, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    monkeypatch.setattr(accounts_users, "password_fits", lambda _, said: said == PASSWORD)
    quick = Accounts(sqlite_ledger, clock)
    quick.user_create("ann@example.org", PASSWORD)
    looked_at = 0
    for i in range(int(WINDOW.total_seconds()) // 3):  # every three seconds, somebody else
        looked_at += guess(quick, email, f"10.0.{i >> 8}.{i & 255}")
        clock.tick(3 * SECOND)

    assert looked_at <= BY_ACCOUNT + WINDOW / PACE
    guess(quick, email, "192.0.2.1")
    with pytest.raises(TooMany) as refused:
        quick.users.authenticate(email, PASSWORD, "192.0.2.2")
    assert refused.value.retry_after_s is not None
    assert refused.value.retry_after_s <= PACE.total_seconds()


def test_a_browser_that_has_signed_in_before_gets_in_however_many_guess(quick: Accounts) -> None:
    ann = quick.user_create("ann@example.org", PASSWORD)
    device = quick.users.remember(ann)
    for i in range(BY_ACCOUNT):
        assert guess(quick, "ann@example.org", f"198.51.100.{i}")
    for i in range(BY_ADDRESS):  # from her own address, too, at all sorts of accounts
        guess(quick, f"user{i}@example.org", "192.0.2.1")
    with pytest.raises(TooMany):
        quick.users.authenticate("ann@example.org", PASSWORD, "192.0.2.1")

    assert quick.users.authenticate("ann@example.org", PASSWORD, "192.0.2.1", device=device) == ann


def test_a_stolen_device_cookie_is_worth_five_guesses_and_a_new_password_ends_it(
    quick: Accounts,
) -> None:
    ann = quick.user_create("ann@example.org", PASSWORD)
    device = quick.users.remember(ann)
    tried = [guess(quick, ann.email, f"192.0.2.{i}", device=device) for i in range(8)]
    quick.users.change_password(ann, PASSWORD, "another lamp entirely", "192.0.2.1")

    assert tried.count(True) == AT_ACCOUNT
    assert guess(quick, ann.email, "198.51.100.1", device=device)  # counted as a stranger's


def test_a_device_cookie_that_is_not_this_users_is_a_strangers(quick: Accounts) -> None:
    ann = quick.user_create("ann@example.org", PASSWORD)
    bob = quick.user_create("bob@example.org", PASSWORD)
    name, _, signature = quick.users.remember(ann).partition(".")
    while guess(quick, ann.email, "192.0.2.1"):
        pass

    for device in (
        quick.users.remember(bob),
        f"{name}x.{signature}",
        f"{name}.",
        ".",
        "\udcff.\udcff",
        "x" * 5000,
    ):
        assert not guess(quick, ann.email, "192.0.2.1", device=device)


def test_the_owners_sign_in_does_not_give_a_guesser_new_guesses(quick: Accounts) -> None:
    ann = quick.user_create("ann@example.org", PASSWORD)
    while guess(quick, ann.email, "192.0.2.1"):
        pass
    quick.users.authenticate(ann.email, PASSWORD, "198.51.100.7")

    assert not guess(quick, ann.email, "192.0.2.1")


def test_a_password_can_be_changed_while_others_guess_it(quick: Accounts) -> None:
    ann = quick.user_create("ann@example.org", PASSWORD)
    for i in range(BY_ACCOUNT + 5):
        guess(quick, ann.email, f"198.51.100.{i}")
    while guess(quick, ann.email, "192.0.2.1"):
        pass

    quick.users.change_password(ann, PASSWORD, "another lamp entirely", "192.0.2.1")


def test_the_wait_ends_even_while_somebody_keeps_knocking(
    quick: Accounts, clock: FixedClock
) -> None:
    quick.user_create("ann@example.org", PASSWORD)
    for _ in range(AT_ACCOUNT):
        with pytest.raises(NotSignedIn):
            quick.users.authenticate("ann@example.org", "guess", "192.0.2.1")
    for _ in range(3):
        clock.tick(WINDOW / 3 - SECOND)
        with pytest.raises(TooMany):
            quick.users.authenticate("ann@example.org", "guess", "192.0.2.1")
    clock.tick(3 * SECOND)

    assert quick.users.authenticate("ann@example.org", PASSWORD, "192.0.2.1")


def test_one_address_cannot_try_one_password_on_many_accounts(accounts: Accounts) -> None:
    attempts = accounts.users._attempts
    for i in range(BY_ADDRESS):
        attempts.admit(f"user{i}@example.org", "2001:db8::1")

    with pytest.raises(TooMany):  # another address of the same network is the same place
        attempts.admit("another@example.org", "2001:db8::2")
    attempts.admit("another@example.org", "2001:db8:1::1")


def test_a_volley_of_guesses_at_once_counts_in_full(accounts: Accounts) -> None:
    def guess(_: int) -> str:
        try:
            accounts.users._attempts.admit("ann@example.org", "192.0.2.1")
        except TooMany:
            return "refused"
        return "tried"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(24)))

    assert outcomes.count("tried") == AT_ACCOUNT


def test_success_forgets_the_failures_before_it(quick: Accounts) -> None:
    quick.user_create("ann@example.org", PASSWORD)
    for _ in range(3):
        for _ in range(AT_ACCOUNT - 1):
            quick.users._attempts.admit("ann@example.org", "192.0.2.1")
        quick.users.authenticate("ann@example.org", PASSWORD, "192.0.2.1")


@pytest.mark.parametrize(
    ("address", "place"),
    [("::ffff:192.0.2.1", "192.0.2.1"), ("fe80::1%eth0", "fe80::/64"), ("a name", "unknown")],
)
def test_an_address_counts_as_the_place_it_is_in(address: str, place: str) -> None:
    assert network(address) == place


def test_a_stolen_ledger_holds_no_secret_in_the_clear(accounts: Accounts, ledger: Ledger) -> None:
    user = accounts.user_create("ann@example.org", PASSWORD)
    session = accounts.sessions.open(user, address="192.0.2.1", user_agent="x")
    link = accounts.links.invite(accounts.project().id, "bob@example.org", "viewer", actor="cli")
    secrets = [PASSWORD, session, link, accounts.key_create("read"), accounts.key_create("admin")]
    with ledger.read() as connection:
        rows = [connection.execute(select(t)).all() for t in tables().sorted_tables]

    assert [secret for secret in secrets if secret in str(rows)] == []


@pytest.mark.parametrize("password", ["short", "x" * 1025])
def test_a_password_too_short_or_too_long_is_refused(quick: Accounts, password: str) -> None:
    with pytest.raises(InvalidDefinition) as refused:
        quick.user_create("ann@example.org", password)
    assert refused.value.facts["field"] == "password"


@pytest.mark.parametrize("email", ["", "ann", "@x.org", "ann@", "ann@x", "a b@x.org", "a\0@x.org"])
def test_what_is_no_address_is_refused(quick: Accounts, email: str) -> None:
    with pytest.raises(InvalidDefinition):
        quick.user_create(email, PASSWORD)


def test_two_users_cannot_share_an_address(accounts: Accounts) -> None:
    accounts.user_create("ann@example.org", PASSWORD)

    with pytest.raises(Conflict, match="there is a user"):
        accounts.user_create("ANN@example.org", PASSWORD)


def test_a_session_ends_unused_and_in_any_case(accounts: Accounts, clock: FixedClock) -> None:
    user = accounts.user_create("ann@example.org", PASSWORD)
    unused, busy = (accounts.sessions.open(user, address="", user_agent="") for _ in range(2))
    for _ in range(int(LONGEST / IDLE)):
        clock.tick(IDLE - timedelta(days=1))
        accounts.sessions.check(busy)
    clock.tick(IDLE - timedelta(days=1))

    for token in (unused, busy):
        with pytest.raises(NotSignedIn):
            accounts.sessions.check(token)


def test_a_new_password_ends_every_session(accounts: Accounts) -> None:
    user = accounts.user_create("ann@example.org", PASSWORD)
    token = accounts.sessions.open(user, address="", user_agent="")
    accounts.users.change_password(user, PASSWORD, "another lamp entirely", "192.0.2.1")

    with pytest.raises(NotSignedIn):
        accounts.sessions.check(token)
    with pytest.raises(NotSignedIn):
        accounts.users.authenticate(user.email, PASSWORD, "192.0.2.1")
    accounts.users.authenticate(user.email, "another lamp entirely", "192.0.2.1")


@pytest.mark.parametrize("sent", ["", "guess", "\udc80", csrf_token("another session")])
def test_a_csrf_token_fits_its_own_session_alone(sent: str) -> None:
    check_csrf("a session", csrf_token("a session"))
    with pytest.raises(NotAllowed):
        check_csrf("a session", sent)


def test_the_first_run_link_works_once_and_dies_with_an_owner(accounts: Accounts) -> None:
    token = accounts.first_run_token()
    assert token is not None
    owner = accounts.links.claim_first_run(token, "ann@example.org", PASSWORD, "Ann")

    assert [seat.role for seat in accounts.members.seats(owner.id)] == ["owner"]
    assert accounts.first_run_token() is None
    with pytest.raises(NotFound):
        accounts.links.claim_first_run(token, "eve@example.org", PASSWORD, "Eve")


def test_of_many_claims_of_one_link_at_once_one_wins(accounts: Accounts) -> None:
    token = accounts.first_run_token() or ""

    def claim(i: int) -> bool:
        try:
            accounts.links.claim_first_run(token, f"user{i}@example.org", PASSWORD, "")
        except (NotFound, Conflict):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(claim, range(4))) == 1


def test_a_first_run_link_is_of_no_use_once_the_operator_made_an_owner(quick: Accounts) -> None:
    token = quick.first_run_token() or ""
    quick.user_create("ann@example.org", PASSWORD)

    with pytest.raises(Conflict):
        quick.links.claim_first_run(token, "eve@example.org", PASSWORD, "")


def test_a_first_run_link_ends_after_a_day_or_with_a_newer_one(
    quick: Accounts, clock: FixedClock
) -> None:
    older, newer = quick.first_run_token() or "", quick.first_run_token() or ""
    with pytest.raises(NotFound):
        quick.links.claim_first_run(older, "ann@example.org", PASSWORD, "")
    clock.tick(timedelta(days=1))
    with pytest.raises(NotFound):
        quick.links.claim_first_run(newer, "ann@example.org", PASSWORD, "")


def test_an_invitation_makes_a_member_of_that_project_alone(accounts: Accounts) -> None:
    shop = accounts.projects.create("shop")
    token = accounts.links.invite(shop.id, "bob@example.org", "analyst", actor="cli")
    bob = accounts.links.accept(token, PASSWORD, "Bob", "192.0.2.1")

    assert [(s.project, s.role) for s in accounts.members.seats(bob.id)] == [(shop.id, "analyst")]
    with pytest.raises(NotFound):
        accounts.links.accept(token, PASSWORD, "Bob", "192.0.2.1")


def test_an_invitation_of_a_known_user_needs_their_own_password(quick: Accounts) -> None:
    bob = quick.user_create("bob@example.org", PASSWORD)
    shop = quick.projects.create("shop")
    token = quick.links.invite(shop.id, "bob@example.org", "viewer", actor="cli")
    with pytest.raises(NotSignedIn):
        quick.links.accept(token, "a thief's own choice", "", "192.0.2.1")
    quick.links.accept(token, PASSWORD, "", "192.0.2.1")

    assert len(quick.members.seats(bob.id)) == 2


def test_a_project_keeps_an_owner_and_only_owners_make_owners(accounts: Accounts) -> None:
    ann = accounts.user_create("ann@example.org", PASSWORD)
    bob = accounts.user_create("bob@example.org", PASSWORD)
    project, change = accounts.project().id, accounts.members.change
    with pytest.raises(Conflict):
        change(project, ann.id, "viewer", by_owner=True, actor="cli")
    with pytest.raises(Conflict):
        accounts.members.remove(project, ann.id, by_owner=True, actor="cli")
    with pytest.raises(NotAllowed):
        change(project, bob.id, "owner", by_owner=False, actor="cli")
    with pytest.raises(NotAllowed):
        accounts.members.remove(project, ann.id, by_owner=False, actor="cli")
    change(project, bob.id, "owner", by_owner=True, actor="cli")
    accounts.members.remove(project, ann.id, by_owner=True, actor="cli")

    assert [m.user.email for m in accounts.members.of(project)] == ["bob@example.org"]


def test_a_key_opens_its_own_project_with_its_own_scopes(accounts: Accounts) -> None:
    shop = accounts.projects.create("shop")
    key = accounts.key_check(accounts.key_create("write", "shop"))

    assert (key.project, key.scopes) == (shop.id, frozenset({"collect"}))
    assert accounts.key_check(key.shown) == key  # a write key is shown in full


def test_a_revoked_key_is_refused_at_once(accounts: Accounts) -> None:
    text = accounts.key_create("write")
    key = accounts.key_check(text)
    accounts.keys.revoke(key.project, key.source, actor="cli")
    accounts.keys.revoke(key.project, key.source, actor="cli")

    with pytest.raises(NotSignedIn):
        accounts.key_check(text)


def test_a_key_revoked_or_made_by_another_process_is_noticed_soon(
    accounts: Accounts, ledger: Ledger, clock: FixedClock
) -> None:
    elsewhere = Accounts(ledger, clock)
    text = accounts.key_create("write")
    key = accounts.key_check(text)
    elsewhere.keys.revoke(key.project, key.source, actor="cli")
    clock.tick(timedelta(seconds=FRESH_S))

    with pytest.raises(NotSignedIn):
        accounts.key_check(text)
    assert accounts.key_check(elsewhere.key_create("read"))


@pytest.mark.parametrize("text", ["", "wk_", "wk_guess", "x" * 100_000, "\0", "\udc80", "' or 1=1"])
def test_what_is_no_key_opens_nothing(quick: Accounts, text: str) -> None:
    for _ in range(2):  # asked, then remembered
        with pytest.raises(NotSignedIn):
            quick.key_check(text)


def test_another_projects_key_cannot_be_revoked(quick: Accounts) -> None:
    shop = quick.projects.create("shop")
    key = quick.key_check(quick.key_create("write"))

    with pytest.raises(NotFound):
        quick.keys.revoke(shop.id, key.source, actor="cli")
    assert quick.key_check(key.shown)


@pytest.mark.parametrize(
    "change", [{"name": "Big Shop"}, {"zone": "Mars/Base"}, {"currency": "euro"}, {"bots": "maybe"},
               {"retention_days": 0}, {"name": "shop\0"}],
)  # fmt: skip
def test_a_project_refuses_what_cannot_mean_anything(
    quick: Accounts, change: dict[str, object]
) -> None:
    with pytest.raises(InvalidDefinition):
        quick.projects.change(quick.project().id, change, actor="cli")


def test_a_projects_name_is_taken_once(accounts: Accounts) -> None:
    shop = accounts.projects.create("shop", tz="Asia/Shanghai", currency="CNY")

    assert accounts.project("shop") == shop
    with pytest.raises(Conflict, match="exists already"):
        accounts.projects.create("shop")
    accounts.project()
    with pytest.raises(Conflict, match="exists already"):
        accounts.projects.change(shop.id, {"name": "default"}, actor="cli")


def test_every_change_is_written_down_with_who_made_it(accounts: Accounts) -> None:
    project = accounts.project().id
    key = accounts.key_check(accounts.key_create("read", actor="user:1 ann@example.org"))
    accounts.keys.revoke(project, key.source, actor="cli")

    newest, older = accounts.audit.changes(project, limit=2)
    assert (newest.action, newest.actor) == ("key.revoke", "cli")
    assert (older.action, older.actor) == ("key.create", "user:1 ann@example.org")
    assert older.detail == {"kind": "read", "name": ""}
    assert accounts.audit.changes(project, before=older.id)[0].action == "project.create"


def test_all_refusals_are_ours(quick: Accounts) -> None:
    with pytest.raises(BellrockError):
        quick.key_create("master")  # type: ignore[arg-type]  # what a caller may pass all the same
