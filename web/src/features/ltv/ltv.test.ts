import { beforeAll, describe, expect, it } from "vitest"
import type { Words } from "@/lib/ask"
import { speak, t as words } from "@/lib/i18n"
import { bodyOf, fresh, type LtvState, load, missing, read, title, write } from "./ask"
import { anyCosts, drawn, type Group, type Ltv, pointsOf, scaled } from "./curves"
import { cohortRows, groupRows } from "./rows"
import { behindGroup, payback, pointText, sentence, table } from "./say"

const t = words as unknown as Words
const ask: LtvState = { ...fresh(), event: "buy", of: "sum(price)" }

function point(people: number, value: number | null) {
  return { people, value, low: value === null ? null : value - 1, high: value && value + 1 }
}

function group(channel: string | null, more: Partial<Group>): Group {
  return {
    by: channel === null ? null : { channel },
    ...{ people: 3, cost: 12, cac: 4, points: [point(3, 2), point(2, 5), point(0, null)] },
    ...{ foreseen: [], decline: null, value: 5, value_to_cac: 1.25 },
    ...{ payback_days: 11.67, payback: "seen", other: false },
    ...more,
  } as Group
}

const lone = { people: 0, cost: 9, cac: null, value: null, value_to_cac: null }
const answer = {
  age_days: 7,
  level: 0.8,
  everybody: group(null, {
    foreseen: [{ low: 5, value: 6, high: 8 }],
    value: 6,
    payback: "seen",
  }),
  groups: [
    group("Email", { cost: 0, cac: 0, value_to_cac: null, payback_days: null, payback: null }),
    group("other", {
      ...lone,
      points: [point(0, null)],
      payback_days: null,
      payback: null,
      other: true,
    }),
  ],
  cohorts: [
    { start: "2026-03-02T00:00:00Z", people: 3, cost: 6, cac: 2, values: [2.5, null, null] },
    { start: "2026-03-09T00:00:00Z", people: 0, cost: 0, cac: null, values: [null, null, null] },
  ],
  meta: { zone: "UTC" },
} as unknown as Ltv

beforeAll(() => speak("en"))

describe("curves", () => {
  it("go on from what was seen to what is foreseen", () => {
    const points = pointsOf(answer.everybody, 7)
    expect(points.map((one) => [one.days, one.value, one.foreseen])).toEqual([
      [7, 2, false],
      [14, 5, false],
      [21, 6, true],
    ])
    expect(pointText({ place: null, group: answer.everybody }, 2, 7, t)).toContain("foreseen")
  })

  it("are drawn of those that anybody was won in, as value or beside their cost", () => {
    expect(drawn(answer).map(({ place }) => place)).toEqual([null, 0])
    expect(scaled(6, answer.everybody, "roi")).toBe(1.5)
    expect(scaled(6, group("x", { cac: null }), "roi")).toBe(null)
    expect(anyCosts(answer)).toBe(true)
  })
})

describe("words", () => {
  it("say what people are worth, what they cost, and when it is paid back", () => {
    expect(sentence(answer, ask, t)).toBe(
      "3 people were won, each foreseen to be worth 6.00 after 21 days. They cost 4.00 each; paid back: after 12 days.",
    )
    expect(payback(group("x", { payback_days: null }), t)).toBe("not by then")
    expect(payback(group("x", { payback_days: null, cac: null }), t)).toBe("no cost known")
    expect(payback(group("x", { payback: "foreseen" }), t)).toBe("after 12 days (foreseen)")
    expect(title(ask, t)).toBe("Lifetime value by buy, by channel")
  })

  it("open the people of a group, and of an age", () => {
    const email = { place: 0, group: (answer.groups ?? [])[0] as Group }
    expect(behindGroup(email, t)?.cell).toEqual({ group: 0 })
    expect(behindGroup(email, t, 1)?.cell).toEqual({ group: 0, age: 1 })
    expect(behindGroup(email, t, 2)).toBeUndefined()
    expect(table(answer, ask, t).rows[0]?.cells).toMatchObject({ people: 3, cac: 4, value: 6 })
  })

  it("mask the ages that are not over for a whole cohort", () => {
    const { columns, rows } = cohortRows(answer, ask, t, () => {})
    expect(columns).toEqual(["People won", "Cost each (CAC)", "7 days"])
    expect(rows[0]?.cells[2]).toMatchObject({ text: "2.50", level: 1 })
    expect(rows[0]?.cells[2]?.label).toContain("paid back")
    expect(rows[1]?.cells[2]).toMatchObject({ hatched: true, level: null })
    expect(groupRows(answer, t, () => {}).rows.map((row) => row.cells[5]?.text)).toEqual([
      "after 12 days",
      "cost nothing",
      "no cost known",
    ])
  })
})

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const own: LtvState = { ...ask, margin: 40, horizon: 52, by: ["utm_campaign"], every: "day" }
    for (const one of [ask, own, fresh(), { ...fresh(), by: [] }]) {
      expect(read(write(one))).toEqual(one)
      expect(load(bodyOf(one))).toEqual(one)
    }
    expect(write(fresh()).toString()).toBe("")
    expect(bodyOf(own)).toMatchObject({ margin: 0.4, horizon: 52 })
    expect(bodyOf(ask)).not.toHaveProperty("horizon")
  })

  it("reads what is wrong as what is usual, and waits for what is not chosen", () => {
    expect(read(new URLSearchParams("margin=0&every=hour&periods=99&horizon=3"))).toEqual(fresh())
    expect(missing({ ...ask, of: "sum()" }, t)).toContain("property")
    expect(missing(ask, t)).toBe(null)
  })
})
