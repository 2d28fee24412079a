import { contrast, mixed, shadeOf } from "./shade"

test.each(["light", "dark"] as const)("text on every shade passes AA in %s", (mode) => {
  for (let level = 0; level <= 1; level += 0.01) {
    const { background, color } = shadeOf(level, mode)
    expect(contrast(background, color)).toBeGreaterThanOrEqual(4.5)
  }
})

test("levels out of bounds are cut, and colours mixed", () => {
  expect(shadeOf(-1, "light")).toEqual(shadeOf(0, "light"))
  expect(shadeOf(2, "dark")).toEqual(shadeOf(1, "dark"))
  expect(mixed("#000000", "#ffffff", 0.5)).toBe("#808080")
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21)
})
