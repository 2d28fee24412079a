"""Who are the people of a project? A list, latest seen first, and one person's card.

The card is the same from a folder and from a server; keys are 16 hexadecimal digits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from bellrock.core.errors import NotFound
from bellrock.core.ids import show_person
from bellrock.core.time import from_micros
from bellrock.people import People
from bellrock.people.profile import Profile, TimelineEvent
from bellrock.query import Sql
from bellrock.query.binder import Binder
from bellrock.query.relation import Context, who_expression
from bellrock.query.traits import LATEST, trait_text
from bellrock.store import Lake

NAMING = ("email", "name", "phone", "first_name", "last_name", "firstName", "lastName")
"""Traits that a search looks into."""


class IdentityView(BaseModel):
    """One id of a person; `stated` where they only said so, `shared` where others use it too."""

    type: str
    value: str
    key: str
    shared: bool
    stated: bool


class TraitView(BaseModel):
    """What a person is like in one way, when that was said last, and by what."""

    name: str
    value: Any
    at: datetime
    source: str


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
    """A person in a list; `traits` holds those that were asked for and are known."""

    person: str
    user_id: str
    anonymous_id: str
    first_seen: datetime
    last_seen: datetime
    events: int
    country: str
    device: str
    traits: dict[str, Any]


def person_card(people: People, project: int, who: str, *, events: int = 50) -> PersonCard:
    """Return what is known of the person that `who` (any id of theirs, or their key) means.

    Raises:
        NotFound: nobody in the project goes by it.
    """
    person = people.find(project, who)
    profile = people.profile(project, person)
    shown = people.timeline(project, person, limit=events) if events else []
    return _card(profile, shown)


def timeline_view(event: TimelineEvent) -> TimelineView:
    """Return an event of a timeline as it is shown."""
    return TimelineView(
        ts=event.ts, cursor=event.cursor, position=str(event.position),
        fields=dict(event.fields), props=dict(event.props),
    )  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """Which people, and what of them.

    `search`: only those one of whose ids begins with it, or one of whose naming traits holds it.
    `before`: (last seen in microseconds, person) of the last row of the page before.
    """

    search: str = ""
    traits: Sequence[str] = ()
    before: Sequence[int] | None = None
    limit: int = 50


def people_sql(ctx: Context, choice: Choice, found: Sequence[int] = ()) -> Sql:
    """Return people with what they did, latest seen first: one row a person.

    Args:
        found: People whom a search is to show in any case.
    """
    binder = Binder()
    who, project = who_expression(ctx.identity), binder.bind(ctx.project, "UInt32")
    where = [f"project = {project}", *([] if ctx.include_bots else ["bot = ''"])]
    if choice.search:
        where.append(_named(binder, who, ctx, choice.search, found))
    having = ""
    if choice.before is not None:
        last, person = (binder.bind(one, "UInt64") for one in choice.before)
        having = f"having (last, who) < ({last}, {person})"
    text = f"""
        select {who} as who, max(toUnixTimestamp64Micro(ts)) as last,
          min(toUnixTimestamp64Micro(ts)) as first, count() as events,
          max(user_id) as user, max(anonymous_id) as anonymous,
          argMax(country, ts) as place, argMax(device, ts) as kind
        from events
        where {" and ".join(where)}
        group by who
        {having}
        order by last desc, who desc
        limit {binder.bind(choice.limit, "UInt32")}
        """
    return binder.sql(text)


def people_list(lake: Lake, people: People, ctx: Context, choice: Choice) -> list[PersonRow]:
    """Return people, latest seen first, with the chosen traits of theirs."""
    found = _found(people, ctx.project, choice.search)
    rows = lake.rows(people_sql(ctx, choice, found))
    known = _traits(lake, ctx, [row[0] for row in rows], choice.traits)
    return [
        PersonRow(
            person=show_person(who), user_id=user, anonymous_id=anonymous, events=events,
            first_seen=from_micros(first), last_seen=from_micros(last),
            country=country, device=device, traits=known.get(who, {}),
        )
        for who, last, first, events, user, anonymous, country, device in rows
    ]  # fmt: skip


def traits_sql(ctx: Context, people: Sequence[int], traits: Sequence[str]) -> Sql:
    """Return the named traits of `people`: one row a person and trait, its value JSON."""
    binder = Binder()
    person = who_expression(type(ctx.identity)(ctx.identity.overrides, visits=False))
    only = f"{person} in {binder.bind(list(people), 'Array(UInt64)')}"
    parts = [
        f"""select who, trait, value from ({
            trait_text(
                binder, ctx.project, [name], ctx.folds.get(name, LATEST),
                identity=ctx.identity, only=only,
            )
        })"""
        for name in traits
    ]  # fmt: skip
    return binder.sql("\nunion all\n".join(parts))


def _traits(
    lake: Lake, ctx: Context, people: Sequence[int], traits: Sequence[str]
) -> dict[int, dict[str, Any]]:
    known: dict[int, dict[str, Any]] = {}
    if people and traits:
        for who, trait, value in lake.rows(traits_sql(ctx, people, traits)):
            known.setdefault(who, {})[trait] = json.loads(value)
    return known


def _found(people: People, project: int, search: str) -> list[int]:
    try:
        return [people.find(project, search)] if search else []
    except NotFound:
        return []


def _named(binder: Binder, who: str, ctx: Context, search: str, found: Sequence[int]) -> str:
    text, project = binder.text(search.lower()), binder.bind(ctx.project, "UInt32")
    person = who_expression(type(ctx.identity)(ctx.identity.overrides, visits=False))
    return f"""({who} in {binder.bind(list(found), "Array(UInt64)")} or {who} in (
          select {who} from events where project = {project}
            and (startsWith(lower(user_id), {text}) or startsWith(lower(anonymous_id), {text}))
        ) or {who} in (
          select {person} from trait_ops
          where project = {project} and trait in {binder.bind(list(NAMING), "Array(String)")}
            and position(lower(value), {text}) > 0
        ))"""


def _card(profile: Profile, shown: Sequence[TimelineEvent]) -> PersonCard:
    identities = [
        IdentityView(
            type=one.type, value=one.value, key=show_person(one.key),
            shared=one.shared, stated=one.stated,
        )
        for one in profile.identities
    ]  # fmt: skip
    traits = [
        TraitView(name=one.name, value=one.value, at=one.at, source=one.source)
        for one in profile.traits
    ]
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
