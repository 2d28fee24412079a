/** Which question does this page ask? It stands in the address; a saved one is read into it. */
import { useQuery } from "@tanstack/react-query"
import { useCallback, useEffect, useMemo } from "react"
import { useSearchParams } from "react-router"
import { type Asked, addressOf, isBare, isSame, readAddress } from "@/features/question/address"
import { fetchSaved, type Saved } from "@/features/question/api"
import { type AnyKind, type Body, bodyOf, type Common, loadCommon } from "@/lib/ask"
import { useRange } from "@/lib/range"
import { useProject } from "@/lib/session"

export interface Question extends Asked {
  /** The saved question that this one is, or began as. */
  saved: Saved | null
  waiting: boolean
  error: unknown
  /** Whether it asks something else than what is saved. */
  changed: boolean
  set: (ask: unknown, common: Common) => void
  /** Go back to what is saved. */
  revert: () => void
}

export function useQuestion(kind: AnyKind): Question {
  const [search, setSearch] = useSearchParams()
  const [range] = useRange()
  const id = search.get("q")
  const { name } = useProject()
  const query = useQuery({
    queryKey: ["question", name, id],
    queryFn: ({ signal }) => fetchSaved(id ?? "", signal),
    enabled: id !== null,
  })
  const saved = id === null ? null : (query.data ?? null)
  const asked = useMemo(() => readAddress(kind, search, range), [kind, search, range])
  const set = useCallback(
    (ask: unknown, common: Common) =>
      setSearch((now) => addressOf(kind, ask, common, now), { replace: true }),
    [kind, setSearch],
  )
  const open = useCallback(
    (one: Saved) => setSearch((now) => addressOfSaved(kind, one, now), { replace: true }),
    [kind, setSearch],
  )
  const bare = id !== null && isBare(search)
  useEffect(() => {
    if (bare && saved) open(saved)
  }, [bare, saved, open])
  return {
    ...asked,
    saved,
    waiting: bare && !query.isError,
    error: query.error,
    changed: saved !== null && !bare && !isSame(asked.body, bodyOfSaved(kind, saved)),
    set,
    revert: () => saved && open(saved),
  }
}

/** A saved body in the words of this page, so that it can be compared with what is asked. */
export function bodyOfSaved(kind: AnyKind, saved: Saved): Body {
  return bodyOf(kind, kind.load(saved.ask), loadCommon(saved.ask), rangeOf(saved.ask))
}

function rangeOf(ask: Body): { from: string; to: string } {
  const said = (value: unknown) => (typeof value === "string" ? value : "")
  return { from: said(ask.from) || "-30d", to: said(ask.to) }
}

/** The address of a saved question as it was saved, with its dates. */
export function addressOfSaved(kind: AnyKind, saved: Saved, now: URLSearchParams): URLSearchParams {
  const next = addressOf(kind, kind.load(saved.ask), loadCommon(saved.ask), now)
  const { from, to } = rangeOf(saved.ask)
  next.set("from", from)
  if (to) next.set("to", to)
  else next.delete("to")
  next.delete("name")
  const view = (saved.view as { view?: unknown }).view
  if (view === "table") next.set("view", "table")
  else next.delete("view")
  const { chart } = saved.view as { chart?: unknown }
  if (typeof chart === "string" && chart) next.set("chart", chart)
  else next.delete("chart")
  return next
}
