/** What is asked about stickiness? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, type Words } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"
import { writeState } from "@/lib/state"

export const GRAINS = ["week", "month"] as const
const ANY = "any"

export interface StickinessState {
  /** What makes a person active, as a step's text. */
  event: string
  /** In which the days are counted. */
  every: (typeof GRAINS)[number]
}

export function fresh(): StickinessState {
  return { event: ANY, every: "week" }
}

export function read(search: URLSearchParams): StickinessState {
  return {
    event: search.get("event") || ANY,
    every: oneOf(search.get("every"), GRAINS, "week"),
  }
}

export function write(ask: StickinessState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): StickinessState {
  return { event: selectorsOf(body.event)[0] ?? ANY, every: oneOf(body.every, GRAINS, "week") }
}

export function bodyOf(ask: StickinessState): Body {
  return { ...ask }
}

export function missing(ask: StickinessState, t: Words): string | null {
  return ask.event ? null : t("stickiness:choose")
}

export function title(ask: StickinessState, t: Words): string {
  const every = t(`stickiness:in.${ask.every}`)
  if (ask.event === ANY) return t("stickiness:titleAll", { every })
  return t("stickiness:titleOf", { event: sayStep(ask.event, t), every })
}
