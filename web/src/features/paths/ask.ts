/** What is asked about ways? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"
import { whereText } from "@/lib/where"

export const USUAL_STEPS = 5
export const MOST_STEPS = 30
export const USUAL_TOP = 20
export const USUAL_BEFORE = 3
export const USUAL_CLUSTERS = 4
export const VIEWS = ["flow", "matrix", "graph", "clusters", "difference"] as const
export type View = (typeof VIEWS)[number]
const LENGTH = /^\d{1,6}(s|m|h|d|w)$/

export interface PathsState {
  /** Where paths begin and end, as a step's text; empty for anywhere. */
  start: string
  end: string
  steps: number
  /** A length of time such as 2h; empty binds paths by session. */
  within: string
  collapse: boolean
  /** Runs of up to so many events that repeat stand once. */
  loops: number
  /** The event that ways lie around; they then have neither start nor end. */
  around: string
  before: number
  /** Only ways through this event. */
  via: string
  /** Events are told apart by these values. */
  expand: string[]
  /** Groups of events under a name, as the JSON of the body; empty for none. */
  groups: string
  show: View
  /** Another audience's filter, for the difference. */
  versus: string
  clusters: number
  goal: string
  atLeast: number
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
    loops: 1,
    around: "",
    before: USUAL_BEFORE,
    via: "",
    expand: [],
    groups: "",
    show: "flow",
    versus: "",
    clusters: USUAL_CLUSTERS,
    goal: "",
    atLeast: 1,
    only: "",
    exclude: "",
    top: USUAL_TOP,
  }
}

export function read(search: URLSearchParams): PathsState {
  const within = search.get("within") ?? ""
  const around = anchor(search.get("around") ?? "")
  const collapse = search.get("collapse") !== "0"
  return {
    start: around ? "" : anchor(search.get("start") ?? ""),
    end: around ? "" : anchor(search.get("end") ?? ""),
    around,
    before: wholeOf(search.get("before"), 1, 29, USUAL_BEFORE),
    via: anchor(search.get("via") ?? ""),
    expand: search.getAll("expand").slice(0, 3),
    groups: search.get("groups") ?? "",
    show: oneOf(search.get("show"), VIEWS, "flow"),
    versus: search.get("versus") ?? "",
    clusters: wholeOf(search.get("clusters"), 2, 12, USUAL_CLUSTERS),
    goal: anchor(search.get("goal") ?? ""),
    atLeast: wholeOf(search.get("least"), 1, 1_000_000, 1),
    loops: collapse ? wholeOf(search.get("loops"), 1, 5, 1) : 1,
    steps: wholeOf(search.get("steps"), 2, MOST_STEPS, USUAL_STEPS),
    within: LENGTH.test(within) ? within : "",
    collapse,
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
  if (ask.loops !== 1) search.set("loops", String(ask.loops))
  if (ask.around) search.set("around", ask.around)
  if (ask.before !== USUAL_BEFORE) search.set("before", String(ask.before))
  if (ask.via) search.set("via", ask.via)
  for (const one of ask.expand) search.append("expand", one)
  if (ask.groups) search.set("groups", ask.groups)
  if (ask.show !== "flow") search.set("show", ask.show)
  if (ask.versus) search.set("versus", ask.versus)
  if (ask.clusters !== USUAL_CLUSTERS) search.set("clusters", String(ask.clusters))
  if (ask.goal) search.set("goal", ask.goal)
  if (ask.atLeast !== 1) search.set("least", String(ask.atLeast))
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
    loops: wholeOf(body.loops ?? null, 1, 5, 1),
    around: anchor(selectorsOf(body.around)[0] ?? ""),
    before: wholeOf(body.before ?? null, 1, 29, USUAL_BEFORE),
    via: anchor(selectorsOf(body.via)[0] ?? ""),
    expand: textsOf(body.expand).slice(0, 3),
    groups: Array.isArray(body.groups) && body.groups.length > 0 ? JSON.stringify(body.groups) : "",
    show: body.versus ? "difference" : oneOf(body.view, VIEWS, "flow"),
    versus: whereText(body.versus),
    clusters: wholeOf(body.clusters ?? null, 2, 12, USUAL_CLUSTERS),
    goal: anchor(selectorsOf(body.goal)[0] ?? ""),
    atLeast: wholeOf(body.at_least ?? null, 1, 1_000_000, 1),
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
  return { ...body, ...wayOf(ask), ...viewOf(ask) }
}

function wayOf(ask: PathsState): Body {
  const body: Body = {}
  if (ask.collapse && ask.loops > 1) body.loops = ask.loops
  if (ask.around) Object.assign(body, { around: ask.around, before: ask.before })
  if (ask.via) body.via = ask.via
  if (ask.expand.length > 0) body.expand = ask.expand
  const groups = groupsOf(ask.groups)
  if (groups) body.groups = groups
  if (ask.atLeast > 1) body.at_least = ask.atLeast
  return body
}

function viewOf(ask: PathsState): Body {
  if (ask.show === "matrix" || ask.show === "graph") return { view: ask.show }
  if (ask.show === "difference") return ask.versus ? { versus: ask.versus } : {}
  if (ask.show !== "clusters") return {}
  const body: Body = { view: "clusters", clusters: ask.clusters }
  if (ask.goal) body.goal = ask.goal
  return body
}

function groupsOf(text: string): unknown[] | null {
  try {
    const found: unknown = text ? JSON.parse(text) : null
    return Array.isArray(found) ? found : null
  } catch {
    return null
  }
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** The seconds of a length such as 2h. */
export function secondsOf(length: string): number {
  return Number.parseInt(length, 10) * (SECONDS[length.slice(-1)] ?? 1)
}

export function missing(ask: PathsState, t: Words): string | null {
  return ask.show === "difference" && !ask.versus ? t("paths:missingVersus") : null
}

export function title(ask: PathsState, t: Words): string {
  const said = (text: string) => sayStep(text, t)
  if (ask.around) return t("paths:titleAround", { around: said(ask.around) })
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
