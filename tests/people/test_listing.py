"""Who is there? A list of people, paged, searched and filtered, on a real lake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bellrock.core.errors import InvalidDefinition
from bellrock.core.ids import person_key
from bellrock.core.time import FixedClock
from bellrock.people import People, TraitOp
from bellrock.people.facts import FACTS
from bellrock.people.listing import Total, Wanted
from bellrock.query.grammar import parse
from bellrock.store import Lake, Ledger
from people.stories import MONDAY, did, says


@pytest.fixture
def people(ledger: Ledger, lake: Lake, clock: FixedClock) -> Iterator[People]:
    """The people of an empty ledger."""
    opened = People(ledger, lake, clock)
    yield opened
    opened.close()


def ids(people: People, project: int, **wanted: Any) -> list[str]:
    return [one.id for one in people.browse(project, Wanted(**wanted))]


@pytest.fixture
def four(people: People, lake: Lake, project: int) -> People:
    """Ann (with a device), bob, cat and a machine; ann was seen last, cat long ago."""
    says(people, project, "anon:phone", "user:ann")
    says(people, project, "user:bob", "email:bob@x.org", "trait")
    did(lake, project, "page", 0, device="phone")
    did(lake, project, "buy", 9, user="ann")
    did(lake, project, "page", 5, user="bob")
    did(lake, project, "page", -60 * 24 * 30, user="cat")
    did(lake, project, "page", 7, user="crawler", bot="crawler")
    plans = {"ann": "pro", "bob": "free"}
    people.write_traits(
        [
            TraitOp(project, person_key(project, who), "plan", "set", plan, MONDAY, 0, "e")
            for who, plan in plans.items()
        ],
        token=f"plans {project}",
    )
    return people


def test_the_last_to_be_seen_come_first_and_machines_not_at_all(four: People, project: int) -> None:
    assert ids(four, project) == ["ann", "bob", "cat"]
    assert ids(four, project, bots=True) == ["ann", "crawler", "bob", "cat"]


def test_a_listed_person_is_the_whole_person(four: People, project: int) -> None:
    ann = four.browse(project, Wanted(limit=1))[0]

    assert ann.person == person_key(project, "ann")
    assert (ann.first_seen, ann.last_seen) == (MONDAY, MONDAY + timedelta(minutes=9))
    assert (ann.events, [(t.name, t.value) for t in ann.traits]) == (2, [("plan", "pro")])


@pytest.mark.parametrize("sort", ["last_seen", "first_seen", "events"])
def test_pages_hold_everybody_once_in_any_order(four: People, project: int, sort: str) -> None:
    seen, after = [], None
    while page := four.browse(project, Wanted(sort=sort, after=after, limit=1)):  # type: ignore[arg-type] # one of the three
        seen.append(page[0].id)
        after = page[0].cursor

    assert sorted(seen) == ["ann", "bob", "cat"]
    assert seen == ids(four, project, sort=sort)


@pytest.mark.parametrize(
    ("filter_", "kept"),
    [
        ('person.plan = "pro"', ["ann"]),
        ('person.plan != "pro"', ["bob", "cat"]),
        ("person.plan is not set", ["cat"]),
        ('person.plan = "free" or person.plan is not set', ["bob", "cat"]),
        ('person.plan = "free" and person.age is set', []),
    ],
)
def test_a_filter_on_traits_keeps_those_it_says(
    four: People, project: int, filter_: str, kept: list[str]
) -> None:
    assert ids(four, project, where=parse(filter_)) == kept


SAID = {
    "events > 1": ["ann"],
    'user_id = "bob" or events >= 2': ["ann", "bob"],
    'anonymous_id = "phone"': ["ann"],
    "last_seen < 2026-02-20": ["cat"],
    "first_seen between 2026-03-01 and 2026-03-03": ["ann", "bob"],
    'person.plan = "pro" and events = 2': ["ann"],
    'person.plan is not set and not (user_id = "ann")': ["cat"],
    "country is not set": ["ann", "bob", "cat"],
    "country is set": [],
    "sessions in [0, 1]": ["ann", "bob", "cat"],
}


def test_a_filter_on_what_events_say_keeps_those_it_says(four: People, project: int) -> None:
    for filter_, kept in SAID.items():
        where = parse(filter_)
        assert ids(four, project, where=where) == kept, filter_
        assert ids(four, project, where=where, sort="user_id", descending=False) == kept, filter_
        assert four.count(project, Wanted(where=where)) == Total(len(kept), exact=True)


def test_people_are_filtered_by_what_is_known_of_them_alone(four: People, project: int) -> None:
    with pytest.raises(InvalidDefinition, match="is neither"):
        four.browse(project, Wanted(where=parse('props.price > 3 and country = "CN"')))
    with pytest.raises(InvalidDefinition, match="cannot be sorted"):
        four.browse(project, Wanted(sort="price"))


@pytest.mark.parametrize("descending", [True, False])
def test_pages_hold_everybody_once_whatever_they_are_sorted_by(
    four: People, project: int, *, descending: bool
) -> None:
    scores = {"ann": 0.1, "bob": "high", "cat": -3e-7}
    four.write_traits(
        [
            TraitOp(project, person_key(project, who), "score", "set", value, MONDAY, 0, "e")
            for who, value in scores.items()
        ],
        token=f"scores {project}",
    )
    for sort in ("person.plan", "person.score", "first_seen", "events", "user_id"):
        seen, after = [], None
        told: dict[str, Any] = {"sort": sort, "descending": descending}
        while page := four.browse(project, Wanted(**told, after=after, limit=1)):
            seen.append(page[0].id)
            after = page[0].cursor

        assert sorted(seen) == ["ann", "bob", "cat"], sort
        assert seen == ids(four, project, **told), sort


def test_who_lacks_what_is_sorted_by_comes_last_both_ways(four: People, project: int) -> None:
    assert ids(four, project, sort="person.plan") == ["ann", "bob", "cat"]
    assert ids(four, project, sort="person.plan", descending=False) == ["bob", "ann", "cat"]


def test_every_fact_can_be_sorted_by(four: People, project: int) -> None:
    for sort in FACTS:
        assert sorted(ids(four, project, sort=sort)) == ["ann", "bob", "cat"], sort


def test_the_facts_asked_for_are_told_and_none_where_nothing_is_known(
    four: People, project: int
) -> None:
    ann = four.browse(project, Wanted(limit=1, facts=("first_seen", "anonymous_id", "country")))[0]

    assert ann.facts == {"first_seen": MONDAY, "anonymous_id": "phone", "country": None}


def test_everybody_is_counted(four: People, project: int) -> None:
    assert four.count(project, Wanted()) == Total(3, exact=True)
    assert four.count(project, Wanted(bots=True)) == Total(4, exact=True)
    assert four.count(project, Wanted(search="an", where=parse("events > 1"))) == Total(1, True)
    assert four.count(project, Wanted(search="nobody")) == Total(0, exact=True)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("an", ["ann"]),
        ("pho", ["ann"]),
        ("bob@", ["bob"]),
        ("cat", ["cat"]),
        ("zzz", []),
        ("CA", ["cat"]),
        ("%", []),
    ],
)
def test_a_search_finds_people_by_the_beginning_of_an_id(
    four: People, project: int, search: str, found: list[str]
) -> None:
    assert ids(four, project, search=search) == found


def test_a_list_of_certain_people_holds_nobody_else(four: People, project: int) -> None:
    keys = [person_key(project, who) for who in ("cat", "ann", "nobody")]

    assert ids(four, project, among=keys) == ["ann", "cat"]
    assert ids(four, project, among=keys, search="ca") == ["cat"]
    assert ids(four, project, among=keys, where=parse('person.plan = "pro"')) == ["ann"]
    assert ids(four, project, among=[]) == []
    assert four.count(project, Wanted(among=keys)) == Total(2, exact=True)


def test_a_list_refuses_what_is_no_cursor(four: People, project: int) -> None:
    with pytest.raises(InvalidDefinition, match="no place in a list"):
        four.browse(project, Wanted(after="next"))
