import { describe, expect, test } from "vitest"
import {
  channelBars,
  commonWays,
  figureOf,
  isFlat,
  movement,
  refusedOn,
  returnShares,
} from "@/features/home/figures"
import type { Schemas } from "@/lib/api"

function trend(...series: { total?: number; values?: number[]; channel?: string | null }[]) {
  return {
    series: series.map((one) => ({
      name: "any",
      by: one.channel === undefined ? null : { channel: one.channel },
      points: (one.values ?? []).map((value, i) => ({ start: `${i}`, value })),
      total: one.total ?? null,
      other: one.channel === "other",
    })),
  } as unknown as Schemas["TrendAnswer"]
}

test("a figure stands beside the same figure of the day before", () => {
  const figure = figureOf(
    trend({ total: 3, values: [1, 2] }),
    trend({ total: 2, values: [2, 0] }),
    0,
  )

  expect(figure).toEqual({ now: 3, before: 2, points: [1, 2], pointsBefore: [2, 0] })
})

test("a figure that is not known yet is not a zero", () => {
  expect(figureOf(undefined, undefined, 0)).toEqual({
    now: null,
    before: null,
    points: [],
    pointsBefore: [],
  })
})

test("channels are measured against the largest; no channel and the rest are left out", () => {
  const bars = channelBars(
    trend(
      { channel: null, total: 100 },
      { channel: "Email", total: 10 },
      { channel: "Direct", total: 40 },
      { channel: "other", total: 5 },
    ),
  )

  expect(bars).toEqual([
    { name: "Direct", value: 40, length: 1 },
    { name: "Email", value: 10, length: 0.25 },
  ])
})

test("a movement compares the second half of a series with the first", () => {
  expect(movement(trend({ values: [1, 2, 3, 4] }))).toMatchObject({ now: 7, before: 3 })
})

test("a day that is not over is drawn, and in neither sum", () => {
  expect(movement(trend({ values: [1, 2, 3, 4, 1] }), true)).toEqual({
    ...{ now: 7, before: 3 },
    ...{ points: [3, 4, 1], pointsBefore: [1, 2] },
  })
})

test("nothing on either day is no line", () => {
  expect(isFlat({ points: [0, 0, null], pointsBefore: [0] })).toBe(true)
  expect(isFlat({ points: [], pointsBefore: [] })).toBe(true)
  expect(isFlat({ points: [0, 0], pointsBefore: [0, 2] })).toBe(false)
})

describe("return shares", () => {
  const cohort = (people: number, ...returned: (number | null)[]) => ({
    start: "2026-01-05T00:00:00Z",
    people,
    returned,
  })

  test("weigh cohorts by their people", () => {
    expect(returnShares([cohort(10, 10, 5), cohort(30, 30, 3)])).toEqual([1, 0.2])
  })

  test("leave out weeks that are not over", () => {
    expect(returnShares([cohort(10, 10, 5), cohort(30, 30, null)])).toEqual([1, 0.5])
    expect(returnShares([cohort(10, 10, null)])).toEqual([1, null])
  })
})

test("a way of one event is none", () => {
  const path = (...steps: string[]) => ({ steps, people: 1, count: 1 })

  expect(commonWays([path("a"), path("a", "b")])).toEqual([path("a", "b")])
})

test("what was refused is counted on the project's own day, with the commonest reason", () => {
  const hour = (at: string, verdict: string, events: number, reason = "") => ({
    hour: at,
    verdict,
    events,
    reason,
    source: 1,
    dialect: "segment",
  })
  const hours = [
    hour("2026-11-20T23:00:00Z", "quarantined", 50, "not_json"), // the day before
    hour("2026-11-21T10:00:00Z", "stored", 96),
    hour("2026-11-21T10:00:00Z", "quarantined", 1, "not_json"),
    hour("2026-11-21T11:00:00Z", "quarantined", 3, "missing_id"),
  ]

  expect(refusedOn("2026-11-21", "UTC", hours)).toEqual({
    all: 100,
    refused: 4,
    share: 0.04,
    reason: "missing_id",
  })
})
