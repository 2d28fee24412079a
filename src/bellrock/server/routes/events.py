"""What is arriving? Stored events, one of them in full, and the live stream."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import StreamingResponse

from bellrock.core.time import micros
from bellrock.runtime.browse_events import EventFilter, StoredEvent, event_in_full, recent
from bellrock.runtime.browse_intake import Intake, intake
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Reader, still_reads
from bellrock.server.live import Streams
from bellrock.server.page import Cursor, Limit, Page, Position, cursor, place, position_of

router = api_router("events", "/events")
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "Messages as they come."}
}

Text = Annotated[str | None, Field(max_length=1000)]


class Choice(BaseModel):
    """Which events; what is left out does not matter."""

    event: Text = None
    user_id: Text = None
    anonymous_id: Text = None
    verdict: Text = None
    dialect: Text = None
    event_id: Text = None
    source: Annotated[int, Field(ge=0, lt=2**32, description="The write key's number.")] | None = (
        None
    )
    who: Annotated[Text, Field(description="A user id, an anonymous id, or a person's key.")] = None
    bot: Annotated[bool | None, Field(description="Of machines only, or of people only.")] = None


@router.get("")
def list_events(
    choice: Annotated[Choice, Query()],
    caller: Reader,
    app: AppDep,
    after: Cursor = None,
    limit: Limit = 50,
) -> Page[StoredEvent]:
    """List stored events, newest arrival first."""
    before = place(after, 2)
    found = recent(
        app.lake, caller.project.id, EventFilter(**choice.model_dump()), before=before, limit=limit
    )
    more = len(found) == limit
    return Page(data=found, next=_after(found[-1]) if more else None)


@router.get("/live", response_class=StreamingResponse, responses=_STREAM)
def live(request: Request, caller: Reader, app: AppDep) -> StreamingResponse:
    """Stream accepted events: messages `events` hold arrays, oldest first; `missed` a number."""
    streams: Streams = request.app.state.streams
    return streams.stream(app.live, caller.project.id, lambda: still_reads(request, caller))


@router.get("/intake")
def list_intake(
    caller: Reader, app: AppDep, hours: Annotated[int, Query(ge=1, le=24 * 90)] = 24
) -> Page[Intake]:
    """Count what came in by hour, key, dialect and verdict, newest first."""
    return Page(data=intake(app.lake, caller.project.id, hours=hours, clock=app.clock))


@router.get("/{position}")
def show_event(position: Position, caller: Reader, app: AppDep) -> dict[str, Any]:
    """Show one event in full: every column, its properties, and what the client sent (`raw`)."""
    return event_in_full(app.lake, caller.project.id, position_of(position))


def _after(event: StoredEvent) -> str:
    return cursor(micros(event.received), int(event.position))
