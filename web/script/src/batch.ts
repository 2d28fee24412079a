/** What goes into one request, when is it tried again, and what is kept meanwhile? */

/** One event on its way. */
export interface Entry {
  /** The event as JSON. */
  json: string
  /** Milliseconds since 1970 of the first attempt of which nobody knows how it ended, else 0. */
  tried: number
}

export const MOST_EVENTS = 100
/** Bytes of one request: below what browsers let leave with a page (64 KiB). */
export const MOST_BYTES = 50_000
/** Bytes that wait on the disk at most, and events in memory. */
export const MOST_KEPT = 250_000
export const MOST_WAITING = 1_000
/** The server notices a repeated event for 24 hours; after that it would count twice. */
export const STALE_MS = 23 * 3_600_000

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 300_000
const LONGEST_TOLD_MS = 3_600_000

/** Return the bytes that `text` has on the wire. */
export function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Return how many of the first `entries` one request takes: one at least, however large. */
export function fitting(entries: Entry[], most = MOST_EVENTS): number {
  let n = 0
  let size = 0
  for (const { json } of entries) {
    size += bytes(json) + 1
    if (n >= most || (n && size > MOST_BYTES)) break
    n++
  }
  return n
}

/** Return the latest of `entries` that fit into what may be kept, without stale ones. */
export function keepable(entries: Entry[], now: number): Entry[] {
  const kept: Entry[] = []
  let size = 0
  for (const entry of entries.slice().reverse()) {
    size += entry.json.length
    if (size > MOST_KEPT) break
    if (!entry.tried || now - entry.tried < STALE_MS) kept.unshift(entry)
  }
  return kept
}

/** Return a request's body. */
export function bodyOf(entries: Entry[], key: string, now: number): string {
  const around = JSON.stringify({ writeKey: key, sent: new Date(now).toISOString() })
  return `${around.slice(0, -1)},"events":[${entries.map(({ json }) => json).join()}]}`
}

/** Return milliseconds until the next attempt after `failures`, twice as long each time.
 * `chance`, in 0–1, keeps visitors from coming back all at once. */
export function pause(failures: number, chance: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (0.5 + chance / 2)
}

/** Return milliseconds that `Retry-After` asks for, in seconds or as a date; up to an hour. */
export function asked(retryAfter: string | null, now: number): number {
  const ms = retryAfter ? Number(retryAfter) * 1000 || Date.parse(retryAfter) - now : 0
  return Math.max(0, Math.min(ms, LONGEST_TOLD_MS)) || 0
}

/** Say whether a request that was answered by `status` may succeed later; 0 is no answer. */
export function retryable(status: number): boolean {
  return (
    !status ||
    status === 408 ||
    status === 429 ||
    (status >= 500 && status !== 501 && status !== 505)
  )
}
