"""Which browser is signed in, and until when?"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from bellrock.core.errors import NotAllowed, NotSignedIn
from bellrock.core.time import Clock
from bellrock.runtime.accounts_model import Session, User
from bellrock.runtime.accounts_secrets import digest, new_token
from bellrock.runtime.accounts_users import user_of
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import SESSIONS, USERS

LONGEST, IDLE = timedelta(days=30), timedelta(days=7)
_NOTED_EVERY = timedelta(minutes=5)


class Sessions:
    """The browsers that are signed in."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def open(self, user: User, *, address: str, user_agent: str) -> str:
        """Begin a session and return its token, always a new one; only its digest is kept."""
        token, now = new_token(), self._clock.now()
        row = {"token": digest(token), "user": user.id, "created": now, "seen": now}
        with self._ledger.write() as to:
            to.execute(delete(SESSIONS).where(SESSIONS.c.created <= now - LONGEST))
            to.execute(
                insert(SESSIONS).values(**row, address=address[:64], user_agent=user_agent[:300])
            )
        return token

    def check(self, token: str) -> Session:
        """Return the session of `token`; it ends 30 days after its start, or 7 days unused.

        Raises:
            NotSignedIn: there is none, or it is over.
        """
        with self._ledger.read() as connection:
            row = connection.execute(
                select(SESSIONS.c.id.label("session"), SESSIONS.c.created.label("began"))
                .add_columns(SESSIONS.c.seen, *USERS.c)
                .join(USERS, USERS.c.id == SESSIONS.c.user)
                .where(SESSIONS.c.token == digest(token))
            ).one_or_none()
        now = self._clock.now()
        if row is None or now - row.began >= LONGEST or now - row.seen >= IDLE:
            raise not_signed_in()
        if now - row.seen >= _NOTED_EVERY:
            self._note(row.session, now)
        return Session(row.session, user_of(row), row.began)

    def close(self, token: str) -> None:
        """End the session of `token`; ending none is no error."""
        with self._ledger.write() as to:
            to.execute(delete(SESSIONS).where(SESSIONS.c.token == digest(token)))

    def close_others(self, user: User, token: str) -> int:
        """End every other session of the user and return how many there were."""
        mine = (SESSIONS.c.user == user.id) & (SESSIONS.c.token != digest(token))
        with self._ledger.write() as to:
            return int(to.execute(delete(SESSIONS).where(mine)).rowcount)

    def _note(self, session: int, now: datetime) -> None:
        with self._ledger.write() as to:
            to.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(seen=now))


def csrf_token(token: str) -> str:
    """Return what a page sends in `X-CSRF-Token`: derived from the session, so it dies with it."""
    return hmac.new(token.encode(), b"bellrock csrf", "sha256").hexdigest()


def check_csrf(token: str, sent: str) -> None:
    """Refuse a change that another site may have set off.

    Raises:
        NotAllowed: `sent` is not this session's token.
    """
    if not hmac.compare_digest(csrf_token(token).encode(), sent.encode("utf-8", "replace")):
        raise NotAllowed(
            "this change did not come from a page of Bellrock",
            hint="send the csrf value of GET /api/v1/session in the X-CSRF-Token header",
        )


def not_signed_in() -> NotSignedIn:
    """Return the error for a caller who is not known, whatever the reason."""
    return NotSignedIn(
        "this needs a signed-in user or a key",
        hint="sign in, or send a read or admin key as Authorization: Bearer …",
    )
