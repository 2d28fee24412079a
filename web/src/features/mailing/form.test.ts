import { expect, test } from "vitest"
import type { BoardReport } from "@/features/mailing/api"
import { bodyOf, formOf, isWhole, scheduleSaid, weekdayName } from "@/features/mailing/form"

const report = {
  board: "abc",
  subject: "Week",
  note: "",
  formats: ["pdf"],
  schedule: { every: "month", at: "07:30", weekday: null, day: 31 },
  readers: [
    { email: "li@example.org", language: "zh-CN", unsubscribed: null },
    { email: "ann@example.org", language: "en", unsubscribed: null },
  ],
} as unknown as BoardReport

test("a report goes through its form and comes out the same", () => {
  expect(bodyOf(formOf(report), "abc")).toEqual({
    board: "abc",
    subject: "Week",
    note: "",
    formats: ["pdf"],
    schedule: { every: "month", at: "07:30", weekday: null, day: 31 },
    readers: [
      { email: "ann@example.org", language: "en" },
      { email: "li@example.org", language: "zh-CN" },
    ],
  })
})

test("a fresh form lacks readers alone", () => {
  const fresh = formOf(null)
  expect(isWhole(fresh)).toBe(false)
  expect(isWhole({ ...fresh, english: ["ann@example.org"] })).toBe(true)
  expect(isWhole({ ...fresh, english: ["ann@example.org"], formats: [] })).toBe(false)
})

test("a schedule is said by its day", () => {
  const t = (key: string, said?: Record<string, unknown>) => `${key} ${said?.weekday} ${said?.at}`
  const weekly = { every: "week", at: "08:00", weekday: 3, day: null } as const
  expect(scheduleSaid(weekly, t)).toBe("mailing:each.week Wednesday 08:00")
  expect(weekdayName(7)).toBe("Sunday")
})
