/** What is asked about a lifecycle? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"
import { writeState } from "@/lib/state"

export const GRAINS = ["day", "week", "month"] as const
export const FORECASTS = [0, 4, 7, 14, 30] as const
export const MOST_FORECAST = 90
const ANY = "any"

export interface LifecycleState {
  /** What makes a person active, as a step's text. */
  event: string
  every: (typeof GRAINS)[number]
  /** Buckets foretold; 0 for none. */
  forecast: number
}

export function fresh(): LifecycleState {
  return { event: ANY, every: "day", forecast: 0 }
}

export function read(search: URLSearchParams): LifecycleState {
  return {
    event: search.get("event") || ANY,
    every: oneOf(search.get("every"), GRAINS, "day"),
    forecast: wholeOf(search.get("forecast"), 0, MOST_FORECAST, 0),
  }
}

export function write(ask: LifecycleState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): LifecycleState {
  return {
    event: selectorsOf(body.event)[0] ?? ANY,
    every: oneOf(body.every, GRAINS, "day"),
    forecast: wholeOf(body.forecast ?? null, 0, MOST_FORECAST, 0),
  }
}

export function bodyOf({ forecast, ...said }: LifecycleState): Body {
  return forecast === 0 ? said : { ...said, forecast }
}

export function missing(ask: LifecycleState, t: Words): string | null {
  return ask.event ? null : t("lifecycle:choose")
}

export function title(ask: LifecycleState, t: Words): string {
  const every = t(`lifecycle:by.${ask.every}`)
  if (ask.event === ANY) return t("lifecycle:titleAll", { every })
  return t("lifecycle:titleOf", { event: sayStep(ask.event, t), every })
}
