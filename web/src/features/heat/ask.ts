/** What is asked about a page? Its state, in the address and in the server's body. */
import { type Body, oneOf, type Words, wholeOf } from "@/lib/ask"
import { writeState } from "@/lib/state"
import { whereText } from "@/lib/where"

export const DEVICES = ["any", "phone", "tablet", "desktop"] as const
export const COMPARED = ["none", "previous", "week", "month", "year", "people"] as const
export const BANDS = [20, 50, 100, 200] as const
export type Compared = (typeof COMPARED)[number]

export interface HeatState {
  /** `/path`, `host/path`, or with `*`; empty for the page most seen. */
  page: string
  device: (typeof DEVICES)[number]
  /** Height of the map's rows in CSS pixels. */
  band: number
  columns: number
  top: number
  compare: Compared
  /** The filter of those compared with; only where people are. */
  versus: string
}

export function fresh(): HeatState {
  return { page: "", device: "any", band: 20, columns: 50, top: 30, compare: "none", versus: "" }
}

export function read(search: URLSearchParams): HeatState {
  const told: Body = {}
  for (const name of ["page", "device", "band", "columns", "top"]) told[name] = search.get(name)
  return {
    ...load(told),
    compare: oneOf(search.get("compare"), COMPARED, "none"),
    versus: search.get("versus") ?? "",
  }
}

export function write(ask: HeatState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): HeatState {
  const usual = fresh()
  const versus = whereText(body.versus)
  return {
    page: String(body.page ?? ""),
    device: oneOf(body.device, DEVICES, usual.device),
    band: wholeOf(body.band ?? null, 10, 1000, usual.band),
    columns: wholeOf(body.columns ?? null, 10, 100, usual.columns),
    top: wholeOf(body.top ?? null, 1, 100, usual.top),
    compare: versus ? "people" : oneOf(body.compare, COMPARED, "none"),
    versus,
  }
}

export function bodyOf({ page, compare, versus, ...ask }: HeatState): Body {
  const body: Body = { ...ask }
  if (page) body.page = page
  if (compare === "people") {
    if (versus) body.versus = versus
  } else if (compare !== "none") body.compare = compare
  return body
}

export function missing(ask: HeatState, t: Words): string | null {
  return ask.compare === "people" && !ask.versus ? t("heat:chooseVersus") : null
}

export function title(ask: HeatState, t: Words): string {
  const page = ask.page || t("heat:mostSeen")
  const on = ask.device === "any" ? "titleAny" : "title"
  return t(`heat:${on}`, { page, device: t(`heat:device.${ask.device}`) })
}
