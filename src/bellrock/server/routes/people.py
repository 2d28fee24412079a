"""Who are they, and what did they do? People found, listed, and one by one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from bellrock.core.time import micros
from bellrock.runtime.browse_people import (
    Choice,
    PersonCard,
    PersonRow,
    TimelineView,
    people_list,
    person_card,
    timeline_view,
)
from bellrock.server.auth import AppDep, Reader
from bellrock.server.page import Cursor, Limit, Page, cursor, place
from bellrock.server.question import answer
from bellrock.server.routes.identity import IdentityEdge, edge_view

router = APIRouter(tags=["people"], prefix="/people")
Who = Annotated[
    str, Path(max_length=1000, description="Any id, an e-mail address, `type:value` or the key.")
]
Trait = Annotated[str, Field(min_length=1, max_length=200)]


class Which(BaseModel):
    """Which people, and which of their traits to show."""

    search: str = Field("", max_length=200, description="how an id begins, or a name or address")
    traits: list[Trait] = Field([], max_length=20)


@router.get("")
async def list_people(
    which: Annotated[Which, Query()],
    request: Request,
    caller: Reader,
    app: AppDep,
    after: Cursor = None,
    limit: Limit = 50,
) -> Page[PersonRow]:
    """List people, latest seen first."""
    context = app.context(caller.project.id)
    choice = Choice(which.search.strip(), which.traits, place(after, 2), limit)
    found = await answer(request, lambda lake: people_list(lake, app.people, context, choice))
    more = len(found) == limit
    return Page(data=found, next=_after(found[-1]) if more else None)


@router.get("/{who}")
def show_person(
    who: Who,
    caller: Reader,
    app: AppDep,
    events: Annotated[int, Query(ge=0, le=1000, description="How many of the newest.")] = 50,
) -> PersonCard:
    """Show a person: ids, traits with their sources, and the newest events."""
    return person_card(app.people, caller.project.id, who, events=events)


@router.get("/{who}/timeline")
def list_timeline(
    who: Who,
    caller: Reader,
    app: AppDep,
    after: Annotated[str | None, Query(max_length=1000, description="An event's cursor.")] = None,
    limit: Limit = 50,
) -> Page[TimelineView]:
    """List what a person did, newest first."""
    project = caller.project.id
    person = app.people.find(project, who)
    found = app.people.timeline(project, person, before=after, limit=limit)
    more = len(found) == limit
    return Page(data=[timeline_view(one) for one in found], next=found[-1].cursor if more else None)


@router.get("/{who}/edges")
def list_edges(who: Who, caller: Reader, app: AppDep, limit: Limit = 500) -> Page[IdentityEdge]:
    """List why a person's ids are theirs, and which were kept apart, newest first."""
    person = app.people.find(caller.project.id, who)
    found = app.people.review.edges_of(caller.project.id, person, limit=limit)
    return Page(data=[edge_view(one) for one in found])


def _after(row: PersonRow) -> str:
    return cursor(max(0, micros(row.last_seen)), int(row.person, 16))
