import { beforeAll, describe, expect, it } from "vitest"
import {
  body,
  fresh,
  load,
  read,
  seriesAt,
  type TrendAsk,
  write,
  yearBefore,
} from "@/features/trend/ask"
import { chartOption } from "@/features/trend/chart"
import { behind, lines, type TrendAnswer, unfinished } from "@/features/trend/lines"
import { nearest } from "@/features/trend/nearest"
import { sentence, table, title } from "@/features/trend/say"
import type { Words } from "@/lib/ask"
import { readFigure, writeFigure } from "@/lib/figure"
import { speak, t as words } from "@/lib/i18n"

const t = words as unknown as Words
beforeAll(() => speak("en"))

const meta = {
  period: { from: "2026-11-19T00:00:00Z", to: "2026-11-22T00:00:00Z" },
  zone: "UTC",
  filters: [],
  bot_share: null,
  bots: "excluded",
  freshness: null,
  rows_scanned: 0,
  seconds: 0,
  identity: "resolved",
  notes: [],
}
const points = (...values: (number | null)[]) =>
  values.map((value, i) => ({ start: `2026-11-${19 + i}T00:00:00Z`, value }))

const hours = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    start: new Date(Date.UTC(2026, 10, 1, i)).toISOString(),
    value: 1,
  }))

function answered(
  series: { by?: Record<string, string | null>; other?: boolean; total: number }[],
  count = 3,
): TrendAnswer {
  return {
    series: series.map(({ by, other, total }) => ({
      name: "x",
      by: by ?? null,
      other: other ?? false,
      total,
      points: points(...Array.from({ length: count }, (_, i) => total + i)),
    })),
    compared: null,
    meta,
  }
}

/** The same answer beside a period in which every number was `share` of today's. */
function beside(answer: TrendAnswer, share: number): TrendAnswer {
  const series = answer.series.map((one) => ({
    ...one,
    before: {
      total: (one.total ?? 0) * share,
      points: one.points.map(({ start, value }) => ({ start, value: (value ?? 0) * share })),
    },
  }))
  return {
    ...answer,
    series,
    compared: { from: "2026-10-01T00:00:00Z", to: "2026-10-04T00:00:00Z" },
  }
}

describe("a trend's address", () => {
  const asks: TrendAsk[] = [
    fresh(),
    { ...fresh(), events: ["Product Viewed"], every: "week", by: ["channel"], top: 3 },
    {
      ...fresh(),
      events: ["a", 'b[price > 10 and x = "&="]'],
      metrics: ["total", "p95(props.price)"],
      formula: "B / A",
    },
    { ...fresh(), events: ["a", "b"], metrics: ["total", "total"] },
    { ...fresh(), over: "28d", smooth: 7, compare: "2026-01-01" },
    { ...fresh(), over: "start", compare: "previous" },
  ]
  it.each(asks)("reads back what was written: %o", (ask) => {
    expect(read(new URLSearchParams(write(ask).toString()))).toEqual(ask)
  })

  it.each(asks)("is read back from the body that was saved: %o", (ask) => {
    expect(load(body(ask))).toEqual(ask)
  })

  it("says only what differs", () => {
    expect(write(fresh()).toString()).toBe("")
  })

  it("takes nonsense as what is usual", () => {
    expect(read(new URLSearchParams("every=eon&top=9999&by=a&by=b&by=c&by=d"))).toEqual({
      ...fresh(),
      by: ["a", "b", "c"],
    })
  })

  it("loads what others saved", () => {
    const saved = { event: [{ event: "buy", where: { property: "p", op: "is set" } }], by: "plan" }
    expect(load(saved)).toEqual({
      ...fresh(),
      events: ["buy[p is set]"],
      metrics: ["total"],
      by: ["plan"],
    })
  })

  it("takes figures apart", () => {
    expect(readFigure("p50(price)")).toEqual({ of: "median", property: "price" })
    expect(writeFigure(readFigure('sum(props."a (b)")'))).toBe('sum(props."a (b)")')
    expect(writeFigure({ of: "uniques", property: "price" })).toBe("uniques")
  })
})

