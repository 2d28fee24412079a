"""What do people do on a website, and what is asked of it? Reports, web vitals and heat maps.

20 million events beside those of `bench.build`, in a lake of their own: 4 million views of 2,000
pages, each with what was clicked, how quick it was and how far down it was seen.
"""

from __future__ import annotations

from typing import Any

from bellrock.analytics.kinds import kind_of
from bellrock.query import Context
from bellrock.query.ask import ASKS
from bellrock.store import Lake
from bench.build import Content

QUARTER = {"from": "2026-01-01", "to": "2026-04-01"}
NAMES = (
    "report_pages", "report_page_visits", "report_entries", "report_places", "report_devices",
    "report_sources", "report_search", "vitals", "vitals_pages", "heat",
)  # fmt: skip
"""The rows of the table; each is a method here and in every other engine."""

# Five events a view: it, two clicks (or a search, a purchase …), how quick it was, and its end. Two
# views a visit, of which every third has its second one hours later. What leads to the second page
# is the site itself, so it has no channel.
ROW = """
with
  intDiv(number, {session_events}) as view,
  number % {session_events} as place,
  intDiv(view, 2) as visit_number,
  view % 2 as second,
  sipHash64(visit_number, 101) as h1,
  sipHash64(visit_number, 102) as h2,
  sipHash64(number, 103) as h3,
  sipHash64(number, 104) as h4,
  sipHash64(view, 105) as h5,
  toUInt64(pow((h1 % 1000003) / 1000003, 1.5) * {people}) as number_of_person,
  number_of_person % 10 < 3 and h2 % 2 = 0 as second_id,
  toUInt8(h3 % 100) as draw,
  (h4 % 1000003) / 1000003 as a,
  (h3 % 1000003) / 1000003 as b,
  toUInt32(pow(b, 2) * 40) as element,
  ['desktop', 'smartphone', 'tablet'][1 + intHash64(number_of_person) % 3] as device,
  multiIf(device = 'smartphone', 390, device = 'tablet', 820, 1440) as wide,
  multiIf(device = 'smartphone', 700, device = 'tablet', 1000, 850) as high,
  toUInt32(2000 + h5 % 2900) as tall,
  concat('"width":', toString(wide), ',"height":', toString(high), ',"page_height":',
    toString(tall)) as sizes,
  multiIf(place = 0, '$pageview', place = 3, '$web_vitals', place = 4, '$pageleave',
    place = 1 and draw < 70 or place = 2 and draw < 80, '$autocapture',
    place = 1 and draw < 85, 'search', place = 1 and draw < 95, '$rageclick',
    place = 1, '$dead_click', draw < 90, 'cart', 'buy') as event_name
select
  {project} as project,
  event_name as event,
  if(place = 0, 'page', 'track') as kind,
  fromUnixTimestamp64Micro(toInt64({start} + (h2 % ({span} - 14400000000))
    + second * if(h1 % 3 = 0, 10800000000, 390000000) + place * 65000000
    + toInt64(h4 % 60000000)), 'UTC') as ts,
  toUInt16(place * 32 + h4 % 32) as tie,
  sipHash64(number_of_person, if(second_id, 20, 10)) as person,
  toString(number) as event_id,
  sipHash64(number, 106) as event_hash,
  concat('s', toString(visit_number)) as session,
  ts + toIntervalSecond(h4 % 10) as received,
  if(h1 % 50 = 7, 'crawler', '') as bot,
  concat('C', leftPad(toString(toUInt8(pow(intHash64(number_of_person + 1) % 1009 / 1009, 2) * 40)),
    2, '0')) as country,
  device,
  'www.example.com' as host,
  multiIf(h5 % 100 < 20, '/', h5 % 100 < 30, '/pricing', h5 % 100 < 40, '/docs',
    concat('/p/', toString(toUInt32(pow(intDiv(h5, 100) % 1000003 / 1000003, 3) * 2000)))) as path,
  if(second = 1, '', ['direct', 'search', 'social', 'email', 'ads', 'referral'][1 + h2 % 6])
    as channel,
  multiIf(
    event_name in ('$autocapture', '$rageclick', '$dead_click'),
    concat('{{"type":"', if(h4 % 20 = 3, 'change', 'click'), '","tag":"',
      if(element % 3, 'a', 'button'), '","text":"', if(h4 % 10 = 1, 'Los ', 'Go '),
      toString(element), '","selector":"main > a:nth-of-type(', toString(element), ')"',
      if(h4 % 20 = 5, '', concat(',"x":', toString(round(a, 4)), ',"y":',
        toString(toUInt32(pow(b, 2) * tall)), ',"box_x":', toString(round(a * 0.9, 4)), ',"box_y":',
        toString(toUInt32(pow(b, 2) * tall * 0.95)), ',"box_width":0.2,"box_height":',
        toString(20 + h4 % 30), ',', sizes)), '}}'),
    event_name = '$web_vitals',
    concat('{{"$web_vitals_LCP_value":', toString(400 + toUInt32(pow(a, 3) * 9000)),
      ',"$web_vitals_FCP_value":', toString(300 + toUInt32(pow(a, 3) * 5000)),
      ',"$web_vitals_TTFB_value":', toString(60 + toUInt32(pow(b, 3) * 3000)),
      ',"$web_vitals_CLS_value":', toString(round(pow(b, 6), 4)),
      if(h4 % 5 = 0, '', concat(',"$web_vitals_INP_value":',
        toString(16 + toUInt32(pow(b, 4) * 900)))), '}}'),
    event_name = '$pageleave',
    concat('{{"view":"v', toString(view), '","scrolled":', toString(least(tall, high
      + toUInt32(pow(a, 2) * 4500))), ',', sizes, ',"seen_s":[', arrayStringConcat(arrayMap(
      i -> toString(intDiv(h4, i + 1) % (30 - i)), range(4 + h3 % 12)), ','), ']}}'),
    event_name = 'search',
    concat('{{"query":"word ', toString(toUInt32(pow(a, 3) * 3000)), '","results":',
      toString(h3 % 8), '}}'),
    event_name in ('cart', 'buy'), concat('{{"price":', toString((h4 % 10000) / 100), '}}'),
    '{{}}') as props
from numbers({offset}, {count})
"""
COLUMNS = """(project, event, kind, ts, tie, person, event_id, event_hash, session, received, bot,
  country, device, host, path, channel, props)"""
