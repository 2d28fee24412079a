/** What ends a climb? An event between two steps, and whether another climb may begin after it. */
import type { Body } from "@/lib/ask"
import { wholeOf } from "@/lib/ask"
import { selectorText } from "@/lib/selector"

const MOST = 20

/** An event that ends a climb: between any two steps (0), or from one step to another, from 1. */
export interface Exclusion {
  event: string
  after: number
  /** 0 for the step after `after`. */
  before: number
  restart: boolean
}

export const bare: Exclusion = { event: "", after: 0, before: 0, restart: false }

/** As the server's text form: the event, and after an @ the steps it stands between. */
export function writeExclusion({ event, after, before, restart }: Exclusion): string {
  const place = after > 0 ? `${after}${before > 0 ? `-${before}` : ""}` : ""
  const tail = [place, restart ? "restart" : ""].filter(Boolean).join(",")
  if (tail) return `${event}@${tail}`
  return /@(\d+(-\d+)?)?,?(restart)?$/.test(event) ? `${event}@0` : event
}

export function readExclusion(text: string): Exclusion {
  const found = /^(.*)@(?=.)(?:(\d+)(?:-(\d+))?)?,?(restart)?$/s.exec(text)
  if (!found) return { ...bare, event: text }
  return {
    event: found[1] ?? "",
    after: Number(found[2] ?? 0),
    before: Number(found[3] ?? 0),
    restart: found[4] === "restart",
  }
}

export function exclusionIn(data: unknown): Exclusion {
  if (typeof data === "string") return readExclusion(data)
  const { event, after, before, action } = (data ?? {}) as Body
  return {
    event: selectorText(event),
    after: wholeOf(after ?? null, 1, MOST, 0),
    before: wholeOf(before ?? null, 2, MOST, 0),
    restart: action === "restart",
  }
}

export function exclusionBody({ event, after, before, restart }: Exclusion): Body {
  return {
    event,
    ...(after > 0 && { after }),
    ...(after > 0 && before > 0 && { before }),
    ...(restart && { action: "restart" }),
  }
}

/** Between which steps it may stand: none of those that may be skipped; `1-3`, or `0` for any. */
export function places(count: number, optional: readonly number[]): string[] {
  const steps = Array.from({ length: count }, (_, i) => i + 1).filter((i) => !optional.includes(i))
  const pairs = steps.flatMap((from, i) => steps.slice(i + 1).map((to) => [from, to, i] as const))
  const near = steps.length <= 6 ? pairs : pairs.filter(([from, to]) => to - from <= 2)
  return ["0", ...near.map(([from, to]) => `${from}-${to}`)]
}

/** The place that an exclusion names, as one of `places`. */
export function placeOf({ after, before }: Exclusion, optional: readonly number[]): string {
  if (after === 0) return "0"
  let next = after + 1
  while (optional.includes(next)) next += 1
  return `${after}-${before || next}`
}

export function atPlace(one: Exclusion, place: string): Exclusion {
  const [after = 0, to = 0] = place.split("-").map(Number)
  return { ...one, after, before: to > after + 1 ? to : 0 }
}
