"""What does an answer hold? One frozen type a question, the same from a folder and from a server.

`to_json` and `from_json` are inverse; `to_arrow` is one flat table with a line for each number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from bellrock.core.errors import BellrockError

if TYPE_CHECKING:
    import polars as pl

By = Mapping[str, str | None]


@dataclass(frozen=True)
class Meta:
    """What stands under every answer, so that nothing hides."""

    period: tuple[datetime, datetime]
    """`[from, to)`, with the zone's offset."""
    zone: str
    filters: tuple[str, ...]
    """The filters that were applied, as text."""
    bot_share: float | None
    """Share (0-1) of the asked events in the period that machines sent; None without events."""
    bots: str
    """`excluded` or `included`."""
    freshness: datetime | None
    """When the newest event of the project arrived."""
    rows_scanned: int
    """Events that were read."""
    seconds: float
    identity: str
    """`resolved` (people as known now) or `as_of_event`."""
    notes: tuple[str, ...] = ()
    """What a careful reader should know about these numbers."""

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        start, end = self.period
        shown = asdict(self)
        shown["period"] = {"from": start.isoformat(), "to": end.isoformat()}
        shown["freshness"] = None if self.freshness is None else self.freshness.isoformat()
        shown["filters"], shown["notes"] = list(self.filters), list(self.notes)
        return shown

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        told = dict(data)
        told["period"] = (_moment(data["period"]["from"]), _moment(data["period"]["to"]))
        told["freshness"] = _moment(data["freshness"]) if data.get("freshness") else None
        told["filters"], told["notes"] = tuple(data["filters"]), tuple(data.get("notes", ()))
        return cls(**told)


class Framed:
    """Answers as tables; each answer says its lines in `lines`."""

    def lines(self) -> list[dict[str, Any]]:
        """Return one flat mapping a number."""
        raise NotImplementedError

    def to_arrow(self) -> pa.Table:
        """Return the answer as an Arrow table; no lines give a table without columns."""
        return pa.Table.from_pylist(self.lines())

    def to_polars(self) -> pl.DataFrame:
        """Return the answer as a polars frame.

        Raises:
            BellrockError: polars is not installed.
        """
        try:
            import polars  # noqa: PLC0415 # an optional dependency
        except ImportError as error:
            raise BellrockError(
                "polars is not installed", hint='pip install "bellrock[frames]"'
            ) from error
        return polars.DataFrame(polars.from_arrow(self.to_arrow()))


@dataclass(frozen=True)
class Point:
    """One bucket of a series; `value` is None where there is nothing to take a figure of."""

    start: datetime
    value: float | None


@dataclass(frozen=True)
class Series:
    """One line of a trend. `by` is None without a breakdown; `other` marks the rest's line."""

    name: str
    by: By | None
    points: tuple[Point, ...]
    total: float | None
    """Over the whole period; for uniques the people of the period, not the sum of the points."""
    other: bool = False


