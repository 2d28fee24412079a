import i18next from "i18next"
import { fresh } from "./ask"
import { curveOption } from "./curve"
import type { Retention } from "./grid"
import { bucketName, sentence } from "./say"

const t = i18next.t.bind(i18next) as never
const point = { cohorts: 1, people: 100, simple: 0.4, returned: 40 }
const answer = {
  cohorts: [
    { start: "2026-11-02T00:00:00+00:00", people: 100, returned: [100, 40] },
    { start: "2026-11-09T00:00:00+00:00", people: 50, returned: [50, null] },
  ],
  curve: {
    points: [
      { ...point, after: 0, share: 1, low: 0.97, high: 1 },
      { ...point, after: 1, share: 0.4, low: 0.31, high: 0.5 },
    ],
    fit: {
      ...{ model: "power", parameters: {}, seen: 1, ahead: 2, error: 0.01 },
      points: [1, 2, 3].map((after) => ({ after, share: 0.4 / after, beyond: after > 1 })),
    },
  },
  meta: { zone: "UTC" },
} as unknown as Retention

test("the band lies between the bounds, and the fit goes beyond the mean", () => {
  const option = curveOption(answer, fresh(), t, "light")
  const lines = option.series as { name?: string; data: (number | null)[] }[]
  expect((option.xAxis as { data: string[] }).data).toHaveLength(3)
  expect(lines[0]?.data).toEqual([0.31, null, null])
  expect(lines[1]?.data[0]).toBeCloseTo(0.19)
  expect(lines[2]?.data).toEqual([0.4, null, null])
  expect(lines[3]?.data[2]).toBeCloseTo(0.4 / 3)
})

test("the sentence says how far beyond the known it goes", async () => {
  await i18next.changeLanguage("en")
  expect(sentence(answer, fresh(), t)).toContain("in week 3, 2 periods beyond what was seen")
})

test("brackets are called after where they begin and end", async () => {
  await i18next.changeLanguage("en")
  const ask = { ...fresh(), brackets: "12h,1d,3d" }
  expect([0, 1, 2].map((after) => bucketName(after, ask, t))).toEqual([
    "0 – 12 h",
    "12 h – 1 d",
    "1 – 3 d",
  ])
})
