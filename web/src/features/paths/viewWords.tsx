/** The words of the sentence that say how ways are looked at. */
import type { ReactElement } from "react"
import type { Words } from "@/lib/ask"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
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
      <ChooseCount
        name={t("paths:clustersLabel")}
        value={ask.clusters}
        wrong={wrong("clusters")}
        onChange={(clusters) => set({ clusters })}
        usual={CLUSTERS}
        says={(count) => t("paths:clusterCount", { count })}
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
