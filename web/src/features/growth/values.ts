/** How are a metric's numbers written, which way is better, and what do its points say? */
import type { Metric, MetricAnswer } from "@/features/growth/api"
import type { Words } from "@/lib/ask"
import { number, share } from "@/lib/format"

export type Write = (value: number | null | undefined) => string

/** What of a metric's definition says how its value is written. */
export type Written = Pick<Metric["definition"], "ask" | "unit">

/** A share where a metric divides one count by the same of others, else a number. */
export function writerOf({ ask }: Written): Write {
  return isShare(ask) ? share : number
}

/** The value with its unit: `2,740 orders`. */
export function withUnit(definition: Written, value: number | null | undefined): string {
  const said = writerOf(definition)(value)
  const bare = value === null || value === undefined || !definition.unit
  return bare || isShare(definition.ask) ? said : `${said} ${definition.unit}`
}

/** A contribution with its sign; of a share in percentage points. */
export function signed(definition: Written, t: Words): Write {
  return (value) => {
    if (typeof value !== "number") return number(value)
    const plus = value > 0 ? "+" : ""
    if (!isShare(definition.ask)) return plus + number(value)
    return t("growth:points", { value: plus + number(value * 100) })
  }
}

function isShare(ask: Metric["definition"]["ask"]): boolean {
  const found = /^\s*([A-Za-z])\s*\/\s*([A-Za-z])\s*$/.exec(ask.formula ?? "")
  if (!found) return false
  const metrics: readonly string[] = ask.metrics ?? []
  const [over, under] = [found[1], found[2]].map((letter) => {
    const place = (letter ?? "A").toUpperCase().charCodeAt(0) - 65
    return metrics[place] ?? ask.metric ?? "total"
  })
  return over === under && (over === "uniques" || over === "total")
}

export type Tone = "good" | "bad" | "flat"

/** Whether a change is for the better; a number that should fall gets better by falling. */
export function toneOf(
  now: number | null | undefined,
  before: number | null | undefined,
  direction: "up" | "down",
): Tone {
  if (typeof now !== "number" || typeof before !== "number" || now === before) return "flat"
  return now > before === (direction === "up") ? "good" : "bad"
}

/** How far a value is on its way to its target, 0–1; null without one. */
export function progress(
  value: number | null,
  target: number | null,
  direction: "up" | "down",
): number | null {
  if (value === null || target === null) return null
  if (direction === "down") return value <= 0 ? 1 : clamp(target / value)
  return target <= 0 ? 1 : clamp(value / target)
}

function clamp(part: number): number {
  return Math.min(Math.max(part, 0), 1)
}

/** The points that are out of the ordinary or fail a check. */
export function marked(answer: MetricAnswer): { odd: number[]; wrong: number[] } {
  const places = (fits: (point: MetricAnswer["points"][number]) => boolean) =>
    answer.points.flatMap((point, i) => (fits(point) ? [i] : []))
  return { odd: places((one) => one.odd === true), wrong: places((one) => Boolean(one.wrong)) }
}

/** The place of the first point that is not mature; from there the line is dashed. */
export function immature(answer: MetricAnswer): number {
  const at = answer.points.findIndex((point) => !point.mature)
  return at < 0 ? answer.points.length : at
}

/** A key from a name: `Weekly buyers` is `weekly_buyers`; what has no Latin letters gets `metric`. */
export function keyOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[_\d]+|_+$/g, "")
  return plain.slice(0, 64) || "metric"
}

/** A mover's name: the metric's own, else what every project has by our words. */
export function moverName({ key, name }: { key: string; name: string | null }, t: Words): string {
  if (name) return name
  return key === "visitors" ? t("growth:visitors") : t(`growth:stage.${key}`)
}
