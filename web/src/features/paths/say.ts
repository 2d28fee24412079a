/** An answer about ways in words and as a table. */
import type { Behind, Cell, Table, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import type { PathsState } from "./ask"
import {
  cellOf,
  type Flow,
  type Layers,
  layersOf,
  type Node,
  type Path,
  type Paths,
  type Shape,
} from "./layers"

import { viewSentence, viewTable } from "./views"

/** The most that the server counts out; fewer are all there are. */
export const ALL = 1000
const BETWEEN = " → "

export function shapeOf(ask: PathsState): Shape {
  if (ask.around) return { fromEnd: false, steps: 0, around: true }
  const fromEnd = ask.end !== "" && ask.start === ""
  return { fromEnd, steps: ask.end === "" ? ask.steps : 0 }
}

export function laidOut(answer: Paths, ask: PathsState): Layers {
  return layersOf(answer.paths, shapeOf(ask))
}

export function timesOf(answer: Paths): number {
  return answer.paths.reduce((sum, path) => sum + path.count, 0)
}

/** The ways that are listed: as many as were asked for. */
export function listed(answer: Paths, ask: PathsState): Path[] {
  return answer.paths.slice(0, ask.top)
}

export function keyOf(path: Path): string {
  return [path.at ?? "", ...path.steps].join("\n")
}

export function wayName(path: Path, t: Words): string {
  return path.steps.map((event) => sayEvent(event, t)).join(BETWEEN)
}

export function sentence(answer: Paths, ask: PathsState, t: Words): string {
  return viewSentence(answer, ask, t) ?? flowSentence(answer, ask, t)
}

function flowSentence(answer: Paths, ask: PathsState, t: Words): string {
  const [first] = answer.paths
  if (first === undefined) return t("paths:nobody")
  const times = timesOf(answer)
  const opening = t(answer.paths.length < ALL ? "paths:opening" : "paths:openingMost", {
    count: times,
    times: exact(times),
  })
  const alone = first.steps.length === 1 && shapeOf(ask).steps > 1
  const name = wayName(first, t)
  const most = t("paths:most", {
    way: alone ? t("paths:nothingAfter", { event: name }) : name,
    share: share(first.count / times),
    people: exact(first.people),
    count: first.people,
  })
  const short = answer.paths.filter((path) => path.steps.length === 1)
  const stopped = short.reduce((sum, path) => sum + path.count, 0)
  const ended = shapeOf(ask).steps > 1 && stopped > 0 && !alone
  const tail = ended ? t("paths:stopped", { share: share(stopped / times) }) : ""
  return t("paths:sentence", { opening, most, stopped: tail }).trim()
}

export function nodeName(node: Node, t: Words): string {
  if (node.kind === "ended") return t("paths:ended")
  if (node.kind === "others") return t("paths:others", { count: node.events })
  return sayEvent(node.event, t)
}

export function flowName(flow: Pick<Flow, "source" | "target">, t: Words): string {
  return nodeName(flow.source, t) + BETWEEN + nodeName(flow.target, t)
}

/** Whoever stands behind a node or a flow; null where these are of many events. */
export function behindFlow(
  at: Node | Flow,
  layers: Layers,
  ask: PathsState,
  t: Words,
): Behind | null {
  const shape = shapeOf(ask)
  const depth = shape.fromEnd ? layers.depth : 0
  const cell = cellOf(at, shape, depth, layers.lead)
  if (cell === null) return null
  const first = "target" in at ? at.source : at
  const step = { n: first.layer + 1 }
  const title = "target" in at ? flowName(at, t) : nodeName(at, t)
  return { title: t("paths:behindStep", { title, ...step }), cell }
}

export function behindPath(path: Path, t: Words): Behind {
  return { title: wayName(path, t), cell: cellOfPath(path) }
}

function cellOfPath(path: Path): Record<string, unknown> {
  const { steps, at } = path
  return at === undefined || at === null ? { steps } : { steps, pivot: at }
}

export function table(answer: Paths, ask: PathsState, t: Words): Table {
  return viewTable(answer, ask, t) ?? flowTable(answer, ask, t)
}

function flowTable(answer: Paths, ask: PathsState, t: Words): Table {
  const times = timesOf(answer)
  return {
    columns: [
      { key: "way", title: t("paths:way"), is: "text" },
      { key: "times", title: t("paths:times"), is: "number" },
      { key: "share", title: t("paths:shareOfAll"), is: "share" },
      { key: "people", title: t("paths:people"), is: "number" },
    ],
    rows: listed(answer, ask).map((path) => {
      const cells: Record<string, Cell> = {
        way: wayName(path, t),
        times: path.count,
        share: path.count / times,
        people: path.people,
      }
      const behind = (column: string) => (column === "people" ? behindPath(path, t) : undefined)
      return { key: keyOf(path), cells, behind }
    }),
  }
}
