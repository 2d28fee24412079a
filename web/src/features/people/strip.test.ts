import { monthsOf, stripOf } from "./strip"

it("shades days, and sums them up", () => {
  const days = [0, 1, 4, 100].map((events, at) => ({ day: `2026-11-0${at + 1}`, events }))
  const strip = stripOf(days)
  expect(strip.cells.map((one) => one.level)).toEqual([0, 1, 1, 4])
  expect(strip).toMatchObject({ active: 3, events: 105, best: days[3] })
})

it("has no best day where nothing happened", () => {
  expect(stripOf([{ day: "2026-11-01", events: 0 }])).toMatchObject({ active: 0, best: null })
  expect(stripOf([])).toMatchObject({ cells: [], events: 0 })
})

it("labels the months that begin in it", () => {
  const days = ["2026-10-30", "2026-10-31", "2026-11-01"].map((day) => ({ day, events: 0 }))
  expect(monthsOf(days)).toEqual([{ at: 2, day: "2026-11-01" }])
})
