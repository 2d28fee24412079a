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
from collections.abc import Callable, Mapping, Sequence
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
from bellrock.store import Lake, Ledger, Limits, migrate_ledger
from bench import loop, site
from bench.build import PROJECT, Size, build
from bench.engines import STEPS, TOP, Polar, connected, ducks
from bench.kinds import NAMES, Kinds
from bench.rivals import DuckKinds, PolarKinds, stepped
from bench.site_rivals import DuckSite

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
        # As served, but that a question may take longer where the machine is busy.
        self.lake = Lake(f"chdb:///{place.resolve()}/lake", limits=Limits(seconds=300))
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
        return {c.start.strftime("%Y-%m-%d"): [*c.returned] for c in cohorts}

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
    """One question: seconds (p50) by engine, on the clock and of the processor."""

    question: str
    seconds: Mapping[str, float]
    cpu: Mapping[str, float]

    @property
    def alternative(self) -> float:
        """The best of what one would write instead."""
        return min(s for name, s in self.seconds.items() if name not in ("Bellrock", "loop"))


def measure(
    data: Path, size: Size, rounds: int, only: Sequence[str] = (), *, small: bool = False
) -> list[Row]:
    """Ask every question of every engine `rounds` times; the first round is not counted.

    Args:
        only: These rows alone; all where there is none.
        small: Ask retentioneering too, which holds its events in memory several times over.
    """
    if only and set(only) <= set(site.NAMES):
        return []
    place = build(data, size)
    ours, (on_file, native), polar = Bellrock(place), ducks(place), Polar(place)
    person = _somebody(ours)
    rows = []
    for name in ("trend", "breakdown", "funnel", "retention", "paths"):
        if only and name not in only:
            continue
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
    if not only or "timeline" in only:
        rows.append(_row("timeline", told, rounds, lambda a, b: len(a) == len(b)))
    rows += _kinds(ours, place, rounds, only, small=small)
    ours.lake.close()
    return rows


def _kinds(
    ours: Bellrock, place: Path, rounds: int, only: Sequence[str], *, small: bool
) -> list[Row]:
    """Measure the other kinds of questions."""
    connection = connected(place)
    kinds, duck, polar = Kinds(ours.lake, ours.ctx), DuckKinds(connection), PolarKinds(place)
    rows = []
    for name in NAMES:
        if only and name not in only:
            continue
        ways = {"Bellrock": getattr(kinds, name), "DuckDB": getattr(duck, name)}
        if hasattr(polar, name):
            ways["Polars"] = getattr(polar, name)
        rows.append(_row(name, ways, rounds, _same))
        if small and name == "matrix" and (theirs := stepped(connection)) is not None:
            ways = {"Bellrock": kinds.matrix_paths, "retentioneering": theirs}
            rows.append(_row("matrix_paths", ways, rounds, _same))
    return rows


def measure_site(data: Path, size: Size, rounds: int, only: Sequence[str] = ()) -> list[Row]:
    """Measure what is asked about a website, of other events."""
    names = [name for name in site.NAMES if not only or name in only]
    if not names:
        return []
    place = build(data, size, site.SITE)
    ours, duck = Bellrock(place), DuckSite(connected(place))
    asked = site.Site(ours.lake, ours.ctx)
    rows = [
        _row(name, {"Bellrock": getattr(asked, name), "DuckDB": getattr(duck, name)}, rounds, _same)
        for name in names
    ]
    ours.lake.close()
    return rows


def _row(
    name: str, ways: Mapping[str, Callable[[], Any]], rounds: int, same: Callable[[Any, Any], bool]
) -> Row:
    took: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
    first = None
    for turn in range(rounds + 1):
        for way, ask in ways.items():
            began, spent = time.perf_counter(), time.process_time()
            found = ask()
            seconds = time.perf_counter() - began, time.process_time() - spent
            first = found if first is None else first
            assert same(first, found), f"{way} answers {name} differently: {found} not {first}"
            if turn:
                took[way].append(seconds)
    print(f"  {name} measured, all agree", file=sys.stderr)
    medians = [
        {way: statistics.median(one[i] for one in times) for way, times in took.items()}
        for i in (0, 1)
    ]
    return Row(name, medians[0], medians[1])


def _same(ours: Any, theirs: Any) -> bool:
    """Whether answers are equal; cells that Bellrock does not know yet are not compared."""
    if not isinstance(ours, dict):
        return list(ours) == list(theirs) if isinstance(ours, list) else bool(ours == theirs)
    for key, cells in ours.items():
        if not isinstance(cells, list):
            if theirs.get(key) != cells:
                return False
            continue
        known = [n for n in cells if n is not None]
        if list(theirs[key])[: len(known)] != known:
            return False
    return True


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
    print(f"{'question':<19}" + "".join(f"{n:>15}" for n in names) + f"{'ratio':>8}{'growth':>8}")
    less = {row.question: row.seconds["Bellrock"] for row in smaller or []}
    for row in rows:
        cells = [
            f"{row.seconds[n]:>6.2f} ({row.cpu[n]:>5.2f})" if n in row.seconds else " " * 14
            for n in names
        ]
        ratio = row.alternative / row.seconds["Bellrock"]
        grown = row.seconds["Bellrock"] / less[row.question] if row.question in less else None
        growth = f"{grown:>7.1f}x" if grown is not None else ""
        told = "".join(f" {cell}" for cell in cells)
        print(f"{row.question:<19}{told}{ratio:>7.1f}x{growth}")
    for row in smaller or []:
        if (theirs := row.seconds.get("retentioneering")) is not None:
            print(f"{row.question} of a tenth: {row.seconds['Bellrock']:.2f} s, "
                  f"retentioneering {theirs:.2f} s")  # fmt: skip
    print(
        "seconds: p50 on the clock (of the processor); ratio: best alternative / Bellrock; growth: "
        "against a tenth of the events; the alternatives find people resolved"
    )
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in whose) / 1024
    print(f"most resident memory, all engines in one process: {peak:,.0f} MB")


def main(argv: list[str] | None = None) -> None:
    """Measure at full size, and at a tenth of it for the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", default="bench/data", type=Path)
    parser.add_argument("--events", type=int, default=Size.events)
    parser.add_argument("--people", type=int, default=Size.people)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="rows, with commas: funnel,sessions")
    asked = parser.parse_args(argv)
    only = tuple(filter(None, asked.only.split(",")))
    size = Size(asked.events, asked.people)
    less = Size(asked.events // 10, asked.people // 10)
    smaller = _apart(partial(measure, asked.data, less, asked.rounds, only, small=True))
    smaller += _apart(partial(measure_site, asked.data, less, asked.rounds, only))
    rows = measure(asked.data, size, asked.rounds, only)
    rows += _apart(partial(measure_site, asked.data, size, asked.rounds, only))
    show(rows, smaller)


def _apart(measuring: Callable[[], list[Row]]) -> list[Row]:
    """Measure in a process of its own: a process holds one embedded lake."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 # only here
    from multiprocessing import get_context  # noqa: PLC0415 # only here

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        return other.submit(measuring).result()


if __name__ == "__main__":
    main()
