/** What does a retention answer say, cohort by cohort and on the whole? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Retention = Schemas["RetentionAnswer"]
export type Grain = Schemas["RetentionAsk"]["every"]

export interface Cell {
  /** Buckets after the start; 0 is the start's own. */
  after: number
  people: number | null
  share: number | null
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

/** Return a row a cohort, with the cells that its period has room for. */
export function rowsOf(answer: Retention): Row[] {
  const count = answer.cohorts.length
  return answer.cohorts.map((cohort, index) => ({
    cohort: index,
    start: cohort.start,
    people: cohort.people,
    cells: cohort.returned.slice(0, count - index).map((people, after) => ({
      after,
      people,
      share: people === null || cohort.people === 0 ? null : people / cohort.people,
      running: people === null,
    })),
  }))
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

export function started(answer: Retention): number {
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

/** The largest share that shades are measured against. */
export function darkest(rows: readonly Row[], trivial: boolean): number {
  const shares = rows.flatMap((row) =>
    row.cells.filter((cell) => !(trivial && cell.after === 0)).map((cell) => cell.share ?? 0),
  )
  return Math.max(0, ...shares)
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
