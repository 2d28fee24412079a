"""Who can sign in? Made by the operator's own command line; everybody else is invited."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from bellrock.core.errors import NotAllowed
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Owner
from bellrock.server.page import Line

router = api_router("members")


class NewUser(BaseModel):
    """A user with a password of the operator's choosing."""

    email: Line
    password: Annotated[str, Field(max_length=1024, json_schema_extra={"format": "password"})]


class MadeUser(BaseModel):
    """A new user."""

    id: int
    email: str


@router.post("/users", status_code=201)
def make_user(new: NewUser, caller: Owner, app: AppDep) -> MadeUser:
    """Make a user as the operator: the first of a home owns it, later ones administer."""
    if not caller.operates:
        raise NotAllowed(
            "only the operator's own command line makes users",
            hint="invite people with POST /api/v1/members, or use `bellrock user create`",
        )
    user = app.accounts.user_create(new.email, new.password, project=caller.project.name)
    return MadeUser(id=user.id, email=user.email)
