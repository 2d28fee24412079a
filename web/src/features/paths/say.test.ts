import i18next from "i18next"
import { fresh } from "./ask"
import type { Paths } from "./layers"
import { pickedIn, sankeyOption } from "./sankey"
import { behindFlow, laidOut, sentence, table } from "./say"

const t = i18next.t.bind(i18next) as never
const answer = {
  paths: [
    { steps: ["view", "add", "buy"], people: 8, count: 10 },
    { steps: ["view", "search"], people: 5, count: 6 },
    { steps: ["view"], people: 4, count: 4 },
  ],
  edges: [],
  meta: {},
} as unknown as Paths

beforeAll(async () => {
  await i18next.changeLanguage("en")
})

test("the sentence says how many, the most walked, and who stopped", () => {
  expect(sentence(answer, fresh(), t)).toBe(
    "20 ways were walked. The most common is view → add → buy: 50.0% of them, by 8 people. 20.0% stop after the first step.",
  )
  const none = { ...answer, paths: [] } as Paths
  expect(sentence(none, fresh(), t)).toContain("Nobody")
})

test("the table lists as many ways as were asked for, each with its people", () => {
  const { rows } = table(answer, { ...fresh(), top: 2 }, t)
  expect(rows.map((row) => row.cells)).toEqual([
    { way: "view → add → buy", times: 10, share: 0.5, people: 8 },
    { way: "view → search", times: 6, share: 0.3, people: 5 },
  ])
  expect(rows[0]?.behind?.("people")?.cell).toEqual({ steps: ["view", "add", "buy"] })
})

test("a node and a flow of the drawing are found again, with their people", () => {
  const layers = laidOut(answer, fresh())
  const flow = pickedIn(layers, {
    dataType: "edge",
    data: { source: "0:event:view", target: "1:event:add" },
  })
  expect(flow && behindFlow(flow, layers, fresh(), t)).toEqual({
    title: "view → add, step 1",
    cell: { steps: ["view", "add"], at: 0 },
  })
  expect(pickedIn(layers, { name: "nothing" })).toBeUndefined()
})

test("what is pointed at says its times and shares", () => {
  const option = sankeyOption(answer, fresh(), t, "light") as {
    tooltip: { formatter: (at: unknown) => string }
  }
  const said = option.tooltip.formatter({
    dataType: "edge",
    data: { source: "0:event:view", target: "1:event:search" },
  })
  expect(said).toBe("view → search\n6 times, 30.0% of all ways\n30.0% of those at view")
})
