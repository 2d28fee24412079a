import type { Edge, Identity } from "./api"
import { endsOf, joinsOf, otherOf, splitIds, verdictFor } from "./joins"

function id(type: string, value: string): Identity {
  return { type, value, key: "0", shared: false, stated: false }
}

function edge(a: string, b: string, status = "active", ts = "2026-11-02T00:00:00Z"): Edge {
  const [end, other] = [
    { type: "user_id", value: a },
    { type: "anonymous_id", value: b },
  ] as [Edge["a"], Edge["b"]]
  const told = { rule: "login", event_id: "e", source: "segment", why: "attached", verdict: "" }
  return { id: `${a}${b}`, a: end, b: other, people: ["p", "q"], ts, status, ...told }
}

it("puts the best known ids first, and says since when", () => {
  const found = joinsOf(
    [id("anonymous_id", "d"), id("user_id", "u"), id("email", "u@x.org")],
    [edge("u", "d"), edge("u", "d2", "active", "2026-10-01T00:00:00Z"), edge("u", "e", "blocked")],
  )
  expect(found.ids.map((one) => [one.type, one.since])).toEqual([
    ["email", null],
    ["user_id", "2026-10-01T00:00:00Z"],
    ["anonymous_id", "2026-11-02T00:00:00Z"],
  ])
  expect(found.held).toHaveLength(2)
  expect(found.apart.map((one) => one.status)).toEqual(["blocked"])
})

it("names both ends and whoever else is meant", () => {
  expect(endsOf(edge("u", "d"))).toEqual(["user_id:u", "anonymous_id:d"])
  expect(otherOf(edge("u", "d"), "p")).toBe("q")
  expect(otherOf({ ...edge("u", "d"), people: ["p", "p"] }, "p")).toBeNull()
})

it("splits by what is their own, one key once", () => {
  const ids = [
    { ...id("anonymous_id", "bea"), key: "1" },
    { ...id("user_id", "bea"), key: "1" },
    { ...id("user_id", "ann"), key: "2" },
    { ...id("email", "b@x.org"), key: "3", stated: true },
  ]
  expect(splitIds(ids).map((one) => one.key)).toEqual(["1", "2"])
})

it("undoes what joins, restores what was undone", () => {
  expect(verdictFor(edge("u", "d"))).toBe("undo")
  expect(verdictFor({ ...edge("u", "d"), rule: "trait" })).toBeNull()
  expect(verdictFor(edge("u", "d", "revoked"))).toBe("restore")
  expect(verdictFor(edge("u", "d", "blocked"))).toBeNull()
})
