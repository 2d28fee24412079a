/** Which dates do all analysis pages look at? One range, kept in the address and between pages. */
import { useSearchParams } from "react-router"

export interface Range {
  /** 2026-01-31, or -30d: so many days before now. */
  from: string
  /** End, exclusive; empty for the end of today. */
  to: string
}

export const LATEST: Range = { from: "-30d", to: "" }
export const PRESETS = ["-1d", "-7d", "-14d", "-30d", "-90d", "-180d", "-365d"] as const
const KEPT = "bellrock.range"
const DAY = /^\d{4}-\d{2}-\d{2}$/
const BACK = /^-\d{1,4}[dwh]$/

function isBound(text: string): boolean {
  return DAY.test(text) || BACK.test(text)
}

/** How far `-6d`, `-2w` or `-12h` reaches back, in days or hours; null of a day by its date. */
export function reachOf(from: string): { count: number; unit: "d" | "h" } | null {
  if (!BACK.test(from)) return null
  const count = -Number.parseInt(from, 10)
  if (from.endsWith("h")) return { count, unit: "h" }
  return { count: from.endsWith("w") ? 7 * count : count, unit: "d" }
}

/** Read a range from an address; what it does not say, or says wrongly, is as kept, else the latest. */
export function rangeIn(search: URLSearchParams, kept: Range = LATEST): Range {
  const from = search.get("from")
  if (from === null || !isBound(from)) return kept
  const to = search.get("to") ?? ""
  return { from, to: isBound(to) ? to : "" }
}

function keptRange(): Range {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Range | null
    return found !== null && isBound(found.from) ? found : LATEST
  } catch {
    return LATEST
  }
}

export function useRange(): [Range, (range: Range) => void] {
  const [search, setSearch] = useSearchParams()
  const change = (range: Range) => {
    sessionStorage.setItem(KEPT, JSON.stringify(range))
    setSearch(
      (now) => {
        const next = new URLSearchParams(now)
        next.set("from", range.from)
        if (range.to) next.set("to", range.to)
        else next.delete("to")
        return next
      },
      { replace: true },
    )
  }
  return [rangeIn(search, keptRange()), change]
}

/** The range as a question's bounds; null is the server's "end of today". */
export function bounds(range: Range): { from: string; to: string | null } {
  return { from: range.from, to: range.to || null }
}
