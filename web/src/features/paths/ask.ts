/** What is asked about ways? Its state, in the address and in the server's body. */
import { type Body, selectorsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"

export const USUAL_STEPS = 5
export const MOST_STEPS = 30
export const USUAL_TOP = 20
const LENGTH = /^\d{1,6}(s|m|h|d|w)$/

export interface PathsState {
  /** Where paths begin and end, as a step's text; empty for anywhere. */
  start: string
  end: string
  steps: number
  /** A length of time such as 2h; empty binds paths by session. */
  within: string
  collapse: boolean
  /** Only these events, and without those: several in one step's text; empty for all, and for none. */
  only: string
  exclude: string
  top: number
}

export function fresh(): PathsState {
  return {
    start: "",
    end: "",
    steps: USUAL_STEPS,
    within: "",
    collapse: true,
    only: "",
    exclude: "",
    top: USUAL_TOP,
  }
}

export function read(search: URLSearchParams): PathsState {
  const within = search.get("within") ?? ""
  return {
    start: anchor(search.get("start") ?? ""),
    end: anchor(search.get("end") ?? ""),
    steps: wholeOf(search.get("steps"), 2, MOST_STEPS, USUAL_STEPS),
    within: LENGTH.test(within) ? within : "",
    collapse: search.get("collapse") !== "0",
    only: anchor(search.get("only") ?? ""),
    exclude: search.get("exclude") ?? "",
    top: wholeOf(search.get("top"), 1, 1000, USUAL_TOP),
  }
}

export function write(ask: PathsState): URLSearchParams {
  const search = new URLSearchParams()
  if (ask.start) search.set("start", ask.start)
  if (ask.end) search.set("end", ask.end)
  if (ask.steps !== USUAL_STEPS) search.set("steps", String(ask.steps))
  if (ask.within) search.set("within", ask.within)
  if (!ask.collapse) search.set("collapse", "0")
  if (ask.only) search.set("only", ask.only)
  if (ask.exclude) search.set("exclude", ask.exclude)
  if (ask.top !== USUAL_TOP) search.set("top", String(ask.top))
  return search
}

export function load(body: Body): PathsState {
  const within = typeof body.within === "string" ? body.within : ""
  return {
    start: anchor(selectorsOf(body.start)[0] ?? ""),
    end: anchor(selectorsOf(body.end)[0] ?? ""),
    steps: wholeOf(body.max_steps ?? null, 2, MOST_STEPS, USUAL_STEPS),
    within: LENGTH.test(within) ? within : "",
    collapse: body.collapse === true,
    only: anchor(selectorsOf(body.events).join("|")),
    exclude: selectorsOf(body.exclude).join("|"),
    top: wholeOf(body.top ?? null, 1, 1000, USUAL_TOP),
  }
}

export function bodyOf(ask: PathsState): Body {
  const body: Body = { max_steps: ask.steps, collapse: ask.collapse, top: ask.top }
  if (ask.start) body.start = ask.start
  if (ask.end) body.end = ask.end
  if (ask.within) body.within = ask.within
  if (ask.only) body.events = [ask.only]
  if (ask.exclude) body.exclude = [ask.exclude]
  return body
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** The seconds of a length such as 2h. */
export function secondsOf(length: string): number {
  return Number.parseInt(length, 10) * (SECONDS[length.slice(-1)] ?? 1)
}

export function missing(): null {
  return null
}

export function title(ask: PathsState, t: Words): string {
  const said = (text: string) => sayStep(text, t)
  if (ask.start && ask.end)
    return t("paths:titleBoth", { start: said(ask.start), end: said(ask.end) })
  if (ask.start) return t("paths:titleFrom", { start: said(ask.start) })
  if (ask.end) return t("paths:titleTo", { end: said(ask.end) })
  return t("paths:titleAll")
}

/** An end that may be any event is no end at all. */
function anchor(text: string): string {
  return text === "any" ? "" : text
}
