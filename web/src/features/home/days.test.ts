import { expect, test } from "vitest"
import { addDays, boundsOf, comparedDays, spanOf } from "@/features/home/days"

const NOW = new Date("2026-11-22T09:58:30Z")

test("today is compared up to the same minute of the same weekday", () => {
  const days = comparedDays(NOW, new Date("2026-11-22T09:58:00Z"), "Europe/London")

  expect(days).toEqual({ today: true, day: "2026-11-22", before: "2026-11-15", until: "09:58" })
  expect(boundsOf(days.before, days.until)).toEqual({ from: "2026-11-15", to: "2026-11-15T09:58" })
})

test("where today is empty, the latest day with data is compared as a whole", () => {
  const days = comparedDays(NOW, new Date("2026-11-21T22:01:00Z"), "Europe/London")

  expect(days).toEqual({ today: false, day: "2026-11-21", before: "2026-11-14", until: "" })
  expect(boundsOf(days.day, "")).toEqual({ from: "2026-11-21", to: "2026-11-22" })
  expect(spanOf(days, 7)).toEqual({ from: "2026-11-15", to: "2026-11-22" })
})

test("the day is the project's, not the browser's", () => {
  const days = comparedDays(NOW, new Date("2026-11-21T22:01:00Z"), "Asia/Shanghai")

  expect(days).toMatchObject({ today: true, day: "2026-11-22", until: "17:58" })
})

test("a sender whose clock runs ahead does not make it tomorrow", () => {
  const days = comparedDays(NOW, new Date("2031-01-01T00:00:00Z"), "UTC")

  expect(days).toMatchObject({ today: true, day: "2026-11-22" })
})

test("the first minute of a day is not an empty period", () => {
  const now = new Date("2026-11-22T00:00:10Z")

  expect(comparedDays(now, now, "UTC").until).toBe("00:01")
})

test("days are added over months", () => {
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28")
})
