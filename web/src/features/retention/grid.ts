/** What does a retention answer say, cohort by cohort and on the whole? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Retention = Schemas["RetentionAnswer"]
export type Curve = Schemas["Curve"]
export type CurvePoint = Schemas["CurvePoint"]
export type Grain = Schemas["RetentionAsk"]["every"]

export interface Cell {
  /** Buckets after the start; 0 is the start's own. */
  after: number
  people: number | null
  share: number | null
  /** The figure of the returns, where one is asked for. */
  value: number | null
  /** The bucket still runs, so its number is not known yet. */
  running: boolean
}

export interface Row {
  cohort: number
  start: string
  people: number
  /** Up to the last bucket of the period; the triangle's empty half has no cells. */
  cells: Cell[]
}

export interface Mean {
  after: number
  /** Of those for whom that bucket is over, the share that came back; null where there are none. */
  share: number | null
  people: number
  returned: number
  cohorts: number
}

/** Everybody, or one group of a breakdown: its cohorts and its curve. */
export interface Part {
  group: number | null
  by: Record<string, string | null> | null
  other: boolean
  cohorts: Retention["cohorts"]
  curve: Curve | null
}

/** Return everybody first, then the groups in the answer's order. */
export function partsOf(answer: Retention): Part[] {
  const all: Part = {
    group: null,
    by: null,
    other: false,
    cohorts: answer.cohorts,
    curve: answer.curve ?? null,
  }
  const groups = (answer.groups ?? []).map(
    (one, group): Part => ({
      group,
      by: one.by,
      other: one.other ?? false,
      cohorts: one.cohorts,
      curve: one.curve ?? null,
    }),
  )
  // The rest is left out where all groups are shown.
  return [all, ...groups.filter((one) => !one.other || one.cohorts.some((c) => c.people > 0))]
}

/**
 * Return a row a cohort, with the cells that its period has room for.
 *
 * Buckets of one's own have no triangle: there all columns in which something is known are kept.
 */
export function rowsOf({ cohorts }: Pick<Part, "cohorts">, own = false): Row[] {
  const count = cohorts.length
  const known = Math.max(
    1,
    ...cohorts.map(({ returned }) => returned.findLastIndex((people) => people !== null) + 1),
  )
  return cohorts.map((cohort, index) => ({
    cohort: index,
    start: cohort.start,
    people: cohort.people,
    cells: cohort.returned.slice(0, own ? known : count - index).map((people, after) => ({
      after,
      people,
      share: people === null || cohort.people === 0 ? null : people / cohort.people,
      value: cohort.values?.[after] ?? null,
      running: people === null,
    })),
  }))
}

/** What each person of a cohort brought where values are summed, else the figure itself. */
export function worthOf(row: Row, cell: Cell | undefined, sum: boolean): number | null {
  if (cell?.value == null || row.people === 0) return null
  return sum ? cell.value / row.people : cell.value
}

/** Return the mean of each bucket, weighted by size, over the cohorts for which it is over. */
export function meansOf(rows: readonly Row[]): Mean[] {
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  return Array.from({ length: width }, (_, after) => {
    const known = rows.filter((row) => row.people > 0 && row.cells[after]?.people != null)
    const people = known.reduce((sum, row) => sum + row.people, 0)
    const returned = known.reduce((sum, row) => sum + (row.cells[after]?.people ?? 0), 0)
    return {
      after,
      share: people === 0 ? null : returned / people,
      people,
      returned,
      cohorts: known.length,
    }
  })
}

/** The point of a curve, where it has one. */
export function pointAt(curve: Curve | null, after: number): CurvePoint | undefined {
  return curve?.points.find((point) => point.after === after)
}

export function started(answer: Pick<Part, "cohorts">): number {
  return answer.cohorts.reduce((sum, cohort) => sum + cohort.people, 0)
}

/**
 * Return whether the first bucket says nothing, because starting is coming back.
 *
 * It is then left out of the curve and of the shades, which it would flatten.
 */
export function trivialStart(means: readonly Mean[]): boolean {
  const first = means[0]
  return first !== undefined && first.people > 0 && first.returned === first.people
}

/** The largest share (or other figure) that shades are measured against. */
export function darkest(
  rows: readonly Row[],
  trivial: boolean,
  of: (cell: Cell, row: Row) => number | null = (cell) => cell.share,
): number {
  const found = rows.flatMap((row) =>
    row.cells.filter((cell) => !(trivial && cell.after === 0)).map((cell) => of(cell, row) ?? 0),
  )
  return Math.max(0, ...found)
}

const LATER: Record<Grain, number> = { hour: 24, day: 7, week: 4, month: 3 }

/** Return the two buckets that the sentence tells: the next one, and one later, where known. */
export function telling(means: readonly Mean[], every: Grain): Mean[] {
  const known = means.filter((mean) => mean.after > 0 && mean.share !== null)
  const next = known.find((mean) => mean.after === 1)
  if (next === undefined) return []
  const later = known.filter((mean) => mean.after > 1 && mean.after <= LATER[every]).at(-1)
  return later === undefined ? [next] : [next, later]
}
