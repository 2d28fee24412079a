/** Which days of a metric are out of the ordinary, and from when to when is each? */
import type { MetricAnswer } from "@/features/growth/api"
import { wallOf } from "@/lib/zoned"

export interface OddDay {
  point: MetricAnswer["points"][number]
  /** The day, and the one after it, as dates of the project's zone. */
  from: string
  to: string
}

/** Newest first. */
export function oddDays({ points, meta }: MetricAnswer): OddDay[] {
  const date = (at: string | number) => wallOf(new Date(at), meta.zone).slice(0, 10)
  return points
    .map((point, i) => {
      const next = points[i + 1]?.start
      // Half a day more than a day: past midnight also where a clock was turned back.
      const after = date(next ?? Date.parse(point.start) + 36 * 3_600_000)
      return { point, from: date(point.start), to: after }
    })
    .filter(({ point }) => point.odd)
    .reverse()
}

/** The answer with its holidays called as its reader calls them. */
export function withHolidays(answer: MetricAnswer, named: (name: string) => string): MetricAnswer {
  const points = answer.points.map((point) =>
    point.holiday ? { ...point, holiday: named(point.holiday) } : point,
  )
  return { ...answer, points }
}

/** The holidays among the points, each with its day. */
export function holidaysOf({ points }: MetricAnswer): { start: string; name: string }[] {
  return points.flatMap(({ start, holiday }) => (holiday ? [{ start, name: holiday }] : []))
}
