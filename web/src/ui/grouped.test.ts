import { expect, test } from "vitest"
import { grouped } from "./grouped"

test("a heading stands above its options and cannot be chosen", () => {
  const found = grouped([
    { label: "Facts", options: [{ value: "country", label: "Country" }] },
    { label: "Traits", options: [] },
  ])
  expect(found.map(({ label, disabled = false }) => [label, disabled])).toEqual([
    ["Facts", true],
    ["Country", false],
    ["Traits", true],
  ])
  expect(new Set(found.map(({ value }) => value)).size).toBe(3)
})
