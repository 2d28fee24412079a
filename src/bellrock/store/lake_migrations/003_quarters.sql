-- How many events of a name arrived by quarter of an hour, kept beside the events by the engine: the
-- counts and the freshness under every answer, and plain totals, are read from here.
alter table events add projection if not exists quarters (
  select project, event, bot, toStartOfFifteenMinutes(ts), count(), max(received)
  group by project, event, bot, toStartOfFifteenMinutes(ts)
);
