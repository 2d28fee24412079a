/** What does a funnel ask? Its steps, window, order, exclusions and breakdown. */
import {
  type Exclusion,
  exclusionBody,
  exclusionIn,
  readExclusion,
  writeExclusion,
} from "@/features/funnel/exclusion"
import { type Body, oneOf, selectorsOf, textsOf, wholeOf } from "@/lib/ask"

export const ORDERS = ["ordered", "strict", "unordered", "anchored", "anchored-ends"] as const
export type Order = (typeof ORDERS)[number]
export const COUNTS = ["people", "sessions", "groups", "runs"] as const
export const SHOWS = ["steps", "time", "trend", "drivers"] as const
export type Show = (typeof SHOWS)[number]
export const GRAINS = ["hour", "day", "week", "month"] as const
export const MOST_STEPS = 20
export const MOST_EXCLUSIONS = 10
export const UNITS = ["m", "h", "d", "w", "mo"] as const
export type Unit = (typeof UNITS)[number]

export interface FunnelAsk {
  /** Selectors' texts; empty where none is chosen yet. */
  steps: string[]
  /** `7d`, `12h`, `30m`, `2mo`, or `session` or `day`. */
  within: string
  /** The time from each step to the next: none, one for all, or one for each. */
  stepWithin: string[]
  order: Order
  /** Numbers of steps that may be skipped, from 1. */
  optional: number[]
  exclude: Exclusion[]
  /** Properties with one value through a climb; `id,order,order` where steps name it differently. */
  hold: string[]
  count: (typeof COUNTS)[number]
  /** What tells groups apart, where they are counted. */
  unit: string
  by: string[]
  /** `first`, `last` or a step's number. */
  attribute: string
  top: number
  show: Show
  every: (typeof GRAINS)[number]
  /** Properties to compare; those most often sent where none. */
  drivers: string[]
}

export function fresh(): FunnelAsk {
  return {
    steps: ["", ""],
    within: "7d",
    stepWithin: [],
    order: "ordered",
    optional: [],
    exclude: [],
    hold: [],
    count: "people",
    unit: "",
    by: [],
    attribute: "first",
    top: 10,
    show: "steps",
    every: "day",
    drivers: [],
  }
}

export function read(search: URLSearchParams): FunnelAsk {
  return said({
    steps: search.getAll("step").slice(0, MOST_STEPS),
    within: search.get("within"),
    step_within: search.getAll("gap"),
    order: search.get("order"),
    optional: search.getAll("optional").map(Number),
    exclude: search.getAll("exclude").slice(0, MOST_EXCLUSIONS).map(readExclusion),
    hold: search.getAll("hold"),
    count: search.get("count"),
    unit: search.get("unit"),
    by: search.getAll("by").slice(0, 3),
    attribute: search.get("attribute"),
    top: search.get("top"),
    show: search.get("show"),
    every: search.get("every"),
    drivers: search.getAll("driver"),
  })
}

export function write(ask: FunnelAsk): URLSearchParams {
  const search = new URLSearchParams()
  const plain = fresh()
  if (ask.steps.length > 2 || ask.steps.some((one) => one !== "")) {
    for (const step of ask.steps) search.append("step", step)
  }
  for (const gap of ask.stepWithin) search.append("gap", gap)
  for (const number of ask.optional) search.append("optional", String(number))
  for (const one of ask.exclude) search.append("exclude", writeExclusion(one))
  for (const name of ask.hold) search.append("hold", name)
  for (const name of ask.by) search.append("by", name)
  for (const name of ask.drivers) search.append("driver", name)
  for (const name of WORDS) {
    if (ask[name] !== plain[name]) search.set(name, String(ask[name]))
  }
  return search
}

export function load(body: Body): FunnelAsk {
  const excluded = Array.isArray(body.exclude) ? body.exclude : []
  return said({
    ...body,
    steps: selectorsOf(body.steps ?? body.step),
    exclude: excluded.map(exclusionIn).filter(({ event }) => event !== ""),
    hold: textsOf(Array.isArray(body.hold) ? body.hold.map(joined) : body.hold),
    step_within: gapsIn(body.step_within),
    by: textsOf(body.by),
    drivers: textsOf(body.drivers),
    optional: Array.isArray(body.optional) ? body.optional.map(Number) : [],
    attribute: body.attribute === undefined ? null : String(body.attribute),
  })
}

export function body(ask: FunnelAsk): Body {
  const exclude = ask.exclude.filter(({ event }) => event !== "")
  const own: Body = {
    steps: ask.steps,
    within: ask.within,
    ...(ask.order !== "ordered" && { order: ask.order }),
    ...(ask.stepWithin.length > 0 && { step_within: ask.stepWithin }),
    ...(ask.optional.length > 0 && { optional: ask.optional }),
    ...(exclude.length > 0 && { exclude: exclude.map(exclusionBody) }),
    ...(ask.hold.length > 0 && { hold: ask.hold }),
    ...(ask.count !== "people" && { count: ask.count }),
    ...(ask.count === "groups" && ask.unit !== "" && { unit: ask.unit }),
  }
  return { ...own, ...shownBody(ask) }
}

