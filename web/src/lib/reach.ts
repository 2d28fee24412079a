/** Does the server answer at all? Every call tells; the shell shows a quiet line while it does not. */
import { useSyncExternalStore } from "react"

let reached = true
const watchers = new Set<() => void>()

/** Note whether the last call was answered; returns whether that is news. */
export function noteReach(now: boolean): boolean {
  if (now === reached) return false
  reached = now
  for (const watcher of watchers) watcher()
  return true
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function useReach(): boolean {
  return useSyncExternalStore(watch, () => reached)
}
