/** Which rows does the list show? Those that streamed in and those stored before, each once, newest first. */
import type { Arrival } from "@/lib/stream"

/** An event with what it is put in order by: when it arrived, then its position. */
export interface Row extends Arrival {
  at: number
  place: string
}

export interface Choice {
  event: string
  who: string
  verdict: string
  dialect: string
  /** people, machines, or empty for both. */
  bots: string
}

export const EVERYTHING: Choice = { event: "", who: "", verdict: "", dialect: "", bots: "" }
const DIGITS = 20

export function rowOf(event: Arrival): Row {
  return { ...event, at: Date.parse(event.received), place: event.position.padStart(DIGITS, "0") }
}

/** Newest arrival first. */
export function byArrival(a: Row, b: Row): number {
  if (a.at !== b.at) return b.at - a.at
  return a.place < b.place ? 1 : a.place > b.place ? -1 : 0
}

/** Return both lists as one, newest first, what is in both once. */
export function merged(fresh: readonly Row[], stored: readonly Row[]): Row[] {
  const there = new Set(fresh.map((row) => row.position))
  return [...fresh, ...stored.filter((row) => !there.has(row.position))].sort(byArrival)
}

/** Whether what streamed in goes on where the stored ones begin: nothing lies between them. */
export function joins(fresh: readonly Row[], stored: readonly Row[], whole: boolean): boolean {
  if (whole || fresh.length === 0) return true
  const there = new Set(stored.map((row) => row.position))
  return fresh.some((row) => there.has(row.position))
}

export function fits(event: Arrival, choice: Choice): boolean {
  const { event: name, who, verdict, dialect, bots } = choice
  return (
    (!name || event.event === name) &&
    (!who || [event.user_id, event.anonymous_id, event.person].includes(who)) &&
    (!verdict || event.verdict === verdict) &&
    (!dialect || event.dialect === dialect) &&
    (!bots || (bots === "machines") === (event.bot !== ""))
  )
}

/** The choice as the server is asked for it. */
export function asked(choice: Choice): Record<string, string | boolean | undefined> {
  const { event, who, verdict, dialect, bots } = choice
  return {
    event: event || undefined,
    who: who || undefined,
    verdict: verdict || undefined,
    dialect: dialect || undefined,
    bot: bots ? bots === "machines" : undefined,
  }
}

/** Where it happened, short: the page's path, else the address as it is. */
export function pathOf(url: string): string {
  if (!url) return ""
  try {
    return new URL(url).pathname
  } catch {
    return url
  }
}

/** By which id to call whoever did it: the user's, else the device's, shortened in the middle. */
export function nameOf(row: Pick<Arrival, "user_id" | "anonymous_id">): string {
  const name = row.user_id || row.anonymous_id
  return name.length > 28 ? `${name.slice(0, 12)}…${name.slice(-8)}` : name
}
