"""Who belongs to which project, in which role?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bellrock.core.errors import Conflict, InvalidDefinition, NotAllowed, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_model import ROLE_SCOPES, Member, Role, User
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import MEMBERS, USERS


class Members:
    """The seats in every project."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit

    def of(self, project: int) -> list[Member]:
        """Return the members of a project, by e-mail address."""
        query = _seats().where(MEMBERS.c.project == project).order_by(USERS.c.email)
        with self._ledger.read() as connection:
            return [_member(row) for row in connection.execute(query)]

    def seats(self, user: int) -> list[Member]:
        """Return the user's seats, the oldest project first."""
        query = _seats().where(MEMBERS.c.user == user).order_by(MEMBERS.c.project)
        with self._ledger.read() as connection:
            return [_member(row) for row in connection.execute(query)]

    def join(self, project: int, user: User, role: Role, *, actor: str) -> None:
        """Give a user a seat, or another role in the seat they have.

        Raises:
            Conflict: it would leave the project without an owner.
        """
        with self._ledger.write() as to:
            old = _role(to, project, user.id)
            self._appoint(to, project, user.id, old, role)
            self._audit.record(to, actor, "member.role", user.email, project=project, role=role)

    def change(self, project: int, user: int, role: Role, *, by_owner: bool, actor: str) -> None:
        """Give a member another role; only owners make and unmake owners.

        Raises:
            NotFound: no such member.
            NotAllowed: an owner is concerned and the caller is none.
            Conflict: it would leave the project without an owner.
        """
        with self._ledger.write() as to:
            old = _sitting(to, project, user)
            _guard({old, role}, by_owner=by_owner)
            self._appoint(to, project, user, old, role)
            self._audit.record(
                to, actor, "member.role", f"user:{user}", project=project, old=old, role=role
            )

    def remove(self, project: int, user: int, *, by_owner: bool, actor: str) -> None:
        """Take a member's seat away; their sessions see nothing of the project from now on.

        Raises:
            NotFound, NotAllowed, Conflict: as `change`.
        """
        with self._ledger.write() as to:
            old = _sitting(to, project, user)
            _guard({old}, by_owner=by_owner)
            _keep_an_owner(to, project, old, "")
            to.execute(delete(MEMBERS).where(_is(project, user)))
            self._audit.record(to, actor, "member.remove", f"user:{user}", project=project, old=old)

    def _appoint(
        self, to: Connection, project: int, user: int, old: str | None, role: Role
    ) -> None:
        if role not in ROLE_SCOPES:
            raise InvalidDefinition(
                f"there is no role {role!r}", hint="use " + ", ".join(ROLE_SCOPES), field="role"
            )
        if old is None:
            seat(to, project, user, role, self._clock.now())
            return
        _keep_an_owner(to, project, old, role)
        to.execute(update(MEMBERS).where(_is(project, user)).values(role=role))


def seat(to: Connection, project: int, user: int, role: Role, now: datetime) -> None:
    """Insert a seat within a transaction."""
    to.execute(insert(MEMBERS).values(project=project, user=user, role=role, created=now))


def _seats() -> Any:  # sqlalchemy's own type for a two-table select is not worth spelling out
    return select(
        MEMBERS, USERS.c.id, USERS.c.email, USERS.c.name, USERS.c.created.label("since")
    ).join(USERS, USERS.c.id == MEMBERS.c.user)


def _member(row: Row[Any]) -> Member:
    return Member(User(row.id, row.email, row.name, row.since), row.project, row.role)


def _is(project: int, user: int) -> Any:  # a boolean clause
    return (MEMBERS.c.project == project) & (MEMBERS.c.user == user)


def _role(to: Connection, project: int, user: int) -> str | None:
    found: str | None = to.execute(
        select(MEMBERS.c.role).where(_is(project, user))
    ).scalar_one_or_none()
    return found


def _sitting(to: Connection, project: int, user: int) -> str:
    role = _role(to, project, user)
    if role is None:
        raise NotFound("there is no such member", hint="list them with GET /api/v1/members")
    return role


def _guard(roles: set[str], *, by_owner: bool) -> None:
    if "owner" in roles and not by_owner:
        raise NotAllowed("only an owner appoints or dismisses owners", hint="ask an owner")


def _keep_an_owner(to: Connection, project: int, old: str, role: str) -> None:
    if old != "owner" or role == "owner":
        return
    query = select(func.count()).where(MEMBERS.c.project == project, MEMBERS.c.role == "owner")
    if to.execute(query).scalar_one() <= 1:
        raise Conflict("a project keeps at least one owner", hint="appoint another owner first")
