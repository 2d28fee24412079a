import { asked, EVERYTHING, fits, joins, merged, nameOf, pathOf, rowOf } from "@/features/live/rows"
import { arrival } from "@/test/arrival"

describe("rows", () => {
  it("stand newest first, each once, however they came", () => {
    const later = { received: "2026-11-22T10:00:01.5+00:00" }
    const fresh = [rowOf(arrival("9", later)), rowOf(arrival("3"))]
    const stored = [rowOf(arrival("10")), rowOf(arrival("3")), rowOf(arrival("2"))]

    expect(merged(fresh, stored).map((row) => row.position)).toEqual(["9", "10", "3", "2"])
  })

  it("know whether something may lie between what streamed in and what was stored", () => {
    const fresh = [rowOf(arrival("3"))]

    expect(joins(fresh, [rowOf(arrival("3"))], false)).toBe(true)
    expect(joins(fresh, [rowOf(arrival("9"))], false)).toBe(false)
    expect(joins(fresh, [rowOf(arrival("9"))], true)).toBe(true)
    expect(joins([], [rowOf(arrival("9"))], false)).toBe(true)
  })

  it.each([
    [{ event: "Viewed" }, true],
    [{ event: "viewed" }, false],
    [{ who: "ann" }, true],
    [{ who: "tab-1" }, true],
    [{ who: "00000000000000aa" }, true],
    [{ who: "" }, true],
    [{ who: "zoe" }, false],
    [{ verdict: "warned" }, false],
    [{ dialect: "segment" }, true],
    [{ bots: "people" }, true],
    [{ bots: "machines" }, false],
  ])("fit a choice %o: %s", (choice, fitting) => {
    expect(fits(arrival("1", { anonymous_id: "tab-1" }), { ...EVERYTHING, ...choice })).toBe(
      fitting,
    )
  })

  it("are asked for as they are chosen", () => {
    expect(asked({ ...EVERYTHING, event: "a", bots: "people" })).toEqual({ event: "a", bot: false })
    expect(asked({ ...EVERYTHING, bots: "machines" }).bot).toBe(true)
  })

  it("say where and who in short", () => {
    expect(pathOf("https://shop.example/a?b=1#c")).toBe("/a")
    expect(pathOf("<img src=x>")).toBe("<img src=x>")
    expect(nameOf({ user_id: "", anonymous_id: "2aa2f144-add9-4541-8494-a4381f0a13d5" })).toBe(
      "2aa2f144-add…1f0a13d5",
    )
  })
})
