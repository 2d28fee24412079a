import { describe, expect, it } from "vitest"
import { bodyOf, fresh, load, read, write } from "./ask"

describe("channels", () => {
  it("are the same again from their address and from their body", () => {
    const ask = { ...fresh(), by: "utm_source", goal: "buy", value: "revenue", days: "1,7" }
    expect(read(write(ask))).toEqual(ask)
    expect(load(bodyOf(ask))).toEqual(ask)
    expect(read(write({ ...fresh(), across: [] })).across).toEqual([])
    expect(write(fresh()).toString()).toBe("")
  })

  it("are not ordered by what is not asked for, nor by days that are none", () => {
    expect(bodyOf({ ...fresh(), sort: "conversion" })).not.toHaveProperty("sort")
    expect(bodyOf({ ...fresh(), sort: "conversion", goal: "buy" }).sort).toBe("conversion")
    expect(read(new URLSearchParams("days=7,1")).days).toBe("1,7,30")
  })
})
