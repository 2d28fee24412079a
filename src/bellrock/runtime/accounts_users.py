"""Who can sign in, and with which password?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from bellrock.core.errors import Conflict, NotFound, NotSignedIn
from bellrock.core.time import Clock
from bellrock.runtime.accounts_attempts import Attempts
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_devices import device_of, device_token
from bellrock.runtime.accounts_members import seat
from bellrock.runtime.accounts_model import Role, User, plain_email
from bellrock.runtime.accounts_secrets import digest, hash_password, password_fits
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import MEMBERS, SESSIONS, USERS


class Users:
    """Everybody who can sign in to this home."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self._attempts = Attempts(ledger, clock)

    def create(
        self,
        email: str,
        password: str,
        *,
        name: str = "",
        project: int,
        role: Role,
        actor: str = "cli",
    ) -> User:
        """Make a user who is a member of `project`.

        Raises:
            Conflict: there is a user with this e-mail address.
            InvalidDefinition: the e-mail address or the password will not do.
        """
        row = {"email": plain_email(email), "name": name.strip()[:200]}
        secret = hash_password(password)
        try:
            with self._ledger.write() as to:
                return self.add(to, row | {"password": secret}, project, role, actor=actor)
        except Conflict as error:
            raise Conflict(
                f"there is a user {row['email']} already", hint="sign in, or change the password"
            ) from error

    def add(
        self, to: Connection, row: dict[str, str], project: int, role: Role, *, actor: str
    ) -> User:
        """Insert a user and their seat within a transaction; `row` holds the password's hash."""
        now = self._clock.now()
        made = user_of(to.execute(insert(USERS).values(**row, created=now).returning(USERS)).one())
        seat(to, project, made.id, role, now)
        self._audit.record(to, actor, "user.create", made.email, project=project, role=role)
        return made

    def authenticate(self, email: str, password: str, address: str, *, device: str = "") -> User:
        """Return the user whose e-mail address and password these are.

        An unknown address walks the same path, and takes the same time, as a wrong password.

        Args:
            device: The cookie that `remember` made for this browser, if it has one.

        Raises:
            TooMany: too much has failed lately, here or at this account.
            NotSignedIn: they do not belong together.
        """
        account = email.strip().casefold()
        row = self._row(account)
        known = device_of(device, account, row.password) if row else ""
        return self._let_in(account, row, password, address, known)

    def remember(self, user: User) -> str:
        """Return a cookie by which the browser of `user` is known when they sign in again."""
        row = self._row(user.email)
        return device_token(user.email, row.password) if row else ""

    def named(self, email: str) -> User:
        """Return the user with this e-mail address.

        Raises:
            NotFound: there is none.
        """
        with self._ledger.read() as connection:
            query = select(USERS).where(USERS.c.email == plain_email(email))
            row = connection.execute(query).one_or_none()
        if row is None:
            raise NotFound(f"there is no user {email}", hint="create one with bellrock user create")
        return user_of(row)

    def change_password(self, user: User, old: str, new: str, address: str) -> None:
        """Set a new password and end every session of the user.

        Raises:
            TooMany, NotSignedIn: as `authenticate`, of the old password.
            InvalidDefinition: the new password will not do.
        """
        here = digest(f"signed in as {user.id}")  # whoever guesses elsewhere is not in the way
        self._let_in(user.email, self._row(user.email), old, address, here)
        secret = hash_password(new)
        with self._ledger.write() as to:
            to.execute(update(USERS).where(USERS.c.id == user.id).values(password=secret))
            to.execute(SESSIONS.delete().where(SESSIONS.c.user == user.id))
            self._audit.record(to, actor_of(user), "user.password", user.email, project=None)

    def _row(self, account: str) -> Row[Any] | None:
        with self._ledger.read() as connection:
            return connection.execute(select(USERS).where(USERS.c.email == account)).one_or_none()

    def _let_in(
        self, account: str, row: Row[Any] | None, password: str, address: str, device: str
    ) -> User:
        self._attempts.admit(account, address, device=device)
        if not password_fits(row.password if row else None, password) or row is None:
            raise NotSignedIn(
                "this e-mail address and password do not belong together",
                hint="check both; after five failures there is a wait of a quarter of an hour",
            )
        self._attempts.succeeded(account, address, device=device)
        return user_of(row)

    def owners(self) -> int:
        """Return how many users own a project; 0 on a fresh home."""
        with self._ledger.read() as connection:
            return owners(connection)


def owners(connection: Connection) -> int:
    """Return how many users own a project, as this transaction sees it."""
    query = select(func.count()).select_from(MEMBERS).where(MEMBERS.c.role == "owner")
    return int(connection.execute(query).scalar_one())


def actor_of(user: User) -> str:
    """Return how the audit names a user."""
    return f"user:{user.id} {user.email}"


def user_of(row: Row[Any]) -> User:
    """Return the user that a row of `users` is."""
    return User(row.id, row.email, row.name, row.created)
