/** The words of the sentence that say how ways are looked at. */
import type { ReactElement } from "react"
import type { Words } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { FilterWord } from "@/ui/ask/FilterEditor"
import { type PathsState, VIEWS } from "./ask"
import type { IsWrong, SetAsk } from "./wayWords"

const CLUSTERS = [2, 3, 4, 5, 6, 8, 10, 12]

export function viewWords(
  ask: PathsState,
  set: SetAsk,
  wrong: IsWrong,
  t: Words,
): Record<string, ReactElement> {
  const counts = CLUSTERS.includes(ask.clusters)
    ? CLUSTERS
    : [...CLUSTERS, ask.clusters].sort((a, b) => a - b)
  return {
    show: (
      <Choose
        name={t("paths:viewLabel")}
        value={ask.show}
        wrong={wrong("view")}
        onChange={(show) => set({ show })}
        options={VIEWS.map((value) => ({
          value,
          label: t(`paths:view.${value}`),
          hint: t(`paths:viewHint.${value}`),
        }))}
      />
    ),
    versus: (
      <FilterWord
        value={ask.versus}
        wrong={wrong("versus")}
        onChange={(versus) => set({ versus })}
      />
    ),
    clusters: (
      <Choose
        name={t("paths:clustersLabel")}
        value={String(ask.clusters)}
        wrong={wrong("clusters")}
        onChange={(value) => set({ clusters: Number(value) })}
        options={counts.map((n) => ({
          value: String(n),
          label: t("paths:clusterCount", { count: n }),
        }))}
      />
    ),
    goal: (
      <EventPicker
        name={t("paths:goalLabel")}
        value={ask.goal || "any"}
        wrong={wrong("goal")}
        onChange={(value) => set({ goal: value === "any" ? "" : value })}
      />
    ),
  }
}
