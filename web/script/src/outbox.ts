/** How does an event reach the server exactly once? Gathered, sent, kept until it is acknowledged. */

import {
  asked,
  bodyOf,
  type Entry,
  fitting,
  keepable,
  MOST_EVENTS,
  MOST_WAITING,
  pause,
  retryable,
} from "./batch"
import { safely } from "./calls"

/** What an outbox needs of the world; times are milliseconds. */
export interface World {
  now(): number
  chance(): number
  later(run: () => void, ms: number): () => void
  online(): boolean
  post(body: string): Promise<Answer>
  /** Send as the page goes away; false where the browser does not take it. */
  beacon(body: string): boolean
  /** Keep what has not arrived for the next page. */
  keep(entries: Entry[]): void
  /** Until when the server asked to be left alone, on this page or another. */
  held(): number
  hold(until: number): void
}

export interface Answer {
  /** The HTTP status; 0 where there was no answer. */
  status: number
  retryAfter: string | null
}

export interface Outbox {
  add(...entries: Entry[]): void
  /** The page may not come back: send what waits, and keep it until it has arrived. */
  hide(): void
  /** The page goes away: send what can be sent, and keep what cannot. */
  leave(): void
  /** The network is back: try at once. */
  wake(): void
  /** Forget everything that has not been sent. */
  clear(): void
}

const GATHER_MS = 1_000
const ENOUGH = 20

/** Open an outbox for the write key `key`. */
export function openOutbox(key: string, world: World): Outbox {
  let waiting: Entry[] = []
  let flying: Entry[] = []
  let failures = 0
  let most = MOST_EVENTS
  let due = Infinity
  let cancel = () => {}

  const keep = () => world.keep(keepable(flying.concat(waiting), world.now()))
  const held = () => world.held() - world.now()

  function schedule(ms: number): void {
    const at = world.now() + ms
    if (at >= due) return
    cancel()
    due = at
    cancel = world.later(flush, ms)
  }

  function add(...entries: Entry[]): void {
    waiting = waiting.concat(entries).slice(-MOST_WAITING)
    if (failures) keep()
    else schedule(waiting.length < ENOUGH ? GATHER_MS : 0)
  }

  function flush(): void {
    cancel()
    due = Infinity
    if (flying.length || !waiting.length) return
    if (held() > 0) {
      schedule(held())
      keep()
      return
    }
    const n = fitting(waiting, most)
    flying = waiting.slice(0, n)
    waiting = waiting.slice(n)
    world.post(bodyOf(flying, key, world.now())).then(safely(settle))
  }

  function settle({ status, retryAfter }: Answer): void {
    const sent = flying
    flying = []
    if (status === 413 && sent.length > 1) {
      most = sent.length >> 1
      waiting = sent.concat(waiting)
    } else if (retryable(status)) {
      if (!status && world.online()) mark(sent)
      waiting = sent.concat(waiting)
      const told = asked(retryAfter, world.now())
      if (told) world.hold(world.now() + told)
      schedule(Math.max(pause(++failures, world.chance()), told))
      keep()
      return
    } else if (status >= 400) {
      // biome-ignore lint/suspicious/noConsole: who installs the script is to see why nothing comes
      console.warn(`bellrock: the server refused ${sent.length} events (${status})`)
    }
    failures = 0
    keep()
    if (waiting.length) schedule(0)
  }

  function mark(entries: Entry[]): void {
    for (const entry of entries) entry.tried ||= world.now()
  }

  function hide(): void {
    if (!failures) flush()
    mark(flying)
    keep()
  }

  function leave(): void {
    const unsure = failures > 0 || !world.online()
    let rest = waiting
    while (rest.length && held() <= 0) {
      const n = fitting(rest)
      if (!world.beacon(bodyOf(rest.slice(0, n), key, world.now()))) break
      rest = rest.slice(n)
    }
    if (unsure) mark(waiting.slice(0, waiting.length - rest.length))
    else waiting = rest
    mark(flying)
    keep()
  }

  function wake(): void {
    failures = 0
    flush()
  }

  function clear(): void {
    waiting = flying = []
    keep()
  }

  return { add, hide, leave, wake, clear }
}
