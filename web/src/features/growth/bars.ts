/** How is a change taken apart drawn? Bars to both sides of nothing, as long as what they added. */
import type { Split } from "@/features/growth/api"
import type { Words } from "@/lib/ask"
import { sayGroup } from "@/lib/sayings"

export interface Bar {
  key: string
  name: string
  added: number
  mix: number | null
  rate: number | null
  value: number | null
  before: number | null
  /** Of the longest bar, -1 … 1. */
  length: number
}

const MOST = 8

/** The parts that added most; the rest of them and what overlaps as one. */
export function barsOf(split: Split, t: Words): { bars: Bar[]; rest: number } {
  const shown = split.parts.slice(0, MOST)
  const rest = split.parts.slice(MOST).reduce((sum, part) => sum + part.added, split.rest)
  const longest = Math.max(...[...shown.map((part) => part.added), rest].map(Math.abs), 1e-12)
  const bars = shown.map((part, i) => ({
    key: `${i}`,
    name: sayGroup(part.by as Record<string, string | null>, part.other ?? false, t),
    added: part.added,
    mix: part.mix ?? null,
    rate: part.rate ?? null,
    value: part.value,
    before: part.before,
    length: part.added / longest,
  }))
  return { bars, rest }
}

/** What mix and rate added over all parts; null where it is no ratio. */
export function mixAndRate(split: Split): { mix: number; rate: number } | null {
  if (!split.parts.some((part) => typeof part.rate === "number")) return null
  return {
    mix: split.parts.reduce((sum, part) => sum + (part.mix ?? 0), 0),
    rate: split.parts.reduce((sum, part) => sum + (part.rate ?? 0), 0),
  }
}
