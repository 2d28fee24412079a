import { Trans, useTranslation } from "react-i18next"
import type { TrendAsk } from "@/features/trend/ask"
import type { Refusal } from "@/lib/api"
import { Choose } from "@/ui/ask/Choose"
import { Clause, isWrong } from "@/ui/ask/Sentence"

const OVERS = ["", "7d", "28d", "30d", "90d", "start"]
const SMOOTHS = [1, 3, 7, 14, 28]
const COMPARED = ["", "previous", "week", "month", "year"]

/** "each by itself, as it is, beside the period before": what a point is taken over, and beside what. */
export function ReachClause({
  ask,
  refusal,
  onChange,
}: {
  ask: TrendAsk
  refusal: Refusal | null
  onChange: (part: Partial<TrendAsk>) => void
}) {
  const { t } = useTranslation("trend")
  const over = (value: string) => {
    if (value === "") return t("over.none")
    if (value === "start") return t("over.start")
    const days = /^(\d+)d$/.exec(value)?.[1]
    return days ? t("over.days", { count: Number(days) }) : t("over.length", { length: value })
  }
  const smooth = (value: number) =>
    value === 1 ? t("smooth.none") : t("smooth.mean", { count: value })
  const compare = (value: string) =>
    COMPARED.includes(value) ? t(`compare.${value || "none"}`) : t("compare.from", { date: value })
  const withUsed = <Value,>(known: readonly Value[], used: Value) => [...new Set([...known, used])]
  return (
    <Clause refusal={refusal} fields={["over", "smooth", "compare"]}>
      <Trans
        t={t}
        i18nKey="reachClause"
        components={{
          over: (
            <Choose
              name={t("overName")}
              value={ask.over}
              wrong={isWrong(refusal, ["over"])}
              options={withUsed(OVERS, ask.over).map((value) => ({ value, label: over(value) }))}
              onChange={(value) =>
                onChange({ over: value, smooth: value === "start" ? 1 : ask.smooth })
              }
            />
          ),
          smooth: (
            <Choose
              name={t("smoothName")}
              value={String(ask.smooth)}
              wrong={isWrong(refusal, ["smooth"])}
              options={withUsed(ask.over === "start" ? [1] : SMOOTHS, ask.smooth).map((value) => ({
                value: String(value),
                label: smooth(value),
              }))}
              onChange={(value) => onChange({ smooth: Number(value) })}
            />
          ),
          compare: (
            <Choose
              name={t("compareName")}
              value={ask.compare}
              wrong={isWrong(refusal, ["compare"])}
              options={withUsed(COMPARED, ask.compare).map((value) => ({
                value,
                label: compare(value),
              }))}
              onChange={(value) => onChange({ compare: value })}
            />
          ),
        }}
      />
    </Clause>
  )
}
