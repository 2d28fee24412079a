/** What does a metric count, in words? It is said as the trend that it is made of. */
import { useTranslation } from "react-i18next"
import type { Metric } from "@/features/growth/api"
import { meantOf } from "@/features/growth/builder"
import { trend } from "@/features/trend"
import { type Body, loadCommon, type Words } from "@/lib/ask"
import { sayWhere } from "@/lib/sayings"

/** What of a stored definition means something; the rest is as a trend has it anyway. */
export function askOf({ definition }: Metric): Body {
  const told = Object.entries(definition.ask as unknown as Body)
  return meantOf(
    Object.fromEntries(
      told.filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
    ),
  )
}

/** A definition in words: what it counts, and where. */
export function useSaying(): (ask: Body) => string {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  return (ask) => {
    const said = trend.title(trend.load({ ...ask, every: "day" }), t)
    const { where } = loadCommon(ask)
    const plain = said.replace(t("growth:everyDay"), "")
    return where ? t("growth:whereSaid", { said: plain, where: sayWhere(where, t) }) : plain
  }
}
