"""Which audiences are there, and who is in them? Members read; who may change things, saves."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import StreamingResponse

from bellrock.audiences import Search
from bellrock.audiences.registry import NAME, NOTE
from bellrock.core.ids import show_person
from bellrock.runtime.audience_desk import Saver
from bellrock.runtime.audience_list import MOST_BYTES
from bellrock.runtime.audience_source import Source
from bellrock.runtime.audience_view import (
    AudienceRefreshed,
    AudienceUploaded,
    AudienceView,
    audience_view,
    audience_views,
    refreshed_view,
    uploaded_view,
)
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Caller, Changer, Reader
from bellrock.server.page import Cursor, Limit, Page, cursor, place
from bellrock.server.question import answer
from bellrock.server.routes.ask import Crowd

router = api_router("audiences", "/audiences")
Key = Annotated[str, Path(max_length=64, description="Its key, as in filters.")]
Name = Annotated[str, Field(min_length=1, max_length=NAME, pattern=r"^[^\x00-\x1f\x7f]*$")]
Note = Annotated[str, Field(max_length=NOTE, pattern=r"^[^\x00]*$")]
UPLOAD_BYTES = MOST_BYTES
_IN_MEMORY = 8 << 20
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_CSV: dict[int | str, dict[str, Any]] = {
    200: {"description": "person, id, email, name", "content": {"text/csv": {}}}
}


class NewAudience(BaseModel):
    """People to be kept under a name."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    note: Note = ""
    source: Source


class AudienceChange(BaseModel):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    note: Note | None = None


class Choice(BaseModel):
    """Which audiences."""

    search: str = Field(
        "", max_length=200, pattern=r"^[^\x00]*$", description="part of the name or note"
    )
    deleted: bool = Field(False, description="those that were deleted, instead")


class UploadChoice(BaseModel):
    """What the audience of a file is called; `into` is one that the file takes the place of."""

    name: str = Field("", max_length=NAME, pattern=r"^[^\x00-\x1f\x7f]*$")
    note: str = Field("", max_length=NOTE, pattern=r"^[^\x00]*$")
    file: str = Field("", max_length=1000, pattern=r"^[^\x00]*$", description="the file's name")
    into: str | None = Field(None, max_length=64, description="the key of an audience")


@router.get("")
def list_audiences(
    choice: Annotated[Choice, Query()], caller: Reader, app: AppDep,
    after: Cursor = None, limit: Limit = 50,
) -> Page[AudienceView]:  # fmt: skip
    """List audiences, newest first."""
    older = place(after, 1)
    before = min(older[0], 2**63 - 1) if older else None
    search = Search(choice.search, choice.deleted, before, limit)
    found, last = app.audiences.find(caller.project.id, search)
    return Page(
        data=audience_views(app, caller.project.id, found),
        next=None if last is None else cursor(last),
    )


@router.post("", status_code=201)
async def save_audience(
    new: NewAudience, request: Request, caller: Changer, app: AppDep
) -> AudienceView:
    """Keep the people behind a number, or of the list of people, as they are now."""
    fields = {"name": new.name, "note": new.note}
    saved = await answer(
        request,
        lambda lake: app.crowds.save(lake, caller.project.id, new.source, fields, _saver(caller)),
    )
    return await to_thread.run_sync(audience_view, app, caller.project.id, saved)


@router.post("/upload", status_code=201, openapi_extra=_FILE)
async def upload_audience(
    choice: Annotated[UploadChoice, Query()], request: Request, caller: Changer, app: AppDep
) -> AudienceUploaded:
    """Keep the people whom the ids of a CSV file mean: user ids, e-mail addresses or keys."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        async for block in request.stream():
            await to_thread.run_sync(kept.write, block)
        kept.seek(0)
        made = await to_thread.run_sync(
            lambda: app.crowds.upload(
                caller.project.id, kept, choice.model_dump(include={"name", "note"}),
                _saver(caller), file=choice.file, into=choice.into,
            )
        )  # fmt: skip
    return await to_thread.run_sync(uploaded_view, app, caller.project.id, made)


@router.get("/{audience}")
def show_audience(audience: Key, caller: Reader, app: AppDep) -> AudienceView:
    """Show an audience; `deleted` says when, where it was."""
    return audience_view(app, caller.project.id, app.audiences.show(caller.project.id, audience))


@router.patch("/{audience}")
def change_audience(
    audience: Key, change: AudienceChange, caller: Changer, app: AppDep
) -> AudienceView:
    """Rename an audience, or note something; its key stays."""
    said = {k: v for k, v in change.model_dump(exclude_unset=True).items() if v is not None}
    changed = app.audiences.change(caller.project.id, audience, said, actor=caller.actor)
    return audience_view(app, caller.project.id, changed)


@router.delete("/{audience}", status_code=204)
def delete_audience(audience: Key, caller: Changer, app: AppDep) -> None:
    """Delete an audience; it can be restored with the people it had."""
    app.audiences.delete(caller.project.id, audience, actor=caller.actor)


@router.post("/{audience}/restore")
def restore_audience(audience: Key, caller: Changer, app: AppDep) -> AudienceView:
    """Bring a deleted audience back as it was."""
    restored = app.audiences.restore(caller.project.id, audience, actor=caller.actor)
    return audience_view(app, caller.project.id, restored)


@router.post("/{audience}/refresh")
async def refresh_audience(
    audience: Key, request: Request, caller: Changer, app: AppDep
) -> AudienceRefreshed:
    """Fill an audience anew by its definition, and tell who came and left."""
    project = caller.project.id
    made = await answer(
        request, lambda lake: app.crowds.refresh(lake, project, audience, actor=caller.actor)
    )
    return await to_thread.run_sync(refreshed_view, app, project, made)


@router.get("/{audience}/people")
def list_audience_people(
    audience: Key, caller: Reader, app: AppDep, after: Cursor = None, limit: Limit = 50
) -> Crowd:
    """List the people of an audience as they are known now, by key."""
    last, project = place(after, 1), caller.project.id
    kept = app.audiences.show(project, audience)
    people = app.crowds.page(project, audience, None if last is None else last[0], limit)
    return Crowd(
        total=app.crowds.counts(project, [kept])[kept.content],
        people=[show_person(person) for person in people],
        next=cursor(people[-1]) if len(people) == limit else None,
    )


@router.get("/{audience}/csv", response_class=StreamingResponse, responses=_CSV)
def export_audience(audience: Key, caller: Reader, app: AppDep) -> StreamingResponse:
    """Give the people of an audience as CSV: their key, strongest id, e-mail address and name."""
    kept = app.audiences.show(caller.project.id, audience)
    rows: Iterator[str] = app.crowds.export(caller.project.id, kept, actor=caller.actor)
    told = f'attachment; filename="{kept.key.encode("ascii", "ignore").decode() or "audience"}.csv"'
    return StreamingResponse(
        rows, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": told}
    )


def _saver(caller: Caller) -> Saver:
    return Saver(caller.user.id if caller.user else None, caller.actor)
