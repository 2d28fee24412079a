/** How large may a file be, how far is its import, and how long will the rest take? */
import type { Upload } from "@/features/imports/api"
import { bytes, exact } from "@/lib/format"

/** A size and the most that may be, to the byte where they would read the same. */
export function apart(size: number, most: number): { size: string; most: string } {
  const [one, other] = [bytes(size), bytes(most)]
  if (one !== other) return { size: one, most: other }
  return { size: `${exact(size)} B`, most: `${exact(most)} B` }
}

/** The share of the file that is read, 0–1. */
export function shareDone(upload: Pick<Upload, "bytes" | "bytes_read">): number {
  return upload.bytes > 0 ? Math.min(1, upload.bytes_read / upload.bytes) : 0
}

/** Seconds left, by the pace so far; null while that says nothing yet. */
export function remaining(upload: Pick<Upload, "bytes" | "bytes_read" | "seconds">): number | null {
  const done = shareDone(upload)
  if (done < 0.01 || upload.seconds === null || upload.seconds < 1) return null
  return Math.round((upload.seconds * (1 - done)) / done)
}
