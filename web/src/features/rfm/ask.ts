/** What does an RFM grid ask? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"
import { writeState } from "@/lib/state"

export const OFTEN = ["times", "days"] as const
export const CUTS = ["quantiles", "natural"] as const
export const SCHEMES = ["ten", "eight"] as const
export const KINDS = ["sum", "mean", "times", "days"] as const
export const COMPARES = ["", "previous", "week", "month", "year"] as const
export const AXES = ["recency", "frequency", "value"] as const
export type Axis = (typeof AXES)[number]
export type ValueKind = (typeof KINDS)[number]
const ANY = "any"
const CALL = /^(sum|mean|avg)\((.*)\)$/s

export interface RfmState {
  /** The event that has a value, as a step's text. */
  event: string
  /** A person's value: sum(revenue), mean(revenue), times or days. */
  of: string
  frequency: (typeof OFTEN)[number]
  levels: number
  cuts: (typeof CUTS)[number]
  /** Own cuts, as they were typed: 7, 30, 90; empty leaves them to the server. */
  recency_cuts: string
  frequency_cuts: string
  value_cuts: string
  scheme: (typeof SCHEMES)[number]
  /** An earlier period, or where it begins; empty where nobody asks who moved. */
  compare: string
}

export function fresh(): RfmState {
  return {
    ...{ event: ANY, of: "days", frequency: "times", levels: 5, cuts: "quantiles" },
    ...{ recency_cuts: "", frequency_cuts: "", value_cuts: "", scheme: "ten", compare: "" },
  }
}

export function readValue(of: string): { kind: ValueKind; property: string } {
  const found = CALL.exec(of.trim())
  if (found) return { kind: found[1] === "sum" ? "sum" : "mean", property: found[2] ?? "" }
  return { kind: oneOf(of, KINDS, "days"), property: "" }
}

export function writeValue(kind: ValueKind, property: string): string {
  return kind === "sum" || kind === "mean" ? `${kind}(${property})` : kind
}

export function read(search: URLSearchParams): RfmState {
  const told: Body = {}
  for (const name of Object.keys(fresh())) told[name] = search.get(name)
  return { ...load(told), event: search.get("event") || ANY }
}

export function write(ask: RfmState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): RfmState {
  const usual = fresh()
  const cuts = (name: string) => textsOf(body[name]).join(", ")
  return {
    event: selectorsOf(body.event)[0] ?? ANY,
    of: typeof body.of === "string" && body.of ? body.of : usual.of,
    frequency: oneOf(body.frequency, OFTEN, usual.frequency),
    levels: wholeOf(body.levels ?? null, 3, 8, usual.levels),
    cuts: oneOf(body.cuts, CUTS, usual.cuts),
    recency_cuts: cuts("recency_cuts"),
    frequency_cuts: cuts("frequency_cuts"),
    value_cuts: cuts("value_cuts"),
    scheme: oneOf(body.scheme, SCHEMES, usual.scheme),
    compare: typeof body.compare === "string" ? body.compare : "",
  }
}

export function bodyOf(ask: RfmState): Body {
  const body: Body = { ...ask }
  for (const axis of AXES) {
    const cuts = ask[`${axis}_cuts`]
      .split(/[,，;\s]+/)
      .filter((one) => one !== "")
      .map((one) => (Number.isNaN(Number(one)) ? one : Number(one)))
    if (cuts.length > 0) body[`${axis}_cuts`] = cuts
    else delete body[`${axis}_cuts`]
  }
  if (!ask.compare) delete body.compare
  return body
}

export function missing(ask: RfmState, t: Words): string | null {
  if (!ask.event) return t("rfm:choose")
  const { kind, property } = readValue(ask.of)
  return (kind === "sum" || kind === "mean") && !property ? t("rfm:chooseProperty") : null
}

export function title(ask: RfmState, t: Words): string {
  return ask.event === ANY ? t("rfm:titleAny") : t("rfm:title", { event: sayStep(ask.event, t) })
}