describe("a refusal of a trend", () => {
  it("stands at the series that it names, and else at the last", () => {
    const at = (field: string) => [0, 1, 2].map((place) => seriesAt(field, place, 3))

    expect(at("events[1].where[0]")).toEqual([null, "events[1]", null])
    expect(at("metrics[0]")).toEqual(["metrics[0]", null, null])
    expect(at("events")).toEqual([null, null, "events"])
    expect(at("events[9]")).toEqual([null, null, "events"])
    expect(at("metric")).toEqual([null, null, "metric"])
    expect(at("by[0]")).toEqual([null, null, null])
  })
})

describe("a trend's answer", () => {
  const ask = { ...fresh(), events: ["Product Viewed"] }

  it("is said in a sentence with its highest finished bucket", () => {
    const now = new Date("2026-11-30T00:00:00Z")
    expect(sentence(answered([{ total: 10 }]), ask, t, now)).toBe(
      "Product Viewed: 10 people in the whole period; the most on Nov 21, with 12.",
    )
  })

  it.each([
    [0, "Ads leads with 30 people, before Email with 20."],
    [5, "Ads leads with 30 people, before Email with 20. 5 people have no channel."],
    [
      99,
      "99 people have no channel, more than have any one value. Of the rest, Ads leads with 30 people, before Email with 20.",
    ],
    [
      101,
      "Most have no channel: 101 people. Of the rest, Ads leads with 30 people, before Email with 20.",
    ],
  ] as [number, string][])(
    "names the group that leads, and %i of what is not set",
    (unset, said) => {
      const found = answered([
        { by: { channel: null }, total: unset },
        { by: { channel: "Email" }, total: 20 },
        { by: { channel: "Ads" }, total: 30 },
        { by: { channel: "other" }, other: true, total: 50 },
      ])
      expect(sentence(found, { ...ask, by: ["channel"] }, t)).toBe(said)
    },
  )

  it("puts the largest group first, then the rest, and last what is not set", () => {
    const found = answered([
      { by: { channel: null }, total: 99 },
      { by: { channel: "Email" }, total: 20 },
      { by: { channel: "Ads" }, total: 30 },
      { by: { channel: "other" }, other: true, total: 50 },
    ])
    const by = { ...ask, by: ["channel"] }
    const inOrder = ["Ads", "Email", "Other", "Not set"]
    expect(lines(found, by, t, new Date()).map(({ label }) => label)).toEqual(inOrder)
    expect(table(found, by, t).rows.map(({ cells }) => cells.group)).toEqual(inOrder)
  })

  it("says when nothing happened", () => {
    expect(sentence(answered([{ total: 0 }]), ask, t)).toBe(
      "Nobody did Product Viewed in this period.",
    )
  })

  it("is called by its formula's events", () => {
    const both = { ...fresh(), events: ["A b", "c"], metrics: ["total", "total"], formula: "b/a" }
    expect(title(both, t)).toBe("c/A b, daily")
    expect(title({ ...ask, by: ["props.plan"], every: "month" }, t)).toBe(
      "Product Viewed: people by plan, monthly",
    )
  })

  it("is called by what its points are taken over, and beside what", () => {
    expect(title(fresh(), t)).toBe("Active people, daily")
    expect(title({ ...fresh(), over: "7d" }, t)).toBe("Active people over 7 days, daily")
    expect(title({ ...ask, by: ["plan"], over: "28d", compare: "previous" }, t)).toBe(
      "Product Viewed: people by plan over 28 days, daily, beside the period before",
    )
    expect(title({ ...ask, over: "start", smooth: 7, compare: "2026-01-05" }, t)).toBe(
      "Product Viewed: people from the start, daily, beside the period from Jan 5, 2026",
    )
    expect(title({ ...ask, over: "2w", smooth: 7, compare: "-60d" }, t)).toBe(
      "Product Viewed: people over 2w, daily, smoothed, beside the period from -60d",
    )
  })

  it("is called so in Chinese too", async () => {
    await speak("zh-CN")
    expect(title({ ...fresh(), over: "7d", compare: "month" }, t)).toBe(
      "活跃用户数（近 7 天，每天，对比一个月前）",
    )
    expect(title({ ...ask, over: "start" }, t)).toBe("Product Viewed 的人数（从期初累计，每天）")
    await speak("en")
  })

  it("begins a date to compare with 52 weeks before the range", () => {
    const today = new Date("2026-11-22T15:00:00Z")
    expect(yearBefore("-30d", today)).toBe("2025-10-24")
    expect(yearBefore("-2w", today)).toBe("2025-11-09")
    expect(yearBefore("2026-01-31", today)).toBe("2025-02-01")
  })

  it("knows which buckets are not over, and draws none that have not begun", () => {
    const found = answered([{ total: 5 }])
    const noon = new Date("2026-11-20T12:00:00Z")
    expect(unfinished(found, "day", noon)).toBe(1)
    expect(lines(found, ask, t, noon)[0]?.values).toEqual([5, 6, null])
    expect(unfinished(found, "day", new Date("2026-12-01T00:00:00Z"))).toBe(3)
    expect(unfinished(found, "week", new Date("2026-12-01T00:00:00Z"))).toBe(2)
  })

  it("ends with the last whole bucket while nothing of any line has come in the next", () => {
    const found = answered([{ total: 5 }, { total: 7 }])
    const two = { ...ask, events: ["x", "y"], metrics: ["total", "total"] }
    const evening = new Date("2026-11-21T20:00:00Z")
    const last = (at: Date) => lines(found, two, t, at).map(({ values }) => values[2])
    found.series.forEach((one) => {
      one.points = points(5, 6, 0)
    })
    expect(last(evening)).toEqual([null, null])
    expect(last(new Date("2026-11-22T00:00:00Z"))).toEqual([0, 0])

    Object.assign(found.series[1]?.points[2] ?? {}, { value: 1 })
    expect(last(evening)).toEqual([0, 1])
  })

  it("keeps its only bucket, though nothing came yet", () => {
    const found = answered([{ total: 0 }], 1)
    expect(lines(found, ask, t, new Date("2026-11-19T01:00:00Z"))[0]?.values).toEqual([0])
  })

  it("asks for the people by series and group, as the answer counts them", () => {
    const found = answered(
      ["a", "b", "a", "b"].map((channel, i) => ({ by: { channel }, total: i + 1 })),
    )
    const two = { ...fresh(), events: ["x", "y"], metrics: ["total", "total"], by: ["channel"] }
    const all = lines(found, two, t, new Date())
    expect(all.map(({ label }) => label)).toEqual([
      "A · x · b",
      "A · x · a",
      "B · y · b",
      "B · y · a",
    ])
    const cells = all.map((line) => behind(line, 2, found, two, t).cell)
    expect(cells[0]).toEqual({ series: 0, group: 1, bucket: 2 })
    expect(cells[3]).toEqual({ series: 1, group: 0, bucket: 2 })
  })

  it("offers every part of a formula", () => {
    const found = answered([{ total: 1 }])
    const two = { ...fresh(), events: ["x", "y"], formula: "A/B" }
    const [line] = lines(found, two, t, new Date())
    expect(line && behind(line, null, found, two, t).parts?.map(({ cell }) => cell)).toEqual([
      { series: 0 },
      { series: 1 },
    ])
  })

  it("is a table of buckets, or with a breakdown of groups", () => {
    const plain = table(answered([{ total: 10 }]), ask, t)
    expect(plain.rows.map(({ cells }) => Object.values(cells))).toEqual([
      [null, 10],
      ["2026-11-19T00:00:00Z", 10],
      ["2026-11-20T00:00:00Z", 11],
      ["2026-11-21T00:00:00Z", 12],
    ])
    const found = answered([{ by: { channel: "Email" }, total: 20 }])
    const grouped = table(found, { ...ask, by: ["channel"] }, t)
    expect(grouped.columns.map(({ title }) => title)).toEqual([
      "channel",
      "Whole period",
      "Nov 19",
      "Nov 20",
      "Nov 21",
    ])
    expect(grouped.rows[0]?.cells).toMatchObject({ group: "Email", total: 20, "2": 22 })
  })

  it("is a table of buckets where groups meet too many of them, and names people when asked", () => {
    const many = answered([{ by: { channel: "Email" }, total: 20 }])
    for (const one of many.series) one.points = hours(101)
    const by = { ...ask, by: ["channel"], every: "hour" as const }
    const found = table(many, by, t)
    expect(found.columns.map(({ title }) => title)).toEqual(["Hour", "Email"])
    expect(found.rows).toHaveLength(102)
    expect(found.rows[1]?.behind?.("0:0")?.cell).toEqual({ series: 0, group: 0, bucket: 0 })
    expect(found.rows[1]?.behind?.("start")).toBeUndefined()
  })

  it("says, draws and tables the period compared with", () => {
    const now = new Date("2026-11-30T00:00:00Z")
    const answer = beside(answered([{ total: 10 }]), 0.8)
    const own = { ...ask, compare: "previous" }
    expect(sentence(answer, own, t, now)).toContain("25.0")
    expect(sentence(answer, own, t, now)).toContain("more than before (8)")
    expect(sentence(beside(answered([{ total: 10 }]), 2), own, t, now)).toContain("50.0")
    const drawn = lines(answer, own, t, now)
    const option = { drawn, answer, ask: own, now, colours: ["#111", "#222"], labelled: true, t }
    const [before, line] = chartOption(option).series as { lineStyle?: { width: number } }[]
    expect(before?.lineStyle).toMatchObject({ width: 2, type: [1, 4], opacity: 0.75 })
    expect(line?.lineStyle).toBeUndefined()
    expect(table(answer, own, t).rows[0]?.cells).toMatchObject({ "0:0": 10, "0:0<": 8 })
    const grouped = beside(answered([{ by: { channel: "Email" }, total: 20 }]), 0.5)
    const cells = table(grouped, { ...own, by: ["channel"] }, t).rows[0]?.cells
    expect(cells).toMatchObject({ total: 20, before: 10, change: 1 })
  })

  it("draws bars where there is one bucket, and lines from zero otherwise", () => {
    const drawing = (count: number) => {
      const answer = answered([{ total: 10 }], count)
      const now = new Date("2026-11-30T00:00:00Z")
      const drawn = lines(answer, ask, t, now)
      return chartOption({ drawn, answer, ask, now, colours: ["#111", "#222"], labelled: true, t })
    }
    expect(JSON.stringify(drawing(1))).toContain('"type":"bar"')
    expect(JSON.stringify(drawing(3))).toContain('"type":"line"')
    const axis = drawing(3).yAxis as { min: (extent: { min: number }) => number }
    expect(axis.min({ min: 40 })).toBe(0)
  })

  it("tables five thousand groups, and names the greatest", () => {
    const many = answered(
      Array.from({ length: 5000 }, (_, i) => ({ by: { id: `v${i}` }, total: i })),
    )
    const by = { ...ask, by: ["id"] }
    expect(table(many, by, t).rows).toHaveLength(5000)
    expect(sentence(many, by, t)).toContain("v4999")
  })

  it("finds the line that was clicked at", () => {
    const all = lines(
      answered([{ total: 10 }, { total: 90 }]),
      { ...ask, events: ["a", "b"] },
      t,
      new Date(),
    )
    const chart = {
      containPixel: () => true,
      convertFromPixel: () => [1.2, 0],
      convertToPixel: (_: unknown, [, value]: number[]) => [0, 100 - (value ?? 0)],
    }
    const at = (y: number) => nearest(chart as never, all, 0, y)
    expect(at(12)?.line.total).toBe(90)
    expect(at(85)).toMatchObject({ at: 1, line: { total: 10 } })
    expect(at(48)?.line.total).toBe(90)
    expect(at(300)).toBeNull()
  })
})
