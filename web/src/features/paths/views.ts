/** The other ways to look at ways, in words and as tables: matrix, graph, clusters, difference. */
import type { Schemas } from "@/lib/api"
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import type { PathsState } from "./ask"
import type { Paths } from "./layers"

export type MatrixStep = Schemas["MatrixStep"]
export type Difference = Schemas["Difference"]
export type Cluster = Schemas["PathsCluster"]

/** From this share of false findings on, a difference may be an accident. */
export const CERTAIN = 0.05

export function isNothing(answer: Paths): boolean {
  const { matrix, clusters, compared } = answer
  if (compared) return compared.people + compared.versus === 0
  if (matrix) return matrix.length === 0
  if (clusters) return clusters.length === 0
  return answer.paths.length === 0
}

export function way(steps: readonly string[], t: Words): string {
  return steps.map((event) => sayEvent(event, t)).join(" → ")
}

/** What a step is called: counted from the start, to the end, or around an event. */
export function stepName(at: number, ask: PathsState, t: Words): string {
  if (ask.around) {
    if (at === 0) return t("paths:stepZero")
    return t(at < 0 ? "paths:stepBefore" : "paths:stepAfter", { n: Math.abs(at) })
  }
  if (at >= 0) return t("paths:stepAt", { n: at + 1 })
  return at === -1 ? t("paths:stepEnd") : t("paths:stepToEnd", { n: -at })
}

export function behindStep(name: string, at: number, ask: PathsState, t: Words): Behind {
  const title = `${sayEvent(name, t)}, ${stepName(at, ask, t)}`
  return { title, cell: { steps: [name], at } }
}

export function behindEdge(from: string, to: string, t: Words): Behind {
  return { title: way([from, to], t), cell: { steps: [from, to], edge: true } }
}

export function behindCluster(n: number, t: Words): Behind {
  return { title: t("paths:cluster", { n: n + 1 }), cell: { cluster: n } }
}

export function behindDifference(one: Difference, versus: boolean, t: Words): Behind {
  const cell: Record<string, unknown> = { steps: one.steps, versus }
  if (one.kind === "edge") cell.edge = true
  if (one.kind === "path" && one.at !== null) cell.pivot = one.at
  return { title: way(one.steps, t), cell }
}

/** The differences of edges and whole ways, the greatest first. */
export function differences(answer: Paths): Difference[] {
  return [...(answer.compared?.differences ?? [])].sort(
    (a, b) => Math.abs(b.difference) - Math.abs(a.difference),
  )
}

export function viewSentence(answer: Paths, ask: PathsState, t: Words): string | null {
  if (isNothing(answer)) return t("paths:nobody")
  if (answer.compared) return differenceSentence(answer, t)
  if (answer.matrix) return matrixSentence(answer, ask, t)
  if (answer.clusters) return clustersSentence(answer.clusters, t)
  const [edge] = answer.edges
  if (!answer.nodes || !edge) return null
  const [from, to] = [edge.from, edge.to].map((event) => sayEvent(event, t))
  const said = { from, to, share: share(edge.share ?? 0), people: exact(edge.people) }
  return t("paths:graphSummary", said)
}

function matrixSentence(answer: Paths, ask: PathsState, t: Words): string {
  const steps = answer.matrix ?? []
  const told = ask.around || ask.start ? 1 : 0
  const first = steps.find((step) => step.at === told) ?? steps.at(-1)
  const most = first?.events[0]
  const times = answer.walked?.count ?? 0
  return t("paths:matrixSummary", {
    count: times,
    times: exact(times),
    step: stepName(first?.at ?? 0, ask, t),
    event: most ? sayEvent(most.name, t) : "",
    share: share(most?.share ?? 0),
  })
}

function clustersSentence(clusters: readonly Cluster[], t: Words): string {
  const most = [...clusters].sort((a, b) => b.people - a.people)[0] as Cluster
  return t("paths:clustersSummary", {
    count: clusters.length,
    share: share(most.share),
    way: way(most.steps, t),
  })
}

function differenceSentence(answer: Paths, t: Words): string {
  const [first] = differences(answer)
  if (first === undefined) return t("paths:noDifference")
  return t("paths:differenceSummary", {
    way: way(first.steps, t),
    ours: share(first.share),
    theirs: share(first.share_versus),
  })
}

