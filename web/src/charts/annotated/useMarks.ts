import { useContext, useMemo, useState } from "react"
import { type Mark, marksOf } from "@/charts/annotated/marks"
import { AnnotatedPlace, type Annotation, NOTE_KINDS, useAnnotations } from "@/lib/annotations"
import { oneOf } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { SeatContext } from "@/lib/session"

export const SHOWN = ["all", ...NOTE_KINDS, "none"] as const
export type Shown = (typeof SHOWN)[number]

export interface Marking {
  /** Whether this place shows what happened at all. */
  on: boolean
  /** Those that are shown, numbered. */
  marks: Mark[]
  /** How many there are, of every kind. */
  all: number
  shown: Shown
  show: (shown: Shown) => void
  /** Whether one chooses and writes here, or only reads. */
  written: boolean
  may: boolean
  /** The moment of a new annotation, or the one that is changed; null while nothing is written. */
  writing: string | Annotation | null
  write: (what: string | Annotation | null) => void
  /** Begin to write about a bucket by its place. */
  addAt: (place: number) => void
  /** Begin to write about the newest bucket that has begun. */
  add: () => void
}

/** Which kinds are shown, by the address: one choice for all charts of a page. */
export function useShown(): [Shown, (shown: Shown) => void] {
  const [said, show] = useAddress("marks", "all")
  return [oneOf(said, SHOWN, "all"), show]
}

/** What happened in these buckets, which of it is shown, and what is being written. */
export function useMarks(starts: readonly string[], end: string): Marking {
  const place = useContext(AnnotatedPlace)
  const on = place !== "none" && starts.length > 1
  const written = place === "written"
  const may = useContext(SeatContext)?.role !== "viewer" && written
  const found = useAnnotations(on ? (starts[0] ?? "") : "", end)
  const [shown, show] = useShown()
  const [writing, write] = useState<string | Annotation | null>(null)
  const marks = useMemo(() => {
    const chosen = (found.data ?? []).filter(({ kind }) => shown === "all" || kind === shown)
    return on ? marksOf(chosen, starts, end) : []
  }, [on, found.data, shown, starts, end])
  const addAt = (place: number) => may && write(starts[place] ?? null)
  const begun = starts.findLastIndex((start) => new Date(start) <= new Date())
  return {
    ...{ on, marks, shown, show, written, may, writing, write, addAt },
    all: found.data?.length ?? 0,
    add: () => addAt(Math.max(begun, 0)),
  }
}
