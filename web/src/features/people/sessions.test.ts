import { type Happening, sessionsOf, shown, tellingProps } from "./sessions"

let serial = 0
function at(ts: string, fields: Record<string, string> = {}, props = {}): Happening {
  serial += 1
  return { ts: `2026-11-01T${ts}Z`, cursor: `c${serial}`, position: `${serial}`, fields, props }
}

describe("sessionsOf", () => {
  it("groups neighbours of one visit, however far apart", () => {
    const found = sessionsOf(
      [
        at("12:00:00", { visit: "b" }),
        at("10:00:00", { visit: "a" }),
        at("08:00:00", { visit: "a" }),
      ],
      false,
    )
    expect(found.map((one) => one.events.length)).toEqual([1, 2])
    expect(found[1]).toMatchObject({ start: "2026-11-01T08:00:00Z", seconds: 7200, open: false })
  })
  it("parts events without a visit at half an hour", () => {
    const found = sessionsOf([at("12:00:00"), at("11:40:00"), at("11:00:00")], false)
    expect(found.map((one) => one.events.length)).toEqual([2, 1])
  })
  it("never mixes what has a visit with what has none", () => {
    expect(sessionsOf([at("12:00:00", { visit: "a" }), at("12:00:00")], false)).toHaveLength(2)
  })
  it("takes its facts from its beginning", () => {
    const [found] = sessionsOf(
      [
        at("12:02:00", { visit: "a", path: "/late", device: "desktop" }),
        at("12:01:00", { visit: "a", path: "/entry", channel: "Email" }),
        at("12:00:00", { visit: "a" }),
      ],
      true,
    )
    expect(found).toMatchObject({
      entry: "/entry",
      channel: "Email",
      device: "desktop",
      open: true,
    })
  })
  it("knows nothing of nobody", () => {
    expect(sessionsOf([], true)).toEqual([])
  })
})

describe("tellingProps", () => {
  it("names the page", () => {
    expect(tellingProps(at("1:00", { kind: "page", title: "Home" }, { a: 1 }))).toEqual([
      ["", "Home"],
    ])
  })
  it("puts the telling ones first and leaves out what is not plain", () => {
    const props = { zeta: 1, $lib: "x", name: "Blanket", items: [1], price: 36, empty: "" }
    expect(tellingProps(at("1:00", {}, props), 2)).toEqual([
      ["name", "Blanket"],
      ["price", "36"],
    ])
  })
})

it("shows any value as one text", () => {
  expect(shown("<b>")).toBe("<b>")
  expect(shown({ a: [1, null] })).toBe('{"a":[1,null]}')
  expect(shown(false)).toBe("false")
})
