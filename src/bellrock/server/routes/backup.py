"""How is a home that is served kept safe? By the operator's command line, into a folder here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field

from bellrock.core.errors import NotAllowed
from bellrock.runtime.keeping import keep
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Owner
from bellrock.store.backup import Backup

router = api_router("health")


class Into(BaseModel):
    """The new folder, as an absolute path on the server's machine."""

    folder: Annotated[str, Field(max_length=4000, pattern=r"^/[^\x00]*$")]


@router.post("/backup", status_code=201)
def back_up(into: Into, caller: Owner, app: AppDep) -> Backup:
    """Copy everything into a new folder, as of one moment; the server goes on meanwhile."""
    if not caller.operates:
        raise NotAllowed(
            "only the operator's own command line writes backups", hint="use `bellrock backup DIR`"
        )
    made = keep(app, Path(into.folder))
    app.accounts.audit.note(caller.actor, "backup", into.folder, project=caller.project.id)
    return made
