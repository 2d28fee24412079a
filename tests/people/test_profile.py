"""Who is somebody, what are they like, what did they do? On both ledgers and a real lake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bellrock.core.errors import InvalidDefinition, NotFound
from bellrock.core.ids import person_key, show_person
from bellrock.core.time import FixedClock
from bellrock.people import People, TraitOp
from bellrock.query.traits import Fold
from bellrock.store import Lake, Ledger
from people.stories import MONDAY, did, says


@pytest.fixture
def people(ledger: Ledger, lake: Lake, clock: FixedClock) -> Iterator[People]:
    """The people of an empty ledger."""
    opened = People(ledger, lake, clock)
    yield opened
    opened.close()


def names(people: People, project: int, person: int, **rest: Any) -> list[str]:
    return [e.fields["event"] for e in people.timeline(project, person, **rest)]


def test_a_profile_gathers_ids_traits_and_counts_of_the_whole_person(
    people: People, lake: Lake, project: int
) -> None:
    ann, d = person_key(project, "ann"), person_key(project, "d")
    did(lake, project, "page", 0, device="d")
    did(lake, project, "buy", 9, user="ann", session="t")
    says(people, project, "anon:d", "user:ann")
    says(people, project, "user:ann", "email:Ann@x.org ", "trait")
    people.write_traits(
        [
            TraitOp(project, d, "seen", "set_once", "web", MONDAY, 0, "e", "segment"),
            TraitOp(project, ann, "seen", "set_once", "app", MONDAY, 1, "f", "segment"),
            TraitOp(project, ann, "visits", "add", 2, MONDAY, 1, "f", "segment"),
            TraitOp(project, d, "visits", "add", 1, MONDAY, 0, "e", "segment"),
            TraitOp(project, ann, "gone", "set", None, MONDAY, 0, "g", "segment"),
        ],
        token=f"t{project}",
    )
    got = people.profile(project, ann)

    assert [(i.type, i.value, i.stated) for i in got.identities] == [
        ("anonymous_id", "d", False), ("user_id", "ann", False), ("email", "ann@x.org", True),
    ]  # fmt: skip
    assert [(t.name, t.value, t.source) for t in got.traits] == [
        ("seen", "web", "segment"), ("visits", 3, "segment"),
    ]  # fmt: skip
    assert (got.first_seen, got.last_seen) == (MONDAY, MONDAY + timedelta(minutes=9))
    assert (got.events, got.sessions) == (2, 2)


def test_a_profile_folds_each_trait_as_somebody_chose(people: People, project: int) -> None:
    ann = person_key(project, "ann")
    later = MONDAY + timedelta(days=1)
    people.write_traits(
        [
            TraitOp(project, ann, "score", "set", 7, MONDAY, 0, "e"),
            TraitOp(project, ann, "score", "set", 5, later, 0, "f"),
            TraitOp(project, ann, "name", "set", "Ann", later, 0, "f"),
        ],
        token=f"t{project}",
    )
    people.choose_fold(project, "score", Fold("max"))
    got = people.profile(project, ann)

    assert {t.name: (t.value, t.at) for t in got.traits} == {
        "name": ("Ann", later), "score": (7, MONDAY),
    }  # fmt: skip


def test_a_timeline_is_paged_without_losing_events_of_one_moment(
    people: People, lake: Lake, project: int
) -> None:
    says(people, project, "anon:d", "user:ann")
    for event, tie in (("a", 32), ("b", 64), ("c", 64), ("d", 96)):
        did(lake, project, event, 5, device="d", tie=tie)
    did(lake, project, "z", 1, user="ann")
    ann, got, cursor = person_key(project, "ann"), [], None
    while page := people.timeline(project, ann, before=cursor, limit=2):
        got += [e.fields["event"] for e in page]
        cursor = page[-1].cursor

    assert got == ["d", "c", "b", "a", "z"]
    assert names(people, project, ann, before=MONDAY + timedelta(minutes=5)) == ["z"]
    assert people.timeline(project, ann, limit=1)[0].props == {"n": 5}


def test_a_timeline_refuses_what_is_no_cursor(people: People, project: int) -> None:
    with pytest.raises(InvalidDefinition, match="no place in a timeline"):
        people.timeline(project, 1, before="yesterday")


def test_on_a_shared_device_everyone_sees_their_own_visits(
    people: People, lake: Lake, project: int
) -> None:
    for i, session in enumerate(("one", "two", "three")):
        did(lake, project, f"in {session}", i, device="d", session=session)
    did(lake, project, "bought", 9, user="bob", session="two")
    says(people, project, "anon:d", "user:ann", minute=0, session="one")
    says(people, project, "anon:d", "user:bob", minute=1, session="two")
    ann, bob, d = (person_key(project, value) for value in ("ann", "bob", "d"))

    assert names(people, project, ann) == ["in one"]
    assert names(people, project, bob) == ["bought", "in two"]
    assert names(people, project, d) == ["in three"]
    assert people.profile(project, ann).events == 1


def test_somebody_is_found_by_any_id_address_or_key(
    people: People, lake: Lake, project: int
) -> None:
    ann, eve = person_key(project, "ann"), person_key(project, "eve")
    says(people, project, "anon:d", "user:ann")
    says(people, project, "user:ann", "email:ann@x.org", "trait", minute=1)
    says(people, project, "user:bob", "email:ann@x.org", "trait", minute=2)
    says(people, project, "user:ann", "phone:+49 30 901820", "verified", minute=2)
    says(people, project, "user:bob", "loyalty:77", "trait", minute=2)
    did(lake, project, "page", 0, user="eve")

    for text in ("ann", "d", " ANN@x.org", "email:ann@x.org", "+4930901820", show_person(ann)):
        assert people.find(project, text) == ann, text
    assert people.find(project, "77") == people.find(project, "loyalty:77")
    assert people.find(project, "77") == person_key(project, "bob")
    assert people.find(project, "eve") == people.find(project, show_person(eve)) == eve


@pytest.mark.parametrize("text", ["nobody", "", "email:", "0123456789abcdef", "x@y.z"])
def test_nobody_is_not_found(people: People, project: int, text: str) -> None:
    with pytest.raises(NotFound, match="nobody goes by"):
        people.find(project, text)


def test_people_of_another_project_are_not_found(people: People, lake: Lake, project: int) -> None:
    did(lake, project, "page", 0, user="eve")
    eve = show_person(person_key(project, "eve"))

    with pytest.raises(NotFound):
        people.find(project + 1, eve)
    with pytest.raises(NotFound):
        people.profile(project + 1, person_key(project, "eve"))


def test_somebody_without_claims_is_shown_by_the_id_of_their_events(
    people: People, lake: Lake, project: int
) -> None:
    did(lake, project, "page", 0, user="eve")
    (one,) = people.profile(project, person_key(project, "eve")).identities

    assert (one.type, one.value) == ("user_id", "eve")
