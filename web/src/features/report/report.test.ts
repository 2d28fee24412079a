import { describe, expect, it } from "vitest"
import { bodyOf, fresh, load, read, write } from "./ask"

describe("a report", () => {
  it("is the same again from its address and from its body", () => {
    const ask = {
      ...fresh(),
      by: ["country", "city"],
      goal: "buy",
      did: ['path = "/"', "price > 3"],
      compare: "previous" as const,
      top: 50,
    }
    expect(read(write(ask))).toEqual(ask)
    expect(load(bodyOf(ask))).toEqual(ask)
    expect(write(fresh()).toString()).toBe("")
  })

  it("reads values from some events only where they are all looked at", () => {
    expect(bodyOf({ ...fresh(), of: "find" })).toMatchObject({ of: "find" })
    expect(bodyOf({ ...fresh(), of: "find", at: "exit" })).not.toHaveProperty("of")
    expect(bodyOf(fresh())).not.toHaveProperty("views")
  })
})
