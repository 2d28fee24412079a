/** What does a frequency say, row by row? Pure; no colours. */
import type { Schemas } from "@/lib/api"
import type { Words } from "@/lib/ask"
import { bucket, number } from "@/lib/format"
import type { FrequencyState } from "./ask"

export type Frequency = Schemas["FrequencyAnswer"]
export type Distribution = Frequency["rows"][number]

/** A row of the answer with its place: which bucket, and which group of it (null: everybody). */
export interface Placed {
  row: Distribution
  bucket: number
  group: number | null
}

/** Every row with its place: in each bucket everybody first, then the groups. */
export function placed(answer: Frequency): Placed[] {
  const found: Placed[] = []
  let at = -1
  let group = 0
  for (const row of answer.rows) {
    if (row.by === null) at += 1
    group = row.by === null ? -1 : group + 1
    found.push({ row, bucket: at, group: row.by === null ? null : group })
  }
  return found
}

/** The row that stands for everybody: of the newest bucket with anybody in it. */
export function main(answer: Frequency): Placed | null {
  const whole = placed(answer).filter(({ group }) => group === null)
  return whole.findLast(({ row }) => row.people > 0) ?? whole.at(-1) ?? null
}

/** "3", "3–4", "50 and more": a range in words. */
export function rangeName(answer: Frequency, place: number, t: Words): string {
  const range = answer.ranges[place]
  if (range === undefined) return ""
  const { low, high } = range
  if (low === null) return t("frequency:below", { high: number(high) })
  if (high === null) return t("frequency:from", { low: number(low) })
  if (!answer.whole) return t("frequency:between", { low: number(low), high: number(high) })
  if (high - low <= 1) return number(low)
  return t("frequency:between", { low: number(low), high: number(high - 1) })
}

export function rowName(row: Distribution, ask: FrequencyState, zone: string, t: Words): string {
  const parts: string[] = []
  if (row.start !== null && ask.every !== "period") parts.push(bucket(row.start, ask.every, zone))
  if (row.by === null) parts.push(parts.length > 0 ? "" : t("frequency:everybody"))
  else if (row.other) parts.push(t("frequency:other"))
  else
    parts.push(
      Object.values(row.by)
        .map((one) => one ?? t("frequency:none"))
        .join(", "),
    )
  return parts.filter(Boolean).join(" · ")
}
