import { expect, test } from "vitest"
import { lineOf, withoutEmptyEnd } from "@/ui/Sparkline"

test("a line goes from left to right, zero at the bottom", () => {
  expect(lineOf([0, 10], 2, 10)).toBe("M0 30L100 0")
})

test("what is not known is a gap, not a zero", () => {
  expect(lineOf([10, null, 10, 10], 4, 10)).toBe("M0 0M66.67 0L100 0")
})

test("a line may begin later, where the rest is drawn otherwise", () => {
  expect(lineOf([0, 0, 10], 3, 10, 1)).toBe("M50 30L100 0")
})

test("a last point of nothing is left out while its time is not over, another never", () => {
  expect(withoutEmptyEnd([4, 0, 0])).toEqual([4, 0])
  expect(withoutEmptyEnd([4, null])).toEqual([4])
  expect(withoutEmptyEnd([0, 4])).toEqual([0, 4])
  expect(withoutEmptyEnd([0])).toEqual([0])
})
