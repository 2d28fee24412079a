import { useCallback, useMemo } from "react"
import { useSearchParams } from "react-router"
import { type Choice, EVERYTHING } from "@/features/live/rows"

const NAMES = Object.keys(EVERYTHING) as (keyof Choice)[]

/** Which events the address chooses, and what changes that. */
export function useLiveChoice(): [Choice, (change: Partial<Choice>) => void] {
  const [search, setSearch] = useSearchParams()
  const choice = useMemo(() => {
    const found = { ...EVERYTHING }
    for (const name of NAMES) found[name] = search.get(name) ?? ""
    return found
  }, [search])
  const change = useCallback(
    (wanted: Partial<Choice>) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now)
          for (const [name, value] of Object.entries(wanted)) {
            if (value) next.set(name, value)
            else next.delete(name)
          }
          return next
        },
        { replace: true },
      ),
    [setSearch],
  )
  return [choice, change]
}
