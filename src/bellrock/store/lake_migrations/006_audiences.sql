-- Who is in which audience: one row a person, by the key of their strongest id when it was filled.
-- A filling is written once under a number of its own; the ledger says which one counts.
create table if not exists audience_members (
  project UInt32,
  content UInt64,
  person UInt64
)
engine = MergeTree
order by (project, content, person)
settings non_replicated_deduplication_window = 10000, fsync_after_insert = 1;
