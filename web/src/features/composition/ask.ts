/** What is asked about parts? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { writeState } from "@/lib/state"

export const COUNTED = ["people", "events"] as const
export const VALUES = ["last", "first"] as const
export const EVERIES = ["period", "day", "week", "month"] as const
const ANY = "any"

export interface CompositionState {
  /** Who, or what: an event as a step's text. */
  event: string
  /** The property whose values are the parts. */
  by: string
  of: (typeof COUNTED)[number]
  /** Which of a person's values counts. */
  value: (typeof VALUES)[number]
  every: (typeof EVERIES)[number]
  top: number
}

export function fresh(): CompositionState {
  return { event: ANY, by: "country", of: "people", value: "last", every: "period", top: 10 }
}

export function read(search: URLSearchParams): CompositionState {
  const told: Body = {}
  for (const name of ["by", "of", "value", "every", "top"]) told[name] = search.get(name)
  return { ...load(told), event: search.get("event") || ANY }
}

export function write(ask: CompositionState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): CompositionState {
  const usual = fresh()
  return {
    event: selectorsOf(body.event)[0] ?? ANY,
    by: String(body.by ?? "") || usual.by,
    of: oneOf(body.of, COUNTED, usual.of),
    value: oneOf(body.value, VALUES, usual.value),
    every: oneOf(body.every, EVERIES, usual.every),
    top: wholeOf(body.top ?? null, 1, 100, usual.top),
  }
}

export function bodyOf(ask: CompositionState): Body {
  return { ...ask }
}

export function missing(ask: CompositionState, t: Words): string | null {
  if (!ask.event) return t("composition:chooseEvent")
  return ask.by ? null : t("composition:chooseBy")
}

export function title(ask: CompositionState, t: Words): string {
  const by = sayBy([ask.by], t)
  if (ask.event === ANY) return t(`composition:titleAll.${ask.of}`, { by })
  return t(`composition:titleOf.${ask.of}`, { by, event: sayStep(ask.event, t) })
}
