import type { EChartsOption } from "echarts"
import { marksOf, numbersAt, withMarks } from "@/charts/annotated/marks"
import type { Annotation } from "@/lib/annotations"

const note = (at: string, until: string | null = null, text = "a"): Annotation => ({
  ...{ id: at, at: `2026-11-${at}`, until: until && `2026-11-${until}`, kind: "note", text },
  ...{ author: null, created: "", updated: "", deleted: null },
})
const STARTS = ["01", "02", "03"].map((day) => `2026-11-${day}T00:00:00Z`)
const END = "2026-11-04T00:00:00Z"
const INK = { line: "#000", text: "#111", ground: "#fff" }
const CHART: EChartsOption = {
  grid: { top: 8 },
  xAxis: { type: "category", data: ["1", "2", "3"] },
  tooltip: { formatter: () => "own" },
  series: [{ type: "line", data: [1, 2, 3] }],
}

test("what happened stands on its bucket, over all its buckets, and not outside", () => {
  const found = marksOf(
    [
      note("01T10:00:00Z"),
      note("01T12:00:00Z", "03T00:00:00Z"),
      note("03T23:59:00Z"),
      note("04T00:00:00Z"),
    ],
    STARTS,
    END,
  )
  expect(found.map(({ number, at, to }) => [number, at, to])).toEqual([
    [1, 0, 0],
    [2, 0, 1],
    [3, 2, 2],
  ])
  expect([0, 1, 2].map((at) => numbersAt(found, at))).toEqual(["1, 2", "", "3"])
})

test("what began before a chart is marked at its left edge", () => {
  const [found] = marksOf([note("01T10:00:00Z", "02T06:00:00Z")], STARTS.slice(1), END)
  expect([found?.at, found?.to]).toEqual([0, 0])
})

test("marks are drawn over a chart, its own series keep their places, and its tooltip says them", () => {
  const marks = marksOf([note("02T10:00:00Z", null, "New  checkout")], STARTS, END)
  const drawn = withMarks(CHART, marks, INK)
  const series = drawn.series as { id?: string; markLine?: { data: unknown[] } }[]
  expect(series).toHaveLength(2)
  expect(series[1]?.markLine?.data).toEqual([{ xAxis: 1, label: { formatter: "1" } }])
  const { formatter } = drawn.tooltip as { formatter: (given: unknown) => string }
  expect(formatter([{ dataIndex: 1 }])).toBe("own\n1  New checkout")
  expect(formatter([{ dataIndex: 2 }])).toBe("own")
})

test("a chart without a place for each bucket is left as it is", () => {
  const bars: EChartsOption = { xAxis: { type: "value" } }
  expect(withMarks(bars, [], INK)).toBe(bars)
})
