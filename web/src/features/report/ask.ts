/** What is asked by a report? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"
import { whereText } from "@/lib/where"

export const PLACES = ["event", "entry", "exit"] as const
export const COMPARED = ["", "previous", "week", "month", "year"] as const
export const ANY = "any"
const VIEWS = 'any[column.kind in ["page", "screen"]]'

export interface ReportState {
  /** What rows are made of. */
  by: string[]
  at: (typeof PLACES)[number]
  /** The events that values are read from, as a step's text. */
  of: string
  /** What counts as a view, as a step's text. */
  views: string
  /** What is converted to; empty for nothing. */
  goal: string
  /** Which searches found nothing, as a filter's text. */
  empty: string
  /** Filters that an event of a person has to fit. */
  did: string[]
  compare: (typeof COMPARED)[number]
  top: number
}

export function fresh(): ReportState {
  return {
    ...{ by: ["path"], at: "event", of: ANY, views: VIEWS, goal: "", empty: "", did: [] },
    ...{ compare: "", top: 20 },
  }
}

export function read(search: URLSearchParams): ReportState {
  const usual = fresh()
  const by = listOf(search, "by")
  return {
    by: by.length > 0 ? by : usual.by,
    at: oneOf(search.get("at"), PLACES, usual.at),
    of: search.get("of") || ANY,
    views: search.get("views") || VIEWS,
    goal: search.get("goal") ?? "",
    empty: search.get("empty") ?? "",
    did: listOf(search, "did", 10),
    compare: oneOf(search.get("compare"), COMPARED, ""),
    top: wholeOf(search.get("top"), 1, 1000, usual.top),
  }
}

export function write(ask: ReportState): URLSearchParams {
  const usual = fresh()
  const same = JSON.stringify(ask.by) === JSON.stringify(usual.by)
  return writeState({ ...ask, by: same ? [] : ask.by }, { ...usual, by: [] })
}

export function load(body: Body): ReportState {
  const usual = fresh()
  const by = textsOf(body.by).slice(0, 3)
  const views = body.views as { name?: unknown } | string | undefined
  const plain = typeof views === "object" && views?.name === "views" ? VIEWS : undefined
  const did = Array.isArray(body.did) ? body.did : body.did ? [body.did] : []
  return {
    by: by.length > 0 ? by : usual.by,
    at: oneOf(body.at, PLACES, usual.at),
    of: selectorsOf(body.of)[0] ?? ANY,
    views: plain ?? selectorsOf(body.views)[0] ?? VIEWS,
    goal: selectorsOf(body.goal)[0] ?? "",
    empty: whereText(body.empty),
    did: did.map(whereText).filter((one) => one !== ""),
    compare: oneOf(body.compare, COMPARED, ""),
    top: wholeOf(body.top ?? null, 1, 1000, usual.top),
  }
}

export function bodyOf(ask: ReportState): Body {
  const { views, goal, empty, did, compare, of, ...said } = ask
  return {
    ...said,
    ...(of !== ANY && ask.at === "event" && { of }),
    ...(views !== VIEWS && { views }),
    ...(goal && { goal }),
    ...(empty && { empty }),
    ...(did.length > 0 && { did }),
    ...(compare && { compare }),
  }
}

export function searches(ask: ReportState): boolean {
  return ask.of !== ANY && ask.at === "event"
}

export function missing(ask: ReportState, t: Words): string | null {
  if (ask.by.length === 0) return t("report:chooseBy")
  return ask.of ? null : t("report:chooseOf")
}

export function title(ask: ReportState, t: Words): string {
  const by = sayBy(ask.by, t)
  if (searches(ask)) return t("report:titleOf", { by, of: sayStep(ask.of, t) })
  return t(`report:title.${ask.at}`, { by })
}