@dataclass(frozen=True)
class TrendAnswer(Framed):
    """How a number moved."""

    series: tuple[Series, ...]
    meta: Meta

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return {"series": [_series_json(one) for one in self.series], "meta": self.meta.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(tuple(map(_series, data["series"])), Meta.from_json(data["meta"]))

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a point: name, a column for each breakdown, start, value."""
        return [
            {"name": one.name, **_columns(one.by), "start": point.start, "value": point.value}
            for one in self.series
            for point in one.points
        ]


@dataclass(frozen=True)
class Rung:
    """One step of a funnel."""

    name: str
    people: int
    share: float | None
    """Of those who entered, 0-1; None when nobody did."""
    share_of_previous: float | None
    """Of those on the step before; for the first step the same as `share`."""
    median_wait_s: float | None
    """Median seconds since the step before; None for the first step and when nobody came."""


@dataclass(frozen=True)
class Ladder:
    """The funnel of one group; `by` is None without a breakdown."""

    by: By | None
    steps: tuple[Rung, ...]
    other: bool = False


@dataclass(frozen=True)
class FunnelAnswer(Framed):
    """How many people climbed. One ladder without a breakdown, else one a group and `other`."""

    ladders: tuple[Ladder, ...]
    meta: Meta

    @property
    def steps(self) -> tuple[Rung, ...]:
        """The steps of the first ladder: of all people where nothing was broken down."""
        return self.ladders[0].steps

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        if len(self.ladders) == 1 and self.ladders[0].by is None:
            return {"steps": [asdict(r) for r in self.steps], "meta": self.meta.to_json()}
        return {"groups": [_ladder_json(one) for one in self.ladders], "meta": self.meta.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        told = data.get("groups", [{"by": None, "steps": data.get("steps")}])
        return cls(tuple(map(_ladder, told)), Meta.from_json(data["meta"]))

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a step: a column for each breakdown, then the rung's fields."""
        return [
            {**_columns(one.by), "step": number, **asdict(rung)}
            for one in self.ladders
            for number, rung in enumerate(one.steps, 1)
        ]


@dataclass(frozen=True)
class Cohort:
    """People who started in one bucket and how many of them came back in each bucket after."""

    start: datetime
    people: int
    returned: tuple[int | None, ...]
    """By buckets after the start, the first its own; None until that bucket has ended."""


@dataclass(frozen=True)
class RetentionAnswer(Framed):
    """Who came back."""

    cohorts: tuple[Cohort, ...]
    meta: Meta

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        cohorts = [
            {"start": one.start.isoformat(), "people": one.people, "returned": list(one.returned)}
            for one in self.cohorts
        ]
        return {"cohorts": cohorts, "meta": self.meta.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        cohorts = tuple(
            Cohort(_moment(one["start"]), one["people"], tuple(one["returned"]))
            for one in data["cohorts"]
        )
        return cls(cohorts, Meta.from_json(data["meta"]))

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping a cell: start, people, after (in buckets), returned."""
        return [
            {"start": one.start, "people": one.people, "after": after, "returned": returned}
            for one in self.cohorts
            for after, returned in enumerate(one.returned)
        ]


@dataclass(frozen=True)
class Edge:
    """One event straight after another, inside paths."""

    from_: str
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
class PathsAnswer(Framed):
    """Which ways people took, most walked first."""

    edges: tuple[Edge, ...]
    paths: tuple[Path, ...]
    meta: Meta

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON types."""
        edges = [
            {"from": e.from_, "to": e.to, "people": e.people, "count": e.count} for e in self.edges
        ]
        paths = [{**asdict(path), "steps": list(path.steps)} for path in self.paths]
        return {"edges": edges, "paths": paths, "meta": self.meta.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        edges = tuple(Edge(e["from"], e["to"], e["people"], e["count"]) for e in data["edges"])
        paths = tuple(Path(tuple(p["steps"]), p["people"], p["count"]) for p in data["paths"])
        return cls(edges, paths, Meta.from_json(data["meta"]))

    def lines(self) -> list[dict[str, Any]]:
        """Return one mapping an edge: from, to, people, count."""
        return [
            {"from": e.from_, "to": e.to, "people": e.people, "count": e.count} for e in self.edges
        ]


Answer = TrendAnswer | FunnelAnswer | RetentionAnswer | PathsAnswer


def group_json(by: By | None, other: bool) -> dict[str, Any]:
    """Return how a group is called in JSON: its values by property, and whether it is the rest."""
    if by is None:
        return {"by": None}
    return {"by": dict(by), "other": True} if other else {"by": dict(by)}


def _series_json(one: Series) -> dict[str, Any]:
    points = [{"start": p.start.isoformat(), "value": p.value} for p in one.points]
    group = group_json(one.by, one.other)
    return {"name": one.name, **group, "points": points, "total": one.total}


def _ladder_json(one: Ladder) -> dict[str, Any]:
    return {**group_json(one.by, one.other), "steps": [asdict(rung) for rung in one.steps]}


def _series(data: Mapping[str, Any]) -> Series:
    points = tuple(Point(_moment(p["start"]), p["value"]) for p in data["points"])
    return Series(data["name"], data["by"], points, data["total"], data.get("other", False))


def _ladder(data: Mapping[str, Any]) -> Ladder:
    rungs = _each(data["steps"], lambda rung: Rung(**rung))
    return Ladder(data["by"], rungs, data.get("other", False))


def _each(data: Sequence[Any], read: Callable[[Any], Rung]) -> tuple[Rung, ...]:
    return tuple(read(one) for one in data)


def _columns(by: By | None) -> dict[str, str | None]:
    return {f"by {name}": value for name, value in (by or {}).items()}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
