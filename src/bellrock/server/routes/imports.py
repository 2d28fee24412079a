"""How does history come in over HTTP? A plan, its rows a chunk a request, and the report.

The reader of the files is elsewhere (`bellrock import`, which maps them); any step may be repeated.
"""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bellrock.collect.import_state import Report, Run
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer

router = api_router("imports", "/imports")
ROWS_BYTES = 32 << 20
"""The largest chunk of rows."""
ImportId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
_LINES = {
    "requestBody": {
        "required": True,
        "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
    }
}
_WAITING: dict[int | str, dict[str, Any]] = {
    202: {"model": None, "description": "Rows are under way still; ask again."}
}


class Plan(BaseModel):
    """What identifies an import: the same plan again resumes what was interrupted."""

    model_config = ConfigDict(extra="allow")

    files: list[dict[str, Any]] = Field(min_length=1, max_length=1000)


class Read(BaseModel):
    """How many rows the reader has seen in all its files."""

    read: int = Field(ge=0, lt=2**53)


@router.post("")
def begin_import(plan: Plan, caller: Changer, app: AppDep) -> Run:
    """Begin an import, or resume it where it was interrupted."""
    run = app.imports.begin(caller.project.id, plan.model_dump())
    if not run.resumed:
        app.accounts.audit.note(caller.actor, "import.begin", run.id, project=caller.project.id)
    return run


@router.post("/{import_id}/rows", status_code=204, openapi_extra=_LINES)
async def take_rows(
    import_id: ImportId,
    request: Request,
    caller: Changer,
    app: AppDep,
    file: Annotated[int, Query(ge=0, lt=2**31)],
    first: Annotated[int, Query(ge=1, lt=2**53, description="The first row's number.")],
) -> None:
    """Take in mapped rows as JSON lines; they are safe once it answers."""
    lines = await request.body()
    await to_thread.run_sync(app.imports.rows, caller.project.id, import_id, file, first, lines)


@router.post("/{import_id}/finish", response_model=Report, responses=_WAITING)
def finish_import(
    import_id: ImportId, told: Read, caller: Changer, app: AppDep
) -> Report | Response:
    """Report what the import came to: rows read = stored + duplicate + quarantined."""
    report = app.imports.finish(caller.project.id, import_id, told.read)
    return Response(status_code=202) if report is None else report
