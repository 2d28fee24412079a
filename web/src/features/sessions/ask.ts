/** What is asked about sessions? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"

export const PAUSES = ["5m", "15m", "30m", "1h", "4h"] as const
export const ENDS = ["midnight", "campaign", "client"] as const
export const GRAINS = ["hour", "day", "week", "month"] as const
export type End = (typeof ENDS)[number]
const ANY = "any"
const UNITS: Record<string, number> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 }

export interface SessionsState {
  /** What sessions are made of, as a step's text. */
  event: string
  /** A longer pause ends a session. */
  pause: string
  /** What ends a session besides. */
  ends: End[]
  /** What depth counts, and a bounce has one of at most, as a step's text. */
  depth: string
  /** How entries and exits are told apart. */
  at: string
  every: (typeof GRAINS)[number]
  by: string[]
  top: number
}

export function fresh(): SessionsState {
  return {
    ...{ event: ANY, pause: "30m", ends: [], depth: ANY },
    ...{ at: "event", every: "day", by: [], top: 10 },
  }
}

export function read(search: URLSearchParams): SessionsState {
  return {
    event: search.get("event") || ANY,
    pause: pauseOf(search.get("pause")),
    ends: endsOf((end) => search.getAll("ends").includes(end)),
    depth: search.get("depth") || ANY,
    at: search.get("at") || "event",
    every: oneOf(search.get("every"), GRAINS, "day"),
    by: listOf(search, "by"),
    top: wholeOf(search.get("top"), 1, 100, 10),
  }
}

export function write(ask: SessionsState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): SessionsState {
  return {
    event: selectorsOf(body.event)[0] ?? ANY,
    pause: pauseOf(typeof body.pause === "number" ? `${body.pause}s` : body.pause),
    ends: endsOf((end) => body[end] === true),
    depth: selectorsOf(body.depth)[0] ?? ANY,
    at: String(body.at ?? "") || "event",
    every: oneOf(body.every, GRAINS, "day"),
    by: textsOf(body.by).slice(0, 3),
    top: wholeOf(body.top ?? null, 1, 100, 10),
  }
}

export function bodyOf({ ends, by, ...said }: SessionsState): Body {
  const also = Object.fromEntries(ends.map((end) => [end, true]))
  return { ...said, ...also, ...(by.length > 0 && { by }) }
}

export function missing(ask: SessionsState, t: Words): string | null {
  if (!ask.event) return t("sessions:chooseEvent")
  return ask.depth ? null : t("sessions:chooseDepth")
}

export function title(ask: SessionsState, t: Words): string {
  const event = sayStep(ask.event, t)
  const told = ask.event === ANY ? t("sessions:title") : t("sessions:titleOf", { event })
  return ask.by.length > 0 ? t("sessions:titleBy", { told, by: sayBy(ask.by, t) }) : told
}

/** Seconds of a length as it is written: 30m. */
export function secondsOf(pause: string): number {
  const [, count = "30", unit = "m"] = /^(\d{1,6})\s*(s|min|m|h|d)$/.exec(pause) ?? []
  return Number(count) * (UNITS[unit] ?? 60)
}

function pauseOf(wanted: unknown): string {
  const known = typeof wanted === "string" && /^\d{1,6}\s*(s|min|m|h|d)$/.test(wanted)
  return known ? wanted : "30m"
}

function endsOf(chosen: (end: End) => boolean): End[] {
  return ENDS.filter(chosen)
}
