/** What is asked about a group of people? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"

export const VALUES = ["last", "first"] as const
/** So many properties can be compared at once. */
export const MOST_PROPERTIES = 20
const ANY = "any"

export interface ProfileState {
  /** Who is looked at: an event as a step's text; empty where none is chosen yet. */
  target: string
  /** Who they are compared with. */
  base: string
  /** What is compared; the usual properties where none is named. */
  by: string[]
  /** Which of a person's values counts. */
  value: (typeof VALUES)[number]
  /** Values of fewer people are not told. */
  least: number
  /** Values shown of each property. */
  top: number
}

export function fresh(): ProfileState {
  return { target: "", base: ANY, by: [], value: "last", least: 10, top: 10 }
}

export function read(search: URLSearchParams): ProfileState {
  const told: Body = { by: listOf(search, "by", MOST_PROPERTIES) }
  for (const name of ["value", "least", "top"]) told[name] = search.get(name)
  const steps = { target: search.get("target") ?? "", base: search.get("base") || ANY }
  return { ...load(told), ...steps }
}

export function write(ask: ProfileState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): ProfileState {
  const usual = fresh()
  return {
    target: selectorsOf(body.target)[0] ?? "",
    base: selectorsOf(body.base)[0] ?? ANY,
    by: textsOf(body.by).slice(0, MOST_PROPERTIES),
    value: oneOf(body.value, VALUES, usual.value),
    least: wholeOf(body.least ?? null, 1, 10_000, usual.least),
    top: wholeOf(body.top ?? null, 1, 100, usual.top),
  }
}

export function bodyOf(ask: ProfileState): Body {
  return { ...ask }
}

export function missing(ask: ProfileState, t: Words): string | null {
  return ask.target ? null : t("profile:chooseTarget")
}

export function title(ask: ProfileState, t: Words): string {
  if (!ask.target) return t("profile:titleFresh")
  const target = sayStep(ask.target, t)
  if (ask.base === ANY) return t("profile:titleAll", { target })
  return t("profile:titleOf", { target, base: sayStep(ask.base, t) })
}
