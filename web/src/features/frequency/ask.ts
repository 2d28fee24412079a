/** What is asked about a frequency? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"
import { shortName } from "@/lib/where"

export const EVERIES = ["period", "day", "week", "month"] as const
export const KINDS = ["times", "days", "hours", "sum", "mean"] as const
export type MeasureKind = (typeof KINDS)[number]
const ANY = "any"
const CALL = /^(sum|mean|avg)\((.*)\)$/s

export interface FrequencyState {
  /** What is done, as a step's text. */
  event: string
  /** The number of each person: times, days, hours, sum(price), mean(price). */
  of: string
  every: (typeof EVERIES)[number]
  /** Where ranges begin, as they were typed: 1, 2, 5; empty leaves it to the server. */
  bins: string
  by: string[]
  top: number
}

export function fresh(): FrequencyState {
  return { event: ANY, of: "times", every: "period", bins: "", by: [], top: 10 }
}

/** A number of a person in its two parts. */
export function readMeasure(of: string): { kind: MeasureKind; property: string } {
  const found = CALL.exec(of.trim())
  if (found) return { kind: found[1] === "sum" ? "sum" : "mean", property: found[2] ?? "" }
  return { kind: oneOf(of, KINDS, "times"), property: "" }
}

export function writeMeasure(kind: MeasureKind, property: string): string {
  return kind === "sum" || kind === "mean" ? `${kind}(${property})` : kind
}

export function read(search: URLSearchParams): FrequencyState {
  return {
    event: search.get("event") || ANY,
    of: search.get("of") || "times",
    every: oneOf(search.get("every"), EVERIES, "period"),
    bins: search.get("bins") ?? "",
    by: listOf(search, "by"),
    top: wholeOf(search.get("top"), 1, 100, 10),
  }
}

export function write(ask: FrequencyState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): FrequencyState {
  return {
    event: selectorsOf(body.event)[0] ?? ANY,
    of: typeof body.of === "string" ? body.of : "times",
    every: oneOf(body.every, EVERIES, "period"),
    bins: textsOf(body.bins).join(", "),
    by: textsOf(body.by),
    top: wholeOf(body.top ?? null, 1, 100, 10),
  }
}

export function bodyOf({ bins, by, top, ...said }: FrequencyState): Body {
  const edges = bins
    .split(/[,，;\s]+/)
    .filter((one) => one !== "")
    .map((one) => (Number.isNaN(Number(one)) ? one : Number(one)))
  return {
    ...said,
    ...(edges.length > 0 && { bins: edges }),
    ...(by.length > 0 && { by, top }),
  }
}

export function missing(ask: FrequencyState, t: Words): string | null {
  if (!ask.event) return t("frequency:choose")
  const { kind, property } = readMeasure(ask.of)
  return (kind === "sum" || kind === "mean") && !property ? t("frequency:chooseProperty") : null
}

export function sayMeasure(of: string, t: Words): string {
  const { kind, property } = readMeasure(of)
  return t(`frequency:measure.${kind}`, { property: property ? shortName(property) : "" })
}

export function title(ask: FrequencyState, t: Words): string {
  const of = sayMeasure(ask.of, t)
  const event = sayStep(ask.event, t)
  const told = t("frequency:title", { of, event, every: t(`frequency:per.${ask.every}`) })
  return ask.by.length > 0 ? t("frequency:titleBy", { told, by: sayBy(ask.by, t) }) : told
}
