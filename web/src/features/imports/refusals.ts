/** Why would rows be refused? Each reason once, the commonest first, with some of its rows. */
import type { Check } from "@/features/imports/api"

export interface Refusal {
  reason: string
  count: number
  /** What was said of the first of its rows. */
  rows: string[]
}

const ROWS = 3

export function byReason({ problems, examples }: Pick<Check, "problems" | "examples">): Refusal[] {
  return Object.entries(problems)
    .map(([reason, count]) => {
      const rows = examples.filter((one) => one.reason === reason).map((one) => one.detail)
      return { reason, count, rows: rows.slice(0, ROWS) }
    })
    .sort((a, b) => b.count - a.count)
}

const SHOWN = new Set(["ts", "event", "user_id", "anonymous_id", "event_id", "props", "traits"])

/** What an event carries beside its name, person and time: its properties and traits first. */
export function carried(event: Check["sample"][number]): [string, unknown][] {
  const inside = (name: string) => Object.entries((event[name] as object | undefined) ?? {})
  const others = Object.entries(event).filter(([name]) => !SHOWN.has(name))
  return [...inside("props"), ...inside("traits"), ...others]
}
