"""How would one ask about a website without Bellrock? The same answers from DuckDB.

People are resolved in the table already; machines are filtered out.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import duckdb

Found = Any
_SEEN = "bot = '' and ts >= '2026-01-01' and ts < '2026-04-01'"
_AT = "epoch_us(ts)::ubigint * 8192 + tie"

# The ten values with the most people are rows; the rest is one more, and so is all together.
_PEOPLE = """
with seen as (
  select person, {by} as value, kind = 'page' as view from events where {kept}
), told as (
  select value, count(distinct person) as people from seen where value != '' group by value
), top as (select value from told order by people desc, value limit 10),
named as (
  select person, view, case when value = '' then '(none)'
    when value in (from top) then value else 'other' end as value from seen
)
select case when grouping(value) = 1 then '' else value end, count(distinct person),
  count(*) filter (view){more}
from named group by grouping sets ((value), ())
"""
_VISITS = f"""
create or replace temp table visits as
with seen as (
  select person, event, {{by}} as value, {{of}} as chosen, kind = 'page' as view, ts,
    epoch_us(ts) as us, {_AT} as moment
  from events where {_SEEN}
), pauses as (
  select *, us - lag(us) over (partition by person order by moment) as pause from seen
), numbered as (
  select *, sum(coalesce(pause > 1800000000, false)::int)
    over (partition by person order by moment rows unbounded preceding) as n from pauses
)
select person, n, value, chosen, view, moment, us,
  coalesce(lead(us) over (partition by person, n order by moment) - us, 0) as passed
from numbered
"""
_BY_VISIT = """
with told as (
  select value, count(distinct person) as people from visits where chosen group by value
), top as (select value from told order by people desc, value limit 10),
whole as (
  select person, n, count(*) filter (view) as depth, max(moment) filter (view) as last
  from visits group by person, n
), named as (
  select person, n, view, moment, passed,
    case when value in (from top) then value else 'other' end as value
  from visits where chosen
), cut as (
  select person, n, coalesce(value, '') as value, count(*) as events,
    count(*) filter (view) as views, sum(passed) as passed, max(moment) as ended
  from named group by grouping sets ((person, n, value), (person, n))
)
select value, count(distinct person), sum(views), count(*), count(*) filter (depth <= 1),
  round(sum(passed) / 1e6 / count(*), 6),
  count(*) filter (last is null or ended >= last), sum(events)
from cut join whole using (person, n) group by value
"""
_ENTRIES = """
with whole as (
  select person, n, coalesce(arg_min(value, moment) filter (view), arg_min(value, moment)) as value,
    count(*) filter (view) as views, sum(passed) as passed
  from visits group by person, n
), told as (select value, count(distinct person) as people from whole group by value),
top as (select value from told order by people desc, value limit 10),
named as (
  select person, views, passed, case when value in (from top) then value else 'other' end as value
  from whole
)
select case when grouping(value) = 1 then '' else value end, count(distinct person), sum(views),
  count(*), count(*) filter (views <= 1), round(sum(passed) / 1e6 / count(*), 6)
