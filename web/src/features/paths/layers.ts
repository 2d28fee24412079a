/** How do whole paths lie side by side, step by step? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Paths = Schemas["PathsAnswer"]
export type Path = Schemas["Path"]

export type NodeKind = "event" | "others" | "ended"

export interface Node {
  id: string
  kind: NodeKind
  /** The event's name; empty for the others and for the end. */
  event: string
  layer: number
  times: number
  /** How many events the others are. */
  events: number
}

export interface Flow {
  id: string
  source: Node
  target: Node
  times: number
}

export interface Layers {
  nodes: Node[]
  flows: Flow[]
  /** Flows that are too thin to be drawn. */
  left: number
  depth: number
  times: number
  /** Layers before the event that paths lie around. */
  lead: number
}

export interface Shape {
  /** Paths lie end to end: the last events stand above one another. */
  fromEnd: boolean
  /** Paths shorter than this many steps ended by themselves; 0 where none are said to. */
  steps: number
  /** Paths lie side by side at the event that they are around. */
  around?: boolean
}

/** Events shown of one step; the rest are one node. */
const PER_LAYER = 6
const MOST_FLOWS = 50

/** Lay `paths` out in layers of events and flows between neighbours, the largest kept. */
export function layersOf(paths: readonly Path[], shape: Shape): Layers {
  const lead = shape.around ? Math.max(0, ...paths.map((path) => path.at ?? 0)) : 0
  const depth = Math.max(
    0,
    ...paths.map((path) => path.steps.length + (shape.around ? lead - (path.at ?? 0) : 0)),
  )
  const place = { ...shape, lead }
  const named = kept(paths, place, depth)
  const nodes = new Map<string, Node>()
  const flows = new Map<string, Flow>()
  for (const path of paths) {
    const way = path.steps.map((event, step) => {
      const layer = step + offset(path, place, depth)
      const known = named[layer]?.has(event) === true
      return found(nodes, layer, known ? "event" : "others", known ? event : "")
    })
    const last = way.at(-1)
    if (last !== undefined && path.steps.length < shape.steps && !shape.fromEnd) {
      way.push(found(nodes, last.layer + 1, "ended", ""))
    }
    for (const node of way) node.times += path.count
    way.slice(1).forEach((target, step) => {
      const source = way[step] as Node
      const id = `${source.id}→${target.id}`
      const flow = flows.get(id) ?? { id, source, target, times: 0 }
      flow.times += path.count
      flows.set(id, flow)
    })
  }
  countOthers(nodes, paths, place, depth, named)
  const drawn = [...flows.values()].sort((a, b) => b.times - a.times)
  const shown = drawn.slice(0, MOST_FLOWS)
  const drawnEnds = endsOf(shown)
  const cut = endsOf(drawn.slice(MOST_FLOWS))
  return {
    nodes: [...nodes.values()]
      .filter((node) => drawnEnds.has(node) || !cut.has(node))
      .sort(inOrder),
    flows: shown,
    left: drawn.length - shown.length,
    depth: Math.max(0, ...[...nodes.values()].map((node) => node.layer + 1)),
    times: paths.reduce((sum, path) => sum + path.count, 0),
    lead,
  }
}

function endsOf(flows: readonly Flow[]): Set<Node> {
  return new Set(flows.flatMap((flow) => [flow.source, flow.target]))
}

type Placed = Shape & { lead: number }

function offset(path: Path, shape: Placed, depth: number): number {
  if (shape.around) return shape.lead - (path.at ?? 0)
  return shape.fromEnd ? depth - path.steps.length : 0
}

/** The events of each layer that get a node of their own. */
function kept(paths: readonly Path[], shape: Placed, depth: number): Set<string>[] {
  return perLayer(paths, shape, depth).map((events) => {
    const ranked = [...events].sort((a, b) => b[1] - a[1]).map(([event]) => event)
    // One event more costs no more room than a node for "one other".
    return new Set(ranked.length <= PER_LAYER + 1 ? ranked : ranked.slice(0, PER_LAYER))
  })
}

function perLayer(paths: readonly Path[], shape: Placed, depth: number): Map<string, number>[] {
  const layers = Array.from({ length: depth }, () => new Map<string, number>())
  for (const path of paths) {
    path.steps.forEach((event, step) => {
      const layer = layers[step + offset(path, shape, depth)]
      layer?.set(event, (layer.get(event) ?? 0) + path.count)
    })
  }
  return layers
}

function found(nodes: Map<string, Node>, layer: number, kind: NodeKind, event: string): Node {
  const id = `${layer}:${kind}:${event}`
  const node = nodes.get(id) ?? { id, kind, event, layer, times: 0, events: 0 }
  nodes.set(id, node)
  return node
}

function countOthers(
  nodes: Map<string, Node>,
  paths: readonly Path[],
  shape: Placed,
  depth: number,
  named: Set<string>[],
): void {
  perLayer(paths, shape, depth).forEach((events, layer) => {
    const others = nodes.get(`${layer}:others:`)
    if (others) others.events = events.size - (named[layer]?.size ?? 0)
  })
}

const LAST: Record<NodeKind, number> = { event: 0, others: 1, ended: 2 }

function inOrder(a: Node, b: Node): number {
  return a.layer - b.layer || LAST[a.kind] - LAST[b.kind] || b.times - a.times
}

/** Events by how often they are walked over, for colours that stay with them. */
export function ranking(paths: readonly Path[]): string[] {
  const times = new Map<string, number>()
  for (const path of paths) {
    for (const event of path.steps) times.set(event, (times.get(event) ?? 0) + path.count)
  }
  return [...times].sort((a, b) => b[1] - a[1]).map(([event]) => event)
}

/**
 * What the server is asked for the people on a node or a flow; null where they are of many events.
 *
 * The place of a step counts from the path's end where paths lie end to end.
 */
export function cellOf(
  at: Node | { source: Node; target: Node },
  shape: Shape,
  depth: number,
  lead = 0,
): Record<string, unknown> | null {
  const ends = "target" in at ? [at.source, at.target] : [at]
  if (ends.some((node) => node.kind === "others")) return null
  const events = ends.filter((node) => node.kind === "event")
  const first = events[0]
  if (first === undefined) return null
  const cell = {
    steps: events.map((node) => node.event),
    at: shape.fromEnd ? first.layer - depth : first.layer - lead,
  }
  return events.length < ends.length ? { ...cell, last: true } : cell
}
