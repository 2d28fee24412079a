"""What do paths answer? Edges and whole ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

if TYPE_CHECKING:
    pass
from bellrock.analytics.answer import Answer, Meta


@dataclass(frozen=True)
class Edge:
    """One event straight after another, inside paths."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    people: int
    count: int


@dataclass(frozen=True)
class Path:
    """A whole way, event by event."""

    steps: tuple[str, ...]
    people: int
    count: int


@dataclass(frozen=True)
class PathsAnswer(Answer):
    """Which ways people took, most walked first."""

    edges: tuple[Edge, ...]
    paths: tuple[Path, ...]
    meta: Meta

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping an edge: from, to, people, count."""
        return [
            {"from": e.from_, "to": e.to, "people": e.people, "count": e.count} for e in self.edges
        ]
