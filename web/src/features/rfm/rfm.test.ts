import { beforeAll, describe, expect, it } from "vitest"
import type { Words } from "@/lib/ask"
import { speak, t as words } from "@/lib/i18n"
import { bodyOf, fresh, load, missing, type RfmState, read, title, write } from "./ask"
import { fieldAt, fields, foremost, movers, type Rfm, shiftOf } from "./grid"
import { gridRows, moveRows } from "./rows"
import { behindField, behindShift, sentence, spanOf, table } from "./say"

const t = words as unknown as Words
const ask: RfmState = { ...fresh(), event: "buy", of: "sum(price)", levels: 3 }

function level(at: number, people: number, low: number | null, high: number | null) {
  return { level: at, people, low, high, mean: low }
}

function cell(recency: number, frequency: number, value: number, people: number, segment: string) {
  const total = people * 10 * value
  return { recency, frequency, value, people, share: people / 10, total, mean: 10 * value, segment }
}

function segment(name: string, people: number, value_share: number | null) {
  const share = people / 10
  return { name, people, share, total: 1, value_share, value: 1, recency_days: 2, frequency: 3 }
}

const answer = {
  people: 10,
  additive: true,
  recency: {
    cuts: [3, 9],
    levels: [level(1, 4, 9, 20), level(2, 0, null, null), level(3, 6, 0, 2)],
  },
  frequency: { cuts: [2], levels: [level(1, 7, 1, 1), level(2, 3, 2, 5)] },
  value: { cuts: [20], levels: [level(1, 5, 1, 5), level(2, 5, 20, 90)] },
  cells: [
    cell(1, 1, 1, 4, "hibernating"),
    cell(3, 1, 1, 1, "new"),
    cell(3, 1, 2, 2, "new"),
    cell(3, 2, 2, 3, "champions"),
  ],
  segments: [segment("champions", 3, 0.6), segment("new", 3, 0.3), segment("hibernating", 4, 0.1)],
  migration: {
    compared: { from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" },
    shifts: [
      {
        before: "champions",
        after: "none",
        people: 1,
        share: 0.5,
        total_before: 9,
        total_after: 0,
      },
      { before: "none", after: "new", people: 3, share: 1, total_before: 0, total_after: 8 },
    ],
  },
  meta: { zone: "UTC" },
} as unknown as Rfm

beforeAll(() => speak("en"))

describe("the grid", () => {
  it("adds the levels of value up, the most recent on top", () => {
    expect(fields(answer, null).map((line) => line.map((one) => one.people))).toEqual([
      [3, 3],
      [4, 0],
    ])
    expect(fieldAt(answer, 3, 1, null)).toMatchObject({ total: 50, mean: 50 / 3, segment: "new" })
    expect(fieldAt(answer, 3, 1, 2)).toMatchObject({ people: 2, mean: 20 })
  })

  it("opens the people of its field and level of value, none where nobody is", () => {
    const field = fieldAt(answer, 3, 1, 2)
    expect(behindField(field, 2, answer, t)).toEqual({
      title: "New: last 0–2 days ago, 1×",
      cell: { recency: 3, frequency: 1, value: 2 },
    })
    expect(behindField(fieldAt(answer, 2, 1, null), null, answer, t)).toBeUndefined()
    const { columns, rows } = gridRows(answer, "people", null, t, () => {})
    expect(columns).toEqual(["1×", "2–5×"])
    expect(rows.map((row) => row.name)).toEqual(["0–2 days ago", "9–20 days ago"])
    expect(rows[0]?.cells.map((one) => one.level)).toEqual([0.75, 0.75])
    expect(rows[1]?.cells[1]).toMatchObject({ text: "", level: null })
  })

  it("says what a level holds", () => {
    expect(spanOf(answer.frequency.levels[1] as never, t, "times")).toBe("2–5×")
    expect(spanOf(answer.value.levels[1] as never, t, "value")).toBe("20–90")
  })
})

describe("moves", () => {
  it("are between the segments anybody was in; newcomers are no share", () => {
    expect(movers(answer)).toEqual(["champions", "new", "none"])
    const { rows } = moveRows(answer, t, () => {})
    expect(rows[0]?.cells.map((one) => one.level)).toEqual([null, null, 0.5])
    expect(rows[2]?.cells[1]).toMatchObject({ text: "3", level: null })
    const shift = shiftOf(answer, "champions", "none")
    expect(shift && behindShift(shift, t).cell).toEqual({ before: "champions", segment: "none" })
  })
})

describe("words", () => {
  it("name the segment with most of the value", () => {
    expect(foremost(answer)?.name).toBe("champions")
    expect(sentence(answer, ask, t)).toBe(
      "10 people; Champions: 30.0% of them with 60.0% of the value.",
    )
    expect(title(ask, t)).toBe("RFM segments by buy")
    const { rows } = table(answer, ask, t)
    expect(rows[0]?.cells).toMatchObject({ name: "Champions", people: 3, value_share: 0.6 })
    expect(rows[0]?.behind?.("people")?.cell).toEqual({ segment: "champions" })
  })
})

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const own: RfmState = { ...ask, recency_cuts: "7, 30", scheme: "eight", compare: "month" }
    for (const one of [ask, own, fresh()]) {
      expect(read(write(one))).toEqual(one)
      expect(load(bodyOf(one))).toEqual(one)
    }
    expect(write(fresh()).toString()).toBe("")
    expect(bodyOf(own)).toMatchObject({ recency_cuts: [7, 30] })
    expect(bodyOf(own)).not.toHaveProperty("value_cuts")
  })

  it("reads what is wrong as what is usual, and waits for what is not chosen", () => {
    expect(read(new URLSearchParams("levels=9&scheme=six&cuts=by+eye"))).toEqual(fresh())
    expect(missing({ ...ask, of: "sum()" }, t)).toContain("property")
    expect(missing(ask, t)).toBe(null)
  })
})