from named group by grouping sets ((value), ())
"""
# After the first search of a visit for a word, another one for something else follows.
_AGAIN = """
with told as (
  select value, count(distinct person) as people from visits where chosen group by value
), top as (select value from told order by people desc, value limit 10),
searched as (
  select person, n, moment, value,
    case when value in (from top) then value else 'other' end as row
  from visits where chosen
), first as (
  select person, n, coalesce(row, '') as row, min(moment) as began, arg_min(value, moment) as word
  from searched group by grouping sets ((person, n, row), (person, n))
)
select first.row, count(distinct (person, n)) from first join searched using (person, n)
where moment > began and value != word group by first.row
"""
_EMPTY = f"""
with told as (
  select query, count(distinct person) as people from events where event = 'search' and {_SEEN}
  group by query
), top as (select query from told order by people desc, query limit 10)
select case when grouping(value) = 1 then '' else value end, count(*) filter (results = 0)
from (
  select case when query in (from top) then query else 'other' end as value, results
  from events where event = 'search' and {_SEEN}
) group by grouping sets ((value), ())
"""
_LOADS = f"""
with loads as (
  select person, ts::date as day, path, unnest([
    {{{{'vital': 'LCP', 'x': lcp, 'good': 2500, 'poor': 4000}}}},
    {{{{'vital': 'INP', 'x': inp, 'good': 200, 'poor': 500}}}},
    {{{{'vital': 'CLS', 'x': cls, 'good': 0.1, 'poor': 0.25}}}},
    {{{{'vital': 'FCP', 'x': fcp, 'good': 1800, 'poor': 3000}}}},
    {{{{'vital': 'TTFB', 'x': ttfb, 'good': 800, 'poor': 1800}}}}
  ], recursive := true)
  from events where event = '$web_vitals' and {_SEEN}
), top as (
  select path from events where event = '$web_vitals' and {_SEEN}
  group by path order by count(*) desc, path limit 10
)
select {{page}}, day, vital, count(*), count(distinct person), round(quantile_cont(x, 0.75), 6),
  count(*) filter (x <= good), count(*) filter (x > poor)
from (select * replace (case when path in (from top) then path else 'other' end as path) from loads)
where x >= 0
group by grouping sets ({{sets}})
"""
_PAGES = f"""
select host || path, count(*) as n from events where event = '$pageview' and {_SEEN}
group by all order by n desc, 1 limit 20
"""
_VIEWS = f"""
select count(*), count(distinct person) from events
where event = '$pageview' and path = '/' and {_SEEN}
"""
_ACTS = f"""
create or replace temp table acts as
select person, case event when '$autocapture' then 'click' when '$rageclick' then 'rage'
    else 'dead' end as act, selector, tag, text, x, y,
  least(49, floor(x * 50))::int as col, floor(y / 50)::int as row,
  box_x, box_y, box_width, box_height
from events
where path = '/' and {_SEEN} and (event in ('$rageclick', '$dead_click')
  or event = '$autocapture' and type = 'click')
"""
_BY_ACT = """count(*) filter (act = 'click') as clicks,
  count(distinct person) filter (act = 'click') as people,
  count(*) filter (act = 'rage') as rage, count(*) filter (act = 'dead') as dead"""
_TOTALS = f"select {_BY_ACT}, count(*) filter (act = 'click' and x is not null) from acts"
_SPOTS = f"select col, row, {_BY_ACT} from acts where x is not null group by col, row order by 2, 1"
_ELEMENTS = f"""
with words as (
  select selector, tag, text from acts group by selector, tag, text
  qualify row_number() over (partition by selector
    order by count(*) filter (act = 'click') desc, tag desc, text desc) = 1
), told as (
  select selector, round(quantile_cont(x, 0.5), 6) as x, quantile_cont(y, 0.5) as y,
    round(quantile_cont(box_x, 0.5), 6) as bx, quantile_cont(box_y, 0.5) as b_y,
    quantile_cont(box_height, 0.5) as bh, {_BY_ACT}
  from acts group by selector
)
select selector, words.tag, words.text, x, y, bx, b_y, bh, clicks, people, rage, dead
from told join words using (selector) order by clicks desc, rage + dead desc, selector limit 20
"""
_DEPTHS = f"""
create or replace temp table depths as
select person, view, ceil(max(scrolled) / 50)::int as bands, max(height) as height,
  max(page_height) as tall, max(width) as wide, any_value(seen_s) as seen
from events where event = '$pageleave' and path = '/' and scrolled > 0 and {_SEEN}
group by person, view
"""
_SIZES = """
select count(*), quantile_cont(height, 0.5), quantile_cont(tall, 0.5), quantile_cont(wide, 0.5),
  count(*) filter (len(seen) > 0) from depths
