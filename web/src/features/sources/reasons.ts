/** What would let a refused event in? The mends that one may want, by its reason. */
import type { Again } from "@/features/sources/api"

export interface Mend {
  /** What the reader is asked for: its field in the event. */
  path: string
  name: "event" | "person"
}

const NAMES: Record<string, Mend> = {
  missing_event: { path: "event", name: "event" },
  missing_id: { path: "userId", name: "person" },
}
const POSTHOG: Record<string, Mend> = { missing_id: { path: "distinct_id", name: "person" } }

/** Return what to fill in for an event refused for `reason`; null where filling in would not help. */
export function mendOf(reason: string, dialect: string): Mend | null {
  if (dialect === "posthog") return POSTHOG[reason] ?? NAMES[reason] ?? null
  if (dialect === "bellrock" && reason === "missing_id") return { path: "user_id", name: "person" }
  return NAMES[reason] ?? null
}

/** The fixes of a replay: `value` filled in where the mend says. */
export function fixesOf(mend: Mend | null, value: string): Again["fixes"] {
  const text = value.trim()
  return mend && text ? [{ do: "set", path: mend.path, value: text }] : []
}
