import { beforeAll, describe, expect, it } from "vitest"
import type { Goal, GoalValue, Metric, MetricAnswer, Split } from "@/features/growth/api"
import { barsOf, mixAndRate } from "@/features/growth/bars"
import { builderPath, meantOf } from "@/features/growth/builder"
import { fieldsOf, said } from "@/features/growth/form"
import { metricOption } from "@/features/growth/metricChart"
import { holidaysOf, withHolidays } from "@/features/growth/odd"
import { opportunities, placesFor, treeOf } from "@/features/growth/tree"
import {
  immature,
  keyOf,
  marked,
  progress,
  signed,
  toneOf,
  withUnit,
} from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { speak, t as words } from "@/lib/i18n"

const t = words as unknown as Words
beforeAll(() => speak("en"))

const ask = (more: object) => ({ events: [{ event: "buy" }], metric: "total", ...more })
const metric = (id: string, more: object = {}): Metric =>
  ({
    id,
    key: id,
    name: id.toUpperCase(),
    description: "",
    owner: null,
    definition: { ask: ask({}), unit: "", direction: "up", maturity: "0d", ...more },
  }) as unknown as Metric
const goal = (id: string, parent: string | null, place = 0, more: object = {}): Goal =>
  ({ id, parent, place, metric: "m", made_by: null, target: null, note: "", ...more }) as Goal

describe("a metric's numbers", () => {
  it("are shares where a count is divided by the same count of others", () => {
    const rate = ask({ events: [], formula: "A / B", metrics: ["uniques", "uniques"] })
    const each = ask({ events: [], formula: "A / B", metrics: ["sum(x)", "uniques"] })
    expect(withUnit({ ask: rate, unit: "x" } as never, 0.125)).toBe("12.5%")
    expect(withUnit({ ask: each, unit: "£" } as never, 0.125)).toBe("0.13 £")
    expect(withUnit({ ask: ask({}), unit: "orders" } as never, 2740)).toBe("2,740 orders")
    expect(withUnit({ ask: ask({}), unit: "orders" } as never, null)).toBe("–")
  })

  it("add to a change with their sign, shares in percentage points", () => {
    const rate = ask({ events: [], formula: "A / B", metrics: ["uniques", "uniques"] })
    expect(signed({ ask: rate, unit: "" } as never, t)(0.0038)).toBe("+0.38 pp")
    expect(signed({ ask: ask({}), unit: "" } as never, t)(-12)).toBe("-12")
  })

  it("get better the way they should go", () => {
    expect([toneOf(3, 2, "up"), toneOf(3, 2, "down"), toneOf(2, 2, "up")]).toEqual([
      "good",
      "bad",
      "flat",
    ])
    expect(toneOf(null, 2, "up")).toBe("flat")
  })

  it("are on their way to a target, up or down", () => {
    expect(progress(5, 10, "up")).toBe(0.5)
    expect(progress(15, 10, "up")).toBe(1)
    expect(progress(20, 10, "down")).toBe(0.5)
    expect(progress(0, 10, "down")).toBe(1)
    expect(progress(5, null, "up")).toBeNull()
  })

  it("are called by a key of plain letters", () => {
    expect(keyOf("Weekly buyers, 2nd try")).toBe("weekly_buyers_2nd_try")
    expect(keyOf("订单")).toBe("metric")
    expect(keyOf("9 lives")).toMatch(/^[a-z][a-z0-9_]*$/)
  })
})

describe("a metric's points", () => {
  const point = (day: number, value: number, more: object = {}) => ({
    start: `2026-03-0${day}T00:00:00Z`,
    value,
    mature: true,
    ...more,
  })
  const answer = {
    points: [
      point(1, 5, { low: 3, high: 7, expected: 5 }),
      point(2, 50, { odd: true, low: 3, high: 7, expected: 5 }),
      point(3, 0, { wrong: "below" }),
      point(4, 2, { mature: false }),
    ],
    meta: { zone: "UTC" },
  } as unknown as MetricAnswer

  it("are marked where odd or failing, and dashed while not final", () => {
    expect(marked(answer)).toEqual({ odd: [1], wrong: [2] })
    expect(immature(answer)).toBe(3)
    const drawn = metricOption(answer, String, "Orders", "light", t).series as {
      id: string
      data: unknown[]
    }[]
    const data = Object.fromEntries(drawn.map((one) => [one.id, one.data]))
    expect(data.line).toEqual([5, 50, 0, null])
    expect(data.dashed).toEqual([null, null, 0, 2])
    expect(data.odd).toEqual([null, 50, null, null])
    expect(data.wrong).toEqual([null, null, 0, null])
    expect(data.low).toEqual([3, 3, null, null])
    expect(data.band).toEqual([4, 4, null, null])
  })
})

