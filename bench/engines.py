"""How would a user ask the same without Bellrock? The same answers from DuckDB and Polars.

Each function returns plain values that equal Bellrock's. The people in the file are resolved
already; machines are filtered out like there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

START, END = datetime(2026, 1, 1), datetime(2026, 4, 1)  # noqa: DTZ001 # the file's times are UTC
FORTNIGHT = datetime(2026, 3, 1), datetime(2026, 3, 15)  # noqa: DTZ001 # as above
STEPS = ("view", "cart", "checkout", "buy")
WINDOW_MICROS = 7 * 86_400_000_000
PAUSE_MICROS = 1_800_000_000
TOP = 10
Found = Any

DUCK_TREND = """
select date_trunc('day', ts) as day, count(distinct person)
from {table} where event = 'view' and bot = '' and ts >= '2026-01-01' and ts < '2026-04-01'
group by grouping sets ((day), ()) order by day nulls first
"""
DUCK_BREAKDOWN = """
with seen as (
  select person, category, date_trunc('week', ts) as week from {table}
  where event = 'view' and bot = '' and ts >= '2026-01-01' and ts < '2026-04-01'
), top as (
  select category from seen group by category order by count(*) desc, category limit 10
), grouped as (
  select person, week, case when category in (from top) then category else 'other' end as part
  from seen
)
select part, week, count(distinct person) from grouped
group by grouping sets ((part, week), (part)) order by part, week nulls first
"""
# Three passes of windows: what comes next after each row, from the last step back to the first.
DUCK_FUNNEL_WINDOWS = """
with seen as (
  select person, event, epoch_us(ts)::ubigint * 8192 + tie as moment, ts < '2026-04-01' as inside
  from {table}
  where event in ('view', 'cart', 'checkout', 'buy') and bot = ''
    and ts >= '2026-01-01' and ts < '2026-04-08'
), b as (
  select *, min(case when event = 'buy' then moment end) over later as buy_at
  from seen window later as (
    partition by person order by moment rows between 1 following and unbounded following)
), c as (
  select *, first_value(case when event = 'checkout' then {{'moment': moment, 'buy': buy_at}} end
    ignore nulls) over later as checkout
  from b window later as (
    partition by person order by moment rows between 1 following and unbounded following)
), d as (
  select *, first_value(case when event = 'cart'
    then {{'moment': moment, 'checkout': checkout.moment, 'buy': checkout.buy}} end ignore nulls)
    over later as cart
  from c window later as (
    partition by person order by moment rows between 1 following and unbounded following)
), entry as (
  select person, min(moment) as t0, arg_min(cart, moment) as cart from d
  where event = 'view' and inside group by person
), climb as (
  select (t0 // 8192 + 604800000000) * 8192 + 8191 as until, t0, cart from entry
)
select count(*), count(*) filter (cart.moment <= until), count(*) filter (cart.checkout <= until),
  count(*) filter (cart.buy <= until) from climb
"""
DUCK_FUNNEL_JOINS = """
with seen as (
  select person, event, epoch_us(ts)::ubigint * 8192 + tie as moment, ts < '2026-04-01' as inside
  from {table}
  where event in ('view', 'cart', 'checkout', 'buy') and bot = ''
    and ts >= '2026-01-01' and ts < '2026-04-08'
), s0 as (
  select person, min(moment) as moment, (min(moment) // 8192 + 604800000000) * 8192 + 8191 as until
  from seen where event = 'view' and inside group by person
), s1 as (
  select s0.person, min(seen.moment) as moment, any_value(until) as until
  from s0 join seen on seen.person = s0.person and seen.event = 'cart'
    and seen.moment > s0.moment and seen.moment <= until group by s0.person
), s2 as (
  select s1.person, min(seen.moment) as moment, any_value(until) as until
  from s1 join seen on seen.person = s1.person and seen.event = 'checkout'
    and seen.moment > s1.moment and seen.moment <= until group by s1.person
), s3 as (
  select s2.person, min(seen.moment) as moment
  from s2 join seen on seen.person = s2.person and seen.event = 'buy'
    and seen.moment > s2.moment and seen.moment <= until group by s2.person
)
select (select count(*) from s0), (select count(*) from s1), (select count(*) from s2),
  (select count(*) from s3)
"""
DUCK_RETENTION = """
with weeks as (
  select distinct person, date_trunc('week', ts) as week from {table}
  where bot = '' and ts < '2026-04-01'
), started as (select person, min(week) as cohort from weeks group by person)
select cohort, week, count(*) from weeks join started using (person)
group by cohort, week order by cohort, week
"""
DUCK_WALKS = """
create or replace temp table walks as
with seen as (
  select person, session, event, epoch_us(ts) as us, epoch_us(ts)::ubigint * 8192 + tie as moment
  from {table} where bot = '' and ts >= '2026-03-01' and ts < '2026-03-15'
), cut as (
  select *, session = '' and us - lag(us) over (
    partition by person, session order by moment, event) > 1800000000 as pause from seen
), numbered as (
  select *, sum(coalesce(pause, false)::int) over (
    partition by person, session order by moment, event) as stretch from cut
)
select person, list(event order by moment, event)[1:5] as walk
from numbered group by person, session, stretch
"""
DUCK_PATHS = """
select walk, count(distinct person) as people, count(*) as n from walks
group by walk order by people desc, n desc, walk limit 10
"""
DUCK_EDGES = """
select edge, count(distinct person) as people, count(*) as n
from (select person, unnest(list_zip(walk[:-2], walk[2:])) as edge from walks)
group by edge order by people desc, n desc, edge limit 10
"""
DUCK_TIMELINE = """
select event, epoch_us(ts) from {table} where person = {person} order by ts desc, tie desc limit 50
"""


class Duck:
    """DuckDB on the file itself, or on a native table made of it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        self._connection, self._table = connection, table

    def trend(self) -> Found:
        rows = self._rows(DUCK_TREND)
        return [n for _, n in rows[1:]], rows[0][1]

    def breakdown(self) -> Found:
        found: dict[str, list[int]] = {}
        for part, _, people in self._rows(DUCK_BREAKDOWN):
            found.setdefault(part, []).append(people)
        return found

    def funnel(self) -> Found:
        """The faster of the two ways, measured: joins."""
        return list(self._rows(DUCK_FUNNEL_JOINS)[0])

    def funnel_by_windows(self) -> Found:
        return list(self._rows(DUCK_FUNNEL_WINDOWS)[0])

    def retention(self) -> Found:
        return triangle(self._rows(DUCK_RETENTION))

    def paths(self) -> Found:
        self._connection.execute(DUCK_WALKS.format(table=self._table))
        paths = [(tuple(walk), people, n) for walk, people, n in self._rows(DUCK_PATHS)]
        return paths, [(tuple(edge), people, n) for edge, people, n in self._rows(DUCK_EDGES)]

    def timeline(self, person: int) -> Found:
        return self._rows(DUCK_TIMELINE, person=person)

    def _rows(self, sql: str, **also: int) -> list[Any]:
        return self._connection.execute(sql.format(table=self._table, **also)).fetchall()


def ducks(place: Path) -> tuple[Duck, Duck]:
    """Return DuckDB on the file, and on a table of its own made of it once."""
    connection = connected(place)
    return Duck(connection, f"'{place / 'events.parquet'}'"), Duck(connection, "events")


def connected(place: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to DuckDB with the table `events`."""
    connection = duckdb.connect(str(place / "duck.db"))
    connection.execute("set threads = 2")
    connection.execute("set enable_progress_bar = false")
    file = place / "events.parquet"
    connection.execute(f"create table if not exists events as select * from '{file}'")
    return connection


class Polar:
    """Polars, lazily on the file."""

    def __init__(self, place: Path) -> None:
        self._file = place / "events.parquet"

    def trend(self) -> Found:
        seen = self._seen(pl.col("event") == "view").select("ts", "person")
        days = seen.group_by(pl.col("ts").dt.truncate("1d").alias("day")).agg(
            pl.col("person").n_unique()
        )
        each, whole = pl.collect_all([days.sort("day"), seen.select(pl.col("person").n_unique())])
        return each["person"].to_list(), whole.item()

    def breakdown(self) -> Found:
        seen = self._seen(pl.col("event") == "view").select(
            "person", "category", pl.col("ts").dt.truncate("1w").alias("week")
        )
        top = (
            seen.group_by("category").len().sort(["len", "category"], descending=[True, False])
            .head(TOP).select("category").collect()["category"]
        )  # fmt: skip
        part = (
            pl.when(pl.col("category").is_in(top.implode()))
            .then("category")
            .otherwise(pl.lit("other"))
        )
        grouped = seen.with_columns(part.alias("part"))
        weeks = (
            grouped.group_by("part", "week").agg(pl.col("person").n_unique()).sort("part", "week")
        )
        whole = grouped.group_by("part").agg(pl.col("person").n_unique()).sort("part")
        each, totals = pl.collect_all([weeks, whole])
        found = {part: [n] for part, n in totals.iter_rows()}
        for part_, _, n in each.iter_rows():
            found[part_].append(n)
        return found

    def funnel(self) -> Found:
        late = END.replace(day=8)
        seen = self._seen(pl.col("event").is_in(STEPS), START, late).select(
            "person", "event", "ts",
            (pl.col("ts").dt.epoch("us").cast(pl.UInt64) * 8192 + pl.col("tie")).alias("at"),
        ).collect()  # fmt: skip
        entering = (pl.col("event") == STEPS[0]) & (pl.col("ts") < pl.lit(END))
        before = seen.filter(entering).group_by("person").agg(pl.col("at").min())
        before = before.with_columns(
            ((pl.col("at") // 8192 + WINDOW_MICROS) * 8192 + 8191).alias("until")
        )
        people = [before.height]
        for step in STEPS[1:]:
            later = seen.filter(pl.col("event") == step).select(
                "person", pl.col("at").alias("next")
            )
            before = (
                before.join(later, on="person")
                .filter((pl.col("next") > pl.col("at")) & (pl.col("next") <= pl.col("until")))
                .group_by("person").agg(pl.col("next").min().alias("at"), pl.col("until").first())
            )  # fmt: skip
            people.append(before.height)
        return people

    def retention(self) -> Found:
        weeks = (
            self._seen(pl.lit(True))
            .select("person", pl.col("ts").dt.truncate("1w").alias("week")).unique()
        )  # fmt: skip
        started = weeks.group_by("person").agg(pl.col("week").min().alias("cohort"))
        cells = weeks.join(started, on="person").group_by("cohort", "week").len()
        return triangle(cells.sort("cohort", "week").collect().rows())

    def paths(self) -> Found:
        walks = self._walks()
        people, n = pl.col("person").n_unique().alias("people"), pl.len().alias("n")
        order: Any = {"descending": [True, True, False]}
        paths = walks.group_by("walk").agg(people, n).with_columns(
            pl.col("walk").list.join("\0").alias("key")
        ).sort("people", "n", "key", **order).head(TOP)  # fmt: skip
        edges = self._edges(walks).group_by("a", "b").agg(people, n).sort(
            "people", "n", "a", "b", descending=[True, True, False, False]
        ).head(TOP)  # fmt: skip
        shown = [(tuple(r["walk"]), r["people"], r["n"]) for r in paths.iter_rows(named=True)]
        return shown, [((r["a"], r["b"]), r["people"], r["n"]) for r in edges.iter_rows(named=True)]

    def timeline(self, person: int) -> Found:
        rows = (
            pl.scan_parquet(self._file).filter(pl.col("person") == pl.lit(person, pl.UInt64))
            .sort("ts", "tie", descending=True).head(50)
            .select("event", pl.col("ts").dt.epoch("us")).collect()
        )  # fmt: skip
        return rows.rows()

    def _walks(self) -> pl.DataFrame:
        at = pl.col("ts").dt.epoch("us")
        same = (pl.col("person") == pl.col("person").shift()) & (
            pl.col("session") == pl.col("session").shift()
        )
        pause = (pl.col("session") == "") & (pl.col("us").diff() > PAUSE_MICROS)
        seen = (
            self._seen(pl.lit(True), *FORTNIGHT)
            .select("person", "session", "event", "tie", at.alias("us"))
            .sort("person", "session", "us", "tie", "event")
            .with_columns((~same | pause).fill_null(True).cum_sum().alias("stretch"))
        )
        return (
            seen.group_by("stretch", maintain_order=True)
            .agg(pl.col("person").first(), pl.col("event").head(5).alias("walk"))
            .collect()
        )

    def _edges(self, walks: pl.DataFrame) -> pl.DataFrame:
        a = pl.col("walk").list.head(pl.col("walk").list.len() - 1)
        pairs = walks.filter(pl.col("walk").list.len() > 1).select(
            "person", a.alias("a"), pl.col("walk").list.slice(1).alias("b")
        )
        return pairs.explode("a", "b")

    def _seen(self, which: pl.Expr, start: datetime = START, end: datetime = END) -> pl.LazyFrame:
        inside = (pl.col("ts") >= start) & (pl.col("ts") < end)
        return pl.scan_parquet(self._file).filter(which & (pl.col("bot") == "") & inside)


def triangle(rows: list[Any]) -> dict[Any, list[int]]:
    """Return the people of each cohort by weeks after its start; weeks are never empty here."""
    found: dict[Any, list[int]] = {}
    for cohort, _, people in rows:
        found.setdefault(cohort.strftime("%Y-%m-%d"), []).append(people)
    return found


Asked = Callable[[], Found]
