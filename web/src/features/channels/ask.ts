/** What is asked about channels? Its state, in the address and in the server's body. */
import { type Body, oneOf, selectorsOf, textsOf, type Words, wholeOf } from "@/lib/ask"
import { sayBy, sayStep } from "@/lib/sayings"
import { listOf, writeState } from "@/lib/state"

export const SORTS = ["people", "conversion", "value", "retention"] as const
export const WITHIN = ["1d", "7d", "14d", "30d", "90d"] as const
export const DAYS = ["1,7", "1,7,30", "1,3,7,14,30", "7,30,90"] as const
const ANY = "any"
const ACROSS = ["country", "device"]

export interface ChannelsState {
  /** What people came by. */
  by: string
  /** Who did it first is new, as a step's text. */
  start: string
  /** What they should do, as a step's text; empty for nothing. */
  goal: string
  within: string
  /** The property summed up for each person; empty for none. */
  value: string
  /** Days after the first, as written: 1,7,30. */
  days: string
  /** Within which the order may turn round. */
  across: string[]
  sort: (typeof SORTS)[number]
  top: number
}

export function fresh(): ChannelsState {
  return {
    ...{ by: "channel", start: ANY, goal: "", within: "7d", value: "", days: "1,7,30" },
    ...{ across: ACROSS, sort: "people", top: 10 },
  }
}

export function read(search: URLSearchParams): ChannelsState {
  const usual = fresh()
  const across = listOf(search, "across")
  return {
    by: search.get("by") || usual.by,
    start: search.get("start") || ANY,
    goal: search.get("goal") ?? "",
    within: search.get("within") || usual.within,
    value: search.get("value") ?? "",
    days: daysOf(search.get("days")),
    across: across[0] === "-" ? [] : across.length > 0 ? across : usual.across,
    sort: oneOf(search.get("sort"), SORTS, "people"),
    top: wholeOf(search.get("top"), 1, 100, 10),
  }
}

export function write(ask: ChannelsState): URLSearchParams {
  const same = JSON.stringify(ask.across) === JSON.stringify(ACROSS)
  const across = same ? [] : ask.across.length === 0 ? ["-"] : ask.across
  return writeState({ ...ask, across }, { ...fresh(), across: [] })
}

export function load(body: Body): ChannelsState {
  const usual = fresh()
  return {
    by: String(body.by ?? "") || usual.by,
    start: selectorsOf(body.start)[0] ?? ANY,
    goal: selectorsOf(body.goal)[0] ?? "",
    within: typeof body.within === "string" ? body.within : usual.within,
    value: String(body.value ?? ""),
    days: daysOf(Array.isArray(body.days) ? body.days.join() : body.days),
    across: body.across === undefined ? usual.across : textsOf(body.across).slice(0, 3),
    sort: oneOf(body.sort, SORTS, "people"),
    top: wholeOf(body.top ?? null, 1, 100, 10),
  }
}

export function bodyOf(ask: ChannelsState): Body {
  const { goal, value, days, sort, ...said } = ask
  const able = sort === "conversion" ? goal !== "" : sort !== "value" || value !== ""
  return {
    ...said,
    days: days.split(",").map(Number),
    ...(goal && { goal }),
    ...(value && { value }),
    ...(able && { sort }),
  }
}

export function missing(ask: ChannelsState, t: Words): string | null {
  if (!ask.start) return t("channels:chooseStart")
  return ask.by ? null : t("channels:chooseBy")
}

export function title(ask: ChannelsState, t: Words): string {
  const by = sayBy([ask.by], t)
  if (!ask.goal) return t("channels:title", { by })
  return t("channels:titleOf", { by, goal: sayStep(ask.goal, t) })
}

function daysOf(wanted: unknown): string {
  const days = String(wanted ?? "")
    .split(",")
    .map(Number)
  const rising = days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0))
  const fit = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 365)
  return rising && fit && days.length <= 10 ? days.join() : "1,7,30"
}
