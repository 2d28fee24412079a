/** What does the form of a metric hold, and what is sent of it? */
import type { Metric } from "@/features/growth/api"
import { keyOf } from "@/features/growth/values"
import type { Schemas } from "@/lib/api"
import type { Body } from "@/lib/ask"

export interface Fields {
  key: string
  name: string
  description: string
  unit: string
  direction: "up" | "down"
  /** Days. */
  maturity: number | null
  low: number | null
  high: number | null
  filled: boolean
}

export function fieldsOf(metric: Metric | undefined, words: string): Fields {
  const definition = metric?.definition
  const check = definition?.check
  const name = metric?.name ?? words
  return {
    key: metric?.key ?? keyOf(name),
    name,
    description: metric?.description ?? "",
    unit: definition?.unit ?? "",
    direction: definition?.direction ?? "up",
    maturity: daysOf(definition?.maturity ?? "0d"),
    low: check?.at_least ?? null,
    high: check?.at_most ?? null,
    filled: check?.never_empty ?? false,
  }
}

export function said(fields: Fields, ask: Body): Schemas["NewMetric"] {
  const { key, name, description, unit, direction, maturity, low, high, filled } = fields
  return {
    key,
    name: name.trim(),
    description: (description ?? "").trim(),
    definition: {
      ask,
      unit: (unit ?? "").trim(),
      direction,
      ...(maturity ? { maturity: `${maturity}d` } : {}),
      check: { at_least: low ?? null, at_most: high ?? null, never_empty: Boolean(filled) },
    },
  }
}

const HOURS: Record<string, number> = { d: 24, h: 1, m: 1 / 60, s: 1 / 3600, w: 168 }

/** A length such as `2d` or `36h` in whole days, rounded up. */
function daysOf(length: string): number {
  const found = /^(\d+)\s*([a-z])/.exec(length)
  return found ? Math.ceil((Number(found[1]) * (HOURS[found[2] ?? "d"] ?? 24)) / 24) : 0
}
