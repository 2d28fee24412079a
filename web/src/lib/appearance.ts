/** Light or dark? As the system says, unless the reader chose; and no motion where none is wanted. */
import { useSyncExternalStore } from "react"

export type Choice = "system" | "light" | "dark"

const KEPT = "bellrock.appearance"
const dark = window.matchMedia("(prefers-color-scheme: dark)")
const still = window.matchMedia("(prefers-reduced-motion: reduce)")
const narrow = window.matchMedia("(max-width: 767px)")
const watchers = new Set<() => void>()

function tell(): void {
  const mode = appearance()
  document.documentElement.dataset.mode = mode
  document.documentElement.style.colorScheme = mode
  for (const watcher of watchers) watcher()
}

export function choice(): Choice {
  const kept = localStorage.getItem(KEPT)
  return kept === "light" || kept === "dark" ? kept : "system"
}

export function choose(wanted: Choice): void {
  localStorage.setItem(KEPT, wanted)
  tell()
}

function appearance(): "light" | "dark" {
  const chosen = choice()
  if (chosen !== "system") return chosen
  return dark.matches ? "dark" : "light"
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

dark.addEventListener("change", tell)
still.addEventListener("change", tell)
narrow.addEventListener("change", tell)
tell()

export function useMode(): "light" | "dark" {
  return useSyncExternalStore(watch, appearance)
}

export function useStill(): boolean {
  return useSyncExternalStore(watch, () => still.matches)
}

/** Whether the window is as narrow as a phone, where tables are cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow.matches)
}

export function useChoice(): Choice {
  return useSyncExternalStore(watch, choice)
}
