/** How active was a person? Days as cells of five shades, and what they come to. */

export interface Day {
  day: string
  events: number
}

export interface Strip {
  cells: (Day & { level: number })[]
  active: number
  events: number
  best: Day | null
}

const LEVELS = 4

/** Shade days by the square root of their events, so that one busy day does not bleach the rest. */
export function stripOf(days: readonly Day[]): Strip {
  const most = Math.max(0, ...days.map((one) => one.events))
  const level = (events: number) =>
    events === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(events / most) * LEVELS))
  return {
    cells: days.map((one) => ({ ...one, level: level(one.events) })),
    active: days.filter((one) => one.events > 0).length,
    events: days.reduce((sum, one) => sum + one.events, 0),
    best: days.find((one) => one.events === most && most > 0) ?? null,
  }
}

/** The first cell of each month, for the labels underneath. */
export function monthsOf(days: readonly Day[]): { at: number; day: string }[] {
  return days
    .map((one, at) => ({ at, day: one.day }))
    .filter(({ at, day }) => day.endsWith("-01") || (at === 0 && Number(day.slice(8)) < 20))
}
