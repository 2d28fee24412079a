"""What is measured? 20 million events of a million people, as a lake and as one Parquet file.

Everything is a function of hashes of the row's number, so every build holds the same events. The
people of the file are already resolved, which spares the alternatives the work on identity.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bellrock.query import Sql
from bellrock.store import Lake, Limits, migrate

PROJECT = 1
START_MICROS = 1_767_225_600_000_000  # 2026-01-01 UTC
DAYS = 90
SESSION_EVENTS = 5
BLOCK = 1_000_000
GENEROUS = Limits(seconds=3600, memory_bytes=12 << 30)

# In a session events follow each other 5 to 125 seconds apart; half of all people's clients send a
# session id. 2 % of the sessions are machines. Three people in ten are known by a second id, which
# an override maps to the first.
ROW = """
with
  intDiv(number, {session_events}) as visit_number,
  number % {session_events} as place,
  sipHash64(visit_number, 1) as h1,
  sipHash64(visit_number, 2) as h2,
  sipHash64(number, 3) as h3,
  sipHash64(number, 4) as h4,
  toUInt64(pow((h1 % 1000003) / 1000003, 1.5) * {people}) as number_of_person,
  number_of_person % 10 < 3 and h2 % 2 = 0 as second_id,
  toUInt8(h3 % 200) as draw
select
  {project} as project,
  multiIf(draw < 70, 'page', draw < 120, 'view', draw < 144, 'search', draw < 160, 'cart',
    draw < 168, 'checkout', draw < 174, 'buy', draw < 186, 'click', draw < 190, 'share',
    draw < 194, 'signup', draw < 198, 'login', draw < 199, 'refund', 'support') as event,
  'track' as kind,
  fromUnixTimestamp64Micro(toInt64({start} + (h2 % {span}) + place * 65000000
    + toInt64(h4 % 60000000)), 'UTC') as ts,
  toUInt16(place * 32 + h4 % 32) as tie,
  sipHash64(number_of_person, if(second_id, 20, 10)) as person,
  toString(number) as event_id,
  sipHash64(number, 5) as event_hash,
  if(number_of_person % 2 = 0, concat('s', toString(visit_number)), '') as session,
  ts + toIntervalSecond(h4 % 10) as received,
  if(h1 % 50 = 7, 'crawler', '') as bot,
  ['CN', 'US', 'DE', 'GB', 'FR', 'JP', 'BR', 'IN'][1 + number_of_person % 8] as country,
  ['desktop', 'smartphone', 'tablet'][1 + h1 % 3] as device,
  concat('{{"price":', toString((h4 % 10000) / 100), ',"category":"c', toString(h3 % 50),
    '","plan":"', ['free', 'pro', 'team'][1 + number_of_person % 3], '","items":',
    toString(h4 % 9), '}}') as props
from numbers({offset}, {count})
"""
OVERRIDES = """
insert into person_overrides (key, project, kind, canonical, version)
select sipHash64(number, 20), {project}, 'person', sipHash64(number, 10), 1
from numbers({people}) where number % 10 < 3
"""
EXPORT = """
select event, ts, tie, {who} as person, bot, country, session,
  accurateCastOrNull(props.price, 'Float64') as price,
  props.category::Nullable(String) as category
from events where project = {project} order by ts, tie
into outfile '{file}' truncate format Parquet
settings output_format_parquet_compression_method = 'zstd',
  output_format_parquet_string_as_string = 1
"""
WHO = "dictGetOrDefault('person_override', 'canonical', person, person)"


_COLUMNS = """(project, event, kind, ts, tie, person, event_id, event_hash, session, received, bot,
  country, device, props)"""


@dataclass(frozen=True)
class Content:
    """What a lake is filled with, and what of it the file holds."""

    row: str
    """A select of the rows of a block."""
    columns: str
    export: str
    prefix: str = ""
    """What the folder's name begins with."""


EVENTS = Content(ROW, _COLUMNS, EXPORT)


@dataclass(frozen=True)
class Size:
    """How much is built."""

    events: int = 20_000_000
    people: int = 1_000_000

    @property
    def name(self) -> str:
        return f"{self.events // 1000}k"


def folder(data: Path, size: Size, content: Content = EVENTS) -> Path:
    """Return where a build of `size` lives."""
    return data / f"{content.prefix}{size.name}"


def build(data: Path, size: Size, content: Content = EVENTS) -> Path:
    """Build the lake and the file of `size` below `data` once; return their folder."""
    place = folder(data, size, content)
    done = place / "done"
    if done.exists():
        _bring_up(place)
        return place
    place.mkdir(parents=True, exist_ok=True)
    lake = Lake(f"chdb:///{place.resolve()}/lake", limits=GENEROUS)
    migrate(lake)
    _fill(lake, size, content)
    _export(lake, place / "events.parquet", content)
    lake.close()
    done.write_text("built\n")
    return place


def _bring_up(place: Path) -> None:
    """Give a lake of an older build today's schema, as it would have been built with."""
    lake = Lake(f"chdb:///{place.resolve()}/lake", limits=GENEROUS)
    if migrate(lake):
        _settle(lake)
        lake.run(Sql("optimize table events final"))
    lake.close()


def _settle(lake: Lake) -> None:
    """Wait until the engine has rewritten what a migration asked for."""
    waiting = Sql("select count() from system.mutations where not is_done")
    while lake.one(waiting) != (0,):
        time.sleep(0.5)


def _fill(lake: Lake, size: Size, content: Content) -> None:
    lake.run(Sql("truncate table events"))
    for offset in range(0, size.events, BLOCK):
        began = time.perf_counter()
        rows = content.row.format(
            session_events=SESSION_EVENTS, people=size.people, project=PROJECT, start=START_MICROS,
            span=DAYS * 86_400_000_000 - 400_000_000, offset=offset,
            count=min(BLOCK, size.events - offset),
        )  # fmt: skip
        lake.run(Sql(f"insert into events {content.columns} {rows}"))
        took = time.perf_counter() - began
        print(f"  {offset + BLOCK:>12,} of {size.events:,} events  {took:.1f} s", file=sys.stderr)
    lake.run(Sql(OVERRIDES.format(project=PROJECT, people=size.people)))
    lake.run(Sql("system reload dictionary person_override"))
    lake.run(Sql("optimize table events final"))


def _export(lake: Lake, file: Path, content: Content) -> None:
    """Write the file in the order of time; DuckDB rewrites it with plain timestamps."""
    raw = file.with_suffix(".raw")
    lake.run(Sql(content.export.format(who=WHO, project=PROJECT, file=raw.resolve())))
    duckdb.sql("set timezone = 'UTC'")
    duckdb.sql(
        f"copy (select * replace (ts at time zone 'UTC' as ts) from read_parquet('{raw}')) "
        f"to '{file}' (format parquet, compression zstd)"
    )
    raw.unlink()


def main() -> None:
    """Build what the measurements need."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", default="bench/data", type=Path)
    parser.add_argument("--events", type=int, default=Size.events)
    parser.add_argument("--people", type=int, default=Size.people)
    asked = parser.parse_args()
    print(build(asked.data, Size(asked.events, asked.people)))


if __name__ == "__main__":
    main()
