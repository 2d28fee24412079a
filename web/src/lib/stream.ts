/** What is arriving right now? The server's stream of accepted events, which is taken up again where it breaks off. */
import { inProject, type Schemas } from "@/lib/api"

export type Arrival = Schemas["StoredEvent"]
export type StreamState = "connecting" | "open" | "lost"

export interface Listener {
  /** Accepted events, oldest first. */
  events: (arrived: Arrival[]) => void
  /** How many were left out, since this reader was too slow. */
  missed?: (count: number) => void
  state?: (state: StreamState) => void
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 10_000

/** Listen to the current project's accepted events until the function that is returned is called. */
export function listen(listener: Listener): () => void {
  let source: EventSource | null = null
  let timer: number | undefined
  let wait = FIRST_WAIT_MS
  let missed = 0
  const connect = () => {
    missed = 0
    source = new EventSource(inProject("/api/v1/events/live"))
    source.onopen = () => {
      wait = FIRST_WAIT_MS
      listener.state?.("open")
    }
    source.addEventListener("events", (message) => {
      listener.events(JSON.parse(message.data) as Arrival[])
    })
    source.addEventListener("missed", (message) => {
      const told = JSON.parse(message.data) as number
      listener.missed?.(told - missed)
      missed = told
    })
    source.onerror = () => {
      listener.state?.("lost")
      missed = 0
      if (source?.readyState !== EventSource.CLOSED) return // the browser tries again by itself
      timer = window.setTimeout(connect, wait)
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
    }
  }
  listener.state?.("connecting")
  connect()
  return () => {
    window.clearTimeout(timer)
    source?.close()
  }
}
