"""How fast are the questions, beside what one would write instead, and do all agree?

Every row is measured in one run: the engines take turns, so that a busy moment hits all of them.
The answers are compared before anything is printed.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bellrock.analytics.funnel import funnel
from bellrock.analytics.paths import paths
from bellrock.analytics.retention import retention
from bellrock.analytics.trend import trend
from bellrock.core.time import FixedClock
from bellrock.people.profile import Profiles
from bellrock.query import (
    Context,
    FunnelAsk,
    IdentityState,
    PathsAsk,
    RetentionAsk,
    Sql,
    TrendAsk,
)
from bellrock.store import Lake, Ledger, migrate_ledger
from bench import loop
from bench.build import PROJECT, Size, build
from bench.engines import STEPS, TOP, Polar, ducks

QUARTER = {"from": "2026-01-01", "to": "2026-04-01"}
FORTNIGHT = {"from": "2026-03-01", "to": "2026-03-15"}
TREND = TrendAsk(event="view", metric="uniques", **QUARTER)
BREAKDOWN = TrendAsk(
    event="view", metric="uniques", every="week", by="props.category", top=TOP, **QUARTER
)
FUNNEL = FunnelAsk(steps=STEPS, within="7d", **QUARTER)
RETENTION = RetentionAsk(**QUARTER)
PATHS = PathsAsk(top=TOP, **FORTNIGHT)


class Bellrock:
    """The questions as a user asks them, quiet line and all."""

    def __init__(self, place: Path) -> None:
        self.lake = Lake(f"chdb:///{place.resolve()}/lake")
        self.lake.run(Sql("system reload dictionary person_override"))
        clock = FixedClock(datetime(2026, 4, 1, tzinfo=UTC))
        self.ctx = Context(PROJECT, "UTC", IdentityState(True, False), clock)
        ledger = Ledger(f"sqlite:///{place.resolve()}/ledger.db")
        migrate_ledger(ledger)
        self.profiles = Profiles(ledger, self.lake)

    def trend(self) -> Any:
        (series,) = trend(self.lake, TREND, self.ctx).series
        return [point.value for point in series.points], series.total

    def breakdown(self) -> Any:
        series = trend(self.lake, BREAKDOWN, self.ctx).series
        return {
            (one.by or {})["props.category"]: [one.total, *(p.value for p in one.points)]
            for one in series
        }

    def funnel(self) -> Any:
        return [rung.people for rung in funnel(self.lake, FUNNEL, self.ctx).steps]

    def retention(self) -> Any:
        cohorts = retention(self.lake, RETENTION, self.ctx).cohorts
        return {c.start.strftime("%Y-%m-%d"): c.returned for c in cohorts}

    def paths(self) -> Any:
        answer = paths(self.lake, PATHS, self.ctx)
        return (
            [(path.steps, path.people, path.count) for path in answer.paths],
            [((e.from_, e.to), e.people, e.count) for e in answer.edges],
        )

    def timeline(self, person: int) -> Any:
        return self.profiles.timeline(PROJECT, person, IdentityState(), before=None, limit=50)


@dataclass(frozen=True)
class Row:
    """One question: seconds (p50) by engine."""

    question: str
    seconds: Mapping[str, float]

    @property
    def alternative(self) -> float:
        """The best of what one would write instead."""
        return min(s for name, s in self.seconds.items() if name not in ("Bellrock", "loop"))


def measure(data: Path, size: Size, rounds: int) -> list[Row]:
    """Ask every question of every engine `rounds` times; the first round is not counted."""
    place = build(data, size)
    ours, (on_file, native), polar = Bellrock(place), ducks(place), Polar(place)
    person = _somebody(ours)
    rows = []
    for name in ("trend", "breakdown", "funnel", "retention", "paths"):
        ways: dict[str, Callable[[], Any]] = {
            "Bellrock": getattr(ours, name), "DuckDB": getattr(native, name),
            "DuckDB file": getattr(on_file, name), "Polars": getattr(polar, name),
        }  # fmt: skip
        if name == "funnel":
            ways["DuckDB windows"] = native.funnel_by_windows
            ways["loop"] = partial(loop.funnel, loop.sorted_arrays(place))
        rows.append(_row(name, ways, rounds, _same))
    told: dict[str, Callable[[], Any]] = {
        "Bellrock": partial(ours.timeline, person), "DuckDB": partial(native.timeline, person),
        "DuckDB file": partial(on_file.timeline, person), "Polars": partial(polar.timeline, person),
    }  # fmt: skip
    rows.append(_row("timeline", told, rounds, lambda a, b: len(a) == len(b)))
    ours.lake.close()
    return rows


def _row(
    name: str, ways: Mapping[str, Callable[[], Any]], rounds: int, same: Callable[[Any, Any], bool]
) -> Row:
    took: dict[str, list[float]] = {way: [] for way in ways}
    first = None
    for turn in range(rounds + 1):
        for way, ask in ways.items():
            began = time.perf_counter()
            found = ask()
            seconds = time.perf_counter() - began
            first = found if first is None else first
            assert same(first, found), f"{way} answers {name} differently: {found} not {first}"
            if turn:
                took[way].append(seconds)
    print(f"  {name} measured, all agree", file=sys.stderr)
    return Row(name, {way: statistics.median(times) for way, times in took.items()})


def _same(ours: Any, theirs: Any) -> bool:
    """Whether answers are equal; cells that Bellrock does not know yet are not compared."""
    if isinstance(ours, dict):
        known = {key: [n for n in cells if n is not None] for key, cells in ours.items()}
        return all(list(theirs[key])[: len(cells)] == cells for key, cells in known.items())
    return bool(ours == theirs)


def _somebody(ours: Bellrock) -> int:
    """Return a person of whom the lake knows a usual number of events."""
    (person,) = ours.lake.one(
        Sql(
            "select person from events where project = {project:UInt32} and person not in "
            "(select canonical from person_overrides) and person not in "
            "(select key from person_overrides) group by person "
            "having count() between 40 and 60 order by person limit 1",
            {"project": PROJECT},
        )
    )
    return int(person)


def show(rows: list[Row], smaller: list[Row] | None = None) -> None:
    """Print one table: seconds, the ratio to the best alternative, growth with ten times more."""
    names = ["Bellrock", "DuckDB", "DuckDB file", "DuckDB windows", "Polars", "loop"]
    print(f"{'question':<10}" + "".join(f"{n:>15}" for n in names) + f"{'ratio':>8}{'growth':>8}")
    less = {row.question: row.seconds["Bellrock"] for row in smaller or []}
    for row in rows:
        cells = [f"{row.seconds[n]:>13.3f} s" if n in row.seconds else " " * 15 for n in names]
        ratio = row.alternative / row.seconds["Bellrock"]
        grown = row.seconds["Bellrock"] / less[row.question] if row.question in less else None
        growth = f"{grown:>7.1f}x" if grown is not None else ""
        print(f"{row.question:<10}" + "".join(cells) + f"{ratio:>7.1f}x{growth}")
    print(
        "seconds: p50; ratio: best alternative / Bellrock; growth: against a tenth of the events; "
        "the alternatives find people resolved"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most resident memory, all engines in one process: {peak:,.0f} MB")


def main(argv: list[str] | None = None) -> None:
    """Measure at full size, and at a tenth of it for the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", default="bench/data", type=Path)
    parser.add_argument("--events", type=int, default=Size.events)
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args(argv)
    size = Size(asked.events, asked.people)
    less = Size(asked.events // 10, asked.people // 10)
    smaller = _apart(asked.data, less, asked.rounds)
    show(measure(asked.data, size, asked.rounds), smaller)


def _apart(data: Path, size: Size, rounds: int) -> list[Row]:
    """Measure in a process of its own: a process holds one embedded lake."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 # only here
    from multiprocessing import get_context  # noqa: PLC0415 # only here

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        return other.submit(measure, data, size, rounds).result()


if __name__ == "__main__":
    main()
