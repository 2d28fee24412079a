/** What does an LTV ask? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"

export const EVERIES = ["day", "week", "month"] as const
export const KINDS = ["sum", "times"] as const
export const TOUCHES = ["first", "start"] as const
export const DAYS = { day: 1, week: 7, month: 30 } as const
const ANY = "any"
const SUM = /^sum\((.*)\)$/s

export interface LtvState {
  /** What wins a person, as a step's text. */
  start: string
  /** The event that has a value; empty while none is chosen. */
  event: string
  /** The value: sum(revenue), or times. */
  of: string
  /** The part of the value that is kept, in hundredths. */
  margin: number
  every: (typeof EVERIES)[number]
  periods: number
  /** Ages up to which the curve is carried on; 0 where it is not. */
  horizon: number
  by: string[]
  touch: (typeof TOUCHES)[number]
  top: number
}

export function fresh(): LtvState {
  return {
    ...{ start: ANY, event: ANY, of: "times", margin: 100, every: "week", periods: 12 },
    ...{ horizon: 0, by: ["channel"], touch: "first", top: 10 },
  }
}

/** The property of a sum; null where each event counts 1. */
export function propertyOf(of: string): string | null {
  return SUM.exec(of)?.[1] ?? null
}

export function read(search: URLSearchParams): LtvState {
  const usual = fresh()
  const told: Body = {}
  for (const name of Object.keys(usual)) told[name] = search.get(name)
  const margin = wholeOf(search.get("margin"), 1, 100, 100)
  return {
    ...load({ ...told, margin: margin / 100 }),
    start: search.get("start") || ANY,
    event: search.get("event") || ANY,
    by: search.has("by") ? listOf(search, "by") : usual.by,
  }
}

export function write(ask: LtvState): URLSearchParams {
  const usual = fresh()
  const { by, ...said } = ask
  const { by: usualBy, ...rest } = usual
  const search = writeState(said, rest)
  if (JSON.stringify(by) !== JSON.stringify(usualBy)) {
    for (const name of by.length > 0 ? by : [""]) search.append("by", name)
  }
  return search
}

export function load(body: Body): LtvState {
  const usual = fresh()
  const periods = wholeOf(body.periods ?? null, 1, 60, usual.periods)
  const margin = Math.round(Number(body.margin ?? 1) * 100)
  return {
    start: selectorsOf(body.start)[0] ?? ANY,
    event: selectorsOf(body.event)[0] ?? ANY,
    of: typeof body.of === "string" && body.of ? body.of : "times",
    margin: margin >= 1 && margin <= 100 ? margin : 100,
    every: oneOf(body.every, EVERIES, usual.every),
    periods,
    horizon: wholeOf(body.horizon ?? null, periods + 1, 260, 0),
    by: textsOf(body.by),
    touch: oneOf(body.touch, TOUCHES, usual.touch),
    top: wholeOf(body.top ?? null, 1, 100, usual.top),
  }
}

export function bodyOf({ horizon, margin, ...ask }: LtvState): Body {
  return { ...ask, margin: margin / 100, ...(horizon > ask.periods && { horizon }) }
}

export function missing(ask: LtvState, t: Words): string | null {
  if (!ask.event || !ask.start) return t("ltv:choose")
  return propertyOf(ask.of) === "" ? t("ltv:chooseProperty") : null
}

export function title(ask: LtvState, t: Words): string {
  const told =
    ask.event === ANY ? t("ltv:titleAny") : t("ltv:title", { event: sayStep(ask.event, t) })
  return ask.by.length > 0 ? t("ltv:titleBy", { told, by: sayBy(ask.by, t) }) : told
}
