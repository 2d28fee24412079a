/** What is asked about web vitals? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"

export const GRAINS = ["hour", "day", "week", "month"] as const
export const LEVELS = ["0.5", "0.75", "0.9", "0.95"] as const
const SENT = "$web_vitals"

export interface VitalsState {
  event: string
  level: string
  every: (typeof GRAINS)[number]
  by: string[]
  top: number
}

export function fresh(): VitalsState {
  return { event: SENT, level: "0.75", every: "day", by: ["path"], top: 10 }
}

export function read(search: URLSearchParams): VitalsState {
  const by = listOf(search, "by")
  return {
    event: search.get("event") || SENT,
    level: levelOf(search.get("level")),
    every: oneOf(search.get("every"), GRAINS, "day"),
    by: search.get("by") === "-" ? [] : by.length > 0 ? by : fresh().by,
    top: wholeOf(search.get("top"), 1, 100, 10),
  }
}

export function write(ask: VitalsState): URLSearchParams {
  const same = JSON.stringify(ask.by) === JSON.stringify(fresh().by)
  const by = same ? [] : ask.by.length === 0 ? ["-"] : ask.by
  return writeState({ ...ask, by }, { ...fresh(), by: [] })
}

export function load(body: Body): VitalsState {
  return {
    event: selectorsOf(body.event)[0] ?? SENT,
    level: levelOf(body.level),
    every: oneOf(body.every, GRAINS, "day"),
    by: textsOf(body.by).slice(0, 3),
    top: wholeOf(body.top ?? null, 1, 100, 10),
  }
}

export function bodyOf({ level, by, ...said }: VitalsState): Body {
  return {
    ...said,
    level: Number(level),
    ...(by.length > 0 && { by }),
  }
}

export function missing(ask: VitalsState, t: Words): string | null {
  return ask.event ? null : t("vitals:chooseEvent")
}

export function title(ask: VitalsState, t: Words): string {
  if (ask.by.length === 0) return t("vitals:title")
  return t("vitals:titleBy", { by: sayBy(ask.by, t) })
}

function levelOf(wanted: unknown): string {
  const level = Number(wanted)
  return wanted !== null && level >= 0.5 && level <= 0.99 ? String(level) : "0.75"
}
