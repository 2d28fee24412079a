"""Who works on the project, and in which role?"""

from __future__ import annotations

from pydantic import BaseModel

from bellrock.core.errors import NotAllowed
from bellrock.runtime.accounts_links import Invitation
from bellrock.runtime.accounts_model import Member, Role
from bellrock.server.api import api_router
from bellrock.server.auth import AppDep, Caller, Manager
from bellrock.server.page import Line, Number, Page

router = api_router("members", "/members")


class NewInvitation(BaseModel):
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
def invite(invitation: NewInvitation, caller: Manager, app: AppDep) -> Invited:
    """Invite somebody by a link that works once; only owners invite owners."""
    if invitation.role == "owner" and not caller.owns:
        raise NotAllowed("only an owner invites owners", hint="ask an owner")
    token = app.accounts.links.invite(
        caller.project.id, invitation.email, invitation.role, actor=caller.actor
    )
    return Invited(token=token)


@router.get("/invitations")
def list_invitations(caller: Manager, app: AppDep) -> Page[Invitation]:
    """List who was invited and has not come yet, by e-mail address."""
    return Page(data=app.accounts.links.pending(caller.project.id))


@router.delete("/invitations/{invitation}", status_code=204)
def withdraw_invitation(invitation: Number, caller: Manager, app: AppDep) -> None:
    """Take an invitation back; its link opens nothing from now on."""
    app.accounts.links.withdraw(
        caller.project.id, invitation, by_owner=caller.owns, actor=caller.actor
    )


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
