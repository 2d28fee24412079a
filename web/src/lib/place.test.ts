/** A refusal is shown at the narrowest place that the sentence has. */
import { describe, expect, it } from "vitest"
import { holds, nearest, placesOf, rootOf, testOf } from "@/lib/place"

describe("the place of what is wrong", () => {
  it.each([
    ["events[2].where[0]", "events"],
    ["start.event", "start"],
    ["by", "by"],
  ])("%s begins with %s", (place, root) => {
    expect(rootOf(place)).toBe(root)
  })

  it("lies in what its way leads through, and in nothing that only looks alike", () => {
    expect(holds("events[1]", "events[1].where[0]")).toBe(true)
    expect(holds("events[1]", "events[10]")).toBe(false)
    expect(holds("step", "steps[0]")).toBe(false)
  })

  it("is shown at the part of a list, or at the list where there is no such part", () => {
    const places = [...placesOf("events", 2), "by"]

    expect(nearest("events[1].event", places)).toBe("events[1]")
    expect(nearest("events[7].event", places)).toBe("events")
    expect(nearest("events", places)).toBe("events")
    expect(nearest("zone", places)).toBeNull()
    expect(nearest(null, places)).toBeNull()
  })

  it("names the test of a filter", () => {
    expect([testOf("where[1]"), testOf("events[0].where[3]"), testOf("where")]).toEqual([
      1,
      3,
      null,
    ])
  })
})
