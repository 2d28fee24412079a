/** What is asked about coming back? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"

export const GRAINS = ["hour", "day", "week", "month"] as const
export const STARTS = ["first", "recurring"] as const
export const MODES = ["on", "on-or-after"] as const
export const MOST_PERIODS = 60
const ANY = "any"

export interface RetentionState {
  /** What makes a person start, and what counts as coming back, as a step's text. */
  start: string
  return: string
  kind: (typeof STARTS)[number]
  mode: (typeof MODES)[number]
  every: (typeof GRAINS)[number]
  /** Buckets shown after the start; 0 leaves it to the server. */
  periods: number
}

export function fresh(): RetentionState {
  return { start: ANY, return: ANY, kind: "first", mode: "on", every: "week", periods: 0 }
}

export function read(search: URLSearchParams): RetentionState {
  return {
    start: search.get("start") || ANY,
    return: search.get("return") || ANY,
    kind: oneOf(search.get("kind"), STARTS, "first"),
    mode: oneOf(search.get("mode"), MODES, "on"),
    every: oneOf(search.get("every"), GRAINS, "week"),
    periods: wholeOf(search.get("periods"), 1, MOST_PERIODS, 0),
  }
}

export function write(ask: RetentionState): URLSearchParams {
  const usual = fresh()
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) {
    if (value !== usual[name as keyof RetentionState] && value !== "") {
      search.set(name, String(value))
    }
  }
  return search
}

export function load(body: Body): RetentionState {
  return {
    start: selectorsOf(body.start)[0] ?? ANY,
    return: selectorsOf(body.return)[0] ?? ANY,
    kind: oneOf(body.kind, STARTS, "first"),
    mode: oneOf(body.mode, MODES, "on"),
    every: oneOf(body.every, GRAINS, "week"),
    periods: wholeOf(body.periods ?? null, 1, MOST_PERIODS, 0),
  }
}

export function bodyOf(ask: RetentionState): Body {
  const { periods, ...said } = ask
  return periods === 0 ? said : { ...said, periods }
}

export function missing(ask: RetentionState, t: Words): string | null {
  if (!ask.start) return t("retention:chooseStart")
  return ask.return ? null : t("retention:chooseReturn")
}

export function title(ask: RetentionState, t: Words): string {
  const said = (text: string) => sayStep(text, t)
  const every = t(`retention:by.${ask.every}`)
  if (ask.start === ANY && ask.return === ANY) return t("retention:titleAll", { every })
  if (ask.start === ANY) return t("retention:titleReturn", { back: said(ask.return), every })
  if (ask.return === ANY) return t("retention:titleStart", { start: said(ask.start), every })
  return t("retention:titleBoth", { start: said(ask.start), back: said(ask.return), every })
}
