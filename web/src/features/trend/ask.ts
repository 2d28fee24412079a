/** What does a trend ask? Its series, figures and breakdown; in the address, and as the server takes it. */
import { type Body, oneOf, selectorsOf, textsOf, wholeOf } from "@/lib/ask"
import { nearest, placesOf } from "@/lib/place"

export type Grain = "hour" | "day" | "week" | "month"

export const GRAINS: readonly Grain[] = ["hour", "day", "week", "month"]
export const MOST_SERIES = 26
/** The other periods that go by a name; any other goes by the date that it begins on. */
export const COMPARED: readonly string[] = ["", "previous", "week", "month", "year"]

export interface TrendAsk {
  /** One series each, as selectors' texts; A, B … in formulas. */
  events: string[]
  /** A figure for each series: `uniques`, `total`, `per_user`, `sum(price)`, `p95(price)` … */
  metrics: string[]
  formula: string
  every: Grain
  /** What a point reaches back over: nothing but its bucket, `start`, or a length such as `7d`. */
  over: string
  /** How many points a point is the mean of. */
  smooth: number
  /** The period beside which this one is shown: none, `previous`, `week`, `month`, `year`, a date. */
  compare: string
  by: string[]
  top: number
  /** People and different values are estimated rather than counted. */
  approximate: boolean
}

export function fresh(): TrendAsk {
  return {
    ...{ events: ["any"], metrics: ["uniques"], formula: "", every: "day", by: [], top: 10 },
    ...{ over: "", smooth: 1, compare: "", approximate: false },
  }
}

export function read(search: URLSearchParams): TrendAsk {
  const events = search.getAll("event").slice(0, MOST_SERIES)
  return whole({
    events,
    metrics: search.getAll("metric"),
    formula: search.get("formula") ?? "",
    every: oneOf(search.get("every"), GRAINS, "day"),
    over: search.get("over") ?? "",
    smooth: wholeOf(search.get("smooth"), 1, 90, 1),
    compare: search.get("compare") ?? "",
    by: search.getAll("by").slice(0, 3),
    top: wholeOf(search.get("top"), 1, 100, 10),
    approximate: search.get("approximate") === "1",
  })
}

export function write(ask: TrendAsk): URLSearchParams {
  const search = new URLSearchParams()
  if (ask.events.length > 1 || ask.events[0] !== "any") {
    for (const event of ask.events) search.append("event", event)
  }
  for (const metric of figures(ask, "uniques")) search.append("metric", metric)
  if (ask.formula) search.set("formula", ask.formula)
  if (ask.every !== "day") search.set("every", ask.every)
  if (ask.over) search.set("over", ask.over)
  if (ask.smooth > 1) search.set("smooth", String(ask.smooth))
  if (ask.compare) search.set("compare", ask.compare)
  for (const name of ask.by) search.append("by", name)
  if (ask.top !== 10) search.set("top", String(ask.top))
  if (ask.approximate) search.set("approximate", "1")
  return search
}

export function load(body: Body): TrendAsk {
  const metrics = textsOf(body.metrics)
  return whole({
    events: selectorsOf(body.events ?? body.event),
    metrics: metrics.length > 0 ? metrics : [String(body.metric ?? "total")],
    formula: typeof body.formula === "string" ? body.formula : "",
    every: oneOf(body.every, GRAINS, "day"),
    over: String(body.over ?? ""),
    smooth: wholeOf(body.smooth, 1, 90, 1),
    compare: String(body.compare ?? ""),
    by: textsOf(body.by),
    top: wholeOf(body.top, 1, 100, 10),
    approximate: body.approximate === true,
  })
}

export function body(ask: TrendAsk): Body {
  const said: Body = { events: ask.events, every: ask.every }
  const metrics = figures(ask, "total")
  if (metrics.length === 1) said.metric = metrics[0]
  if (metrics.length > 1) said.metrics = metrics
  if (ask.formula.trim()) said.formula = ask.formula
  if (ask.over) said.over = ask.over
  if (ask.smooth > 1 && ask.over !== "start") said.smooth = ask.smooth
  if (ask.compare) said.compare = ask.compare
  if (ask.approximate && ask.over === "" && estimates(ask)) said.approximate = true
  if (ask.by.length > 0) {
    said.by = ask.by
    if (ask.top !== 10) said.top = ask.top
  }
  return said
}

/** Whether a figure counts what is different: people, or a property's values. */
export function estimates({ metrics }: TrendAsk): boolean {
  return metrics.some((one) => /^(uniques|per_user|distinct)/.test(one))
}

/** What a refusal names, where it is shown at the series `place`; the last takes what names none. */
export function seriesAt(
  field: string | null | undefined,
  place: number,
  count: number,
): string | null {
  const at = nearest(field, [...placesOf("events", count), ...placesOf("metrics", count), "metric"])
  if (at === null) return null
  const shown = /\[(\d+)\]$/.exec(at)?.[1]
  return Number(shown ?? count - 1) === place ? at : null
}

/** The figures as short as they can be said: none where all are `usual`, one where all are the same. */
function figures({ metrics }: TrendAsk, usual: string): string[] {
  if (metrics.some((one) => one !== metrics[0])) return metrics
  return metrics[0] === usual ? [] : metrics.slice(0, 1)
}

/** As many figures as there are series; what is missing is as the last. */
function whole(ask: TrendAsk): TrendAsk {
  const events = ask.events.length > 0 ? ask.events : ["any"]
  const last = ask.metrics.at(-1) ?? "uniques"
  return { ...ask, events, metrics: events.map((_, i) => ask.metrics[i] ?? last) }
}

const DAYS: Record<string, number> = { d: 1, w: 7 }

/** The date 52 weeks before a range begins, on the same day of the week; `from` as ranges have it. */
export function yearBefore(from: string, today: Date): string {
  const back = /^-(\d+)([dwh])$/.exec(from)
  const begins = back ? today.getTime() : Date.parse(from)
  const days = 364 + (back ? Number(back[1]) * (DAYS[back[2] ?? ""] ?? 0) : 0)
  return new Date(begins - days * 86_400_000).toISOString().slice(0, 10)
}

/** The letter of a series in formulas. */
export function letter(place: number): string {
  return String.fromCharCode(65 + place)
}
