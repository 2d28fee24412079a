import { expect, test } from "vitest"
import { byReason, carried } from "@/features/imports/refusals"

test("a reason is told once, the commonest first, with its first rows", () => {
  const example = (row: number, reason: string) => ({ row, reason, detail: `row ${row}` })
  const examples = [1, 2, 3, 4].map((row) => example(row, "bad_time"))

  expect(
    byReason({
      problems: { missing_id: 1, bad_time: 4 },
      examples: [example(9, "missing_id"), ...examples],
    }),
  ).toEqual([
    { reason: "bad_time", count: 4, rows: ["row 1", "row 2", "row 3"] },
    { reason: "missing_id", count: 1, rows: ["row 9"] },
  ])
})

test("an event carries its properties, its traits, and then the rest", () => {
  const event = { ts: "2026", event: "a", country: "GB", traits: { plan: "pro" }, props: { n: 1 } }

  expect(carried(event)).toEqual([
    ["n", 1],
    ["plan", "pro"],
    ["country", "GB"],
  ])
})
