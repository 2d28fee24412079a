"""What are a project, a user, a member and a key, and what may each role and key do?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bellrock.core.errors import InvalidDefinition

Scope = Literal["collect", "read", "change", "manage", "own"]
"""collect: send events. read: ask, and see people and events. change: mend identities, replay,
import. manage: members, keys, the project's settings. own: appoint and dismiss owners."""

Role = Literal["owner", "admin", "analyst", "marketer", "viewer"]
KeyKind = Literal["write", "read", "admin"]
Bots = Literal["excluded", "included"]

ROLE_SCOPES: dict[str, frozenset[Scope]] = {
    "owner": frozenset({"read", "change", "manage", "own"}),
    "admin": frozenset({"read", "change", "manage"}),
    "analyst": frozenset({"read", "change"}),
    "marketer": frozenset({"read", "change"}),
    "viewer": frozenset({"read"}),
}
KEY_SCOPES: dict[str, frozenset[Scope]] = {
    "write": frozenset({"collect"}),
    "read": frozenset({"read"}),
    "admin": frozenset({"collect", "read", "change", "manage"}),
}


@dataclass(frozen=True)
class Project:
    """One customer base: its events, people, members and keys are its own."""

    id: int
    name: str
    zone: str
    currency: str
    bots: Bots
    retention_days: int | None
    created: datetime


@dataclass(frozen=True)
class User:
    """Somebody who can sign in."""

    id: int
    email: str
    name: str
    created: datetime


@dataclass(frozen=True)
class Member:
    """A user's place in one project."""

    user: User
    project: int
    role: Role


@dataclass(frozen=True)
class Key:
    """A program's way in to one project; `source` is the number that its events carry.

    `shown` is a write key in full, and the last four characters of any other.
    """

    source: int
    project: int
    kind: KeyKind
    name: str
    shown: str
    created: datetime
    revoked: datetime | None = None

    @property
    def scopes(self) -> frozenset[Scope]:
        """What the key may do."""
        return KEY_SCOPES[self.kind]


@dataclass(frozen=True)
class Session:
    """A signed-in browser."""

    id: int
    user: User
    created: datetime


def plain_email(text: str) -> str:
    """Return an e-mail address as accounts are found by: trimmed, lower case.

    Raises:
        InvalidDefinition: it has no name, no domain, or is longer than 254 characters.
    """
    email = text.strip().casefold()
    name, at, domain = email.rpartition("@")
    clean = email.isprintable() and not any(c.isspace() for c in email)
    if not (name and at and "." in domain.strip(".")) or len(email) > 254 or not clean:
        raise InvalidDefinition(
            "this is not an e-mail address", hint="write it as name@example.org", field="email"
        )
    return email
