import { Trans, useTranslation } from "react-i18next"
import type { TrendAsk } from "@/features/trend/ask"
import { CompareWord, DateWord } from "@/features/trend/CompareWord"
import { isDate, sayOver } from "@/features/trend/say"
import type { BuilderProps, Words } from "@/lib/ask"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { Clause, fieldsOf } from "@/ui/ask/Sentence"

const OVERS = ["", "7d", "28d", "30d", "90d", "start"]
const SMOOTHS = [1, 3, 7, 14, 28]

/** "each by itself, as it is, beside the period before": what a point is taken over, and beside what. */
export function ReachClause(props: BuilderProps<TrendAsk>) {
  const { t } = useTranslation("trend")
  const { ask, onChange, refusal } = props
  const field = fieldsOf(props)
  return (
    <Clause refusal={refusal} fields={["over", "smooth", "compare"]}>
      <Trans
        t={t}
        i18nKey={isDate(ask.compare) ? "reachClauseFrom" : "reachClause"}
        components={{
          over: (
            <Choose
              name={t("overName")}
              {...field("over")}
              options={[...new Set([...OVERS, ask.over])].map((value) => ({
                value,
                label: sayOver(value, t as Words),
              }))}
              onChange={(over) =>
                onChange({ ...ask, over, smooth: over === "start" ? 1 : ask.smooth })
              }
            />
          ),
          smooth: (
            <ChooseCount
              name={t("smoothName")}
              {...field("smooth")}
              usual={ask.over === "start" ? [1] : SMOOTHS}
              says={(count) => (count === 1 ? t("smooth.none") : t("smooth.mean", { count }))}
            />
          ),
          compare: <CompareWord {...field("compare")} />,
          date: <DateWord {...field("compare")} />,
        }}
      />
    </Clause>
  )
}
