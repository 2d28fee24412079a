-- What was paid for people: one row a day, channel, source, medium and campaign. The newest version
-- of a row counts; one that was removed is no longer there. Read it `final`: it is small.
create table if not exists costs (
  project UInt32,
  day Date,
  channel LowCardinality(String),
  source LowCardinality(String),
  medium LowCardinality(String),
  campaign String,
  amount Float64,
  currency LowCardinality(String),
  paid Float64,
  clicks UInt64,
  impressions UInt64,
  import UInt64,
  version UInt64,
  removed UInt8
)
engine = ReplacingMergeTree(version, removed)
order by (project, day, channel, source, medium, campaign)
settings fsync_after_insert = 1;
