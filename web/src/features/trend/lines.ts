/** Which lines does a trend draw? The answer's series with their names, colours' order and what is whole. */
import { type Grain, letter, type TrendAsk } from "@/features/trend/ask"
import type { Schemas } from "@/lib/api"
import type { Behind, Words } from "@/lib/ask"
import { bucket, number, share } from "@/lib/format"
import { sayGroup, sayStep } from "@/lib/sayings"

export type TrendAnswer = Schemas["TrendAnswer"]

export interface Line {
  key: string
  /** With the letter of its series where there are several. */
  label: string
  /** Without it, for sentences. */
  name: string
  event: string
  group: string
  other: boolean
  /** The group of what has none of the properties. */
  unset: boolean
  total: number | null
  /** Null also where the bucket has not begun, or has nothing of any line yet. */
  values: (number | null)[]
  /** The same of the period compared with; null where none is. */
  before: { total: number | null; values: (number | null)[] } | null
  /** Places in the answer, as the people behind a number are asked for. */
  series: number
  groupAt: number | null
}

/** The series as lines in the order they are shown; `now` decides which buckets have not begun. */
export function lines(answer: TrendAnswer, ask: TrendAsk, t: Words, now: Date): Line[] {
  const count = ask.formula.trim() ? 1 : ask.events.length
  const groups = Math.max(answer.series.length / count, 1)
  const known = knownTo(answer, ask.every, now)
  const all = answer.series.map((one, i) => {
    const series = Math.floor(i / groups)
    const group = one.by ? sayGroup(one.by, one.other, t) : ""
    const event = ask.formula.trim()
      ? sayFormula(ask, t)
      : sayStep(ask.events[series] ?? one.name, t)
    const lettered = count > 1 ? `${letter(series)} · ${event}` : event
    return {
      key: `${series}:${i % groups}`,
      event,
      group,
      name: !group ? event : count > 1 ? event + t("ask:comma") + group : group,
      label: !group ? lettered : count > 1 ? `${lettered} · ${group}` : group,
      other: one.other,
      unset: one.by !== null && Object.values(one.by).every((value) => !value),
      total: one.total,
      values: one.points.map(({ value }, at) => (at < known ? value : null)),
      before: beforeOf(one),
      series,
      groupAt: one.by ? i % groups : null,
    }
  })
  return all.filter((line) => !line.other || line.total || all.length === 1).sort(inOrder)
}

function beforeOf({ before, points }: TrendAnswer["series"][number]): Line["before"] {
  if (!before) return null
  return {
    total: before.total,
    values: points.map((_, at) => before.points[at]?.value ?? null),
  }
}

/** How much more a line's whole period has than the one compared with, as a share of that. */
export function change(line: Line): number | null {
  const was = line.before?.total
  return was && line.total !== null ? line.total / was - 1 : null
}

/** Series by series; in each the largest group first, then the rest, and last what is not set. */
function inOrder(a: Line, b: Line): number {
  const standing = ({ series, unset, other }: Line) => series * 3 + (unset ? 2 : other ? 1 : 0)
  return standing(a) - standing(b) || byTotal(a, b)
}

export function byTotal(a: Line, b: Line): number {
  return (b.total ?? -Infinity) - (a.total ?? -Infinity) || 0
}

/** When the answer's buckets start. */
export function starts(answer: TrendAnswer): string[] {
  return answer.series[0]?.points.map(({ start }) => start) ?? []
}

const HOURS: Record<Grain, number> = { hour: 1, day: 23, week: 167, month: 671 }

/** The place of the first bucket that is still being filled, or that the period cuts short. */
export function unfinished(answer: TrendAnswer, every: Grain, now: Date): number {
  const found = starts(answer)
  const to = new Date(answer.meta.period.to)
  const end = to < now ? to : now
  const at = found.findIndex((start, i) => {
    const next = found[i + 1]
    const least = new Date(new Date(start).getTime() + HOURS[every] * 3_600_000)
    return (next === undefined ? least : new Date(next)) > end
  })
  return at < 0 ? found.length : at
}

/**
 * The place from which nothing is known: of the first bucket that has not begun, or of the one that
 * is being filled while nothing has come of any line, for that is no fall to zero.
 */
function knownTo(answer: TrendAnswer, every: Grain, now: Date): number {
  const found = starts(answer)
  const ahead = found.findIndex((start) => new Date(start) > now)
  const begun = ahead < 0 ? found.length : ahead
  const last = begun - 1
  const filling = now < new Date(answer.meta.period.to) && unfinished(answer, every, now) <= last
  const empty = answer.series.every(({ points }) => !points[last]?.value)
  return last > 0 && filling && empty ? last : begun
}

/** How a value of this question is written: a share where the formula divides one count by another. */
export function writer(ask: TrendAsk): (value: number | null | undefined) => string {
  return isShare(ask) ? share : number
}

export function isShare({ formula, metrics }: TrendAsk): boolean {
  const found = /^\s*([A-Za-z])\s*\/\s*([A-Za-z])\s*$/.exec(formula)
  if (!found) return false
  const [over, under] = [found[1], found[2]].map(
    (one) => metrics[(one ?? "A").toUpperCase().charCodeAt(0) - 65],
  )
  return over === under && (over === "uniques" || over === "total")
}

/** The formula with its series' events for their letters: `Order Completed / Product Viewed`. */
export function sayFormula({ formula, events }: TrendAsk, t: Words): string {
  return formula
    .trim()
    .replace(/(?<![A-Za-z])[A-Za-z](?![A-Za-z])/g, (one) => {
      const event = events[one.toUpperCase().charCodeAt(0) - 65]
      return event === undefined ? one : sayStep(event, t)
    })
    .replaceAll("*", "×")
}

/** The people behind the first series over the whole period: the number that a tile shows. */
export function behindNumber(answer: TrendAnswer, ask: TrendAsk, t: Words): Behind | undefined {
  const first = lines(answer, ask, t, new Date()).find(({ key }) => key === "0:0")
  return first && behind(first, null, answer, ask, t)
}

/** The people behind a point of a line, or behind the whole of it. */
export function behind(
  line: Line,
  at: number | null,
  answer: TrendAnswer,
  ask: TrendAsk,
  t: Words,
): Behind {
  const start = at === null ? undefined : answer.series[0]?.points[at]?.start
  const when = start ? bucket(start, ask.every, answer.meta.zone) : t("trend:inAll")
  const cell = {
    ...(at === null ? {} : { bucket: at }),
    ...(line.groupAt === null ? {} : { group: line.groupAt }),
  }
  const title = t("trend:behind", { line: line.label, when })
  if (!ask.formula.trim()) return { title, cell: { ...cell, series: line.series } }
  const parts = ask.events.map((event, series) => ({
    label: `${letter(series)} · ${sayStep(event, t)}`,
    cell: { ...cell, series },
  }))
  return { title, cell: parts[0]?.cell ?? cell, parts }
}
