import { describe, expect, it } from "vitest"
import { bodyOf, fresh, load, read, write } from "./ask"
import { behindGroup, behindTrait, table } from "./say"
import { barOf, clearest, greatest, type Profile, placed, type Trait, verdict } from "./traits"

function trait(value: string | null, index: number | null, more: Partial<Trait> = {}): Trait {
  return {
    value,
    index,
    target: 20,
    base: 40,
    target_share: 0.2,
    base_share: 0.1,
    p: 0.001,
    q: 0.002,
    few: false,
    other: false,
    ...more,
  }
}

function answer(...values: Trait[]): Profile {
  const aspects = [
    { property: "os", values: [] },
    { property: "channel", values },
  ]
  return { target: 100, base: 400, both: 0, least: 10, aspects } as unknown as Profile
}

const untold = { target: null, base: null, target_share: null, base_share: null, p: null, q: null }
const words = (key: string) => key

describe("what can be said of a value", () => {
  it("is a difference only where it was tested and is clear", () => {
    expect(verdict(trait("a", 150))).toBe("more")
    expect(verdict(trait("a", 60))).toBe("less")
    expect(verdict(trait("a", 0))).toBe("less")
    expect(verdict(trait("a", 150, { q: 0.06 }))).toBe("same")
    expect(verdict(trait("a", 150, { p: null, q: null }))).toBe("untested")
    expect(verdict(trait("a", null, { ...untold, few: true }))).toBe("few")
  })

  it("has a bar as long for the half as for the double", () => {
    expect(barOf(200)).toEqual({ side: "more", length: 0.5 })
    expect(barOf(50)).toEqual({ side: "less", length: 0.5 })
    expect(barOf(100)?.length).toBe(0)
    expect(barOf(900)).toEqual({ side: "more", length: 1 })
    expect(barOf(0)).toEqual({ side: "less", length: 1 })
    expect(barOf(null)).toBeNull()
  })
})

describe("the most over-represented value", () => {
  it("is clear, has a name of its own and the greatest index", () => {
    const told = answer(
      trait("a", 150),
      trait(null, 250),
      trait("b", 900, { q: 0.4 }),
      trait("other", 950, { other: true }),
    )
    expect(greatest(told)?.trait.value).toBe(null)
    expect(greatest(answer(trait("a", 50)))).toBeUndefined()
  })

  it("is drawn among those that lie farthest from the base", () => {
    const told = answer(trait("a", 110), trait("b", 20), trait("c", 300), trait("d", 0))
    expect(clearest(told, 3).map(({ trait: one }) => one.value)).toEqual(["c", "b", "d"])
  })
})

describe("the people behind a number", () => {
  it("are found by the places of the property and the value", () => {
    const [, second] = placed(answer(trait("a", 150), trait("b", 60)))
    expect(second && behindTrait(second, "base", words)?.cell).toEqual({
      group: "base",
      property: 1,
      value: 1,
    })
  })

  it("are not asked for where there is nobody, or too few to tell", () => {
    const told = answer(trait("a", null, { ...untold, few: true }), trait("b", 0, { target: 0 }))
    for (const one of placed(told)) expect(behindTrait(one, "target", words)).toBeUndefined()
    expect(behindGroup("both", told, words)).toBeUndefined()
    expect(behindGroup("target", told, words)?.cell).toEqual({ group: "target" })
    expect(table(told, fresh(), words).rows[0]?.cells.verdict).toBe("profile:verdict.few")
  })
})

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const ask = {
      ...fresh(),
      target: "buy[price > 10]",
      base: "page|screen",
      by: ["channel", "person.plan", "os", "browser"],
      value: "first",
      least: 30,
      top: 5,
    } as const
    const state = { ...ask, by: [...ask.by] }
    expect(read(write(state))).toEqual(state)
    expect(load(bodyOf(state))).toEqual(state)
    expect(write(fresh()).toString()).toBe("")
  })

  it("reads what is wrong as what is usual", () => {
    expect(read(new URLSearchParams("value=cats&least=0&top=1000"))).toEqual(fresh())
  })
})
