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
from bellrock.people.listing import Wanted
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


def test_people_are_filtered_by_traits_alone(four: People, project: int) -> None:
    with pytest.raises(InvalidDefinition, match="filtered by their traits"):
        four.browse(project, Wanted(where=parse('country = "CN"')))


@pytest.mark.parametrize(
    ("search", "found"),
    [("an", ["ann"]), ("pho", ["ann"]), ("bob@", ["bob"]), ("cat", ["cat"]), ("zzz", [])],
)
def test_a_search_finds_people_by_the_beginning_of_an_id(
    four: People, project: int, search: str, found: list[str]
) -> None:
    assert ids(four, project, search=search) == found


def test_a_list_refuses_what_is_no_cursor(four: People, project: int) -> None:
    with pytest.raises(InvalidDefinition, match="no place in a list"):
        four.browse(project, Wanted(after="next"))
