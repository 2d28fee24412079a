"""How does the first owner, or an invited member, get in? By a link that works once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bellrock.core.errors import Conflict, InvalidDefinition, NotAllowed, NotFound
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_members import Members
from bellrock.runtime.accounts_model import ROLE_SCOPES, Role, User, plain_email
from bellrock.runtime.accounts_secrets import digest, hash_password, new_token
from bellrock.runtime.accounts_users import Users, actor_of, owners
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import LINKS, PROJECTS, USERS

LIVES = timedelta(hours=24)
INVITATION_LIVES = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """Somebody who was invited and has not come yet; the link itself is known to them alone."""

    id: int
    email: str
    role: Role
    expires: datetime


@dataclass(frozen=True)
class InvitationLook:
    """What an invited person sees before they join; `known` where they have an account already."""

    email: str
    project: str
    role: Role
    known: bool


class Links:
    """One-time links; only their digests are kept."""

    def __init__(
        self, ledger: Ledger, clock: Clock, audit: Audit, users: Users, members: Members
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self._users = users
        self._members = members

    def first_run(self, project: int) -> str | None:
        """Return a token for the first owner, good for a day; None where there is an owner.

        A newer token ends the older ones.
        """
        token = new_token()
        with self._ledger.write() as to:
            if owners(to):
                return None
            to.execute(update(LINKS).where(LINKS.c.purpose == "owner").values(used=True))
            self._insert(to, token, "owner", LIVES, project=project, role="owner", email="")
        return token

    def invite(self, project: int, email: str, role: Role, *, actor: str) -> str:
        """Return a token with which `email` can join the project within a week.

        Raises:
            InvalidDefinition: the e-mail address or role is none.
        """
        address = plain_email(email)
        if role not in ROLE_SCOPES:
            raise InvalidDefinition(
                f"there is no role {role!r}", hint="use " + ", ".join(ROLE_SCOPES), field="role"
            )
        token = new_token()
        with self._ledger.write() as to:
            older = (LINKS.c.email == address) & (LINKS.c.project == project)
            to.execute(update(LINKS).where(older, LINKS.c.purpose == "invite").values(used=True))
            self._insert(
                to, token, "invite", INVITATION_LIVES, project=project, role=role, email=address
            )
            self._audit.record(to, actor, "member.invite", address, project=project, role=role)
        return token

    def pending(self, project: int) -> list[Invitation]:
        """Return the project's invitations that can still be accepted, by e-mail address."""
        query = select(LINKS).where(_open_invitations(project), LINKS.c.expires > self._clock.now())
        with self._ledger.read() as connection:
            rows = connection.execute(query.order_by(LINKS.c.email)).all()
        return [Invitation(row.id, row.email, row.role, row.expires) for row in rows]

    def withdraw(self, project: int, invitation: int, *, by_owner: bool, actor: str) -> None:
        """Take an invitation back; its link opens nothing from now on.

        Raises:
            NotFound: the project has no such invitation, or it is spent.
            NotAllowed: it invites an owner and the caller is none.
        """
        mine = _open_invitations(project) & (LINKS.c.id == invitation)
        with self._ledger.write() as to:
            row = to.execute(select(LINKS).where(mine)).one_or_none()
            if row is None:
                raise NotFound(
                    "there is no such invitation",
                    hint="list them with GET /api/v1/members/invitations",
                )
            if row.role == "owner" and not by_owner:
                raise NotAllowed("only an owner takes back an owner's invitation", hint="ask one")
            to.execute(update(LINKS).where(mine).values(used=True))
            self._audit.record(to, actor, "member.withdraw", row.email, project=project)

    def look(self, token: str) -> InvitationLook:
        """Return what an invitation invites to; it stays good.

        Raises:
            NotFound: the link is unknown, used or out of date.
        """
        link = self._find("invite", token)
        with self._ledger.read() as connection:
            project = connection.execute(
                select(PROJECTS.c.name).where(PROJECTS.c.id == link.project)
            ).scalar_one()
            known = connection.execute(select(USERS.c.id).where(USERS.c.email == link.email))
            return InvitationLook(link.email, project, link.role, known.one_or_none() is not None)

    def claim_first_run(self, token: str, email: str, password: str, name: str) -> User:
        """Make the first owner; of two claims at once, one wins.

        Raises:
            NotFound: the link is unknown, used or out of date.
            Conflict: there is an owner already.
            InvalidDefinition: the e-mail address or the password will not do.
        """
        row = {"email": plain_email(email), "name": name.strip()[:200]}
        self._find("owner", token)  # before the costly hash, so that guesses stay cheap to refuse
        secret = hash_password(password)
        with self._ledger.write() as to:
            link = self._use(to, "owner", token)
            if owners(to):
                raise Conflict(
                    "there is an owner already", hint="sign in, or ask for an invitation"
                )
            return self._users.add(
                to, row | {"password": secret}, link.project, "owner", actor="first-run link"
            )

    def accept(self, token: str, password: str, name: str, address: str) -> User:
        """Join by invitation: with a new password, or with one's own where one is known already.

        Raises:
            NotFound: the link is unknown, used or out of date.
            NotSignedIn, TooMany: the user is known and the password is not theirs.
            InvalidDefinition: the new password will not do.
        """
        link = self._find("invite", token)
        try:
            user = self._users.named(link.email)
        except NotFound:
            return self._newcomer(token, password, name)
        self._users.authenticate(user.email, password, address)
        with self._ledger.write() as to:
            self._use(to, "invite", token)
        self._members.join(link.project, user, link.role, actor=actor_of(user))
        return user

    def _newcomer(self, token: str, password: str, name: str) -> User:
        secret = hash_password(password)
        with self._ledger.write() as to:
            link = self._use(to, "invite", token)
            row = {"email": link.email, "name": name.strip()[:200], "password": secret}
            return self._users.add(to, row, link.project, link.role, actor="invitation")

    def _insert(
        self, to: Connection, token: str, purpose: str, lives: timedelta, **row: Any
    ) -> None:
        expires = self._clock.now() + lives
        to.execute(
            insert(LINKS).values(
                purpose=purpose, token=digest(token), expires=expires, used=False, **row
            )
        )

    def _find(self, purpose: str, token: str) -> Row[Any]:
        with self._ledger.read() as connection:
            return self._valid(connection, purpose, token)

    def _use(self, to: Connection, purpose: str, token: str) -> Row[Any]:
        link = self._valid(to, purpose, token)
        spent = update(LINKS).where(LINKS.c.id == link.id, LINKS.c.used.is_(False))
        if to.execute(spent.values(used=True)).rowcount != 1:
            raise _no_link()
        return link

    def _valid(self, connection: Connection, purpose: str, token: str) -> Row[Any]:
        mine = (LINKS.c.token == digest(token)) & (LINKS.c.purpose == purpose)
        row = connection.execute(select(LINKS).where(mine)).one_or_none()
        if row is None or row.used or row.expires <= self._clock.now():
            raise _no_link()
        return row


def _open_invitations(project: int) -> Any:  # a boolean clause
    mine = (LINKS.c.project == project) & (LINKS.c.purpose == "invite")
    return mine & LINKS.c.used.is_(False)


def _no_link() -> NotFound:
    return NotFound(
        "this link is unknown, was used, or is out of date",
        hint="restart bellrock serve for a new first-run link, or ask for a new invitation",
    )
