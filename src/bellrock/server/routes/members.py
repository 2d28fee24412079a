"""Who works on the project, and in which role?"""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from bellrock.core.errors import NotAllowed
from bellrock.runtime.accounts_model import Member, Role
from bellrock.server.auth import AppDep, Caller, Manager
from bellrock.server.page import Line, Number, Page

router = APIRouter(tags=["members"], prefix="/members")


class Invitation(BaseModel):
    """Somebody to invite."""

    email: Line
    role: Role


class Invited(BaseModel):
    """A one-time token for the invited person, shown only now; it lives for a week."""

    token: str


class RoleChange(BaseModel):
    """A member's new role."""

    role: Role


@router.get("")
def list_members(caller: Manager, app: AppDep) -> Page[Member]:
    """List the project's members by e-mail address."""
    return Page(data=app.accounts.members.of(caller.project.id))


@router.post("", status_code=201)
def invite(invitation: Invitation, caller: Manager, app: AppDep) -> Invited:
    """Invite somebody by a link that works once; only owners invite owners."""
    if invitation.role == "owner" and not caller.owns:
        raise NotAllowed("only an owner invites owners", hint="ask an owner")
    token = app.accounts.links.invite(
        caller.project.id, invitation.email, invitation.role, actor=caller.actor
    )
    return Invited(token=token)


@router.patch("/{user}")
def change_role(user: Number, change: RoleChange, caller: Manager, app: AppDep) -> Member:
    """Give a member another role; only owners make and unmake owners."""
    app.accounts.members.change(
        caller.project.id, user, change.role, by_owner=caller.owns, actor=caller.actor
    )
    return _member(caller, app, user)


@router.delete("/{user}", status_code=204)
def remove(user: Number, caller: Manager, app: AppDep) -> None:
    """Take a member's seat away; at once, in every session of theirs."""
    app.accounts.members.remove(caller.project.id, user, by_owner=caller.owns, actor=caller.actor)


def _member(caller: Caller, app: AppDep, user: int) -> Member:
    return next(m for m in app.accounts.members.of(caller.project.id) if m.user.id == user)
