import { expect, test } from "vitest"
import { addDays, boundsOf, comparedDays, spanOf } from "@/features/home/days"

const NOW = new Date("2026-11-22T09:58:30Z")

test("today is compared, this minute with it, up to the same time of the same weekday", () => {
  const days = comparedDays(NOW, new Date("2026-11-22T09:58:00Z"), "Europe/London")

  expect(days).toEqual({ today: true, day: "2026-11-22", before: "2026-11-15", until: "09:59" })
  expect(boundsOf(days.before, days.until)).toEqual({ from: "2026-11-15", to: "2026-11-15T09:59" })
})

test("where today is empty, the latest day with data is compared as a whole", () => {
  const days = comparedDays(NOW, new Date("2026-11-21T22:01:00Z"), "Europe/London")

  expect(days).toEqual({ today: false, day: "2026-11-21", before: "2026-11-14", until: "" })
  expect(boundsOf(days.day, "")).toEqual({ from: "2026-11-21", to: "2026-11-22" })
  expect(spanOf(days, 7)).toEqual({ from: "2026-11-15", to: "2026-11-22" })
})

test("the day is the project's, not the browser's", () => {
  const days = comparedDays(NOW, new Date("2026-11-21T22:01:00Z"), "Asia/Shanghai")

  expect(days).toMatchObject({ today: true, day: "2026-11-22", until: "17:59" })
})

test("a sender whose clock runs ahead does not make it tomorrow", () => {
  const days = comparedDays(NOW, new Date("2031-01-01T00:00:00Z"), "UTC")

  expect(days).toMatchObject({ today: true, day: "2026-11-22" })
})

test("neither the first nor the last minute of a day is an empty period", () => {
  const until = (at: string) => comparedDays(new Date(at), new Date(at), "UTC").until

  expect(until("2026-11-22T00:00:10Z")).toBe("00:01")
  expect(until("2026-11-22T23:59:10Z")).toBe("")
})

test("days are added over months", () => {
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28")
})
