import { type Condition, readConditions, whereOf } from "./conditions"

const plan: Condition = { name: "person.plan", op: "=", value: "pro" }

describe("whereOf", () => {
  it("quotes names and texts, and leaves dates and numbers bare", () => {
    const rest: Condition[] = [
      { name: "country", op: "!=", value: "GB" },
      { name: "events", op: ">", value: "10" },
      { name: "first_seen", op: "<", value: "2026-09-01" },
      { name: "person.age", op: ">", value: "30" },
    ]
    expect(whereOf([plan, ...rest])).toBe(
      'person.plan = "pro" and country != "GB" and events > 10' +
        " and first_seen < 2026-09-01 and person.age > 30",
    )
  })
  it("cannot be broken out of", () => {
    const evil: Condition = { name: 'person.a" or "b', op: "=", value: '" or 1 = "1\\' }
    expect(whereOf([evil])).toBe('person."a\\" or \\"b" = "\\" or 1 = \\"1\\\\"')
  })
  it("passes over what is not finished", () => {
    expect(whereOf([{ name: "events", op: ">", value: "many" }])).toBe("")
    expect(
      whereOf([
        { ...plan, value: "" },
        { ...plan, op: "is set", value: "" },
      ]),
    ).toBe("person.plan is set")
  })
})

describe("a filter's text", () => {
  it("is read back as it was written", () => {
    const rest: Condition[] = [
      { name: 'person.odd "name"', op: "not contains", value: "a \\ b" },
      { name: "last_seen", op: ">", value: "2026-09-01" },
      { name: "events", op: "<", value: "3" },
      { name: "person.age", op: ">", value: "30" },
      { name: "device", op: "is not set", value: "" },
    ]
    expect(readConditions(whereOf([plan, ...rest]))).toEqual([plan, ...rest])
    expect(readConditions("")).toEqual([])
  })
  it("may be more than rows can show", () => {
    for (const text of [
      'country = "GB" or country = "DE"',
      'not country = "GB"',
      'country in ["GB", "DE"]',
      "price > 3",
      "last_seen > last 3 days",
      "(",
    ]) {
      expect(readConditions(text)).toBeNull()
    }
  })
})
