"""Who is one person? The decision table, and the laws that hold for any set of claims."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bellrock.people.claims import ClaimRule
from bellrock.people.resolve import resolve
from bellrock.people.rules import DEFAULT_RULES, Limit, Rules
from people.graphs import EDGES, edge, key, named

SMALL = replace(DEFAULT_RULES, max_component=5, max_merges=1, max_strong_links=3)


def test_a_device_and_its_only_user_are_one_person_named_by_the_user() -> None:
    got = resolve([edge("anon:d", "user:ann", "login", 5)], DEFAULT_RULES)

    assert named(got) == {"d": "ann", "ann": "ann"}


def test_a_device_of_two_users_belongs_to_neither() -> None:
    ann, bob = edge("anon:d", "user:ann", "login", 1), edge("anon:d", "user:bob", "login", 2)
    got = resolve([ann, bob], DEFAULT_RULES)

    assert named(got) == {"d": "d", "ann": "ann", "bob": "bob"}
    assert got.shared == {key("d")}
    assert [got.outcomes[e.id].why for e in (ann, bob)] == ["shared_device"] * 2


def test_the_policy_may_give_a_shared_device_to_its_first_or_last_user() -> None:
    log = [edge("anon:d", "user:ann", "login", 1), edge("anon:d", "user:bob", "login", 2)]
    first = resolve(log, replace(DEFAULT_RULES, shared_device="first_user"))
    last = resolve(log, replace(DEFAULT_RULES, shared_device="last_user"))

    assert (named(first)["d"], named(last)["d"]) == ("ann", "bob")


def test_an_alias_joins_known_people_and_frees_their_common_device() -> None:
    log = [
        edge("anon:d", "user:ann", "login", 1),
        edge("anon:d", "user:bob", "login", 2),
        edge("user:ann", "user:bob", "alias", 9),
    ]
    got = resolve(log, DEFAULT_RULES)

    assert set(named(got).values()) == {"ann"}
    assert got.shared == set()
    assert got.outcomes[log[2].id] == ("active", "merged")


def test_a_login_against_an_alias_is_a_conflict_and_the_device_is_shared() -> None:
    log = [edge("anon:d", "user:ann", "alias", 1), edge("anon:d", "user:bob", "login", 2)]
    got = resolve(log, DEFAULT_RULES)

    assert named(got) == {"d": "ann", "ann": "ann", "bob": "bob"}
    assert got.outcomes[log[1].id] == ("blocked", "conflict")
    assert got.shared == {key("d")}


def test_one_user_id_logging_in_over_another_never_joins_them() -> None:
    log = [edge("anon:d", "user:ann", "login", 1), edge("anon:ann", "user:bob", "login", 2)]
    got = resolve(log, DEFAULT_RULES)

    assert named(got) == {"d": "ann", "ann": "ann", "bob": "bob"}
    assert got.outcomes[log[1].id] == ("blocked", "conflict")


def test_a_verified_address_joins_a_device_to_a_user_but_not_two_users() -> None:
    log = [
        edge("email:a@x.org", "user:ann", "verified", 1),
        edge("email:a@x.org", "anon:d", "verified", 2),
        edge("email:a@x.org", "user:bob", "verified", 3),
    ]
    got = resolve(log, DEFAULT_RULES)

    assert named(got) == {"email:a@x.org": "ann", "d": "ann", "ann": "ann", "bob": "bob"}
    assert got.outcomes[log[2].id] == ("blocked", "conflict")


def test_an_id_seen_with_too_many_users_belongs_to_nobody() -> None:
    log = [edge("anon:kiosk", f"user:u{i}", "login", i) for i in range(4)]
    got = resolve(log, SMALL)

    assert got.quarantined == {key("kiosk")}
    assert {got.outcomes[e.id].why for e in log} == {"quarantined"}
    assert not got.shared


def test_a_person_never_outgrows_the_limit_and_the_latest_claim_is_the_one_refused() -> None:
    log = [edge(f"anon:d{i}", "user:ann", "login", i) for i in range(6)]
    got = resolve(log, SMALL)

    assert [got.outcomes[e.id].status for e in log] == ["active"] * 4 + ["blocked"] * 2
    assert got.outcomes[log[5].id].why == "component"


def test_merges_of_known_people_have_a_limit_of_their_own() -> None:
    log = [edge("user:u0", f"user:u{i}", "merge", i) for i in range(1, 4)]
    got = resolve(log, SMALL)

    assert [got.outcomes[e.id].why for e in log] == ["merged", "component", "component"]


def test_more_ids_of_a_type_than_its_limit_stay_out_for_its_window_only() -> None:
    day = 86_400_000_000
    types = {**DEFAULT_RULES.types}
    types["anonymous_id"] = replace(types["anonymous_id"], limit=Limit(2, window_days=7))
    rules = Rules(types=types)
    log = [edge(f"anon:d{i}", "user:ann", "login", i * day) for i in (0, 1, 2, 9)]
    got = resolve(log, rules)

    assert [got.outcomes[e.id].why for e in log] == ["attached", "attached", "limit", "attached"]


def test_claims_expire_with_their_type() -> None:
    types = {**DEFAULT_RULES.types}
    types["anonymous_id"] = replace(types["anonymous_id"], ttl_days=1)
    log = [edge("anon:d", "user:ann", "login", 0)]

    assert resolve(log, Rules(types=types), now=86_400_000_001).outcomes[log[0].id] == (
        "expired",
        "ttl",
    )


def test_an_accepted_conflict_counts_as_a_merge_and_a_revoked_edge_as_none() -> None:
    log = [edge("anon:d", "user:ann", "login", 1), edge("anon:d", "user:bob", "login", 2)]
    accepted = resolve([log[0], log[1]._replace(verdict="accepted")], DEFAULT_RULES)
    revoked = resolve([log[0], log[1]._replace(verdict="revoked")], DEFAULT_RULES)

    assert named(accepted) == {"d": "bob", "ann": "ann", "bob": "bob"}
    assert named(revoked) == {"d": "ann", "ann": "ann", "bob": "bob"}


@given(log=EDGES, data=st.data())
@settings(max_examples=150, deadline=None)
def test_order_and_repetition_change_nothing(
    log: list[tuple[str, str, ClaimRule, int]], data: st.DataObject
) -> None:
    edges = [edge(*told) for told in log]
    repeated = edges + data.draw(st.lists(st.sampled_from(edges), max_size=5)) if edges else []

    assert resolve(data.draw(st.permutations(repeated)), SMALL) == resolve(edges, SMALL)


@given(log=EDGES)
@settings(max_examples=150, deadline=None)
def test_no_claim_but_an_explicit_one_puts_two_user_ids_into_one_person(
    log: list[tuple[str, str, ClaimRule, int]],
) -> None:
    edges = [edge(*told) for told in log if told[2] not in ("alias", "merge")]
    got = resolve(edges, SMALL)
    users = {n.key for e in edges for n in (e.a, e.b) if n.type == "user_id"}

    assert all(got.canonical[user] == user for user in users)
