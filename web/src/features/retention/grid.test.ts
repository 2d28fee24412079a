import {
  darkest,
  meansOf,
  partsOf,
  type Retention,
  rowsOf,
  started,
  telling,
  trivialStart,
} from "./grid"

const answer = {
  cohorts: [
    { start: "2026-11-02T00:00:00+00:00", people: 100, returned: [100, 40, 20] },
    { start: "2026-11-09T00:00:00+00:00", people: 300, returned: [300, 60, null] },
    { start: "2026-11-16T00:00:00+00:00", people: 50, returned: [null, null, null] },
  ],
  meta: {},
} as unknown as Retention

test("cells end with the period; what still runs has no number", () => {
  const rows = rowsOf(answer)
  expect(rows.map((row) => row.cells.length)).toEqual([3, 2, 1])
  expect(rows[0]?.cells[1]).toEqual({
    after: 1,
    people: 40,
    share: 0.4,
    value: null,
    running: false,
  })
  expect(rows[2]?.cells[0]).toEqual({
    after: 0,
    people: null,
    share: null,
    value: null,
    running: true,
  })
})

test("means weigh by size and count only cohorts whose bucket is over", () => {
  const means = meansOf(rowsOf(answer))
  expect(means.map((mean) => mean.share)).toEqual([1, 0.25, 0.2])
  expect(means[1]).toMatchObject({ people: 400, returned: 100, cohorts: 2 })
  expect(started(answer)).toBe(450)
})

test("a start that is a return is left out of shades", () => {
  const rows = rowsOf(answer)
  expect(trivialStart(meansOf(rows))).toBe(true)
  expect(darkest(rows, true)).toBe(0.4)
  expect(darkest(rows, false)).toBe(1)
})

test("the sentence tells the next bucket and one later", () => {
  const means = meansOf(rowsOf(answer))
  expect(telling(means, "week").map((mean) => mean.after)).toEqual([1, 2])
  expect(telling(means.slice(0, 2), "week").map((mean) => mean.after)).toEqual([1])
  expect(telling([], "week")).toEqual([])
})

test("nobody started", () => {
  const empty = { cohorts: [{ start: "2026-11-02", people: 0, returned: [0] }], meta: {} }
  const means = meansOf(rowsOf(empty as unknown as Retention))
  expect(means[0]?.share).toBeNull()
  expect(trivialStart(means)).toBe(false)
})

test("brackets of one's own have no triangle, and keep what is known anywhere", () => {
  const own = {
    cohorts: [
      { start: "2026-11-02", people: 9, returned: [9, 4, null, null], values: [1, 2, null, null] },
      { start: "2026-11-09", people: 5, returned: [5, null, null, null] },
    ],
  } as unknown as Retention
  const rows = rowsOf(own, true)
  expect(rows.map((row) => row.cells.length)).toEqual([2, 2])
  expect(rows[0]?.cells[1]?.value).toBe(2)
  expect(rows[1]?.cells[1]?.running).toBe(true)
})

test("everybody stands before the groups, and an empty rest is left out", () => {
  const some = [{ start: "2026-11-02", people: 3, returned: [1] }]
  const none = [{ start: "2026-11-02", people: 0, returned: [0] }]
  const groups = [
    { by: { plan: "pro" }, cohorts: some },
    { by: { plan: "other" }, other: true, cohorts: none },
  ]
  const parts = partsOf({ cohorts: some, groups, meta: {} } as unknown as Retention)
  expect(parts.map((part) => part.group)).toEqual([null, 0])
})
