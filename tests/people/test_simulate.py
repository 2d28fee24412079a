"""What would other rules make of it? Asked without changing anything."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.core.ids import person_key
from bellrock.core.time import FixedClock
from bellrock.people import Identifier, People
from bellrock.people.rules import DEFAULT_RULES, read_rules, show_rules
from bellrock.store import Lake, Ledger
from people.stories import says


def test_a_simulation_counts_people_before_and_after_and_changes_nothing(
    ledger: Ledger, lake: Lake, clock: FixedClock, project: int
) -> None:
    with closing(People(ledger, lake, clock)) as people:
        says(people, project, "anon:d", "user:ann")
        says(people, project, "anon:d", "user:bob", minute=1)
        says(people, project, "anon:e", "user:bob", minute=2)
        says(people, project, "user:bob", "email:b@x.org", "trait")
        got = people.simulate(project, replace(DEFAULT_RULES, shared_device="first_user"))

        assert (got.now.ids, got.now.people, got.then.people) == (4, 3, 2)
        assert (got.moved, got.now.shared_devices, got.then.shared_devices) == (1, 1, 0)
        assert got.now.biggest[0] == (person_key(project, "bob"), 2)
        assert got.now.outcomes == {"blocked:shared_device": 2, "active:attached": 1}
        assert people.profile(project, person_key(project, "d")).person == person_key(project, "d")


def test_rules_are_read_from_yaml_over_the_defaults() -> None:
    rules = read_rules(
        """
        blocked_values: [Demo]
        blocked_patterns: ["bot-.*"]
        shared_device: last_user
        types:
          email: {limit: {n: 2, window_days: 7}}
          loyalty: {ids_per_person: single, priority: 2}
        """
    )

    assert (rules.max_component, rules.shared_device) == (500, "last_user")
    assert rules.type_of("email").merge == "strong"
    assert rules.type_of("loyalty").ids_per_person == "single"
    assert rules.is_blocked("user_id", " demo") and rules.is_blocked("user_id", "bot-7")
    assert read_rules(show_rules(rules)) == rules
    assert read_rules("") == DEFAULT_RULES


@pytest.mark.parametrize(
    "text",
    ["- a", "max_component: many", "colour: red", "types: {email: {colour: red}}", "a: [",
     "blocked_patterns: ['(']", "types: [email]"],
)  # fmt: skip
def test_rules_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(InvalidDefinition):
        read_rules(text)


@pytest.mark.parametrize(
    "value", ["Anonymous", "[object Object]", "NaN", "null", " None ", "0", "0000-0000", "", "-1"]
)
def test_what_clients_send_instead_of_an_id_is_none(value: str) -> None:
    assert DEFAULT_RULES.is_blocked("user_id", value)


def test_a_number_of_one_digit_is_no_device_but_may_be_a_user() -> None:
    assert DEFAULT_RULES.is_blocked("phone", "+1111111")
    assert not DEFAULT_RULES.is_blocked("user_id", "1111111")


@pytest.mark.parametrize(
    ("kind", "told", "normal"),
    [("email", " Ann@X.org", "ann@x.org"), ("phone", "+49 (30) 901820", "+4930901820"),
     ("phone", "030 90 18", "0309018"), ("user_id", " Ann ", " Ann "), ("loyalty", " 7 ", "7")],
)  # fmt: skip
def test_ids_are_compared_in_their_normal_form(kind: str, told: str, normal: str) -> None:
    assert DEFAULT_RULES.normal(Identifier(kind, told)) == Identifier(kind, normal)
