/** What does an interval say, row by row? Pure; no colours. */
import type { Schemas } from "@/lib/api"
import type { Words } from "@/lib/ask"
import { duration } from "@/lib/format"

export type Interval = Schemas["IntervalAnswer"]
export type Waits = Interval["rows"][number]

export function rowName(row: Waits, t: Words): string {
  if (row.by === null) return t("interval:everybody")
  if (row.other) return t("interval:other")
  return Object.values(row.by)
    .map((one) => one ?? t("interval:none"))
    .join(", ")
}

/** "1 h – 2 h", "30 d and more". */
export function stretchName(answer: Interval, place: number, t: Words): string {
  const stretch = answer.stretches[place]
  if (stretch === undefined) return ""
  const low = duration(stretch.low_s)
  if (stretch.high_s === null) return t("interval:from", { low })
  const high = duration(stretch.high_s)
  return stretch.low_s === 0 ? t("interval:below", { high }) : t("interval:between", { low, high })
}

/** The rows that are drawn side by side: everybody, or the first groups that have any. */
export function drawn(answer: Interval, most = 6): { row: Waits; group: number | null }[] {
  const [whole, ...groups] = answer.rows.map((row, at) => ({
    row,
    group: at === 0 ? null : at - 1,
  }))
  const some = groups.filter(({ row }) => row.starts > 0)
  if (some.length > 0) return some.slice(0, most)
  return whole ? [whole] : []
}