_VITALS = ",\n  ".join(
    f"accurateCastOrNull(props.`$web_vitals_{name}_value`, 'Float64') as {name.lower()}"
    for name in ("LCP", "INP", "CLS", "FCP", "TTFB")
)
_NUMBERS = ",\n  ".join(
    f"accurateCastOrNull(props.{name}, 'Float64') as {name}"
    for name in (
        "x", "y", "box_x", "box_y", "box_width", "box_height", "width", "height", "page_height",
        "scrolled", "results",
    )
)  # fmt: skip
_TEXTS = ", ".join(
    f"props.{name}::Nullable(String) as {name}"
    for name in ("type", "tag", "text", "selector", "view", "query")
)
EXPORT = f"""
select event, kind, ts, tie, {{who}} as person, bot, country, device, host, path, channel,
  {_VITALS},
  {_NUMBERS},
  {_TEXTS},
  arrayMap(s -> ifNull(s, 0), props.seen_s.:`Array(Nullable(Int64))`) as seen_s
from events where project = {{project}} order by ts, tie
into outfile '{{file}}' truncate format Parquet
settings output_format_parquet_compression_method = 'zstd',
  output_format_parquet_string_as_string = 1
"""
SITE = Content(ROW, COLUMNS, EXPORT, "site-")


class Site:
    """The questions as a user asks them, quiet line and all."""

    def __init__(self, lake: Lake, ctx: Context) -> None:
        self.lake, self.ctx = lake, ctx

    def report_pages(self) -> Any:
        """People and views by page, as its card says."""
        return self._report("people", "views", by="column.path", figures="people")

    def report_page_visits(self) -> Any:
        """The same with sessions, bounces, time and exits."""
        return self._report(
            "people", "views", "sessions", "bounces", "seconds", "exits", by="column.path"
        )

    def report_entries(self) -> Any:
        """On which page sessions begin."""
        names = ("people", "views", "sessions", "bounces", "seconds")
        return self._report(*names, by="column.path", at="entry")

    def report_places(self) -> Any:
        """By country, and how many of each buy."""
        names = ("people", "views", "converted")
        return self._report(*names, by="column.country", figures="people", goal="buy")

    def report_devices(self) -> Any:
        return self._report(
            "people", "views", "sessions", "bounces", "seconds", "exits", by="column.device"
        )

    def report_sources(self) -> Any:
        """By channel, of those who saw the prices."""
        did = 'column.path = "/pricing"'
        return self._report("people", "views", by="column.channel", figures="people", did=did)

    def report_search(self) -> Any:
        """What is searched for, what finds nothing, and after what is searched again."""
        names = ("people", "events", "sessions", "exits", "again", "empty")
        return self._report(*names, by="props.query", of="search", empty="results = 0")

    def vitals(self) -> Any:
        """By day."""
        return self._vitals()

    def vitals_pages(self) -> Any:
        """By page and day."""
        return self._vitals(by="column.path")

    def heat(self) -> Any:
        """The front page."""
        answer = self._ask("heat", page="/")
        one = answer.map
        return [
            [(page.page, page.views) for page in answer.pages],
            [one.views, one.viewers, one.clicks, one.clickers, one.placed, one.rage, one.dead,
             one.measured, one.fold_px, one.height_px, one.width_px],
            [(s.column, s.band, s.clicks, s.people, s.rage, s.dead) for s in one.spots],
            [(r.views, r.people) for r in one.reach],
            [round(seconds, 6) for seconds in one.seen_s],
            [(e.selector, e.tag, e.text, _near(e.x), e.y, _near(e.box.x), e.box.y, e.box.height,
              e.hits.clicks, e.hits.people, e.hits.rage, e.hits.dead) for e in answer.elements],
        ]  # fmt: skip

    def _report(self, *names: str, **told: Any) -> Any:
        answer = self._ask("report", **told)
        rows = [("" if row.by is None else _name(row), row.figures)
                for row in (answer.total, *answer.rows)]  # fmt: skip
        return {name: tuple(_near(getattr(one, n)) for n in names) for name, one in rows}

    def _vitals(self, **told: Any) -> Any:
        rows = self._ask("vitals", **told).rows
        whole = {
            (_name(row), one.vital): (one.loads, one.people, _near(one.value), one.good, one.poor)
            for row in rows for one in row.vitals
        }  # fmt: skip
        days = {
            (_name(row), point.start.strftime("%Y-%m-%d"), i): (n, _near(value))
            for row in rows for point in row.points
            for i, (n, value) in enumerate(zip(point.loads, point.values, strict=True)) if n
        }  # fmt: skip
        return whole | days

    def _ask(self, kind: str, **told: Any) -> Any:
        ask = ASKS[kind].model_validate({**QUARTER, **told})
        return kind_of(ask).answer(self.lake, ask, self.ctx)


def _name(row: Any) -> str:
    """What a row is called: nothing for all, `(none)` where no value is."""
    if row.by is None:
        return ""
    (value,) = row.by.values()
    return "(none)" if value is None else value


def _near(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value
