import { useEffect, useState } from "react"
import { useLatest } from "@/features/home/api"
import { type Arrival, listen, type StreamState } from "@/lib/stream"

const SHOWN = 10
const PACE_MS = 800

/** The last ten events, newest first; new ones are taken up at a pace that eyes can follow. */
export function useArrivals() {
  const stored = useLatest(SHOWN)
  const [arrived, setArrived] = useState<Arrival[]>([])
  const [state, setState] = useState<StreamState>("connecting")
  useEffect(() => {
    let waiting: Arrival[] = []
    const timer = window.setInterval(() => {
      if (waiting.length === 0) return
      const next = waiting
      waiting = []
      setArrived((now) => newest(next, now))
    }, PACE_MS)
    const stop = listen({
      events: (events) => {
        waiting = newest([...events].reverse(), waiting)
      },
      state: setState,
    })
    return () => {
      window.clearInterval(timer)
      stop()
    }
  }, [])
  return { stored, state, shown: newest(arrived, stored.data ?? []) }
}

/** `newer` before `older`, each once, ten at most. */
export function newest(newer: Arrival[], older: Arrival[]): Arrival[] {
  const seen = new Set<string>()
  return [...newer, ...older]
    .filter((one) => !seen.has(one.position) && seen.add(one.position))
    .slice(0, SHOWN)
}
