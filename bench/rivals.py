"""How would one ask the other kinds of questions without Bellrock? The same answers from others.

DuckDB for every kind, Polars where it says it in a few lines, retentioneering for its own kind,
the step matrix. People are resolved in the file already; machines are filtered out.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from bench.engines import DUCK_WALKS, END, START

Found = Any
_SEEN = "bot = '' and ts >= '2026-01-01' and ts < '2026-04-01'"
_AT = "epoch_us(ts)::ubigint * 8192 + tie"
_WEEK = 604_800_000_000

ROLLING = f"""
with seen as (
  select distinct person, ts::date as day from {{table}} where event = 'view' and {_SEEN}
), days as (
  select unnest(generate_series(date '2026-01-01', date '2026-03-31', interval 1 day))::date as d
)
select d, count(distinct person) from days join seen on day between d - 6 and d
group by d order by d
"""
CUMULATIVE = f"""
with first as (
  select person, min(ts)::date as day from {{table}} where event = 'view' and {_SEEN}
  group by person
)
select sum(count(*)) over (order by day)::bigint from first group by day order by day
"""
FUNNEL_ANY = f"""
with seen as (
  select person, event, {_AT} as moment, ts < '2026-04-01' as inside from {{table}}
  where event in ('view', 'cart', 'checkout', 'buy') and bot = ''
    and ts >= '2026-01-01' and ts < '2026-04-08'
), entry as (
  select person, min(moment) as t0, (min(moment) // 8192 + {_WEEK}) * 8192 + 8191 as until
  from seen where inside group by person
), hits as (
  select person, count(distinct event) as k from seen join entry using (person)
  where moment between t0 and until group by person
)
select count(*), count(*) filter (k >= 2), count(*) filter (k >= 3), count(*) filter (k >= 4)
from hits
"""
RETENTION_ROLLING = f"""
with seen as (select person, epoch_us(ts) as us, ts from {{table}} where {_SEEN}),
entry as (
  select person, min(us) as us0, date_trunc('week', min(ts)) as cohort from seen group by person
)
select strftime(cohort, '%Y-%m-%d'), (us - us0) // {_WEEK} as n, count(distinct person)
from seen join entry using (person) group by 1, n
"""
RETENTION_BRACKETS = f"""
with seen as (select distinct person, ts::date as day from {{table}} where {_SEEN}),
entry as (select person, min(day) as day0 from seen group by person)
select strftime(date_trunc('week', day0), '%Y-%m-%d') as cohort,
  case when day - day0 < 1 then 0 when day - day0 < 3 then 1 when day - day0 < 7 then 2
    when day - day0 < 14 then 3 when day - day0 < 30 then 4 else 9 end as n, count(distinct person)
from seen join entry using (person) group by cohort, n
"""
RETENTION_BY = f"""
with seen as (
  select person, date_trunc('week', ts) as week, country, {_AT} as moment
  from {{table}} where {_SEEN}
), weeks as (select distinct person, week from seen),
entry as (
  select person, min(week) as cohort, arg_min(country, moment) as country from seen group by person
)
select country, strftime(cohort, '%Y-%m-%d'), date_diff('week', cohort, week) as n, count(*)
from weeks join entry using (person) group by all
"""
MATRIX = """
select place - 1, walk[place] as name, count(distinct person), count(*)
from walks, unnest(range(1, 6)) as t(place) where place <= len(walk) group by place, name
"""
LIFECYCLE = f"""
with weeks as (select distinct person, date_trunc('week', ts) as week from {{table}} where {_SEEN}),
told as (select week, lag(week) over (partition by person order by week) as was from weeks)
select strftime(week, '%Y-%m-%d') as start, count(*) filter (was is null),
  count(*) filter (week - was = interval 7 day), count(*) filter (week - was > interval 7 day)
from told group by start order by start
"""
STICKINESS = f"""
with days as (
  select person, date_trunc('week', ts) as week, count(distinct ts::date) as n
  from {{table}} where {_SEEN} group by person, week
)
select strftime(week, '%Y-%m-%d'), n, count(*) from days group by week, n
"""
FREQUENCY = f"""
with told as (select person, count(*) as n from {{table}} where {_SEEN} group by person)
select count(*), sum(n), quantile_cont(n, 0.5), quantile_cont(n, 0.9) from told
"""
INTERVAL = f"""
with seen as (
  select person, event, epoch_us(ts) as us, lead(event) over later as next,
    lead(epoch_us(ts)) over later as us_next
  from {{table}} where event in ('view', 'buy') and {_SEEN}
  window later as (partition by person order by {_AT})
), told as (
  select person, case when next = 'buy' then (us_next - us) / 1e6 end as took from seen
  where event = 'view'
)
select count(*), count(took), count(distinct person) filter (took is not null),
  round(quantile_cont(took, 0.5), 3), round(quantile_cont(took, 0.9), 3) from told
"""
COMPOSITION = f"""
with told as (
  select person, arg_max(country, {_AT}) as country from {{table}} where {_SEEN} group by person
)
select country, count(*) from told group by country
"""
PIVOT = f"""
select category, country, count(*), count(distinct person) from {{table}}
where event = 'view' and {_SEEN} group by grouping sets ((category, country), (category))
"""
SESSIONS = f"""
with seen as (
  select person, ts, epoch_us(ts) as us,
    us - lag(us) over (partition by person order by {_AT}) as pause
  from {{table}} where {_SEEN}
), numbered as (
  select person, ts, us, sum((pause is null or pause > 1800000000)::int)
    over (partition by person order by us rows unbounded preceding) as n from seen
), told as (
  select person, min(ts)::date as day, count(*) as events, (max(us) - min(us)) / 1e6 as s
  from numbered group by person, n
)
select day, count(*), count(distinct person), count(*) filter (events <= 1),
  round(quantile_cont(s, 0.5), 3)
from told group by grouping sets ((day), ()) order by day nulls first
"""
PROFILE = f"""
with told as (
  select person, bool_or(event = 'buy') as hit, arg_max(country, {_AT}) as country,
    arg_max(category, {_AT}) as category from {{table}} where {_SEEN} group by person
)
select country, category, count(*) filter (hit), count(*) from told
group by grouping sets ((country), (category))
"""
CHANGE = """
select country, category, count(distinct person) filter (ts >= '2026-03-01'),
  count(distinct person) filter (ts < '2026-03-01') from {table}
where event = 'view' and bot = '' and ts >= '2026-01-29' and ts < '2026-04-01'
group by grouping sets ((country), (category))
"""
PLAIN = f"""
select event, count(*), count(distinct person) from {{table}} where {_SEEN}
group by event order by event
"""
RFM = f"""
with told as (
  select person, date_diff('day', max(ts)::date, date '2026-03-31') as ago, count(*) as n,
    sum(price) as paid from {{table}} where event = 'buy' and {_SEEN} group by person
)
select 1 + (ago < 60)::int + (ago < 30)::int + (ago < 7)::int as r,
  1 + (n >= 2)::int + (n >= 3)::int + (n >= 4)::int as f,
  1 + (paid >= 50.005)::int + (paid >= 100.005)::int + (paid >= 200.005)::int as v, count(*)
from told group by r, f, v
"""
LTV = f"""
with first as (
  select person, min({_AT}) as f, min(epoch_us(ts)) as began,
    (epoch_us(timestamp '2026-04-01') - min(epoch_us(ts))) // {_WEEK} as ages
  from {{table}} where bot = '' group by person
), paid as (
  select ages, (epoch_us(ts) - began) // {_WEEK} as age, price
  from {{table}} join first using (person) where event = 'buy' and bot = '' and {_AT} >= f
)
select age, (select count(*) from first where ages > age), sum(price)
from paid where age < 12 and ages > age group by age order by age
"""
CHANNELS = f"""
with seen as (
  select person, event, country, price, ts::date as day, epoch_us(ts) as us, {_AT} as moment
  from {{table}} where bot = ''
), entry as (
  select person, arg_min(country, moment) as country, min(us) as us0, min(day) as day0
  from seen group by person
), pauses as (
  select person, event, moment, us - lag(us) over (partition by person order by moment) as pause
  from seen
), numbered as (
  select person, event, sum(coalesce(pause > 1800000000, false)::int)
    over (partition by person order by moment rows unbounded preceding) as n from pauses
), visits as (
  select person, max(n) + 1 as sessions, count(*) filter (n = 0 and event = 'page') <= 1 as bounced
  from numbered group by person
), did as (
  select person, bool_or(event = 'buy' and us - us0 <= {_WEEK}) as bought,
    sum(price) filter (event = 'buy' and us - us0 <= {_WEEK}) as paid,
    bool_or(day = day0 + 1) as d1, bool_or(day = day0 + 7) as d7, bool_or(day = day0 + 30) as d30
  from seen join entry using (person) group by person
)
select country, count(*), round(sum(sessions) / count(*), 3), count(*) filter (bounced),
  count(*) filter (bought), round(sum(paid))::bigint,
  count(*) filter (d1 and day0 + 1 < '2026-04-01'),
  count(*) filter (d7 and day0 + 7 < '2026-04-01'),
  count(*) filter (d30 and day0 + 30 < '2026-04-01')
from entry join visits using (person) join did using (person) group by country
"""


class DuckKinds:
    """DuckDB on a native table made of the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rolling(self) -> Found:
        return [n for _, n in self._rows(ROLLING)]

    def cumulative(self) -> Found:
        return [n for (n,) in self._rows(CUMULATIVE)]

    def funnel_any(self) -> Found:
        return list(self._rows(FUNNEL_ANY)[0])

    def retention_rolling(self) -> Found:
        return _keyed(self._rows(RETENTION_ROLLING))

    def retention_brackets(self) -> Found:
        return _keyed(self._rows(RETENTION_BRACKETS))

    def retention_by(self) -> Found:
        return _keyed(self._rows(RETENTION_BY))

    def matrix(self) -> Found:
        self._connection.execute(DUCK_WALKS.format(table="events"))
        return {(at, name): (people, n) for at, name, people, n in self._rows(MATRIX)}

    def lifecycle(self) -> Found:
        return self._rows(LIFECYCLE)

    def stickiness(self) -> Found:
        return _keyed(self._rows(STICKINESS))

    def frequency(self) -> Found:
        return list(self._rows(FREQUENCY)[0])

    def interval(self) -> Found:
        return list(self._rows(INTERVAL)[0])

    def composition(self) -> Found:
        return dict(self._rows(COMPOSITION))

    def pivot(self) -> Found:
        return {(a, b): (n, people) for a, b, n, people in self._rows(PIVOT)}

    def sessions(self) -> Found:
        (_, n, people, bounces, median), *days = self._rows(SESSIONS)
        return [n, people, bounces, median, [day[1] for day in days]]

    def profile(self) -> Found:
        return {_named(a, b): (target, base) for a, b, target, base in self._rows(PROFILE)}

    def change(self) -> Found:
        return {_named(a, b): (now, before) for a, b, now, before in self._rows(CHANGE)}

    def sql(self) -> Found:
        return self._rows(PLAIN)

    def rfm(self) -> Found:
        return _keyed(self._rows(RFM))

    def ltv(self) -> Found:
        """Each age's mean is of those old enough for it; they add up to the value by that age."""
        rows = self._rows(LTV)
        values = accumulate(paid / people for _, people, paid in rows)
        return [(row[1], round(value, 3)) for row, value in zip(rows, values, strict=True)]

    def channels(self) -> Found:
        return {country: tuple(told) for country, *told in self._rows(CHANNELS)}

    def _rows(self, sql: str) -> list[Any]:
        return self._connection.execute(sql.format(table="events")).fetchall()


class PolarKinds:
    """Polars, lazily on the file."""

    def __init__(self, place: Path) -> None:
        self._file = place / "events.parquet"

    def stickiness(self) -> Found:
        week, day = pl.col("ts").dt.truncate("1w").alias("week"), pl.col("ts").dt.date()
        days = self._seen().group_by("person", week).agg(day.n_unique().alias("n"))
        rows = days.group_by("week", "n").len().collect().rows()
        return {(week.strftime("%Y-%m-%d"), n): people for week, n, people in rows}

    def frequency(self) -> Found:
        n = pl.col("len")
        told = self._seen().group_by("person").len().select(
            pl.len().alias("people"), n.sum().alias("total"),
            n.quantile(0.5, "linear").alias("median"), n.quantile(0.9, "linear").alias("p90"),
        )  # fmt: skip
        return list(told.collect().row(0))

    def composition(self) -> Found:
        at = pl.col("ts").dt.epoch("us") * 8192 + pl.col("tie")
        last = self._seen().group_by("person").agg(pl.col("country").sort_by(at).last())
        return dict(last.group_by("country").len().collect().rows())

    def lifecycle(self) -> Found:
        week = pl.col("ts").dt.truncate("1w").alias("week")
        told = (
            self._seen().select("person", week).unique().sort("person", "week")
            .with_columns((pl.col("week") - pl.col("week").shift().over("person")).alias("after"))
            .group_by("week").agg(
                pl.col("after").is_null().sum().alias("new"),
                (pl.col("after") == pl.duration(days=7)).sum().alias("returning"),
                (pl.col("after") > pl.duration(days=7)).sum().alias("resurrecting"),
            ).sort("week").collect()
        )  # fmt: skip
        return [(week.strftime("%Y-%m-%d"), *states) for week, *states in told.rows()]

    def sql(self) -> Found:
        told = self._seen().group_by("event").agg(pl.len(), pl.col("person").n_unique())
        return told.sort("event").collect().rows()

    def _seen(self) -> pl.LazyFrame:
        inside = (pl.col("ts") >= START) & (pl.col("ts") < END)
        return pl.scan_parquet(self._file).filter((pl.col("bot") == "") & inside)


def stepped(connection: duckdb.DuckDBPyConnection) -> Callable[[], Found] | None:
    """Return retentioneering's step matrix of the walks of `matrix`; None where it is missing.

    It is given the paths as they were cut, and says shares of paths, from which counts follow.
    """
    os.environ["RETENTIONEERING_NO_TRACK"] = "1"
    try:
        from retentioneering.eventstream.eventstream import Eventstream  # noqa: PLC0415
    except ImportError:
        return None
    connection.execute(DUCK_WALKS.format(table="events"))
    frame = connection.execute(
        "select id as user_id, unnest(walk) as event, "
        "timestamp '2026-03-01' + to_seconds(generate_subscripts(walk, 1)) as timestamp "
        "from (select row_number() over () as id, walk from walks)"
    ).df()

    def matrix() -> Found:
        stream = Eventstream(frame)
        shares = stream.step_matrix_data(max_steps=5)
        return _counted(shares, frame["user_id"].nunique())

    return matrix


def _counted(shares: Any, paths: int) -> Found:
    told = shares[0] if isinstance(shares, tuple | list) else shares
    return {(int(step) - 1, str(name)): round(share * paths)
            for name, row in told.iterrows() for step, share in row.items()
            if share > 0 and step > 0 and not str(name).startswith("path_")}  # fmt: skip


def _named(country: str | None, category: str | None) -> tuple[str, str | None]:
    return ("country", country) if country is not None else ("props.category", category)


def _keyed(rows: list[Any]) -> dict[Any, int]:
    return {tuple(key): n for *key, n in rows}
