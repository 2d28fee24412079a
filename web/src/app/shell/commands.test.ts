import { expect, it } from "vitest"
import { type Command, cost, matching } from "@/app/shell/commands"
import { placeOf, SECTIONS } from "@/app/shell/sections"
import { KINDS } from "@/lib/ask"

const named = (label: string, more: Partial<Command> = {}): Command => ({
  key: label,
  kind: "Page",
  label,
  run: () => {},
  ...more,
})

it("finds letters in order, wholes before scattered ones", () => {
  const commands = ["People", "Retention", "Live events", "Settings"].map((one) => named(one))

  expect(matching(commands, "set").map((one) => one.label)).toEqual(["Settings"])
  expect(matching(commands, "le").map((one) => one.label)).toEqual(["People", "Live events"])
  expect(matching(commands, "xyz")).toEqual([])
  expect(matching(commands, "  ")).toHaveLength(4)
})

it("keeps what the server has found, whatever its label", () => {
  expect(matching([named("ann", { always: true }), named("Zoo")], "q@example.com")).toHaveLength(1)
})

it("counts a whole word as nearer than its letters apart", () => {
  expect(cost("Funnel", "fun")).toBe(0)
  expect(cost("A funnel", "fun") ?? 0).toBeLessThan(cost("Fresh unknown", "fun") ?? 0)
  expect(cost("Paths", "z")).toBeNull()
})

it.each([
  ["/p/default", "home", "home"],
  ["/p/default/", "home", "home"],
  ["/p/a%2Fb/data/sources", "data", "sources"],
  ["/p/default/people/00ff", "people", "everybody"],
  ["/p/default/insights", "insights", "questions"],
  ["/p/default/insights/funnel", "insights", "funnel"],
  ["/p/default/settings/members", "settings", "settings"],
])("%s belongs to %s", (path, section, page) => {
  expect(placeOf(path)).toEqual({ section, page })
})

it("shows the four questions that one asks first, and folds every other", () => {
  const pages = SECTIONS.find(({ name }) => name === "insights")?.pages ?? []
  const first = ["trend", "funnel", "retention", "paths"]

  expect(pages.slice(0, 4).map(({ name }) => name)).toEqual(first)
  expect(new Set(pages.filter(({ more }) => more).map(({ name }) => name))).toEqual(
    new Set(KINDS.filter((kind) => !first.includes(kind))),
  )
})