it("calls a holiday as its reader does, and leaves other days alone", () => {
  const points = [{ start: "2026-12-25", holiday: "Christmas Day" }, { start: "2026-12-27" }]
  const answer = withHolidays({ points } as unknown as MetricAnswer, (name) => `<${name}>`)
  expect(holidaysOf(answer)).toEqual([{ start: "2026-12-25", name: "<Christmas Day>" }])
  expect(answer.points[1]).toEqual(points[1])
})

describe("a tree of goals", () => {
  const goals = [goal("b", "a", 1), goal("a", null), goal("c", "a", 0), goal("d", "c")]
  const value = (id: string, headroom: number | null): GoalValue =>
    ({ goal: id, value: 1, before: 1, headroom }) as GoalValue
  const stars = treeOf(goals, [metric("m")], [value("b", 2), value("c", 8), value("d", -1)])

  it("stands in its order", () => {
    expect(stars.map((one) => one.goal.id)).toEqual(["a"])
    expect(stars[0]?.drivers.map((one) => one.goal.id)).toEqual(["c", "b"])
  })

  it("says where most is to be won, most first, and leaves out what brings nothing", () => {
    const found = opportunities(stars)
    expect(found.map((one) => [one.node.goal.id, one.length])).toEqual([
      ["c", 1],
      ["b", 0.25],
    ])
  })

  it("moves a goal neither below itself nor where it stands", () => {
    const places = placesFor(goal("c", "a"), stars).map((one) => one.goal.id)
    expect(places).toEqual(["b"])
  })
})

describe("a change taken apart", () => {
  const part = (name: string, added: number, more: object = {}) => ({
    by: { channel: name },
    value: 1,
    before: 1,
    added,
    ...more,
  })
  const split = (parts: object[], rest = 0) =>
    ({ by: "channel", parts, rest, surprise: 0 }) as unknown as Split

  it("has bars as long as what each part added, and the rest as one", () => {
    const parts = Array.from({ length: 10 }, (_, i) => part(`c${i}`, i === 0 ? -10 : 1))
    const { bars, rest } = barsOf(split(parts, 0.5), t)
    expect(bars).toHaveLength(8)
    expect(bars[0]?.length).toBe(-1)
    expect(bars[1]?.length).toBeCloseTo(0.1)
    expect(rest).toBeCloseTo(2.5)
  })

  it("tells weights from rates where it is a ratio", () => {
    expect(mixAndRate(split([part("a", 3)]))).toBeNull()
    const parts = [part("a", 3, { mix: 1, rate: 2 }), part("b", -1, { mix: -2, rate: 1 })]
    expect(mixAndRate(split(parts))).toEqual({ mix: -1, rate: 3 })
  })
})

describe("a metric's form", () => {
  it("sends what it means and nothing that was left out", () => {
    const fields = { ...fieldsOf(undefined, "Orders"), maturity: 2, low: 1, unit: " orders " }
    expect(said(fields, { events: ["buy"] })).toEqual({
      key: "orders",
      name: "Orders",
      description: "",
      definition: {
        ask: { events: ["buy"] },
        unit: "orders",
        direction: "up",
        maturity: "2d",
        check: { at_least: 1, at_most: null, never_empty: false },
      },
    })
    expect(said({ ...fields, maturity: 0 }, {}).definition).not.toHaveProperty("maturity")
    expect(fieldsOf(metric("m", { maturity: "36h" }), "").maturity).toBe(2)
  })

  it("keeps of a trend what defines a number", () => {
    const body = { events: ["buy"], every: "day", from: "-7d", by: ["x"], formula: "A", bots: true }
    expect(meantOf(body)).toEqual({ events: ["buy"], formula: "A", bots: true })
  })

  it("opens in the builder as it is defined", () => {
    const path = builderPath(metric("m", { ask: ask({ where: null, metric: "sum(price)" }) }))
    expect(path).toBe("/insights/trend?event=buy&metric=sum%28price%29")
  })
})