export function viewTable(answer: Paths, ask: PathsState, t: Words): Table | null {
  if (answer.compared) return differenceTable(answer, t)
  if (answer.matrix) return matrixTable(answer.matrix, ask, t)
  if (answer.nodes) return graphTable(answer, t)
  return answer.clusters ? clustersTable(answer.clusters, ask, t) : null
}

function column(key: string, title: string, is: Column["is"]): Column {
  return { key, title, is }
}

/** The people of a row stand behind one of its columns. */
function ofPeople(behind: Behind, key = "people"): Row["behind"] {
  return (asked) => (asked === key ? behind : undefined)
}

function matrixTable(steps: readonly MatrixStep[], ask: PathsState, t: Words): Table {
  return {
    columns: [
      column("step", t("paths:label.steps"), "text"),
      column("event", t("paths:event"), "text"),
      column("times", t("paths:times"), "number"),
      column("share", t("paths:shareOfAll"), "share"),
      column("people", t("paths:people"), "number"),
    ],
    rows: steps.flatMap((step) =>
      step.events.map((one) => ({
        key: `${step.at} ${one.name}`,
        cells: {
          step: stepName(step.at, ask, t),
          event: sayEvent(one.name, t),
          times: one.count,
          share: one.share,
          people: one.people,
        },
        behind: ofPeople(behindStep(one.name, step.at, ask, t)),
      })),
    ),
  }
}

function graphTable(answer: Paths, t: Words): Table {
  return {
    columns: [
      column("from", t("paths:from"), "text"),
      column("to", t("paths:to"), "text"),
      column("times", t("paths:times"), "number"),
      column("share", t("paths:ofNext"), "share"),
      column("people", t("paths:people"), "number"),
    ],
    rows: answer.edges.map((edge) => ({
      key: `${edge.from}\n${edge.to}`,
      cells: {
        from: sayEvent(edge.from, t),
        to: sayEvent(edge.to, t),
        times: edge.count,
        share: edge.share ?? null,
        people: edge.people,
      },
      behind: ofPeople(behindEdge(edge.from, edge.to, t)),
    })),
  }
}

function clustersTable(clusters: readonly Cluster[], ask: PathsState, t: Words): Table {
  const goal = ask.goal ? [column("reached", t("paths:reached"), "share")] : []
  return {
    columns: [
      column("cluster", t("paths:clustersTitle"), "text"),
      column("people", t("paths:people"), "number"),
      column("share", t("paths:shareOfPeople"), "share"),
      column("way", t("paths:typical"), "text"),
      ...goal,
    ],
    rows: clusters.map((one, n) => ({
      key: String(n),
      cells: {
        cluster: t("paths:cluster", { n: n + 1 }),
        people: one.people,
        share: one.share,
        way: way(one.steps, t),
        reached: reachedShare(one),
      },
      behind: ofPeople(behindCluster(n, t)),
    })),
  }
}

export function reachedShare(one: Cluster): number | null {
  const { reached } = one
  return reached === null || reached === undefined || !one.people ? null : reached / one.people
}

function differenceTable(answer: Paths, t: Words): Table {
  return {
    columns: [
      column("kind", t("paths:kind"), "text"),
      column("way", t("paths:way"), "text"),
      column("people", t("paths:ours"), "number"),
      column("share", t("paths:shareOfPeople"), "share"),
      column("versus", t("paths:theirs"), "number"),
      column("shareVersus", t("paths:shareOfPeople"), "share"),
      column("difference", t("paths:points"), "share"),
      column("q", t("paths:chance"), "number"),
    ],
    rows: differences(answer).map((one) => ({
      key: [one.kind, one.at, ...one.steps].join("\n"),
      cells: {
        kind: t(`paths:kinds.${one.kind}`),
        way: way(one.steps, t),
        people: one.people,
        share: one.share,
        versus: one.versus,
        shareVersus: one.share_versus,
        difference: one.difference,
        q: one.q,
      },
      behind: (asked) =>
        asked === "people" || asked === "versus"
          ? behindDifference(one, asked === "versus", t)
          : undefined,
    })),
  }
}
