/** What does a pivot ask? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { readFigure, sayFigure } from "@/lib/figure"
import { nearest, placesOf } from "@/lib/place"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf } from "@/lib/state"
import { shortName } from "@/lib/where"

export const ORDERS = ["down", "up", "name"] as const
export const MOST_FIGURES = 10
const ANY = "any"
const FIELDS = ["event", "metric", "by", "across", "sort", "order", "top", "columns", "sort_column"]

export interface PivotState {
  /** One a figure, each as a step's text. */
  events: string[]
  /** The figures: `uniques`, `sum(price)` … */
  metrics: string[]
  /** The properties that rows are made of. */
  by: string[]
  /** The property that columns are made of; empty where there are none. */
  across: string
  /** The figure that rows are ordered by, counted from 1. */
  sort: number
  /** The value of the column by which rows are ordered, "" where it is not set; null: by the whole row. */
  sortColumn: string | null
  order: (typeof ORDERS)[number]
  top: number
  columns: number
}

export function fresh(): PivotState {
  return {
    ...{ events: [ANY], metrics: ["uniques"], by: ["country"], across: "device" },
    ...{ sort: 1, sortColumn: null, order: "down", top: 20, columns: 10 },
  }
}

export function read(search: URLSearchParams): PivotState {
  const usual = fresh()
  return whole({
    events: search.getAll("event"),
    metrics: search.getAll("metric"),
    by: search.has("by") ? listOf(search, "by") : usual.by,
    across: search.get("across") ?? usual.across,
    ...rest((name) => search.get(name)),
  })
}

export function write(ask: PivotState): URLSearchParams {
  const usual = fresh()
  const search = new URLSearchParams()
  const same = (one: readonly string[], other: readonly string[]) =>
    JSON.stringify(one) === JSON.stringify(other)
  if (!same(ask.events, usual.events) || !same(ask.metrics, usual.metrics)) {
    for (const event of ask.events) search.append("event", event)
    for (const metric of ask.metrics) search.append("metric", metric)
  }
  if (!same(ask.by, usual.by)) for (const name of orNone(ask.by)) search.append("by", name)
  for (const name of ["across", "sort", "order", "top", "columns"] as const) {
    if (ask[name] !== usual[name]) search.set(name, String(ask[name]))
  }
  if (ask.sortColumn !== null) search.set("sort_column", ask.sortColumn)
  return search
}

export function load(body: Body): PivotState {
  return whole({
    events: selectorsOf(body.events ?? body.event),
    metrics: body.metric === undefined ? ["total"] : textsOf(body.metric),
    by: textsOf(body.by),
    across: textsOf(body.across)[0] ?? "",
    ...rest((name) => body[name]),
  })
}

export function bodyOf({ events, metrics, across, sortColumn, ...ask }: PivotState): Body {
  const sorting = sortColumn === null ? {} : { sort_column: sortColumn }
  return { ...ask, ...sorting, events, metric: metrics, across: across ? [across] : [] }
}

/** The address when rows are ordered otherwise; what else it says stays. */
export function ordered(
  now: URLSearchParams,
  change: Pick<PivotState, "sort" | "sortColumn" | "order">,
): URLSearchParams {
  const said = write({ ...read(now), ...change })
  const next = new URLSearchParams(now)
  for (const name of FIELDS) next.delete(name)
  for (const [name, value] of said) next.append(name, value)
  // A saved question would be read again where the address said nothing of its own.
  if (said.size === 0) next.set("plain", "1")
  return next
}

/** Without a figure; rows stay ordered by the same, or by the first where that was it. */
export function without(ask: PivotState, at: number): PivotState {
  const left = <One>(list: One[]) => list.filter((_, i) => i !== at)
  const sort = ask.sort === at + 1 ? 1 : ask.sort - Number(ask.sort > at + 1)
  return { ...ask, events: left(ask.events), metrics: left(ask.metrics), sort }
}

/** What a refusal names, where it is shown at the figure `place`; the last takes what names none. */
export function figureAt(
  field: string | null | undefined,
  place: number,
  count: number,
): string | null {
  const at = nearest(field, [...placesOf("events", count), ...placesOf("metric", count)])
  if (at === null) return null
  return Number(/\[(\d+)\]$/.exec(at)?.[1] ?? count - 1) === place ? at : null
}

export function missing(ask: PivotState, t: Words): string | null {
  if (ask.events.some((event) => event === "")) return t("pivot:chooseEvent")
  if (ask.metrics.some((metric) => metric.endsWith("()"))) return t("pivot:chooseProperty")
  return ask.by.length > 0 ? null : t("pivot:chooseBy")
}

export function title(ask: PivotState, t: Words): string {
  const [event = ANY] = ask.events
  const figures = ask.metrics.map((metric) => sayFigure(metric, t)).join(t("ask:comma"))
  const one =
    event === ANY ? figures : t("pivot:titleOne", { event: sayStep(event, t), figure: figures })
  const several = ask.events.map((_, at) => sayFigureAt(ask, at, t)).join(t("ask:comma"))
  const rows = sayBy(ask.by, t)
  const by = ask.across ? t("pivot:crossed", { rows, columns: sayBy([ask.across], t) }) : rows
  const said = t("pivot:title", { said: alike(ask) ? one : several, by })
  return event === ANY && alike(ask) ? capital(said, ask.metrics[0] ?? "") : said
}

/** A figure as its columns are headed: with its event where figures are of several. */
export function sayFigureAt(ask: PivotState, at: number, t: Words): string {
  const figure = sayFigure(ask.metrics[at] ?? "total", t)
  if (alike(ask)) return capital(figure, ask.metrics[at] ?? "")
  return t("pivot:titleOne", { event: sayStep(ask.events[at] ?? ANY, t), figure })
}

/** Our own words begin with a capital; names of properties stay as they are. */
function capital(said: string, metric: string): string {
  const { property } = readFigure(metric)
  const named = property !== "" && said.startsWith(shortName(property))
  return named ? said : said.charAt(0).toUpperCase() + said.slice(1)
}

/** Whether all figures are of the same event. */
function alike({ events }: PivotState): boolean {
  return events.every((event) => event === events[0])
}

function orNone(list: readonly string[]): readonly string[] {
  return list.length > 0 ? list : [""]
}

function rest(told: (name: string) => unknown) {
  const usual = fresh()
  const number = (name: "sort" | "top" | "columns", most: number) =>
    wholeOf(told(name) ?? null, 1, most, usual[name])
  const column = told("sort_column")
  return {
    sort: number("sort", MOST_FIGURES),
    sortColumn: typeof column === "string" ? column : null,
    order: oneOf(told("order"), ORDERS, usual.order),
    top: number("top", 1000),
    columns: number("columns", 50),
  }
}

/** As many events as figures, what is missing as the last; and ordered by one that is there. */
function whole(ask: PivotState): PivotState {
  const usual = fresh()
  const many = Math.min(MOST_FIGURES, Math.max(ask.events.length, ask.metrics.length, 1))
  const filled = (list: string[], otherwise: string) =>
    Array.from({ length: many }, (_, i) => list[i] ?? list.at(-1) ?? otherwise)
  return {
    ...ask,
    events: filled(ask.events, ANY),
    metrics: filled(ask.metrics, usual.metrics[0] ?? "uniques"),
    by: [...new Set(ask.by)].slice(0, 3),
    sort: ask.sort <= many ? ask.sort : 1,
    sortColumn: ask.across ? ask.sortColumn : null,
  }
}
