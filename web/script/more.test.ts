import { inpOf, longer, type Shift, windowed } from "./src/figures"
import { find, shade, tokenOf } from "./src/overlay"
import { placeOf } from "./src/place"
import { addSeen, isRage } from "./src/seen"

const STILL: Shift = { at: 0, begun: 0, sum: 0, most: 0 }
const worst = (...shifts: [number, number][]) =>
  shifts.reduce((so, [at, value]) => windowed(so, at, value), STILL).most

test("a window of shifts ends after a second without one, or after five; the worst counts", () => {
  expect(worst([100, 0.1], [900, 0.1], [1_899, 0.1])).toBeCloseTo(0.3)
  expect(worst([100, 0.1], [1_100, 0.15])).toBeCloseTo(0.15)
  expect(
    worst([0, 0.1], [900, 0.1], [1800, 0.1], [2700, 0.1], [3600, 0.1], [4500, 0.1]),
  ).toBeCloseTo(0.6)
  expect(
    worst(...Array.from({ length: 7 }, (_, i) => [i * 900, 0.1] as [number, number])),
  ).toBeCloseTo(0.6)
  expect(worst([0, 0.1], [900, 0.5], [1_950, 0.2])).toBeCloseTo(0.6)
  expect(worst()).toBe(0)
})

test("of an interaction its longest event counts, and ten interactions are kept", () => {
  const events = Array.from({ length: 12 }, (_, i) => ({ id: i, ms: i * 10 }))
  const kept = [...events, { id: 3, ms: 500 }, { id: 11, ms: 1 }].reduce(
    longer,
    [] as typeof events,
  )

  expect(kept.map(({ ms }) => ms)).toEqual(
    [500, 110, 100, 90, 80, 70, 60, 50, 40, 20].sort((a, b) => b - a),
  )
  expect(kept).toHaveLength(10)
})

test("INP is the longest interaction, and one in fifty is forgiven", () => {
  const slow = [{ ms: 900 }, { ms: 300 }, { ms: 40 }]

  expect(inpOf([], [])).toBeUndefined()
  expect(inpOf(slow, [7, 7])).toBe(900)
  expect(inpOf(slow, [7, 7 * 49])).toBe(900)
  expect(inpOf(slow, [7, 7 * 50])).toBe(300)
  expect(inpOf(slow, [7, 7 * 5000])).toBe(40)
})

test("three clicks within a second and thirty pixels are one burst of anger", () => {
  const click = (at: number, x = 0) => ({ x, y: 0, at })

  expect(isRage([click(0), click(400), click(1000)])).toBe(true)
  expect(isRage([click(0), click(400), click(1001)])).toBe(false)
  expect(isRage([click(0), click(400, 31), click(800)])).toBe(false)
  expect(isRage([click(0), click(400)])).toBe(false)
  expect(isRage([click(0), click(300), click(600), click(900)])).toBe(false)
})

test("a part of the page was seen while its middle was in the window", () => {
  const parts: number[] = []
  addSeen(parts, 0, 700, 1000)
  addSeen(parts, 300, 1000, 500)

  expect(parts).toEqual([1000, 1500, 1500, 500].map((ms, i) => (i === 3 ? 500 : ms)))
})

test("a place is a share of the page's width and pixels from its top", () => {
  Object.defineProperty(document.documentElement, "scrollWidth", {
    value: 1000,
    configurable: true,
  })
  const at = (init: Record<string, unknown>) => ({
    type: "click",
    detail: 1,
    pageX: 333.333,
    pageY: 1200.6,
    ...init,
  })
  const place = (init = {}) => placeOf(at(init) as unknown as MouseEvent, document.body)

  expect(place()).toMatchObject({ x: 0.3333, y: 1201, box_x: 0, box_width: 0 })
  expect(place({ detail: 0 })).toEqual({})
  expect(place({ type: "submit" })).toEqual({})
})

test("a page shows its clicks only by a pass in its address, on elements that it has", () => {
  document.body.innerHTML = '<button id="buy"></button>'

  expect(tokenOf("#bellrock-heat=a.b%2D")).toBe("a.b-")
  expect([tokenOf(""), tokenOf("#heat=a"), tokenOf("#x#bellrock-heat=a")]).toEqual(["", "", ""])
  expect(find("button#buy")?.id).toBe("buy")
  expect([find("a#gone"), find("a Buy now >> !")]).toEqual([null, null])
  expect([shade(9, 9), shade(0, 9), shade(0, 0)]).toEqual([1, 0.15, 0.15])
})
