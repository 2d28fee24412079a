import { describe, expect, it } from "vitest"
import { bodyOf, fresh, load, read, write } from "./ask"
import { type Composition, greatest, type Part, placed } from "./parts"

function part(value: string | null, count: number, more: Partial<Part> = {}): Part {
  return { value, count, people: count, share: count / 10, points: [], other: false, ...more }
}

function answer(...parts: Part[]): Composition {
  return { parts } as unknown as Composition
}

describe("the parts of an answer", () => {
  it("leaves out what holds nothing, and keeps places", () => {
    const told = answer(part("a", 0), part("b", 7), part("other", 0, { other: true }))
    expect(placed(told).map(({ place }) => place)).toEqual([1])
  })

  it("keeps a rest that is in one point alone", () => {
    const told = answer(part("other", 0, { other: true, points: [{ count: 1, share: 0.1 }] }))
    expect(placed(told)).toHaveLength(1)
  })

  it("never calls the rest the greatest", () => {
    const told = answer(part("a", 2), part(null, 3), part("other", 5, { other: true }))
    expect(greatest(told)?.value).toBe(null)
    expect(greatest(answer())).toBeUndefined()
  })
})

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const ask = { ...fresh(), by: "path(url)", of: "events", every: "week", top: 5 } as const
    expect(read(write(ask))).toEqual(ask)
    expect(load(bodyOf(ask))).toEqual(ask)
    expect(write(fresh()).toString()).toBe("")
  })

  it("reads what is wrong as what is usual", () => {
    expect(read(new URLSearchParams("of=cats&top=1000&every=hour"))).toEqual(fresh())
  })
})
