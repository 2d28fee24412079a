import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react"
import { Feed } from "@/features/live/feed"
import { asked, type Choice, joins, merged, type Row, rowOf } from "@/features/live/rows"
import { client, unwrap } from "@/lib/api"
import { listen, type StreamState } from "@/lib/stream"

const FIRST = 200
const OVERLAP_MS = 250

export interface Watched {
  rows: readonly Row[]
  waiting: number
  missed: number
  full: boolean
  state: StreamState
  stored: { isPending: boolean; isPlaceholderData: boolean; error: Error | null; retry: () => void }
  feed: Feed
}

/** Watch the events that fit `choice`: those stored before, and those that come; `still` holds them back. */
export function useFeed(choice: Choice, still: boolean): Watched {
  const [feed] = useState(() => new Feed())
  const [state, setState] = useState<StreamState>("connecting")
  const { event, who, verdict, dialect, bots } = choice
  const stored = useQuery({
    queryKey: ["live", { event, who, verdict, dialect, bots }],
    queryFn: async ({ signal }) => {
      const query = { ...asked({ event, who, verdict, dialect, bots }), limit: FIRST }
      const page = await unwrap(client.GET("/api/v1/events", { params: { query }, signal }))
      return { rows: page.data.map(rowOf), whole: page.next === null }
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  const refetch = useRef(stored.refetch)
  refetch.current = stored.refetch
  useEffect(() => {
    let timer: number | undefined
    const stop = listen({
      events: (arrived) => feed.take(arrived),
      missed: (count) => feed.miss(count),
      state: (next) => {
        setState(next)
        window.clearTimeout(timer)
        // What came before the stream began, or while it was away, is stored.
        if (next === "open") timer = window.setTimeout(() => void refetch.current(), OVERLAP_MS)
      },
    })
    return () => {
      window.clearTimeout(timer)
      stop()
    }
  }, [feed])
  useEffect(() => {
    feed.choose({ event, who, verdict, dialect, bots })
  }, [feed, event, who, verdict, dialect, bots])
  useEffect(() => feed.hold(still), [feed, still])
  const now = useSyncExternalStore(feed.watch, feed.snapshot)
  const before = stored.data
  useEffect(() => {
    if (before && !joins(feed.snapshot().rows, before.rows, before.whole)) feed.clear()
  }, [feed, before])
  const rows = useMemo(
    () => (now.full ? now.rows : merged(now.rows, before?.rows ?? [])),
    [now.rows, now.full, before],
  )
  return {
    ...{ rows, waiting: now.waiting, missed: now.missed, full: now.full, state, feed },
    stored: {
      isPending: stored.isPending,
      isPlaceholderData: stored.isPlaceholderData,
      error: stored.error,
      retry: () => void stored.refetch(),
    },
  }
}
