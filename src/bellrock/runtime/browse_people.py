"""Who are the people of a project? A list in any order, one person's card, and their days.

The card is the same from a folder and from a server; keys are 16 hexadecimal digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel

from bellrock.core.ids import show_person
from bellrock.core.time import Clock, local, zone
from bellrock.people import People
from bellrock.people.facts import FactName
from bellrock.people.listing import Listed, Wanted
from bellrock.people.profile import Profile, TimelineEvent
from bellrock.query.traits import LATEST, Fold, FoldKind
from bellrock.runtime.accounts_model import Project
from bellrock.store import Lake


class IdentityView(BaseModel):
    """One id of a person; `stated` where they only said so, `shared` where others use it too."""

    type: str
    value: str
    key: str
    shared: bool
    stated: bool


class TraitView(BaseModel):
    """What a person is like in one way, when that was said last, and by what.

    `policy` is how all that was said of it becomes one value: the latest of it, unless chosen.
    """

    name: str
    value: Any
    at: datetime
    source: str
    policy: FoldKind


class TimelineView(BaseModel):
    """One event of a person: its columns that are not empty, and its properties."""

    ts: datetime
    cursor: str
    position: str
    fields: dict[str, str]
    props: dict[str, Any]


class PersonCard(BaseModel):
    """One person as known now, with their newest events."""

    person: str
    identities: list[IdentityView]
    traits: list[TraitView]
    first_seen: datetime | None
    last_seen: datetime | None
    events: int
    sessions: int
    timeline: list[TimelineView]


class PersonRow(BaseModel):
    """A person in a list; `id` is the strongest id, `traits` and `facts` hold those asked for.

    A fact that is not known is null; a trait that is not known is left out.
    """

    person: str
    id: str
    user_id: str
    anonymous_id: str
    first_seen: datetime
    last_seen: datetime
    events: int
    country: str
    device: str
    traits: dict[str, Any]
    facts: dict[str, datetime | int | str | None]


class Activity(BaseModel):
    """How many events a person has on one day of the project's zone."""

    day: date
    events: int


def person_card(people: People, project: int, who: str, *, events: int = 50) -> PersonCard:
    """Return what is known of the person that `who` (any id of theirs, or their key) means.

    Raises:
        NotFound: nobody in the project goes by it.
    """
    person = people.find(project, who)
    profile = people.profile(project, person)
    shown = people.timeline(project, person, limit=events) if events else []
    return _card(profile, people.folds(project), shown)


def timeline_view(event: TimelineEvent) -> TimelineView:
    """Return an event of a timeline as it is shown."""
    return TimelineView(
        ts=event.ts, cursor=event.cursor, position=str(event.position),
        fields=dict(event.fields), props=dict(event.props),
    )  # fmt: skip


def people_list(
    lake: Lake, people: People, project: int, wanted: Wanted, traits: Sequence[str]
) -> tuple[list[PersonRow], str | None]:
    """Return a page of people with the named traits of theirs, and the cursor of the next page."""
    facts = tuple(dict.fromkeys((*wanted.facts, *_ALWAYS)))
    listed = people.browse(project, replace(wanted, facts=facts), lake=lake)
    more = len(listed) == wanted.limit
    return [_row(one, wanted, traits) for one in listed], listed[-1].cursor if more else None


def activity(people: People, project: Project, who: str, days: int, clock: Clock) -> list[Activity]:
    """Return a person's events by day, the last `days` of the project's zone, oldest first.

    Raises:
        NotFound: nobody in the project goes by `who`.
    """
    person, tz = people.find(project.id, who), zone(project.zone)
    today = clock.now().astimezone(tz).date()
    shown = [today - timedelta(days=back) for back in reversed(range(days))]
    since = local(shown[0], tz)
    found = people.activity(project.id, person, since=since, zone=project.zone)
    return [Activity(day=day, events=found.get(day, 0)) for day in shown]


_ALWAYS: Sequence[FactName] = ("user_id", "anonymous_id", "country", "device")


def _row(one: Listed, wanted: Wanted, traits: Sequence[str]) -> PersonRow:
    always = {name: str(one.facts[name] or "") for name in _ALWAYS}
    return PersonRow(
        person=show_person(one.person),
        id=one.id,
        first_seen=one.first_seen,
        last_seen=one.last_seen,
        events=one.events,
        traits={trait.name: trait.value for trait in one.traits if trait.name in traits},
        facts={name: one.facts[name] for name in wanted.facts},
        **always,
    )


def _card(
    profile: Profile, folds: Mapping[str, Fold], shown: Sequence[TimelineEvent]
) -> PersonCard:
    identities = [
        IdentityView(
            type=one.type, value=one.value, key=show_person(one.key),
            shared=one.shared, stated=one.stated,
        )
        for one in profile.identities
    ]  # fmt: skip
    traits = [
        TraitView(
            name=one.name, value=one.value, at=one.at, source=one.source,
            policy=folds.get(one.name, LATEST).kind,
        )
        for one in profile.traits
    ]  # fmt: skip
    return PersonCard(
        person=show_person(profile.person),
        identities=identities,
        traits=traits,
        first_seen=profile.first_seen,
        last_seen=profile.last_seen,
        events=profile.events,
        sessions=profile.sessions,
        timeline=[timeline_view(event) for event in shown],
    )
