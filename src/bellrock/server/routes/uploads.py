"""How does a file get in from a browser? Uploaded, looked at, tried, and imported meanwhile."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import Path, Query
from pydantic import BaseModel, Field
from starlette.requests import Request

from bellrock.collect.import_files import open_source
from bellrock.collect.import_map import ImportMap
from bellrock.collect.imports import preview
from bellrock.runtime.upload_intake import Intake, check_size
from bellrock.runtime.upload_look import FileLook, file_look
from bellrock.runtime.uploads import Upload, undone
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer
from bellrock.server.page import Cursor, Limit, Page, cursor, place

router = api_router("imports", "/uploads")
UNLIMITED = 1 << 62  # the limit is a setting, and its refusal says more
_BLOCK = 1 << 20
UploadId = Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")]
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class UploadsPage(Page[Upload]):
    """Uploaded files, and how many bytes one may have."""

    most_bytes: int


class Reading(BaseModel):
    """How to read a text file, where that is not found out rightly."""

    delimiter: str = Field("", max_length=20)
    encoding: str = Field("", max_length=40)
    skip: int = Field(0, ge=0, lt=2**31, description="lines to leave out before the first")


class RowProblem(BaseModel):
    """A row that would be refused, and why."""

    row: int
    reason: str
    detail: str


class UploadCheck(BaseModel):
    """What importing would do, of the rows read: all of them where it is `complete`.

    `stored` still counts rows that are duplicates; `sample` are the first events as they would be
    stored, `problems` counts refused rows by reason, `examples` are the first of them.
    """

    read: int
    complete: bool
    stored: int
    quarantined: int
    sample: list[dict[str, Any]]
    problems: dict[str, int]
    examples: list[RowProblem]


@router.get("")
def list_uploads(
    caller: Changer, app: AppDep, after: Cursor = None, limit: Limit = 50
) -> UploadsPage:
    """List uploaded files and their imports, newest first."""
    older = place(after, 1)
    before = min(older[0], 2**63 - 1) if older else None
    found, last = app.uploads.list(caller.project.id, before=before, limit=limit)
    more = cursor(last) if len(found) == limit else None
    return UploadsPage(data=found, next=more, most_bytes=app.config.collect.upload_mb << 20)


@router.post("", status_code=201, openapi_extra=_FILE)
async def upload_file(
    request: Request,
    caller: Changer,
    app: AppDep,
    name: Annotated[str, Query(min_length=1, max_length=1000, description="the file's name")],
) -> Upload:
    """Take a file in as it is: CSV, JSON Lines or Parquet, or one of the first two gzipped."""
    most = app.config.collect.upload_mb << 20
    announced = request.headers.get("content-length", "")
    check_size(int(announced) if announced.isdigit() else 0, most)
    upload, path = await to_thread.run_sync(app.uploads.place, name)
    with undone(path):
        with Intake(path, most=most, free=app.config.spool.free_mb << 20) as intake:
            await _receive(request, intake)
            digest = await to_thread.run_sync(intake.end)
        return await to_thread.run_sync(
            lambda: app.uploads.add(
                caller.project.id, upload, path, intake.bytes, digest, actor=caller.actor
            )
        )


@router.get("/{upload}")
def show_upload(upload: UploadId, caller: Changer, app: AppDep) -> Upload:
    """Show a file and how far its import is."""
    return app.uploads.show(caller.project.id, upload)


@router.delete("/{upload}", status_code=204)
def remove_upload(upload: UploadId, caller: Changer, app: AppDep) -> None:
    """Delete the file; what was imported of it stays."""
    app.uploads.remove(caller.project.id, upload, actor=caller.actor)


@router.get("/{upload}/preview")
def preview_upload(
    upload: UploadId, reading: Annotated[Reading, Query()], caller: Changer, app: AppDep
) -> FileLook:
    """Show a file's columns and first rows, and guess what the columns mean."""
    path, digest = app.uploads.path(caller.project.id, upload)
    return file_look(path, ImportMap(**reading.model_dump()), digest=digest)


@router.post("/{upload}/check")
def check_upload(
    upload: UploadId,
    mapping: ImportMap,
    caller: Changer,
    app: AppDep,
    rows: Annotated[int, Query(ge=1, le=1_000_000, description="about how many to read")] = 20_000,
) -> UploadCheck:
    """Try an import: nothing is stored."""
    path, digest = app.uploads.path(caller.project.id, upload)
    seen = preview([path], mapping, show=10, most=rows, digests=[digest])
    examples = [RowProblem(row=p.row, reason=p.reason, detail=p.detail) for p in seen.examples]
    return UploadCheck(
        read=seen.read, complete=seen.complete, stored=seen.stored, quarantined=seen.quarantined,
        sample=[dict(one) for one in seen.sample], problems=dict(seen.problems), examples=examples,
    )  # fmt: skip


@router.post("/{upload}/run", status_code=202)
def run_upload(upload: UploadId, mapping: ImportMap, caller: Changer, app: AppDep) -> Upload:
    """Import a file in the background; it goes on after a restart. Twice stores nothing twice."""
    path, digest = app.uploads.path(caller.project.id, upload)
    open_source(path, mapping, digest=digest)  # what cannot be is refused now
    begun = app.uploads.enqueue(caller.project.id, upload, mapping, actor=caller.actor)
    app.runner.nudge()
    return begun


@router.post("/{upload}/cancel")
def cancel_upload(upload: UploadId, caller: Changer, app: AppDep) -> Upload:
    """End an import; what was stored stays, and importing again goes on from there."""
    return app.uploads.cancel(caller.project.id, upload, actor=caller.actor)


async def _receive(request: Request, intake: Intake) -> None:
    block = bytearray()
    async for piece in request.stream():
        block += piece
        if len(block) >= _BLOCK:
            await to_thread.run_sync(intake.take, bytes(block))
            block.clear()
    if block:
        await to_thread.run_sync(intake.take, bytes(block))
