/** What of a page's state stands in its address? Small texts by name; the default is left out. */
import { useCallback } from "react"
import { useSearchParams } from "react-router"

/** Return the value of `name` in the address and what sets it; setting the default takes it out. */
export function useAddress(name: string, otherwise: string): [string, (value: string) => void] {
  const [found, set] = useSearchParams()
  const change = useCallback(
    (value: string) =>
      set(
        (now) => {
          const next = new URLSearchParams(now)
          if (value === otherwise) next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: true },
      ),
    [name, otherwise, set],
  )
  return [found.get(name) ?? otherwise, change]
}
