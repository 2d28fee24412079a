-- What customers did: one row an accepted event, exactly as understood, beside what was sent.
create table if not exists events (
  project UInt32,
  event LowCardinality(String),
  kind LowCardinality(String),
  ts DateTime64(6, 'UTC') codec(Delta, ZSTD(1)),
  tie UInt16,
  person UInt64,
  visit UInt64,
  event_id String,
  event_hash UInt64,
  user_id String,
  anonymous_id String,
  ids Map(LowCardinality(String), String),
  groups Map(LowCardinality(String), String),
  session String,
  original Nullable(DateTime64(6, 'UTC')),
  sent Nullable(DateTime64(6, 'UTC')),
  received DateTime64(6, 'UTC') codec(Delta, ZSTD(1)),
  position UInt64 codec(Delta, ZSTD(1)),
  dialect LowCardinality(String),
  adapter UInt16,
  source UInt32,
  library LowCardinality(String),
  historical Bool,
  verdict LowCardinality(String),
  warnings Array(LowCardinality(String)),
  identity LowCardinality(String),
  bot LowCardinality(String),
  device LowCardinality(String),
  os LowCardinality(String),
  os_version LowCardinality(String),
  browser LowCardinality(String),
  browser_version LowCardinality(String),
  url String,
  host LowCardinality(String),
  path String,
  title String,
  referrer String,
  referrer_host LowCardinality(String),
  channel LowCardinality(String),
  utm_source LowCardinality(String),
  utm_medium LowCardinality(String),
  utm_campaign LowCardinality(String),
  utm_term LowCardinality(String),
  utm_content LowCardinality(String),
  country LowCardinality(String),
  region LowCardinality(String),
  city LowCardinality(String),
  ip String,
  user_agent LowCardinality(String),
  locale LowCardinality(String),
  timezone LowCardinality(String),
  props JSON(max_dynamic_paths = 256),
  ctx JSON(max_dynamic_paths = 64),
  raw String codec(ZSTD(3)),
  index received_range received type minmax granularity 1,
  projection by_person (select _part_offset order by person)
)
engine = MergeTree
partition by toYYYYMM(ts)
order by (project, event, toDate(ts), person, ts)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1;

-- Events that could not be accepted, with the reason; kept whole, to be mended and replayed.
create table if not exists quarantine (
  project UInt32,
  position UInt64,
  received DateTime64(6, 'UTC'),
  dialect LowCardinality(String),
  source UInt32,
  event String,
  event_id String,
  reason LowCardinality(String),
  detail String,
  envelope String codec(ZSTD(3)),
  raw String codec(ZSTD(3)),
  replayed UInt8,
  version UInt64
)
engine = ReplacingMergeTree(version)
order by (project, position)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1;

-- How many events arrived and what became of them, by minute and drained batch. A batch that is
-- drained again after a crash reaches at least as far, and replaces its rows; so read it `final`.
create table if not exists intake (
  project UInt32,
  minute DateTime('UTC'),
  source UInt32,
  dialect LowCardinality(String),
  verdict LowCardinality(String),
  reason LowCardinality(String),
  batch UInt64,
  events UInt64,
  version UInt64
)
engine = ReplacingMergeTree(version)
order by (project, minute, source, dialect, verdict, reason, batch)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1;