"""
_PARTS = """
select i, sum(s) from (select unnest(seen) as s, generate_subscripts(seen, 1) as i from depths)
group by i order by i
"""
_REACH = "select bands, count(*) from depths group by bands"
_REACHED = """
select bands, count(*) from (select max(bands) as bands from depths group by person) group by bands
"""


class DuckSite:
    """DuckDB on a native table made of the file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def report_pages(self) -> Found:
        return self._people("path")

    def report_page_visits(self) -> Found:
        self._visits("path")
        return {name: tuple(row[:6]) for name, *row in self._tuples(_BY_VISIT)}

    def report_entries(self) -> Found:
        self._visits("path")
        return {name: tuple(row) for name, *row in self._tuples(_ENTRIES)}

    def report_places(self) -> Found:
        bought = f"person in (select person from events where event = 'buy' and {_SEEN})"
        return self._people("country", f", count(distinct person) filter ({bought})")

    def report_devices(self) -> Found:
        self._visits("device")
        return {name: tuple(row[:6]) for name, *row in self._tuples(_BY_VISIT)}

    def report_sources(self) -> Found:
        priced = f"person in (select person from events where path = '/pricing' and {_SEEN})"
        return self._people("channel", kept=f"{_SEEN} and {priced}")

    def report_search(self) -> Found:
        self._visits("query", "event = 'search'")
        rows = {name: row for name, *row in self._tuples(_BY_VISIT)}
        again, empty = (dict(self._tuples(sql)) for sql in (_AGAIN, _EMPTY))
        return {
            name: (people, events, sessions, exits, again.get(name, 0), empty[name])
            for name, (people, _, sessions, _, _, exits, events) in rows.items()
        }

    def vitals(self) -> Found:
        return self._vitals("''", "(vital), (vital, day)")

    def vitals_pages(self) -> Found:
        return self._vitals("path", "(vital), (vital, day), (vital, path), (vital, path, day)")

    def heat(self) -> Found:
        for sql in (_ACTS, _DEPTHS):
            self._connection.execute(sql)
        (views,), (totals,), (sizes,) = (self._tuples(sql) for sql in (_VIEWS, _TOTALS, _SIZES))
        clicks, clickers, rage, dead, placed = totals
        measured, fold, tall, wide, told = sizes
        return [
            self._tuples(_PAGES),
            [*views, clicks, clickers, placed, rage, dead, measured, int(fold), int(tall),
             int(wide)],
            self._tuples(_SPOTS),
            list(zip(_down(self._tuples(_REACH)), _down(self._tuples(_REACHED)), strict=True)),
            [round(float(seconds) / told, 6) for _, seconds in self._tuples(_PARTS)],
            [(*words, x, round(y), bx, round(by), round(bh), *rest)
             for *words, x, y, bx, by, bh, clicks, people, rage, dead in self._tuples(_ELEMENTS)
             for rest in [(clicks, people, rage, dead)]],
        ]  # fmt: skip

    def _people(self, by: str, more: str = "", kept: str = _SEEN) -> Found:
        text = _PEOPLE.format(by=by, more=more, kept=kept)
        return {name: tuple(row) for name, *row in self._tuples(text)}

    def _visits(self, by: str, of: str = "true") -> None:
        self._connection.execute(_VISITS.format(by=by, of=of))

    def _vitals(self, page: str, sets: str) -> Found:
        found = {}
        for path, day, vital, *row in self._tuples(_LOADS.format(page=page, sets=sets)):
            loads, people, value, good, poor = row
            if day is None:
                found[path or "", vital] = (loads, people, value, good, poor)
            else:
                at = ("LCP", "INP", "CLS", "FCP", "TTFB").index(vital)
                found[path or "", day.strftime("%Y-%m-%d"), at] = (loads, value)
        return found

    def _tuples(self, sql: str) -> list[Any]:
        return self._connection.execute(sql).fetchall()


def _down(rows: list[Any]) -> list[int]:
    """How many came to each band, of how many came through how many."""
    counts = dict(rows)
    return list(accumulate(counts.get(n, 0) for n in range(max(counts), 0, -1)))[::-1]
