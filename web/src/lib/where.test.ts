import { describe, expect, it } from "vitest"
import { nameText, readSelector, selectorText, writeSelector } from "@/lib/selector"
import { isWhole, literalOf, readFlat, shortName, whereText, writeFlat } from "@/lib/where"

describe("a filter's text", () => {
  it.each([
    'country = "CN"',
    'price > 10 and props."order id" is set',
    'plan in ["pro", "team"] or person.age between 18 and 30',
    'name not contains "a \\"b\\" \\\\ c\\n"',
    "ts in last 7 days",
    "one_click = true and price not between 1 and 2.5",
    'url starts with "https://" and url not ends with "/"',
    '名称 = "灯塔"',
    "at >= 2026-01-31T12:00",
    'in audience "big-spenders" and price > 10',
    'not in audience ["大客户", "trial"]',
    "in = 3",
  ])("comes back as it was: %s", (text) => {
    const flat = readFlat(text)
    expect(flat).not.toBeNull()
    expect(flat && writeFlat(flat)).toBe(text)
  })

  it("is left to the text field where rows cannot show it", () => {
    for (const text of ["not a = 1", "(a = 1)", "a = 1 and b = 2 or c = 3", "a =", 'a = "x', "§"]) {
      expect(readFlat(text)).toBeNull()
    }
  })

  it("reads other spellings", () => {
    expect(readFlat("a == 'x' && b <> 2 and c not in (1, 2)")).toEqual({
      join: "and",
      tests: [
        { name: "a", op: "=", values: [{ is: "text", text: "x" }] },
        { name: "b", op: "!=", values: [{ is: "number", text: "2" }] },
        {
          name: "c",
          op: "not in",
          values: [
            { is: "number", text: "1" },
            { is: "number", text: "2" },
          ],
        },
      ],
    })
  })

  it("is written from the server's tree", () => {
    const tree = {
      and: [
        { property: "price", op: ">", value: 10 },
        { or: [{ property: "a", op: "=", value: "x" }, { not: { property: "b", op: "is set" } }] },
        { property: "seen", op: "in", value: { date: "last 7 days" } },
      ],
    }
    expect(whereText(tree)).toBe(
      'price > 10 and (a = "x" or not (b is set)) and seen in last 7 days',
    )
  })

  it("knows when a row can be asked", () => {
    const value = { is: "text" as const, text: "a" }
    expect(isWhole({ name: "a", op: "=", values: [] })).toBe(false)
    expect(isWhole({ name: "a", op: "=", values: [value] })).toBe(true)
    expect(isWhole({ name: "a", op: "between", values: [value] })).toBe(false)
    expect(isWhole({ name: "a", op: "is set", values: [] })).toBe(true)
  })

  it("takes what was typed by the property's type", () => {
    expect(literalOf("10", ">", "")).toEqual({ is: "number", text: "10" })
    expect(literalOf("10", "=", "string")).toEqual({ is: "text", text: "10" })
    expect(literalOf("10", "=", "number")).toEqual({ is: "number", text: "10" })
    expect(literalOf("true", "=", "flag")).toEqual({ is: "flag", text: "true" })
    expect(literalOf("2026-01-31", ">=", "string")).toEqual({ is: "time", text: "2026-01-31" })
  })

  it("shortens names as people say them", () => {
    expect(shortName("props.price")).toBe("price")
    expect(shortName('person."full name"')).toBe("full name")
    expect(shortName("channel")).toBe("channel")
  })
})

describe("a step's text", () => {
  it.each([
    "any",
    "Product Viewed",
    "page|screen",
    'buy[price > 10 and name = "a]b|c"]|"odd|name"[x is set]',
    '"any"',
  ])("comes back as it was: %s", (text) => {
    const choices = readSelector(text)
    expect(choices).not.toBeNull()
    expect(choices && writeSelector(choices)).toBe(text)
  })

  it("is refused where a bracket or a name is missing", () => {
    for (const text of ["", "buy[", "a||b", "a]b[", "buy[x] y"])
      expect(readSelector(text)).toBeNull()
  })

  it("quotes names that could be read as more", () => {
    expect(nameText("any")).toBe('"any"')
    expect(nameText('say "hi"')).toBe('"say \\"hi\\""')
    expect(readSelector(nameText("a|b[c]"))).toEqual([{ event: "a|b[c]", where: "" }])
  })

  it("is written from the server's object", () => {
    const step = {
      any_of: ["a", { event: "b", where: "x = 1" }],
      where: { property: "y", op: "is set" },
    }
    expect(selectorText(step)).toBe("a[y is set]|b[(x = 1) and (y is set)]")
    expect(selectorText({ event: null })).toBe("any")
  })
})
