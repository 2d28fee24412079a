/** What is asked about an interval? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"

export const SCALES = ["auto", "linear", "log"] as const
export const WITHINS = ["", "1h", "1d", "7d", "30d", "90d"] as const
const LENGTH = /^\d{1,6}\s*(s|m|min|h|d|w)$/

export interface IntervalState {
  /** Where the clock starts and stops, as a step's text; empty where none is chosen yet. */
  start: string
  end: string
  /** Properties that both must have alike. */
  hold: string[]
  /** Longer than this is not done; empty without a limit. */
  within: string
  scale: (typeof SCALES)[number]
  by: string[]
  top: number
}

export function fresh(): IntervalState {
  return { start: "", end: "", hold: [], within: "", scale: "auto", by: [], top: 10 }
}

export function read(search: URLSearchParams): IntervalState {
  return {
    start: search.get("start") ?? "",
    end: search.get("end") ?? "",
    hold: listOf(search, "hold"),
    within: lengthOf(search.get("within")),
    scale: oneOf(search.get("scale"), SCALES, "auto"),
    by: listOf(search, "by"),
    top: wholeOf(search.get("top"), 1, 100, 10),
  }
}

export function write(ask: IntervalState): URLSearchParams {
  return writeState(ask, fresh())
}

export function load(body: Body): IntervalState {
  const within = typeof body.within === "number" ? `${body.within}s` : body.within
  return {
    start: selectorsOf(body.start)[0] ?? "",
    end: selectorsOf(body.end)[0] ?? "",
    hold: textsOf(body.hold),
    within: lengthOf(within),
    scale: oneOf(body.scale, SCALES, "auto"),
    by: textsOf(body.by),
    top: wholeOf(body.top ?? null, 1, 100, 10),
  }
}

export function bodyOf({ hold, within, by, top, ...said }: IntervalState): Body {
  return {
    ...said,
    ...(hold.length > 0 && { hold }),
    ...(within && { within }),
    ...(by.length > 0 && { by, top }),
  }
}

function lengthOf(wanted: unknown): string {
  return typeof wanted === "string" && LENGTH.test(wanted) ? wanted : ""
}

export function missing(ask: IntervalState, t: Words): string | null {
  if (!ask.start) return t("interval:chooseStart")
  return ask.end ? null : t("interval:chooseEnd")
}

export function title(ask: IntervalState, t: Words): string {
  const start = sayStep(ask.start, t)
  const told =
    ask.start === ask.end
      ? t("interval:titleSame", { start })
      : t("interval:title", { start, end: sayStep(ask.end, t) })
  return ask.by.length > 0 ? t("interval:titleBy", { told, by: sayBy(ask.by, t) }) : told
}
