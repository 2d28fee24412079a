/** Which number is taken of events? `uniques`, `sum(price)`: taken apart, put together and said. */
import type { Words } from "@/lib/ask"
import { shortName } from "@/lib/where"

export interface Figure {
  /** `uniques`, `total`, `per_user`; or what is taken of a property: `sum`, `mean`, `p95` … */
  of: string
  /** The property; empty where the figure counts events or people, or while none is chosen. */
  property: string
}

export const COUNTS = ["uniques", "total", "per_user"] as const
export const TAKEN = [
  ...["sum", "mean", "median", "min", "max", "p5", "p25", "p75", "p95", "distinct"],
] as const

export function readFigure(metric: string): Figure {
  const found = /^\s*([\w.]+)\s*\((.*)\)\s*$/s.exec(metric)
  if (!found) return { of: metric, property: "" }
  const of = found[1] === "p50" ? "median" : found[1] === "avg" ? "mean" : (found[1] ?? "")
  return { of, property: found[2] ?? "" }
}

export function writeFigure({ of, property }: Figure): string {
  return (COUNTS as readonly string[]).includes(of) ? of : `${of}(${property})`
}

/** What a figure counts, in words: "people", "times", "sum of price". */
export function sayFigure(metric: string, t: Words): string {
  const { of, property } = readFigure(metric)
  if (property === "") return t(`trend:figure.${of}`)
  const known = /^p\d/.test(of) ? "percentile" : of
  return t(`trend:figure.${known}`, { property: shortName(property), level: of.slice(1) })
}
