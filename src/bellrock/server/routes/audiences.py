"""Which audiences are there, and who is in them? Members read; who may change things, saves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import StreamingResponse

from bellrock.audiences import Audience, Author, Search
from bellrock.audiences.registry import NAME, NOTE
from bellrock.core.ids import show_person
from bellrock.runtime.app import App
from bellrock.runtime.audience_desk import Saver, refreshable
from bellrock.runtime.audience_list import MOST_BYTES, Missing
from bellrock.runtime.audience_source import Source
from bellrock.server.auth import AppDep, Caller, Changer, Reader
from bellrock.server.page import Cursor, Limit, Page, cursor, place
from bellrock.server.question import answer
from bellrock.server.routes.ask import Crowd

router = APIRouter(tags=["audiences"], prefix="/audiences")
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


class AudienceView(BaseModel):
    """A set of people. `key` names it in filters: in audience "big-spenders"; it stays.

    `people` is how many are in it as people are known now, `saved` how many were found when it was
    `filled`. `definition` says where they come from; `refreshable` whether it can be filled anew.
    """

    key: str
    name: str
    note: str
    people: int
    saved: int
    filled: datetime
    definition: dict[str, Any]
    refreshable: bool
    owner: Author | None
    created: datetime
    updated: datetime
    deleted: datetime | None


class AudienceRefreshed(BaseModel):
    """An audience that was filled anew: how many came, and how many left."""

    audience: AudienceView
    came: int
    left: int


class AudienceUploaded(BaseModel):
    """An audience of a file: how many ids it has, and those that nobody goes by.

    `examples` are the first of these with their lines.
    """

    audience: AudienceView
    given: int
    found: int
    repeated: int
    missing: int
    examples: list[Missing]


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
    return Page(data=_views(app, caller, found), next=None if last is None else cursor(last))


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
    return await to_thread.run_sync(_view, app, caller, saved)


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
    view = await to_thread.run_sync(_view, app, caller, made.audience)
    report = {name: value for name, value in asdict(made.report).items() if name != "examples"}
    return AudienceUploaded(audience=view, **report, examples=made.report.examples)


@router.get("/{audience}")
def show_audience(audience: Key, caller: Reader, app: AppDep) -> AudienceView:
    """Show an audience; `deleted` says when, where it was."""
    return _view(app, caller, app.audiences.show(caller.project.id, audience))


@router.patch("/{audience}")
def change_audience(
    audience: Key, change: AudienceChange, caller: Changer, app: AppDep
) -> AudienceView:
    """Rename an audience, or note something; its key stays."""
    said = {k: v for k, v in change.model_dump(exclude_unset=True).items() if v is not None}
    changed = app.audiences.change(caller.project.id, audience, said, actor=caller.actor)
    return _view(app, caller, changed)


@router.delete("/{audience}", status_code=204)
def delete_audience(audience: Key, caller: Changer, app: AppDep) -> None:
    """Delete an audience; it can be restored with the people it had."""
    app.audiences.delete(caller.project.id, audience, actor=caller.actor)


@router.post("/{audience}/restore")
def restore_audience(audience: Key, caller: Changer, app: AppDep) -> AudienceView:
    """Bring a deleted audience back as it was."""
    restored = app.audiences.restore(caller.project.id, audience, actor=caller.actor)
    return _view(app, caller, restored)


@router.post("/{audience}/refresh")
async def refresh_audience(
    audience: Key, request: Request, caller: Changer, app: AppDep
) -> AudienceRefreshed:
    """Fill an audience anew by its definition, and tell who came and left."""
    project = caller.project.id
    made = await answer(
        request, lambda lake: app.crowds.refresh(lake, project, audience, actor=caller.actor)
    )
    view = await to_thread.run_sync(_view, app, caller, made.audience)
    return AudienceRefreshed(audience=view, came=made.change.came, left=made.change.left)


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


def _view(app: App, caller: Caller, audience: Audience) -> AudienceView:
    return _views(app, caller, [audience])[0]


def _views(app: App, caller: Caller, found: list[Audience]) -> list[AudienceView]:
    counts = app.crowds.counts(caller.project.id, found)
    return [audience_view(one, counts[one.content]) for one in found]


def audience_view(one: Audience, people: int) -> AudienceView:
    """Return an audience as it is shown."""
    definition = {name: value for name, value in one.definition.items() if name != "looks"}
    return AudienceView(
        key=one.key, name=one.name, note=one.note, people=people, saved=one.people,
        filled=one.filled, definition=definition, refreshable=refreshable(one), owner=one.owner,
        created=one.created, updated=one.updated, deleted=one.deleted,
    )  # fmt: skip
