/** How does a question become its answer? As it changes, after a breath; what was answered stays. */
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef, useState } from "react"
import { text } from "@/features/question/address"
import type { AnyKind, Body, Meta } from "@/lib/ask"
import { useProject } from "@/lib/session"

const BREATH_MS = 300
const LONG_MS = 1000

/** An answer with the question that it answers: they are shown together. */
export interface Answered {
  ask: unknown
  body: Body
  answer: { meta: Meta }
}

export interface Answering {
  shown: Answered | null
  /** Whether what is shown answers an earlier question. */
  stale: boolean
  asking: boolean
  /** It has been taking more than a second. */
  long: boolean
  cancelled: boolean
  error: Error | null
  cancel: () => void
  again: () => void
}

export function useAnswer(kind: AnyKind, ask: unknown, body: Body, enabled: boolean): Answering {
  const { name } = useProject()
  const client = useQueryClient()
  const [settled, settledKey] = useSettled({ ask, body }, enabled ? text(body) : "")
  const key = ["ask", name, kind.name, text(settled.body)]
  const [cancelled, setCancelled] = useState("")
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Answered> => ({
      ...settled,
      answer: await kind.ask(settled.body, signal),
    }),
    enabled: enabled && settledKey !== "" && cancelled !== key.join(),
    staleTime: 60_000,
  })
  const last = useRef<Answered | null>(null)
  if (query.data) last.current = query.data
  const asking = query.isFetching
  return {
    shown: query.data ?? last.current,
    stale: query.data === undefined || text(settled.body) !== text(body),
    asking,
    long: useLong(asking, key.join()),
    cancelled: cancelled === key.join() && !asking,
    error: query.error,
    cancel: () => {
      setCancelled(key.join())
      void client.cancelQueries({ queryKey: key })
    },
    again: () => {
      setCancelled("")
      void query.refetch()
    },
  }
}

/** What stood still for a breath, and its key; the first at once. An empty key is nothing to ask. */
function useSettled<Value>(value: Value, key: string): [Value, string] {
  const [settled, setSettled] = useState({ value, key })
  const latest = useRef(value)
  latest.current = value
  useEffect(() => {
    if (key === settled.key) return
    if (settled.key === "" || key === "") return setSettled({ value: latest.current, key })
    const wait = window.setTimeout(() => setSettled({ value: latest.current, key }), BREATH_MS)
    return () => window.clearTimeout(wait)
  }, [key, settled.key])
  return [settled.value, settled.key]
}

function useLong(busy: boolean, key: string): boolean {
  const [long, setLong] = useState("")
  useEffect(() => {
    if (!busy) return
    const wait = window.setTimeout(() => setLong(key), LONG_MS)
    return () => {
      window.clearTimeout(wait)
      setLong("")
    }
  }, [busy, key])
  return busy && long === key
}
