/** Which two days does Home compare? Today with the same weekday before; else the latest day with data. */

const MINUTE_MS = 60_000

export interface Days {
  /** Whether `day` is today, which is not over yet. */
  today: boolean
  day: string
  before: string
  /** The time of day up to which both are counted, this minute with it; empty for whole days. */
  until: string
}

/** A moment's date in a zone: 2026-11-22. */
export function dayIn(at: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(at)
}

/** A moment's time in a zone: 09:58. */
export function minuteIn(at: Date, zone: string): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const
  return new Intl.DateTimeFormat("en-GB", options).format(at)
}

export function addDays(day: string, count: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + count)
  return at.toISOString().slice(0, 10)
}

/** `newest`: when the newest event happened; clocks of senders that run ahead do not count. */
export function comparedDays(now: Date, newest: Date, zone: string): Days {
  const here = dayIn(now, zone)
  const last = dayIn(new Date(Math.min(newest.getTime(), now.getTime())), zone)
  const today = last === here
  const next = new Date(now.getTime() + MINUTE_MS) // so that this minute's events are in
  const until = today && dayIn(next, zone) === here ? minuteIn(next, zone) : ""
  return { today, day: last, before: addDays(last, -7), until }
}

export interface Bounds {
  from: string
  to: string
}

/** One of the two days as a question's bounds, up to the same time. */
export function boundsOf(day: string, until: string): Bounds {
  return { from: day, to: until ? `${day}T${until}` : addDays(day, 1) }
}

/** The last `count` days up to the day that Home looks at. */
export function spanOf(days: Days, count: number): Partial<Bounds> & { from: string } {
  if (days.today) return { from: `-${count}d` }
  return { from: addDays(days.day, 1 - count), to: addDays(days.day, 1) }
}

/** The people who were seen for the first time on the day, as a filter. */
export function newOn(days: Days): string {
  const { from, to } = boundsOf(days.day, "")
  return `first_seen >= ${from} and first_seen < ${to}`
}
