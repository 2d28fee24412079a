/** What is asked about coming back? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, type Words, wholeOf } from "@/lib/ask"
import { sayStep } from "@/lib/sayings"

export const GRAINS = ["hour", "day", "week", "month"] as const
export const STARTS = ["first", "first-in-period", "recurring"] as const
export const MODES = ["on", "on-or-after", "on-or-before", "streak"] as const
export const CLOCKS = ["calendar", "rolling"] as const
export const FIGURES = ["sum", "mean"] as const
export const FITS = ["", "power", "sbg"] as const
export const MOST_PERIODS = 60
export const MOST_AHEAD = 120
/** What brackets begin as. */
export const BRACKETS = "1d,3d,7d,14d,30d"
const ANY = "any"
const TOP = 5

export interface RetentionState {
  /** What makes a person start, and what counts as coming back, as a step's text. */
  start: string
  return: string
  kind: (typeof STARTS)[number]
  mode: (typeof MODES)[number]
  every: (typeof GRAINS)[number]
  clock: (typeof CLOCKS)[number]
  /** Where each bucket ends, `1d,3d,7d`; empty for equal ones. */
  brackets: string
  /** Buckets shown after the start; 0 leaves it to the server. */
  periods: number
  /** A figure of the returns beside their number, `sum(price)`; empty for none. */
  value: string
  by: string[]
  top: number
  fit: (typeof FITS)[number]
  /** Buckets that a fit is carried on; 0 for as many as were seen. */
  ahead: number
}

export function fresh(): RetentionState {
  return {
    start: ANY,
    return: ANY,
    kind: "first",
    mode: "on",
    every: "week",
    clock: "calendar",
    brackets: "",
    periods: 0,
    value: "",
    by: [],
    top: TOP,
    fit: "",
    ahead: 0,
  }
}

export function read(search: URLSearchParams): RetentionState {
  const told = Object.fromEntries(search)
  return { ...words(told), by: search.getAll("by").filter(Boolean) }
}

export function write(ask: RetentionState): URLSearchParams {
  const usual = fresh()
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(ask)) {
    if (Array.isArray(value)) for (const one of value) search.append(name, one)
    else if (value !== usual[name as keyof RetentionState] && value !== "") {
      search.set(name, String(value))
    }
  }
  return search
}

export function load(body: Body): RetentionState {
  const by = Array.isArray(body.by) ? body.by : [body.by]
  const brackets = Array.isArray(body.brackets) ? body.brackets.join(",") : body.brackets
  return {
    ...words({ ...body, brackets }),
    start: selectorsOf(body.start)[0] ?? ANY,
    return: selectorsOf(body.return)[0] ?? ANY,
    by: by.filter((one): one is string => typeof one === "string" && one !== ""),
  }
}

/** Read all but the breakdown, whichever form it came in. */
function words(told: Record<string, unknown>): RetentionState {
  const text = (value: unknown) => (typeof value === "string" ? value : "")
  return {
    start: text(told.start) || ANY,
    return: text(told.return) || ANY,
    kind: oneOf(told.kind, STARTS, "first"),
    mode: oneOf(told.mode, MODES, "on"),
    every: oneOf(told.every, GRAINS, "week"),
    clock: oneOf(told.clock, CLOCKS, "calendar"),
    brackets: text(told.brackets),
    periods: wholeOf((told.periods as string | null) ?? null, 1, MOST_PERIODS, 0),
    value: text(told.value),
    by: [],
    top: wholeOf((told.top as string | null) ?? null, 1, 100, TOP),
    fit: oneOf(told.fit, FITS, ""),
    ahead: wholeOf((told.ahead as string | null) ?? null, 1, MOST_AHEAD, 0),
  }
}

export function bodyOf(ask: RetentionState): Body {
  const { brackets, periods, value, by, top, fit, ahead, clock, ...said } = ask
  const body: Body = { ...said, curve: true }
  if (clock !== "calendar") body.clock = clock
  if (brackets) body.brackets = brackets.split(",").map((one) => one.trim())
  else if (periods > 0) body.periods = periods
  if (value) body.value = value
  if (by.length > 0) Object.assign(body, { by, top })
  if (fit) body.fit = fit
  if (fit && ahead > 0) body.ahead = ahead
  return body
}

export function missing(ask: RetentionState, t: Words): string | null {
  if (!ask.start) return t("retention:chooseStart")
  if (!ask.return) return t("retention:chooseReturn")
  return /^\w+\(\)$/.test(ask.value) ? t("retention:chooseProperty") : null
}

export function title(ask: RetentionState, t: Words): string {
  const said = (text: string) => sayStep(text, t)
  const every = t(`retention:by.${ask.every}`)
  if (ask.start === ANY && ask.return === ANY) return t("retention:titleAll", { every })
  if (ask.start === ANY) return t("retention:titleReturn", { back: said(ask.return), every })
  if (ask.return === ANY) return t("retention:titleStart", { start: said(ask.start), every })
  return t("retention:titleBoth", { start: said(ask.start), back: said(ask.return), every })
}

/** A figure in its two parts: the word, and the property it is taken of. */
export function figureOf(value: string): { figure: "" | (typeof FIGURES)[number]; of: string } {
  const [, word = "", of = ""] = /^\s*(\w+)\((.*)\)\s*$/s.exec(value) ?? []
  const figure = word === "avg" ? "mean" : oneOf(word, FIGURES, "sum")
  return value ? { figure, of } : { figure: "", of: "" }
}

/** Whether values are added up, so that what a person brought is a part of it. */
export function isSum(ask: RetentionState): boolean {
  return figureOf(ask.value).figure === "sum"
}

/** Whether buckets are not those of the calendar, so that cohorts have no triangle. */
export function isOwn(ask: RetentionState): boolean {
  return ask.brackets !== "" || ask.clock === "rolling"
}
