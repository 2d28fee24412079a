"""Which program may send events to, or read from, which project?"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from bellrock.core.errors import InvalidDefinition, NotFound, NotSignedIn
from bellrock.core.time import Clock
from bellrock.runtime.accounts_audit import Audit
from bellrock.runtime.accounts_model import KEY_SCOPES, Key, KeyKind
from bellrock.runtime.accounts_secrets import digest, new_token
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import KEYS

PREFIX: dict[str, str] = {"write": "wk_", "read": "rk_", "admin": "ak_"}
FRESH_S = 5.0
"""A key revoked or made by another process is noticed this much later."""
_MOST, _LONGEST = 10_000, 100


@dataclass(frozen=True)
class _Known:
    key: Key | None
    until: float


class Keys:
    """The keys of every project; checked from memory on the collector's hot path."""

    def __init__(self, ledger: Ledger, clock: Clock, audit: Audit) -> None:
        self._ledger = ledger
        self._clock = clock
        self._audit = audit
        self._known: dict[str, _Known] = {}
        self._guard = threading.Lock()

    def create(
        self, kind: KeyKind, project: int, name: str = "", *, actor: str = "cli"
    ) -> tuple[Key, str]:
        """Make a key and return it with its text, which for read and admin is shown only now.

        Raises:
            InvalidDefinition: there is no such kind of key.
        """
        if kind not in KEY_SCOPES:
            raise InvalidDefinition(
                f"there is no kind of key called {kind!r}", hint="use write, read or admin",
                field="kind",
            )  # fmt: skip
        text = new_token(PREFIX[kind])
        row = {"project": project, "kind": kind, "name": name.strip()[:200], "digest": digest(text)}
        row |= {"shown": text if kind == "write" else text[-4:]}
        with self._ledger.write() as to:
            query = insert(KEYS).values(**row, created=self._clock.now())
            made = _key(to.execute(query.returning(KEYS)).one())
            self._audit.record(
                to, actor, "key.create", f"key:{made.source}", project=project, kind=kind, name=name
            )
        self._forget()
        return made, text

    def recall(self, text: str) -> tuple[bool, Key | None]:
        """Return (whether memory knows the answer, the answer); never waits, never blocks."""
        known = self._known.get(text)
        if known is None or self._clock.monotonic() >= known.until:
            return False, None
        return True, known.key

    def check(self, text: str) -> Key:
        """Return the key that `text` is.

        Raises:
            NotSignedIn: it is none, or it was revoked.
        """
        sure, key = self.recall(text)
        if not sure and len(text) <= _LONGEST:
            key = self._look_up(text)
        if key is None:
            raise no_key()
        return key

    def of(self, project: int) -> list[Key]:
        """Return the project's keys, oldest first, revoked ones too."""
        query = select(KEYS).where(KEYS.c.project == project).order_by(KEYS.c.id)
        with self._ledger.read() as connection:
            return [_key(row) for row in connection.execute(query)]

    def revoke(self, project: int, source: int, *, actor: str) -> None:
        """End a key of this project; twice is the same as once.

        Raises:
            NotFound: the project has no such key.
        """
        mine = (KEYS.c.project == project) & (KEYS.c.id == source)
        with self._ledger.write() as to:
            if to.execute(select(KEYS.c.id).where(mine)).one_or_none() is None:
                raise NotFound("there is no such key", hint="list them with GET /api/v1/keys")
            now = self._clock.now()
            to.execute(update(KEYS).where(mine, KEYS.c.revoked.is_(None)).values(revoked=now))
            self._audit.record(to, actor, "key.revoke", f"key:{source}", project=project)
        self._forget()

    def _look_up(self, text: str) -> Key | None:
        query = select(KEYS).where(KEYS.c.digest == digest(text), KEYS.c.revoked.is_(None))
        with self._ledger.read() as connection:
            row = connection.execute(query).one_or_none()
        key = None if row is None else _key(row)
        with self._guard:
            if len(self._known) >= _MOST:  # a flood of made-up keys must not fill the memory
                self._known.clear()
            self._known[text] = _Known(key, self._clock.monotonic() + FRESH_S)
        return key

    def _forget(self) -> None:
        with self._guard:
            self._known.clear()


def no_key() -> NotSignedIn:
    """Return the error for a key that is none."""
    return NotSignedIn(
        "this key is not known, or was revoked", hint="make one with bellrock key create"
    )


def _key(row: Row[Any]) -> Key:
    return Key(
        row.id, row.project, row.kind, row.name, row.shown, row.created,
        None if row.revoked is None else row.revoked,
    )  # fmt: skip
