"""Who are they, and what did they do? People found, listed, and one by one."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from bellrock.people.facts import FactName
from bellrock.people.listing import Wanted
from bellrock.query.grammar import parse
from bellrock.query.relation import Context
from bellrock.runtime.browse_people import (
    Activity,
    PersonCard,
    PersonRow,
    TimelineView,
    activity,
    people_list,
    person_card,
    timeline_view,
)
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Reader
from bellrock.server.page import Cursor, Limit, Page
from bellrock.server.question import answer
from bellrock.server.routes.identity import IdentityEdge, edge_view
from bellrock.store import Lake

router = api_router("people", "/people")
Who = Annotated[
    str, Path(max_length=1000, description="Any id, an e-mail address, `type:value` or the key.")
]
PersonKey = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Trait = Annotated[str, Field(min_length=1, max_length=200)]


class Which(BaseModel):
    """Which people, in which order, and what of them to show."""

    search: str = Field("", max_length=200, description="how an id begins, or a name or address")
    where: str = Field(
        "", max_length=4000, examples=['person.plan = "pro" and events > 10'],
        description="a filter on traits (person.plan) and facts (country, events, last_seen …)",
    )  # fmt: skip
    people: list[PersonKey] | None = Field(
        None, max_length=100, description="only these people, by key"
    )
    sort: str = Field("last_seen", max_length=300, description="a fact, or a trait: person.plan")
    order: Literal["desc", "asc"] = "desc"
    traits: list[Trait] = Field([], max_length=20)
    facts: list[FactName] = Field([], max_length=20)
    count: bool = Field(False, description="also count how many there are in all")

    def wanted(self, ctx: Context, after: str | None, limit: int) -> Wanted:
        """Return it as the list that is asked for in the project of `ctx`."""
        return Wanted(
            where=parse(self.where) if self.where.strip() else None,
            search=self.search.strip(), sort=self.sort, descending=self.order == "desc",
            after=after, limit=limit, bots=ctx.include_bots, zone=ctx.zone, facts=tuple(self.facts),
            audiences=ctx.audiences,
            among=None if self.people is None else [int(key, 16) for key in self.people],
        )  # fmt: skip


class PeopleTotal(BaseModel):
    """How many people there are; where it is not exact, there are at least so many."""

    people: int
    exact: bool


class PeoplePage(Page[PersonRow]):
    """A page of people; `total` where it was asked for."""

    total: PeopleTotal | None = None


@router.get("")
async def list_people(
    which: Annotated[Which, Query()],
    request: Request,
    caller: Reader,
    app: AppDep,
    after: Cursor = None,
    limit: Limit = 50,
) -> PeoplePage:
    """List people; those who lack what they are sorted by come last."""
    own = caller.project
    wanted = which.wanted(app.context(own.id), after, limit)

    def find(lake: Lake) -> PeoplePage:
        data, more = people_list(lake, app.people, own.id, wanted, which.traits)
        total = app.people.count(own.id, wanted, lake=lake) if which.count else None
        said = None if total is None else PeopleTotal(people=total.people, exact=total.exact)
        return PeoplePage(data=data, next=more, total=said)

    return await answer(request, find)


@router.get("/{who}")
def show_person(
    who: Who,
    caller: Reader,
    app: AppDep,
    events: Annotated[int, Query(ge=0, le=1000, description="How many of the newest.")] = 50,
) -> PersonCard:
    """Show a person: ids, traits with their sources, and the newest events."""
    return person_card(app.people, caller.project.id, who, events=events)


@router.get("/{who}/activity")
def list_activity(
    who: Who, caller: Reader, app: AppDep, days: Annotated[int, Query(ge=1, le=400)] = 90
) -> Page[Activity]:
    """Count a person's events by day of the project's zone, oldest first, days without any too."""
    return Page(data=activity(app.people, caller.project, who, days, app.clock))


@router.get("/{who}/timeline")
def list_timeline(
    who: Who,
    caller: Reader,
    app: AppDep,
    after: Annotated[str | None, Query(max_length=1000, description="An event's cursor.")] = None,
    event: Annotated[str | None, Query(max_length=200, description="Only of this name.")] = None,
    limit: Limit = 50,
) -> Page[TimelineView]:
    """List what a person did, newest first."""
    project = caller.project.id
    person = app.people.find(project, who)
    found = app.people.timeline(project, person, before=after, limit=limit, event=event)
    more = len(found) == limit
    return Page(data=[timeline_view(one) for one in found], next=found[-1].cursor if more else None)


@router.get("/{who}/edges")
def list_edges(who: Who, caller: Reader, app: AppDep, limit: Limit = 500) -> Page[IdentityEdge]:
    """List why a person's ids are theirs, and which were kept apart, newest first."""
    person = app.people.find(caller.project.id, who)
    found = app.people.review.edges_of(caller.project.id, person, limit=limit)
    return Page(data=[edge_view(one) for one in found])
