/** Under which filters is a board looked at? The address says; what it does not is the board's own. */
import { useSearchParams } from "react-router"
import type { Filters, Override } from "@/features/board/api"

const NAMES = ["from", "to", "where"] as const

export function useOverride(): [Override, (change: Partial<Override>) => void] {
  const [search, setSearch] = useSearchParams()
  const set = (change: Partial<Override>) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now)
        for (const name of NAMES) {
          if (!(name in change)) continue
          const value = change[name] ?? null
          if (value === null) next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )
  const [from, to, where] = NAMES.map((name) => search.get(name))
  return [{ from: from ?? null, to: to ?? null, where: where ?? null }, set]
}

/** What the tiles are asked under: the address over the board's own. */
export function inForce(own: Filters, over: Override): { from: string; to: string; where: string } {
  const dates = over.from || over.to ? over : own
  const where = over.where ?? (typeof own.where === "string" ? own.where : "")
  return { from: dates.from ?? "", to: dates.to ?? "", where }
}

export function isOverridden(over: Override): boolean {
  return over.from !== null || over.to !== null || over.where !== null
}
