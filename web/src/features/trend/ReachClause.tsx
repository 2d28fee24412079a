import { Trans, useTranslation } from "react-i18next"
import type { TrendAsk } from "@/features/trend/ask"
import { CompareWord, DateWord } from "@/features/trend/CompareWord"
import { isDate, sayOver } from "@/features/trend/say"
import type { Refusal } from "@/lib/api"
import type { Words } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { Clause, isWrong } from "@/ui/ask/Sentence"

const OVERS = ["", "7d", "28d", "30d", "90d", "start"]
const SMOOTHS = [1, 3, 7, 14, 28]

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
  const smooth = (value: number) =>
    value === 1 ? t("smooth.none") : t("smooth.mean", { count: value })
  const withUsed = <Value,>(known: readonly Value[], used: Value) => [...new Set([...known, used])]
  const compared = {
    value: ask.compare,
    wrong: isWrong(refusal, ["compare"]),
    onChange: (compare: string) => onChange({ compare }),
  }
  return (
    <Clause refusal={refusal} fields={["over", "smooth", "compare"]}>
      <Trans
        t={t}
        i18nKey={isDate(ask.compare) ? "reachClauseFrom" : "reachClause"}
        components={{
          over: (
            <Choose
              name={t("overName")}
              value={ask.over}
              wrong={isWrong(refusal, ["over"])}
              options={withUsed(OVERS, ask.over).map((value) => ({
                value,
                label: sayOver(value, t as Words),
              }))}
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
          compare: <CompareWord {...compared} />,
          date: <DateWord {...compared} />,
        }}
      />
    </Clause>
  )
}
