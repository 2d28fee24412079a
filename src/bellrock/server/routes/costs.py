"""What was paid for people? A file of costs comes in, is listed, and is removed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import Path, Query
from pydantic import BaseModel
from starlette.requests import Request

from bellrock.collect.costs import Which
from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.costs import CostList, CostReport, Taking
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Changer, Reader

router = api_router("costs", "/costs")
Text = Annotated[str | None, Query(max_length=1000)]
_FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


class Removed(BaseModel):
    """How many days of campaigns were removed."""

    removed: int


@router.post("", openapi_extra=_FILE)
async def import_costs(
    request: Request,
    caller: Changer,
    app: AppDep,
    name: Annotated[str, Query(max_length=200, description="The file's name.")] = "costs.csv",
    dry_run: Annotated[bool, Query(description="Only say what would happen.")] = False,
    skip_faults: Annotated[bool, Query(description="Leave out lines with faults.")] = False,
) -> CostReport:
    """Import a CSV file of costs; a day and campaign that is known already is replaced."""
    data = await request.body()
    take = partial(
        app.costs.take, caller.project.id, data, Taking(name, dry_run, skip_faults),
        owner=None if caller.user is None else caller.user.id, actor=caller.actor,
    )  # fmt: skip
    return await to_thread.run_sync(take)


@router.get("")
def list_costs(
    caller: Reader, app: AppDep, first: date | None = None, last: date | None = None,
    channel: Text = None, campaign: Text = None,
) -> CostList:  # fmt: skip
    """List what each campaign cost, and the imports of costs."""
    return app.costs.of(caller.project.id, Which(first, last, channel, campaign))


@router.delete("")
def remove_costs(
    caller: Changer, app: AppDep, first: date | None = None, last: date | None = None,
    channel: Text = None, campaign: Text = None,
) -> Removed:  # fmt: skip
    """Remove the costs of some days, of a channel or of a campaign."""
    which = Which(first, last, channel, campaign)
    if which == Which():
        raise InvalidDefinition(
            "say which costs are meant", hint="give first, last, channel or campaign", field="first"
        )
    return Removed(removed=app.costs.remove(caller.project.id, which, actor=caller.actor))


@router.delete("/imports/{import_id}")
def undo_costs(
    import_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9]{1,16}$")], caller: Changer, app: AppDep
) -> Removed:
    """Remove what an import of costs brought, where nothing newer replaced it."""
    return Removed(removed=app.costs.undo(caller.project.id, import_id, actor=caller.actor))
