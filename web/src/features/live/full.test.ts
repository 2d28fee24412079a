import { additions, type FullEvent, grouped, leaves, pretty } from "@/features/live/full"

const EVENT: FullEvent = {
  position: "1",
  event: "Bought",
  kind: "track",
  event_id: "e1",
  ts: "2026-11-22T09:00:00Z",
  original: "2026-11-22T10:00:00Z",
  sent: "2026-11-22T10:00:01Z",
  received: "2026-11-22T09:00:01Z",
  person: "aa",
  user_id: "ann",
  anonymous_id: "",
  ids: { email: "a@example.com" },
  dialect: "segment",
  source: 1,
  verdict: "warned",
  warnings: ["ts_adjusted"],
  identity: "",
  bot: "",
  historical: false,
  browser: "Firefox",
  country: "GB",
  city: "Edinburgh",
  ip: "198.18.0.0",
  url: "https://shop.example/a?utm_source=x",
  path: "/a",
  utm_source: "x",
  channel: "Other",
  user_agent: "Mozilla",
  raw: '{"context":{"country":"GB"}}',
  props: {},
  ctx: {},
}

describe("one event in full", () => {
  it("shows the fields that hold something, in groups that do", () => {
    const groups = grouped(EVENT)

    expect(groups.map((group) => group.name)).toEqual([
      ...["what", "when", "who", "page", "campaign", "device", "place"],
    ])
    expect(groups[2]?.fields).toEqual([
      { name: "user_id", value: "ann", kind: "code" },
      { name: "ids", value: "email: a@example.com", kind: "code" },
    ])
    expect(groups[0]?.fields.map((field) => field.name)).not.toContain("historical")
  })

  it("says what was added and from what, and not what the client said itself", () => {
    const told = additions(EVENT).map((one) => [one.name, one.from])

    expect(told).toEqual([
      ["ts", "clock"],
      ["browser", "agent"],
      ["city", "address"],
      ["path", "page"],
      ["utm_source", "page"],
      ["channel", "campaign"],
    ])
  })

  it("lists properties by their paths with their types", () => {
    expect(leaves({ a: { b: 1, c: {} }, d: [1], e: null, f: true, g: "<b>" })).toEqual([
      { path: "a.b", value: "1", type: "number" },
      { path: "a.c", value: "{}", type: "list" },
      { path: "d", value: "[1]", type: "list" },
      { path: "e", value: "null", type: "nothing" },
      { path: "f", value: "true", type: "flag" },
      { path: "g", value: "<b>", type: "text" },
    ])
  })

  it("indents what was sent without changing a value of it", () => {
    expect(pretty('{"id":12345678901234567890,"a":[],"b":[1.0,{"c":"x, {y}"}]}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": [],\n  "b": [\n    1.0,\n    {\n      "c": "x, {y}"\n    }\n  ]\n}',
    )
    expect(pretty("not json {")).toBe("not json {")
  })
})
