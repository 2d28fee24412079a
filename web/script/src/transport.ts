/** How do bytes leave the page? By `fetch` while it lives, by a beacon as it goes. */

import { bytes, type Entry, keepable } from "./batch"
import { safely } from "./calls"
import { newId } from "./ids"
import { readLocal, writeLocal } from "./local"
import type { Answer, World } from "./outbox"

/** Bytes that browsers let a request carry which outlives its page. */
const KEEPALIVE_BYTES = 60_000
const QUEUE = "br_queue."
const HOLD = "br_hold."

/** Return the world of an outbox that sends to `url`; what it keeps stands under `key`. */
export function openWorld(url: string, key: string): World {
  const own = `${QUEUE}${key}.${newId()}`
  return {
    now: Date.now,
    chance: Math.random,
    later(run, ms) {
      const timer = setTimeout(safely(run), ms)
      return () => clearTimeout(timer)
    },
    online: () => navigator.onLine !== false,
    post: (body) => post(url, body),
    beacon: (body) => !!navigator.sendBeacon?.(url, body),
    keep: (entries) => writeLocal(own, entries.length ? JSON.stringify(entries) : null),
    held: () => Number(readLocal(HOLD + key)) || 0,
    hold: (until) => writeLocal(HOLD + key, String(until)),
  }
}

/** Take over what other pages of this site could not send; each entry goes to one page. */
export function adopt(key: string, now: number): Entry[] {
  const found: Entry[] = []
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(`${QUEUE}${key}.`)) continue
      const kept = localStorage.getItem(name)
      localStorage.removeItem(name)
      found.push(...(JSON.parse(kept || "[]") as Entry[]))
    }
  } catch {
    // storage is forbidden, or something else wrote there
  }
  return keepable(found, now)
}

/** Post as plain text, which a browser sends to another host without asking first. */
async function post(url: string, body: string): Promise<Answer> {
  const said: RequestInit = { method: "POST", body, credentials: "omit" }
  try {
    return await answered(fetch(url, { ...said, keepalive: bytes(body) < KEEPALIVE_BYTES }))
  } catch {
    return { status: 0, retryAfter: null }
  }
}

async function answered(sending: Promise<Response>): Promise<Answer> {
  const { status, headers } = await sending
  return { status, retryAfter: headers.get("retry-after") }
}
