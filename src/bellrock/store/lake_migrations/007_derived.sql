-- What is read from what the client said, and kept nowhere else: the size of its screen as each client
-- writes it, and the language of its locale.
alter table events add column if not exists screen String alias multiIf(
  isNotNull(ctx.screen.width.:Int64) and isNotNull(ctx.screen.height.:Int64),
  concat(toString(assumeNotNull(ctx.screen.width.:Int64)), 'x', toString(assumeNotNull(ctx.screen.height.:Int64))),
  isNotNull(ctx.`$screen_width`.:Int64) and isNotNull(ctx.`$screen_height`.:Int64),
  concat(toString(assumeNotNull(ctx.`$screen_width`.:Int64)), 'x', toString(assumeNotNull(ctx.`$screen_height`.:Int64))),
  ifNull(ctx.screen.:String, '')
);
alter table events add column if not exists language String alias
  lower(splitByRegexp('[-_]', toString(locale))[1]);
