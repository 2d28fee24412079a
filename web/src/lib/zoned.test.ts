import { momentOf, wallOf } from "@/lib/zoned"

test.each([
  ["2026-11-20T14:05", "Asia/Shanghai", "2026-11-20T06:05:00.000Z"],
  ["2026-07-01T00:00", "Europe/London", "2026-06-30T23:00:00.000Z"],
  ["2026-03-29T02:30", "Europe/London", "2026-03-29T01:30:00.000Z"],
  ["2026-11-01T12:00", "America/New_York", "2026-11-01T17:00:00.000Z"],
])("%s in %s is %s, and back", (wall, zone, moment) => {
  expect(momentOf(wall, zone)).toBe(moment)
  expect(wallOf(moment, zone)).toBe(wall)
})
