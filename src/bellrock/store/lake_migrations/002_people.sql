-- What was said of a person: one row an operation on a trait, never changed, folded by time.
create table if not exists trait_ops (
  project UInt32,
  trait LowCardinality(String),
  person UInt64,
  op LowCardinality(String),
  value String,
  ts DateTime64(6, 'UTC'),
  tie UInt16,
  event_id String,
  source LowCardinality(String),
  projection by_person (select _part_offset order by person)
)
engine = ReplacingMergeTree
primary key (project, trait, person, ts)
order by (project, trait, person, ts, tie, event_id, op, value)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1,
  deduplicate_merge_projection_mode = 'rebuild';

-- Who signed in on which device in which session: decides whose the anonymous events of a shared
-- device are. One row a device, session and person.
create table if not exists logins (
  project UInt32,
  device UInt64,
  visit UInt64,
  person UInt64,
  ts DateTime64(6, 'UTC')
)
engine = ReplacingMergeTree
order by (project, device, visit, person, ts)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1;

-- The identity graph's result: key (a person or a visit as events carry it) to the person it is.
-- A key that maps to itself has been undone. A key is of the kind person or visit.
create table if not exists person_overrides (
  key UInt64,
  project UInt32,
  kind LowCardinality(String),
  canonical UInt64,
  version UInt64
)
engine = ReplacingMergeTree(version)
order by key
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1;

create dictionary if not exists person_override (
  key UInt64,
  canonical UInt64
)
primary key key
source(clickhouse(query 'select key, argMax(canonical, version) as canonical from person_overrides group by key having canonical != key'))
layout(hashed())
lifetime(0);
