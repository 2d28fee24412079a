import { beforeAll, describe, expect, it } from "vitest"
import type { Words } from "@/lib/ask"
import { speak, t as words } from "@/lib/i18n"
import {
  bodyOf,
  figureAt,
  fresh,
  load,
  missing,
  ordered,
  type PivotState,
  read,
  title,
  without,
  write,
} from "./ask"
import { addsUp, counts, foremost, type Line, type Pivot, placesIn, shading, valueAt } from "./grid"
import { behindAt, sentence, table } from "./say"

const t = words as unknown as Words
const ask: PivotState = {
  ...fresh(),
  ...{ events: ["Bought", "Bought"], metrics: ["uniques", "mean(price)"], by: ["country", "plan"] },
}

function row(
  value: string | null,
  cells: Line["cells"],
  total: Line["total"],
  other = false,
): Line {
  return { by: value === null ? null : { country: value }, cells, total, other }
}

const answer = {
  figures: ["Bought: uniques", "Bought: mean(price)"],
  columns: [
    { by: { device: "desktop" }, other: false },
    { by: { device: null }, other: true },
  ],
  // biome-ignore format: a row a line
  rows: [
    row("DE", [[8, 40], [3, 20]], [9, 35]),
    row("FR", [[4, 60], [0, null]], [4, 60]),
    row("other", [[90, 1], [1, 1]], [90, 1], true),
  ],
  total: row(null, [[99, 5], [4, 9]], [100, 6]), // biome-ignore format: as its rows
} as unknown as Pivot

beforeAll(() => speak("en"))

describe("the numbers of a pivot", () => {
  it("stand by column and figure, with those of the whole row last", () => {
    const found = placesIn(answer, 0).map((place) => valueAt(answer, place))
    expect(found).toEqual([8, 40, 3, 20, 9, 35])
    expect(placesIn(answer, null).map((place) => valueAt(answer, place))).toEqual([
      99, 5, 4, 9, 100, 6,
    ])
  })

  it("are shaded by figure: what counts from nothing, else from the least; never totals, nor the rest", () => {
    const shade = shading(answer, ask)
    const levels = (at: number | null) => placesIn(answer, at).map(shade)
    expect(levels(0)).toEqual([1, 0, null, null, null, null])
    expect(levels(1)).toEqual([0.5, 1, null, null, null, null])
    expect(
      levels(2)
        .concat(levels(null))
        .every((level) => level === null),
    ).toBe(true)
  })

  it("are shaded in whole rows where there are no columns", () => {
    const alone = {
      ...answer,
      columns: [],
      rows: answer.rows.map((one) => ({ ...one, cells: [] })),
    }
    expect(shading(alone, ask)({ row: 0, column: null, figure: 0 })).toBe(1)
  })

  it("know which figures count, and which add up", () => {
    expect(["total", "uniques", "sum(x)", "distinct(x)"].every(counts)).toBe(true)
    expect(["per_user", "mean(x)", "p95(x)"].some(counts)).toBe(false)
    expect(["total", "sum(x)"].every(addsUp)).toBe(true)
    expect(["uniques", "distinct(x)"].some(addsUp)).toBe(false)
  })

  it("open the people of their row, column and figure; none where there is nothing", () => {
    const said = { answer, ask, t }
    expect(behindAt({ row: 0, column: 1, figure: 1 }, said)).toEqual({
      title: "DE, Other, Average price",
      cell: { row: 0, column: 1, figure: 1 },
    })
    expect(behindAt({ row: null, column: null, figure: 0 }, said)?.cell).toEqual({ figure: 0 })
    expect(behindAt({ row: 1, column: 1, figure: 0 }, said)).toBeUndefined()
  })
})

describe("a pivot in words", () => {
  it("names the first row, never the rest", () => {
    expect(foremost(answer, 0, false)?.by).toEqual({ country: "DE" })
    expect(sentence(answer, ask, t)).toBe("People: the most in DE, 9; 100 overall.")
    expect(sentence(answer, { ...ask, order: "up" }, t)).toContain("the least in FR, 4")
    expect(sentence({ ...answer, rows: [] }, ask, t)).toContain("No event")
  })

  it("has a title of its figures, rows and columns", () => {
    expect(title(ask, t)).toBe("Bought: people, average price by country and plan × device")
    expect(title({ ...ask, events: ["buy", "buy"] }, t)).toMatch(/^buy: people/)
    expect(title(fresh(), t)).toBe("People by country × device")
  })

  it("is a table of a row each place", () => {
    const { columns, rows } = table(answer, ask, t)
    expect(columns.map((one) => one.title)).toEqual([
      "country and plan",
      "device",
      "People",
      "Average price",
    ])
    expect(rows).toHaveLength(6)
    expect(rows[1]?.cells).toMatchObject({ row: "DE", column: "Other", f0: 3, f1: 20 })
    expect(rows[1]?.behind?.("f1")?.cell).toEqual({ row: 0, column: 1, figure: 1 })
  })
})

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const asked: PivotState = { ...ask, across: "", sort: 2, order: "up", top: 5, columns: 3 }
    for (const one of [asked, ask, fresh(), { ...fresh(), by: [] }]) {
      expect(read(write(one))).toEqual(one)
      expect(load(bodyOf(one))).toEqual(one)
    }
    expect(write(fresh()).toString()).toBe("")
  })

  it("reads what is wrong as what is usual", () => {
    expect(read(new URLSearchParams("sort=3&top=0&order=sideways&columns=99"))).toEqual(fresh())
    const more = read(new URLSearchParams("event=a&metric=total&metric=uniques"))
    expect(more.events).toEqual(["a", "a"])
  })

  it("is read of a body that says as little as it can", () => {
    const told = load({ by: "country", event: "Bought" })
    expect(told).toMatchObject({ events: ["Bought"], metrics: ["total"], across: "" })
  })

  it("takes a figure away and stays ordered by the same", () => {
    const two = { ...ask, sort: 2 }
    expect(without(two, 0)).toMatchObject({ metrics: ["mean(price)"], sort: 1 })
    expect(without(two, 1).sort).toBe(1)
  })

  it("is ordered by a heading; a saved one is not read again for it", () => {
    const now = new URLSearchParams("q=7&order=up&from=-7d")
    expect(ordered(now, { sort: 1, sortColumn: null, order: "name" }).get("order")).toBe("name")
    const plain = ordered(now, { sort: 1, sortColumn: null, order: "down" })
    expect(plain.toString()).toBe("q=7&from=-7d&plain=1")
  })

  it("shows a refusal at its figure, and what names none at the last", () => {
    expect([0, 1].map((at) => figureAt("events[0].where[1]", at, 2))).toEqual(["events[0]", null])
    expect([0, 1].map((at) => figureAt("metric", at, 2))).toEqual([null, "metric"])
    expect(figureAt("by", 0, 1)).toBe(null)
  })

  it("waits for what is not chosen yet", () => {
    expect(missing({ ...ask, metrics: ["uniques", "sum()"] }, t)).toContain("property")
    expect(missing({ ...ask, by: [] }, t)).toContain("rows")
    expect(missing({ ...ask, events: ["", "any"] }, t)).toContain("event")
    expect(missing(ask, t)).toBe(null)
  })
})
