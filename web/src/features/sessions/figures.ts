/** Which figures have sessions, and of which rows are they drawn? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"
import { duration, number, share } from "@/lib/format"

export type Sessions = Schemas["SessionsAnswer"]
export type Figures = Schemas["Figures"]
export type SessionsRow = Sessions["rows"][number]
export type Ended = Sessions["entries"][number]

export const FIGURES = [
  ...["sessions", "people", "per_person", "bounce_rate", "events", "depth"],
  ...["mean_s", "median_s", "p90_s"],
] as (keyof Figures)[]
export type Figure = (typeof FIGURES)[number]

export function isOf(figure: Figure): "number" | "share" | "duration" {
  if (figure === "bounce_rate") return "share"
  return figure.endsWith("_s") ? "duration" : "number"
}

export function written(figure: Figure, value: number | null): string {
  return { number, share, duration }[isOf(figure)](value)
}

export interface Placed {
  row: SessionsRow
  /** Its place among the groups, by which its people are found; null for all sessions. */
  group: number | null
}

export function placed(answer: Sessions): Placed[] {
  return answer.rows.map((row, at) => ({ row, group: at === 0 ? null : at - 1 }))
}

/** The rows that are drawn as lines: all sessions, or the first groups that have any. */
export function drawn(answer: Sessions, most = 6): Placed[] {
  const [whole, ...groups] = placed(answer)
  const some = groups.filter(({ row }) => row.figures.sessions > 0)
  if (some.length > 0) return some.slice(0, most)
  return whole ? [whole] : []
}

const HOURS = { hour: 1, day: 23, week: 167, month: 671 }

/** The place of the first point that is still being filled, or that the period cuts short. */
export function unfinished(answer: Sessions, every: keyof typeof HOURS, now: Date): number {
  const points = answer.rows[0]?.points ?? []
  const end = Math.min(Date.parse(answer.meta.period.to), now.getTime())
  const at = points.findIndex(({ start }, i) => {
    const next = points[i + 1]
    const least = Date.parse(start) + HOURS[every] * 3_600_000
    return (next === undefined ? least : Date.parse(next.start)) > end
  })
  return at < 0 ? points.length : at
}

/** The place from which nothing is known: where nothing has come yet, for that is no fall to zero. */
export function knownTo(answer: Sessions, last: number): number {
  const points = answer.rows[0]?.points ?? []
  const empty = points.findIndex(({ figures }, at) => at >= last && figures.sessions === 0)
  return empty > 0 ? empty : points.length
}
