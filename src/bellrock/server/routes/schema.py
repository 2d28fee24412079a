"""What is there to ask about? Events, properties and values, for those who build a question."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from bellrock.runtime.browse_schema import (
    EventName,
    Property,
    Value,
    event_names,
    properties,
    values,
)
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Reader
from bellrock.server.page import Page

router = api_router("schema", "/schema")
OfEvent = Annotated[str | None, Query(max_length=200, description="Only of this event.")]


@router.get("/events")
def list_event_names(caller: Reader, app: AppDep) -> Page[EventName]:
    """List the project's events, most frequent first."""
    return Page(data=event_names(app.lake, caller.project.id))


@router.get("/properties")
def list_properties(caller: Reader, app: AppDep, event: OfEvent = None) -> Page[Property]:
    """List what a question may name: properties of the newest events, columns, people's traits."""
    return Page(data=properties(app.lake, caller.project.id, event))


@router.get("/values")
def list_values(
    caller: Reader,
    app: AppDep,
    name: Annotated[str, Query(alias="property", max_length=1000)],
    event: OfEvent = None,
    starts: Annotated[str, Query(max_length=200, description="How the values begin.")] = "",
) -> Page[Value]:
    """List the commonest values of a property among the newest events."""
    return Page(data=values(app.lake, caller.project.id, name, event=event, starts=starts))
