import { describe, expect, test } from "vitest"
import { FRESH, ruleOf, sayRule } from "@/features/alerts/rule"
import type { Words } from "@/lib/ask"
import { t as plain } from "@/lib/i18n"

const t = plain as unknown as Words

describe("a rule", () => {
  test("is put together from the form", () => {
    expect(ruleOf(FRESH)).toEqual({ kind: "odd" })
    expect(ruleOf({ ...FRESH, kind: "below", limit: 0 })).toEqual({ kind: "threshold", below: 0 })
    expect(ruleOf({ ...FRESH, kind: "above", limit: 9 })).toEqual({ kind: "threshold", above: 9 })
    expect(ruleOf({ ...FRESH, kind: "change", by: 25, direction: "either" })).toEqual({
      kind: "change",
      by: 0.25,
      direction: "either",
      than: "season",
    })
  })

  test("is said in words", () => {
    expect(sayRule({ kind: "odd" }, t)).toBe("out of the ordinary")
    expect(sayRule({ kind: "threshold", below: 1200, above: 9 }, t)).toBe("below 1,200 or above 9")
    expect(sayRule({ kind: "change", by: 0.2, direction: "down", than: "previous" }, t)).toBe(
      "20.0% less than the one before",
    )
  })
})
