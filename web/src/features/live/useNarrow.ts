import { useSyncExternalStore } from "react"

const narrow = window.matchMedia("(max-width: 767px)")

function watch(watcher: () => void): () => void {
  narrow.addEventListener("change", watcher)
  return () => narrow.removeEventListener("change", watcher)
}

/** Whether the window is as narrow as a phone, where rows are cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow.matches)
}
