import { expect, test } from "vitest"
import { currencies, forgets, spans, zones } from "@/features/settings/choices"

const WINTER = new Date("2026-01-15T12:00:00Z")

test("a zone says how far it is from UTC, once", () => {
  const found = zones("Asia/Shanghai", WINTER)

  expect(found[0]).toEqual({ value: "Asia/Shanghai", label: "Asia/Shanghai (UTC+08:00)" })
  expect(found.filter((one) => one.value === "Asia/Shanghai")).toHaveLength(1)
  expect(found.find((one) => one.value === "UTC")?.label).toBe("UTC (UTC+00:00)")
})

test("a zone or currency that this browser does not know can still be kept", () => {
  expect(zones("Mars/Olympus", WINTER)[0]).toEqual({
    value: "Mars/Olympus",
    label: "Mars/Olympus (?)",
  })
  expect(currencies("XTS")[0]?.value).toBe("XTS")
})

test("a span of one's own stands among the others", () => {
  expect(spans(100)).toEqual([90, 100, 180, 365, 730, 1095, 1825])
  expect(spans(null)).toEqual([90, 180, 365, 730, 1095, 1825])
})

test("a shorter span forgets what is older than it; a longer one forgets nothing", () => {
  expect(forgets(null, 30, WINTER)).toEqual(new Date("2025-12-16T12:00:00Z"))
  expect(forgets(90, 30, WINTER)).toEqual(new Date("2025-12-16T12:00:00Z"))
  expect([forgets(30, 90, WINTER), forgets(30, null, WINTER), forgets(30, 30, WINTER)]).toEqual([
    null,
    null,
    null,
  ])
})
