"""Which projects may the caller see, and how do these reckon?"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bellrock.runtime.accounts_audit import Change
from bellrock.runtime.accounts_model import Project
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Manager, Owner, Reader
from bellrock.server.page import Cursor, Limit, Line, Page, cursor, place

router = api_router("projects")


class NewProject(BaseModel):
    """A project to be founded."""

    name: Line
    zone: Line = "UTC"
    currency: Line = "USD"


class ProjectChange(BaseModel):
    """What to change; what is left out stays."""

    name: Line | None = None
    zone: Line | None = None
    currency: Line | None = None
    bots: Literal["excluded", "included"] | None = None
    retention_days: Annotated[int, Field(ge=1, le=36_500)] | None = None


@router.get("/projects")
def list_projects(caller: Reader, app: AppDep) -> Page[Project]:
    """List the caller's projects, oldest first."""
    if caller.user is None:
        return Page(data=app.accounts.projects.all() if caller.operates else [caller.project])
    seats = app.accounts.members.seats(caller.user.id)
    return Page(data=[app.accounts.projects.numbered(seat.project) for seat in seats])


@router.post("/projects", status_code=201)
def found_project(new: NewProject, caller: Owner, app: AppDep) -> Project:
    """Found a project; who owns one may, and owns the new one."""
    made = app.accounts.projects.create(
        new.name, tz=new.zone, currency=new.currency, actor=caller.actor
    )
    if caller.user is not None:
        app.accounts.members.join(made.id, caller.user, "owner", actor=caller.actor)
    return made


@router.get("/project")
def show_project(caller: Reader) -> Project:
    """Show the caller's project."""
    return caller.project


@router.patch("/project")
def change_project(change: ProjectChange, caller: Manager, app: AppDep) -> Project:
    """Change the project's name, zone, currency, bot rule or retention."""
    said = change.model_dump(exclude_unset=True)
    changes = {k: v for k, v in said.items() if v is not None or k == "retention_days"}
    return app.accounts.projects.change(caller.project.id, changes, actor=caller.actor)


@router.get("/audit")
def list_changes(
    caller: Manager, app: AppDep, after: Cursor = None, limit: Limit = 50
) -> Page[Change]:
    """List who changed what in the project, newest first."""
    older = place(after, 1)
    before = min(older[0], 2**31 - 1) if older else None
    found = app.accounts.audit.changes(caller.project.id, before=before, limit=limit)
    return Page(data=found, next=cursor(found[-1].id) if len(found) == limit else None)
