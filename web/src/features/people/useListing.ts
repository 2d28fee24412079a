/** The people the page shows, from the address, and how to show others. */
import { useCallback } from "react"
import { useLocation, useNavigate, useSearchParams } from "react-router"
import { useProject } from "@/lib/session"
import { keepColumns, keptColumns } from "./columns"
import { type Listing, readListing, writeListing } from "./listing"

/** The cursors of the pages before this one, which the browser keeps with its history. */
interface Way {
  back?: string[]
}

export function useListing() {
  const project = useProject()
  const [address] = useSearchParams()
  const { state } = useLocation()
  const navigate = useNavigate()
  const listing = readListing(address, keptColumns(String(project.id)))
  const back = (state as Way | null)?.back ?? []
  const change = useCallback(
    (wanted: Partial<Listing>, way?: Way) => {
      if (wanted.columns) keepColumns(String(project.id), wanted.columns)
      const next = writeListing(new URLSearchParams(window.location.search), wanted)
      const turned = wanted.after !== undefined
      const kept = wanted.columns ? window.history.state?.usr : undefined
      void navigate({ search: next.toString() }, { replace: !turned, state: way ?? kept ?? null })
    },
    [navigate, project.id],
  )
  const turn = {
    next: (cursor: string) =>
      change({ after: cursor, page: listing.page + 1 }, { back: [...back, listing.after] }),
    previous: () =>
      change(
        { after: back.at(-1) ?? "", page: back.length > 0 ? listing.page - 1 : 1 },
        { back: back.slice(0, -1) },
      ),
    first: () => change({ after: "", page: 1 }),
  }
  return { listing, change, turn, knowsWay: back.length > 0 }
}
