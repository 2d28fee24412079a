/** What do Home's tiles, bars and cards say? The server's answers as the few numbers that are shown. */
import { dayIn } from "@/features/home/days"
import type { Schemas } from "@/lib/api"

type Trend = Schemas["TrendAnswer"]
type Values = (number | null)[]

export interface Figure {
  now: number | null
  before: number | null
  points: Values
  pointsBefore: Values
}

/** The figure of series `i` of both days. */
export function figureOf(now: Trend | undefined, before: Trend | undefined, i: number): Figure {
  const values = (trend: Trend | undefined) =>
    trend?.series[i]?.points.map((point) => point.value) ?? []
  return {
    now: now?.series[i]?.total ?? null,
    before: before?.series[i]?.total ?? null,
    points: values(now),
    pointsBefore: values(before),
  }
}

export interface Bar {
  name: string
  value: number
  /** Of the largest, 0–1. */
  length: number
}

/** The largest groups of a breakdown; what has no channel is not one. */
export function channelBars(trend: Trend | undefined, most = 8): Bar[] {
  const found = (trend?.series ?? [])
    .filter((one) => !one.other && one.by?.channel && one.total)
    .map((one) => ({ name: one.by?.channel ?? "", value: one.total ?? 0 }))
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
  const longest = found[0]?.value ?? 1
  return found.map((one) => ({ ...one, length: one.value / longest }))
}

/**
 * The second half of a series, its sum, and the sum of the first half. Where the last value is of a
 * day that is `open` still, it is drawn after them and in neither sum: whole days alone compare.
 */
export function movement(trend: Trend | undefined, open = false): Figure {
  const values: Values = trend?.series[0]?.points.map((point) => point.value) ?? []
  const whole = open ? values.length - 1 : values.length
  const half = Math.floor(whole / 2)
  const sum = (some: Values) => some.reduce<number>((all, one) => all + (one ?? 0), 0)
  return {
    now: sum(values.slice(half, whole)),
    before: sum(values.slice(0, half)),
    points: values.slice(half),
    pointsBefore: values.slice(0, half),
  }
}

/** Whether a figure has nothing to draw: a line along the bottom would look like an answer. */
export function isFlat({ points, pointsBefore }: Pick<Figure, "points" | "pointsBefore">): boolean {
  return ![...points, ...pointsBefore].some(Boolean)
}

/** The share of people who came back a week, two weeks … after they started, over all cohorts. */
export function returnShares(cohorts: Schemas["Cohort"][]): (number | null)[] {
  const longest = Math.max(0, ...cohorts.map((one) => one.returned.length))
  return Array.from({ length: longest }, (_, i) => {
    const known = cohorts.filter((one) => typeof one.returned[i] === "number")
    const people = known.reduce((all, one) => all + one.people, 0)
    const back = known.reduce((all, one) => all + (one.returned[i] ?? 0), 0)
    return people > 0 ? back / people : null
  })
}

/** The commonest ways of two events or more. */
export function commonWays(paths: Schemas["Path"][], most = 3): Schemas["Path"][] {
  return paths.filter((one) => one.steps.length > 1).slice(0, most)
}

export interface Refused {
  all: number
  refused: number
  share: number | null
  /** The commonest reason; empty where nothing was refused. */
  reason: string
}

/** How much of what came in on `day` was refused, and mostly why. */
export function refusedOn(day: string, zone: string, hours: Schemas["Intake"][]): Refused {
  const here = hours.filter((one) => dayIn(new Date(one.hour), zone) === day)
  const reasons = new Map<string, number>()
  let all = 0
  for (const one of here) {
    all += one.events
    if (one.verdict !== "quarantined") continue
    reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + one.events)
  }
  const [top] = [...reasons].sort((a, b) => b[1] - a[1])
  const refused = [...reasons.values()].reduce((sum, one) => sum + one, 0)
  return { all, refused, share: all > 0 ? refused / all : null, reason: top?.[0] ?? "" }
}