/** The part of the body that says how the climbs are shown. */
function shownBody(ask: FunnelAsk): Body {
  const by = ask.show === "drivers" ? [] : ask.by
  return {
    ...(by.length > 0 && { by }),
    ...(by.length > 0 && ask.top !== 10 && { top: ask.top }),
    ...(by.length > 0 &&
      ask.attribute !== "first" && {
        attribute: ask.attribute === "last" ? "last" : Number(ask.attribute),
      }),
    ...(ask.show !== "steps" && { show: ask.show }),
    ...(ask.show === "trend" && ask.every !== "day" && { every: ask.every }),
    ...(ask.show === "drivers" && ask.drivers.length > 0 && { drivers: ask.drivers }),
  }
}

const WORDS = ["within", "order", "count", "unit", "attribute", "top", "show", "every"] as const

/** What was read from anywhere, made whole; `exclude` is read already. */
function said(told: Body): FunnelAsk {
  const steps = told.steps as string[]
  const within = typeof told.within === "string" ? told.within : ""
  const attribute = String(told.attribute ?? "first")
  return {
    steps: [...steps, ...fresh().steps.slice(steps.length)],
    within: isWindow(within) ? within : "7d",
    stepWithin: (told.step_within as string[]).filter((one) => one === "any" || readWithin(one)),
    order: oneOf(told.order, ORDERS, "ordered"),
    optional: (told.optional as number[]).filter((one) => one > 1 && one < steps.length),
    exclude: told.exclude as Exclusion[],
    hold: told.hold as string[],
    count: oneOf(told.count, COUNTS, "people"),
    unit: typeof told.unit === "string" ? told.unit : "",
    by: told.by as string[],
    attribute: attribute === "last" || Number(attribute) > 0 ? attribute : "first",
    top: wholeOf(told.top, 1, 100, 10),
    show: oneOf(told.show, SHOWS, "steps"),
    every: oneOf(told.every, GRAINS, "day"),
    drivers: told.drivers as string[],
  }
}

function gapsIn(data: unknown): string[] {
  return Array.isArray(data)
    ? data.map((one) => (one === null ? "any" : String(one)))
    : textsOf(data)
}

function joined(one: unknown): unknown {
  return Array.isArray(one) ? one.join(",") : one
}

/** Whether the climb has a next step: only then there is something between, and a step to skip. */
export function isInOrder(ask: FunnelAsk): boolean {
  return ask.order === "ordered" || ask.order === "strict"
}

/** With other steps, of which each is skippable or not; what no longer fits goes. */
export function withSteps(ask: FunnelAsk, steps: string[], skipped: boolean[]): FunnelAsk {
  const last = steps.length
  return {
    ...ask,
    steps,
    optional: skipped.flatMap((may, i) => (may && i > 0 && i + 1 < last ? [i + 1] : [])),
    stepWithin: steps.length === ask.steps.length ? ask.stepWithin : ask.stepWithin.slice(0, 1),
    exclude: ask.exclude.map((one) =>
      one.after >= last || one.before > last ? { ...one, after: 0, before: 0 } : one,
    ),
    hold: steps.length === ask.steps.length ? ask.hold : ask.hold.filter((n) => !n.includes(",")),
    attribute: Number(ask.attribute) > last ? "first" : ask.attribute,
  }
}

/** With another order; what means nothing in it goes. */
export function withOrder(ask: FunnelAsk, order: Order): FunnelAsk {
  if (order === "ordered") return { ...ask, order }
  if (order === "strict") return { ...ask, order, optional: [] }
  const attribute = ask.attribute === "last" ? "last" : "first"
  return { ...ask, order, optional: [], exclude: [], stepWithin: [], attribute }
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
  return place === undefined
    ? null
    : { place, after: found[2] === ".after" || found[2] === ".before" }
}

/** `7d` as a count and a unit; null where it is no length of time. */
export function readWithin(text: string): { count: number; unit: Unit } | null {
  const found = /^(\d{1,6})(mo|m|h|d|w)$/.exec(text)
  const count = Number(found?.[1])
  if (!found || count < 1) return null
  return { count, unit: found[2] as Unit }
}

/** Whether a text is a length of time, one session or one day. */
export function isWindow(text: string): boolean {
  return text === "session" || text === "day" || readWithin(text) !== null
}

/** A list with one of its parts at another place. */
export function moved<One>(list: readonly One[], from: number, to: number): One[] {
  const next = [...list]
  const [one] = next.splice(from, 1)
  if (one !== undefined) next.splice(to, 0, one)
  return next
}
