import { cellOf, layersOf, type Path, ranking } from "./layers"

const paths: Path[] = [
  { steps: ["view", "add", "buy"], people: 8, count: 10 },
  { steps: ["view", "search"], people: 5, count: 6 },
  { steps: ["view"], people: 4, count: 4 },
]
const onward = { fromEnd: false, steps: 3 }

test("steps stand in layers, and what ended early flows out", () => {
  const { nodes, flows, times, depth } = layersOf(paths, onward)
  expect(times).toBe(20)
  expect(depth).toBe(3)
  expect(nodes.map((node) => [node.layer, node.kind, node.event, node.times])).toEqual([
    [0, "event", "view", 20],
    [1, "event", "add", 10],
    [1, "event", "search", 6],
    [1, "ended", "", 4],
    [2, "event", "buy", 10],
    [2, "ended", "", 6],
  ])
  expect(flows.map((flow) => [flow.id, flow.times])).toEqual([
    ["0:event:view→1:event:add", 10],
    ["1:event:add→2:event:buy", 10],
    ["0:event:view→1:event:search", 6],
    ["1:event:search→2:ended:", 6],
    ["0:event:view→1:ended:", 4],
  ])
})

test("paths with an end lie end to end, and nobody drops off", () => {
  const { nodes } = layersOf(paths, { fromEnd: true, steps: 3 })
  expect(nodes.filter((node) => node.layer === 2).map((node) => node.event)).toEqual([
    "buy",
    "search",
    "view",
  ])
  expect(nodes.some((node) => node.kind === "ended")).toBe(false)
})

test("many events of a step become one node, and thin flows are counted, not drawn", () => {
  const many = Array.from({ length: 60 }, (_, i) => ({
    steps: ["view", `e${i}`],
    people: 1,
    count: 100 - i,
  }))
  const { nodes, flows, left } = layersOf(many, { fromEnd: false, steps: 2 })
  const second = nodes.filter((node) => node.layer === 1)
  expect(second).toHaveLength(7)
  expect(second.at(-1)).toMatchObject({ kind: "others", events: 54 })
  expect(flows).toHaveLength(7)
  expect(left).toBe(0)
  const wide = Array.from({ length: 400 }, (_, i) => ({
    steps: [`a${i % 7}`, `b${Math.floor(i / 7) % 7}`, `c${i % 7}`],
    people: 1,
    count: 1,
  }))
  const drawn = layersOf(wide, { fromEnd: false, steps: 3 })
  expect(drawn.flows).toHaveLength(50)
  expect(drawn.left).toBeGreaterThan(0)
})

test("the people of a node, a flow and an end are asked for by their place", () => {
  const { nodes, flows } = layersOf(paths, onward)
  expect(cellOf(nodes[1] as never, onward, 3)).toEqual({ steps: ["add"], at: 1 })
  expect(cellOf(flows[0] as never, onward, 3)).toEqual({ steps: ["view", "add"], at: 0 })
  expect(cellOf(flows[4] as never, onward, 3)).toEqual({ steps: ["view"], at: 0, last: true })
  expect(cellOf(nodes[3] as never, onward, 3)).toBeNull()
  const back = { fromEnd: true, steps: 3 }
  const ends = layersOf(paths, back).nodes.filter((node) => node.layer === 2)
  expect(cellOf(ends[0] as never, back, 3)).toEqual({ steps: ["buy"], at: -1 })
})

test("events rank by how often they are walked over", () => {
  expect(ranking(paths)).toEqual(["view", "add", "buy", "search"])
  expect(layersOf([], onward)).toMatchObject({ nodes: [], flows: [], depth: 0, times: 0 })
})
