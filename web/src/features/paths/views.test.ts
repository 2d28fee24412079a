import i18next from "i18next"
import { fresh } from "./ask"
import { layersOf, type Paths } from "./layers"
import { sentence, table } from "./say"
import { behindDifference, isNothing, stepName } from "./views"

const t = i18next.t.bind(i18next) as never
const none = { paths: [], edges: [], meta: {} }

beforeAll(async () => {
  await i18next.changeLanguage("en")
})

test("steps are counted from the start, to the end, and around an event", () => {
  expect([0, 4].map((at) => stepName(at, fresh(), t))).toEqual(["Step 1", "Step 5"])
  expect([-1, -3].map((at) => stepName(at, fresh(), t))).toEqual(["Last", "3 to the end"])
  const around = { ...fresh(), around: "buy" }
  expect([-1, 0, 2].map((at) => stepName(at, around, t))).toEqual(["1 before", "Here", "2 after"])
})

test("a matrix says its first step, and its table has a row an event and step", () => {
  const events = [{ name: "view", people: 8, count: 9, share: 0.9 }]
  const answer = {
    ...none,
    walked: { people: 9, count: 10 },
    matrix: [{ at: 0, people: 9, count: 10, events }],
  } as unknown as Paths
  expect(sentence(answer, fresh(), t)).toBe("10 ways. Step 1: most stand at view, 90.0%.")
  const { rows } = table(answer, fresh(), t)
  expect(rows[0]?.behind?.("people")).toEqual({
    title: "view, Step 1",
    cell: { steps: ["view"], at: 0 },
  })
})

test("clusters say the largest, and the share that reached the goal", () => {
  const cluster = { people: 60, share: 0.6, count: 80, steps: ["a", "b"], walked_by: 9, edges: [] }
  const answer = { ...none, clusters: [{ ...cluster, reached: 15 }] } as unknown as Paths
  expect(sentence(answer, fresh(), t)).toContain("60.0% of people; their most usual way is a → b")
  const { rows, columns } = table(answer, { ...fresh(), goal: "b" }, t)
  expect(columns.map((column) => column.key)).toContain("reached")
  expect(rows[0]?.cells.reached).toBe(0.25)
  expect(rows[0]?.behind?.("people")?.cell).toEqual({ cluster: 0 })
})

test("the greatest difference comes first, with the people of either side", () => {
  const one = { kind: "edge", steps: ["a", "b"], at: null, people: 3, versus: 1, low: 0, high: 1 }
  const small = { ...one, share: 0.2, share_versus: 0.1, difference: 0.1, p: null, q: null }
  const great = { ...small, steps: ["a", "c"], share: 0.1, share_versus: 0.6, difference: -0.5 }
  const compared = { people: 9, versus: 9, both: 0, differences: [small, great] }
  const answer = { ...none, compared } as unknown as Paths
  expect(sentence(answer, fresh(), t)).toContain("a → c, 10.0% here and 60.0% there")
  const rows = table(answer, fresh(), t).rows
  expect(rows.map((row) => row.cells.difference)).toEqual([-0.5, 0.1])
  expect(behindDifference(small as never, true, t).cell).toEqual({
    steps: ["a", "b"],
    edge: true,
    versus: true,
  })
})

test("without anything there is nobody", () => {
  expect(isNothing({ ...none, matrix: [] } as unknown as Paths)).toBe(true)
  expect(sentence({ ...none, clusters: [] } as unknown as Paths, fresh(), t)).toContain("Nobody")
})

test("ways around an event stand side by side at it", () => {
  const paths = [
    { steps: ["a", "b", "X"], at: 2, people: 1, count: 1 },
    { steps: ["X", "c"], at: 0, people: 1, count: 1 },
  ]
  const layers = layersOf(paths, { fromEnd: false, steps: 0, around: true })
  expect(layers.nodes.filter((node) => node.event === "X").map((node) => node.layer)).toEqual([2])
  expect([layers.lead, layers.depth]).toEqual([2, 4])
})
