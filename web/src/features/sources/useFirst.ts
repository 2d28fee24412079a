import { useEffect, useState } from "react"
import { type Arrival, listen, type StreamState } from "@/lib/stream"

/** The first event that comes by the key `source` from now on; null while none has. */
export function useFirst(source: number): { first: Arrival | null; state: StreamState } {
  const [first, setFirst] = useState<Arrival | null>(null)
  const [state, setState] = useState<StreamState>("connecting")
  useEffect(() => {
    setFirst(null)
    return listen({
      events: (arrived) => {
        const mine = arrived.find((event) => event.source === source)
        if (mine) setFirst((now) => now ?? mine)
      },
      state: setState,
    })
  }, [source])
  return { first, state }
}
