"""How does a user want to see the app? Kept with the account, so that every browser agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update

from bellrock.core.errors import InvalidDefinition
from bellrock.runtime.accounts_model import User
from bellrock.runtime.accounts_users import user_of
from bellrock.store.ledger import Ledger
from bellrock.store.schema_accounts import USERS

Language = Literal["en", "zh-CN"]
Theme = Literal["system", "light", "dark"]
_CHOICES = {"language": ("en", "zh-CN", None), "theme": ("system", "light", "dark", None)}


@dataclass(frozen=True)
class Preferences:
    """What a user chose; None where they have not."""

    language: Language | None = None
    theme: Theme | None = None


class PreferencesOfUsers:
    """The preferences of everybody who can sign in."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, user: User) -> Preferences:
        """Return what the user chose."""
        query = select(USERS.c.language, USERS.c.theme).where(USERS.c.id == user.id)
        with self._ledger.read() as connection:
            row = connection.execute(query).one()
        return Preferences(row.language, row.theme)

    def change(self, user: User, changes: Mapping[str, str | None]) -> User:
        """Change `language`, `theme` or `name`, and return the user; None takes a choice back.

        Raises:
            InvalidDefinition: it is none of the choices.
        """
        row = dict(changes)
        for field, choices in _CHOICES.items():
            if row.get(field) not in choices:
                raise InvalidDefinition(
                    f"there is no {field} {row[field]!r}",
                    hint="use " + ", ".join(filter(None, choices)), field=field,
                )  # fmt: skip
        if "name" in row:
            row["name"] = (row["name"] or "").strip()[:200]
        if not row:
            return user
        with self._ledger.write() as to:
            query = update(USERS).where(USERS.c.id == user.id).values(**row)
            return user_of(to.execute(query.returning(USERS)).one())
