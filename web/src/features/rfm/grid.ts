/** What stands where recency and frequency meet? Cells added up over levels of value. */
import type { Schemas } from "@/lib/api"

export type Rfm = Schemas["RfmAnswer"]
export type Cell = Rfm["cells"][number]
export type Segment = Rfm["segments"][number]
export type Level = Rfm["recency"]["levels"][number]
export type Shift = NonNullable<Rfm["migration"]>["shifts"][number]

export const SHOWS = ["people", "share", "mean", "total"] as const
export type Shows = (typeof SHOWS)[number]

export interface Field {
  recency: number
  frequency: number
  people: number
  share: number
  total: number
  mean: number | null
  segment: string | null
}

/** The field of two levels, of one level of value or of all (null). */
export function fieldAt(
  answer: Rfm,
  recency: number,
  frequency: number,
  value: number | null,
): Field {
  const cells = answer.cells.filter(
    (one) =>
      one.recency === recency &&
      one.frequency === frequency &&
      (value === null || one.value === value),
  )
  const people = cells.reduce((sum, one) => sum + one.people, 0)
  const total = cells.reduce((sum, one) => sum + one.total, 0)
  const names = new Set(cells.map((one) => one.segment))
  return {
    recency,
    frequency,
    people,
    share: answer.people ? people / answer.people : 0,
    total,
    mean: people ? total / people : null,
    segment: names.size === 1 ? (cells[0]?.segment ?? null) : null,
  }
}

/** Levels with anybody: equal values stay together, which may leave a level empty. */
export function inhabited(levels: readonly Level[]): Level[] {
  return levels.filter((one) => one.people > 0)
}

/** The fields as they are drawn: the most recent on top, the most frequent on the right. */
export function fields(answer: Rfm, value: number | null): Field[][] {
  return inhabited(answer.recency.levels)
    .map(({ level }) => level)
    .sort((a, b) => b - a)
    .map((recency) =>
      inhabited(answer.frequency.levels).map(({ level }) => fieldAt(answer, recency, level, value)),
    )
}

export function shown(field: Field, shows: Shows): number | null {
  if (field.people === 0) return null
  return field[shows]
}

/** The segments that anybody was in, or is; who did not do it stands last. */
export function movers(answer: Rfm): string[] {
  const shifts = answer.migration?.shifts ?? []
  const met = new Set(shifts.flatMap((one) => [one.before, one.after]))
  return [...answer.segments.map(({ name }) => name), "none"].filter((name) => met.has(name))
}

export function shiftOf(answer: Rfm, before: string, after: string): Shift | undefined {
  return answer.migration?.shifts.find((one) => one.before === before && one.after === after)
}

/** The segment with most of the value, or of the people where value is not shared out. */
export function foremost(answer: Rfm): Segment | undefined {
  const told = answer.segments.filter((one) => one.people > 0)
  const size = (one: Segment) => one.value_share ?? one.share ?? 0
  return told.reduce<Segment | undefined>(
    (best, one) => (best === undefined || size(one) > size(best) ? one : best),
    undefined,
  )
}
