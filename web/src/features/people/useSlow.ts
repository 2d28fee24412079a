import { useEffect, useState } from "react"

const LONG_MS = 1000

/** Whether `busy` has lasted for more than a second. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    setSlow(false)
    if (!busy) return
    const timer = window.setTimeout(() => setSlow(true), LONG_MS)
    return () => window.clearTimeout(timer)
  }, [busy])
  return slow && busy
}
