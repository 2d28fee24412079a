import { describe, expect, it } from "vitest"
import { bodyOf, fresh, load, read, write } from "./ask"
import { cellsOf, field, pixels, warmth } from "./field"
import { differences, extentOf, type Heat, layersOf, middleOf, type Side, spotAt } from "./page"

function side(more: Partial<Side> = {}): Side {
  return { views: 10, clicks: 0, rage: 0, dead: 0, spots: [], reach: [], ...more } as Side
}

function answer(map: Partial<Side>, more: Partial<Heat> = {}): Heat {
  return { band: 50, columns: 10, map: side(map), elements: [], ...more } as unknown as Heat
}

const spot = (column: number, band: number, clicks = 1) => ({
  column, band, clicks, people: 1, rage: 0, dead: 0,
}) // biome-ignore format: a spot a line

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const ask = { ...fresh(), page: "/p/*", device: "phone", compare: "week", band: 100 } as const
    expect(read(write(ask))).toEqual(ask)
    expect(load(bodyOf(ask))).toEqual(ask)
    const beside = { ...fresh(), compare: "people", versus: 'country = "CN"' } as const
    expect(read(write(beside))).toEqual(beside)
    expect(load(bodyOf(beside))).toEqual(beside)
    expect(write(fresh()).toString()).toBe("")
  })

  it("reads what is wrong as what is usual", () => {
    expect(read(new URLSearchParams("device=watch&band=3&compare=x&top=999"))).toEqual(fresh())
  })
})

const SQUARE = { columns: 11, bands: 11, across: 1, down: 1 }

describe("the field", () => {
  it("reaches as far down as across, whatever the cells", () => {
    const { across, down } = cellsOf(50, 20, { width: 1000, height: 1000 })
    expect(across * 20).toBeCloseTo(down * 50)
    expect(field([spot(5, 5)], { ...SQUARE, down: 0 }, () => 1)[4 * 11 + 5]).toBe(0)
  })

  it("spreads a click around its cell and loses nothing inside the page", () => {
    const found = field([spot(5, 5, 10)], SQUARE, ({ clicks }) => clicks)
    expect(found.reduce((sum, one) => sum + one, 0)).toBeCloseTo(10)
    expect(Math.max(...found)).toBe(found[5 * 11 + 5])
  })

  it("is hottest where the most is, and clear where nothing is", () => {
    const drawn = pixels(
      field(
        [spot(0, 0, 9), spot(9, 9, 1)],
        { ...SQUARE, columns: 10, bands: 10 },
        ({ clicks }) => clicks,
      ),
    )
    const alpha = (column: number, row: number) => drawn[(row * 10 + column) * 4 + 3] ?? 0
    expect(alpha(0, 0)).toBeGreaterThan(alpha(9, 9))
    expect(alpha(5, 5)).toBe(0)
    expect(warmth(1)).toEqual([200, 69, 47])
    expect(pixels(new Float32Array(4)).every((one) => one === 0)).toBe(true)
  })

  it("tells more from less by colour, where two sides differ", () => {
    const drawn = pixels(new Float32Array([1, -1]), true)
    expect([...drawn.slice(0, 3)]).toEqual([200, 69, 47])
    expect([...drawn.slice(4, 7)]).toEqual([47, 111, 159])
  })
})

describe("the page", () => {
  it("is as high as it was told, and holds what was clicked where nobody told", () => {
    expect(extentOf(answer({ height_px: 3010, width_px: 390 }))).toMatchObject({
      bands: 61,
      width: 390,
    })
    expect(extentOf(answer({ spots: [spot(0, 40)] })).bands).toBe(45)
    expect(extentOf(answer({}))).toMatchObject({ bands: 15, width: 1280, fold: null })
  })

  it("finds the most clicked cell near a pointer", () => {
    const told = answer({ spots: [spot(2, 2, 3), spot(3, 3, 8), spot(9, 9)] })
    const extent = { width: 1000, height: 500, bands: 10, fold: null }
    expect(spotAt(told, extent, 0.25, 0.25)?.clicks).toBe(8)
    expect(spotAt(told, extent, 0.6, 0.6)).toBeUndefined()
  })

  it("compares clicks by views, and offers only what there is", () => {
    const told = answer(
      { views: 10, spots: [spot(1, 1, 5)], dead: 1 },
      { versus: side({ views: 20, spots: [spot(1, 1, 5), spot(2, 2, 2)] }) },
    )
    expect(differences(told).map(({ by }) => by)).toEqual([0.25, -0.1])
    expect(layersOf(told)).toEqual(["clicks", "dead", "difference"])
  })

  it("knows how far half of the views came", () => {
    const reach = [1, 0.8, 0.5, 0.4].map((share) => ({ views: 1, people: 1, share }))
    expect(middleOf(answer({ reach }))).toBe(150)
    expect(middleOf(answer({}))).toBeNull()
  })
})
