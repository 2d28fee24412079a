"""What do paths answer? Edges and whole ways, steps, events, clusters, and two audiences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from pydantic import Field

from bellrock.analytics.answer import LEFT_OUT, Answer, Meta


@dataclass(frozen=True)
class Edge:
    """One event straight after another, inside paths."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    people: int
    count: int
    share: Annotated[
        float | None, LEFT_OUT,
        Field(description="of the times that paths stand at the first event, those that go on so"),
    ] = None  # fmt: skip


@dataclass(frozen=True)
class Path:
    """A whole way, event by event."""

    steps: tuple[str, ...]
    people: int
    count: int
    at: Annotated[
        int | None, LEFT_OUT,
        Field(description="the place, from 0, of the event that the path lies around"),
    ] = None  # fmt: skip


@dataclass(frozen=True)
class Walked:
    """All paths, and the people who took them."""

    people: int
    count: int


@dataclass(frozen=True)
class Standing:
    """An event at a step: people, paths, and the share of all paths."""

    name: str
    people: int
    count: int
    share: float


@dataclass(frozen=True)
class MatrixStep:
    """What stands at one step of paths; paths that are not there have ended, or not begun."""

    at: int
    """From 0; below zero before the end, or before the event that paths lie around."""
    people: int
    count: int
    events: tuple[Standing, ...]


@dataclass(frozen=True)
class Node:
    """An event on paths: how often paths stand there, begin there and end there."""

    name: str
    people: int
    count: int
    starts: int
    ends: int


@dataclass(frozen=True)
class Leaning:
    """An edge that a cluster walks more than everybody does: shares of people."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    people: int
    share: float
    share_of_all: float


@dataclass(frozen=True)
class PathsCluster:
    """People who go similar ways."""

    people: int
    share: float
    count: int
    """Paths."""
    steps: tuple[str, ...]
    """The path that most of them walked, and how many did."""
    walked_by: int
    edges: tuple[Leaning, ...]
    reached: int | None = None
    """People with the goal on their paths; null where none was asked for."""


@dataclass(frozen=True)
class Difference:
    """A path, an edge or a step, and the shares of both audiences' people who have it."""

    kind: str
    """`path`, `edge` or `step`."""
    steps: tuple[str, ...]
    at: int | None
    """The place of a step; of the event that a path lies around."""
    people: int
    versus: int
    share: float
    share_versus: float
    difference: float
    low: float
    high: float
    """95 % bounds of the difference."""
    p: float | None
    q: float | None
    """How likely by accident, alone and among all of its kind; null where people are too few."""


@dataclass(frozen=True)
class Compared:
    """Two audiences: their people, those who are of both, and where their paths differ."""

    people: int
    versus: int
    both: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class PathsAnswer(Answer):
    """Which ways people took, most walked first."""

    edges: tuple[Edge, ...]
    paths: tuple[Path, ...]
    meta: Meta
    walked: Annotated[Walked | None, LEFT_OUT] = None
    matrix: Annotated[tuple[MatrixStep, ...] | None, LEFT_OUT] = None
    nodes: Annotated[tuple[Node, ...] | None, LEFT_OUT] = None
    clusters: Annotated[tuple[PathsCluster, ...] | None, LEFT_OUT] = None
    compared: Annotated[Compared | None, LEFT_OUT] = None

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a difference, a step's event, a cluster, or else an edge."""
        if self.compared is not None:
            return [_flat(asdict(one)) for one in self.compared.differences]
        if self.matrix is not None:
            return [{"step": step.at, **asdict(one)} for step in self.matrix for one in step.events]
        if self.clusters is not None:
            return [_cluster_line(i, one) for i, one in enumerate(self.clusters)]
        return [
            {"from": e.from_, "to": e.to, "people": e.people, "count": e.count}
            | ({} if e.share is None else {"share": e.share})
            for e in self.edges
        ]


def _cluster_line(number: int, one: PathsCluster) -> dict[str, Any]:
    return {
        "cluster": number, "people": one.people, "share": one.share, "count": one.count,
        "steps": _way(one.steps), "reached": one.reached,
    }  # fmt: skip


def _flat(line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "steps": _way(line["steps"])}


def _way(steps: Sequence[str]) -> str:
    return " → ".join(steps)
