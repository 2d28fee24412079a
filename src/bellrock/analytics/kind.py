"""What is a kind of question? All that the doors need to know of it, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from bellrock.analytics.answer import Answer
from bellrock.analytics.behind import Cell
from bellrock.analytics.statement import Statement
from bellrock.query.asking import Ask, KindName
from bellrock.query.relation import Context
from bellrock.store import Lake

A = TypeVar("A", bound=Ask)
C = TypeVar("C", bound=Cell)


@dataclass(frozen=True)
class Kind(Generic[A, C]):
    """One kind of question."""

    what: str
    """What it tells, as a question."""
    ask: type[A]
    cell: type[C] | None
    """None where no people stand behind its numbers."""
    shape: type[Answer]
    answer: Callable[[Lake, A, Context], Answer]
    behind: Callable[[Lake, A, Context, C], list[int]] | None
    """Returns the people of a cell."""
    statements: Callable[[Lake, A, Context], list[Statement]]
    """Returns the SQL that gives the same numbers."""
    right: Literal["read", "change"] = "read"
    """What one must be allowed to do to ask it; what needs more than reading leaves a trace."""

    @property
    def name(self) -> KindName:
        """How doors call it."""
        return self.ask.question
