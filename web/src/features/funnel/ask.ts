/** What does a funnel ask? Its steps, window, order, exclusions and breakdown. */
import { type Body, oneOf, selectorsOf, textsOf, wholeOf } from "@/lib/ask"
import { selectorText } from "@/lib/selector"

export const ORDERS = ["ordered", "strict", "unordered"] as const
export type Order = (typeof ORDERS)[number]
export const MOST_STEPS = 20
export const MOST_EXCLUSIONS = 10
export const UNITS = ["m", "h", "d", "w"] as const
export type Unit = (typeof UNITS)[number]

/** An event that fails a person: between any two steps (0), or after this step, from 1. */
export interface Exclusion {
  event: string
  after: number
}

export interface FunnelAsk {
  /** Selectors' texts; empty where none is chosen yet. */
  steps: string[]
  /** `7d`, `12h`, `30m`. */
  within: string
  order: Order
  exclude: Exclusion[]
  by: string[]
  top: number
}

export function fresh(): FunnelAsk {
  return { steps: ["", ""], within: "7d", order: "ordered", exclude: [], by: [], top: 10 }
}

export function read(search: URLSearchParams): FunnelAsk {
  const steps = search.getAll("step").slice(0, MOST_STEPS)
  const within = search.get("within") ?? ""
  return {
    steps: [...steps, ...fresh().steps.slice(steps.length)],
    within: readWithin(within) ? within : "7d",
    order: oneOf(search.get("order"), ORDERS, "ordered"),
    exclude: search.getAll("exclude").slice(0, MOST_EXCLUSIONS).map(readExclusion),
    by: search.getAll("by").slice(0, 3),
    top: wholeOf(search.get("top"), 1, 100, 10),
  }
}

export function write(ask: FunnelAsk): URLSearchParams {
  const search = new URLSearchParams()
  if (ask.steps.length > 2 || ask.steps.some((one) => one !== "")) {
    for (const step of ask.steps) search.append("step", step)
  }
  if (ask.within !== "7d") search.set("within", ask.within)
  if (ask.order !== "ordered") search.set("order", ask.order)
  for (const one of ask.exclude) search.append("exclude", writeExclusion(one))
  for (const name of ask.by) search.append("by", name)
  if (ask.top !== 10) search.set("top", String(ask.top))
  return search
}

export function load(body: Body): FunnelAsk {
  const steps = selectorsOf(body.steps ?? body.step)
  const excluded = Array.isArray(body.exclude) ? body.exclude : []
  return {
    steps: [...steps, ...fresh().steps.slice(steps.length)],
    within: typeof body.within === "string" && readWithin(body.within) ? body.within : "7d",
    order: oneOf(body.order, ORDERS, "ordered"),
    exclude: excluded.map(exclusionIn).filter(({ event }) => event !== ""),
    by: textsOf(body.by),
    top: wholeOf(body.top, 1, 100, 10),
  }
}

export function body(ask: FunnelAsk): Body {
  const said: Body = { steps: ask.steps, within: ask.within }
  if (ask.order !== "ordered") said.order = ask.order
  const exclude = ask.exclude.filter(({ event }) => event !== "")
  if (exclude.length > 0) {
    said.exclude = exclude.map(({ event, after }) => (after > 0 ? { event, after } : { event }))
  }
  if (ask.by.length > 0) {
    said.by = ask.by
    if (ask.top !== 10) said.top = ask.top
  }
  return said
}

/** Which exclusion a refusal names, and whether its between; the body leaves out those not chosen. */
export function excludedAt(
  field: string | null | undefined,
  exclude: readonly Exclusion[],
): { place: number; after: boolean } | null {
  const found = /^exclude\[(\d+)\](.*)$/.exec(field ?? "")
  if (!found) return null
  const asked = exclude.flatMap(({ event }, i) => (event === "" ? [] : [i]))
  const place = asked[Number(found[1])]
  return place === undefined ? null : { place, after: found[2] === ".after" }
}

/** `7d` as a count and a unit; null where it is no length of time. */
export function readWithin(text: string): { count: number; unit: Unit } | null {
  const found = /^(\d{1,6})(m|h|d|w)$/.exec(text)
  const count = Number(found?.[1])
  if (!found || count < 1) return null
  return { count, unit: found[2] as Unit }
}

/** A list with one of its parts at another place. */
export function moved<One>(list: readonly One[], from: number, to: number): One[] {
  const next = [...list]
  const [one] = next.splice(from, 1)
  if (one !== undefined) next.splice(to, 0, one)
  return next
}

/** As the server's text form: the event, and after an @ the step it follows. */
function writeExclusion({ event, after }: Exclusion): string {
  return after > 0 || /@\d+$/.test(event) ? `${event}@${after}` : event
}

function readExclusion(text: string): Exclusion {
  const found = /^(.*)@(\d+)$/s.exec(text)
  return found ? { event: found[1] ?? "", after: Number(found[2]) } : { event: text, after: 0 }
}

function exclusionIn(data: unknown): Exclusion {
  if (typeof data === "string") return readExclusion(data)
  const { event, after } = (data ?? {}) as { event?: unknown; after?: unknown }
  return { event: selectorText(event), after: wholeOf(after ?? null, 1, MOST_STEPS, 0) }
}
