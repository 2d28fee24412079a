"""How is a lake asked that stands alone, without a home's ledger? By its DSN, its first project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from bellrock.analytics import kind_named
from bellrock.core.errors import NotFound
from bellrock.query.relation import Context, IdentityState
from bellrock.store import Lake

Json = dict[str, Any]
_FIRST_PROJECT = 1


class Lakeside:
    """A bare lake: it answers questions, in UTC unless they name a zone, and knows no names."""

    def __init__(self, dsn: str) -> None:
        """Open the lake at `dsn`.

        Raises:
            StoreLocked, StoreUnreachable: it cannot be opened.
        """
        self._lake = Lake(dsn)
        self._context = Context(_FIRST_PROJECT, identity=IdentityState(overrides=True, visits=True))

    def ask(self, question: str, ask: Mapping[str, Any]) -> Json:
        """Return the answer to a question of the kind `question`."""
        kind = kind_named(question)
        return kind.answer(self._lake, kind.ask.model_validate(ask), self._context).to_json()

    def person(self, who: str, *, events: int = 50) -> Json:  # noqa: ARG002 -- as every door
        """Refuse: who is who stands in the ledger.

        Raises:
            NotFound: always.
        """
        raise NotFound(
            f"a lake alone does not know {who!r}",
            hint="open the home's folder, or ask the server that runs on it",
        )

    def close(self) -> None:
        """Close the lake."""
        self._lake.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
