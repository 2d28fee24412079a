import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { HeatState } from "./ask"
import { reachOption } from "./chart"
import { ElementList } from "./ElementList"
import { MapPart } from "./MapPart"
import { type Heat, middleOf } from "./page"
import { behindReach } from "./say"
import "./heat.css"

/** The map over the page, what was clicked, and how far down the page was seen. */
export function HeatAnswer({ answer, onPeople }: AnswerProps<HeatState, Heat>) {
  const { t, i18n } = useTranslation("heat")
  const say = t as unknown as Words
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const reach = useMemo(() => reachOption(answer, say), [answer, i18n.language])
  const { map } = answer
  if (answer.page === null || (map.views === 0 && map.clicks === 0 && map.measured === 0)) {
    return <Empty title={t("noPage")} hint={t("noPageHint")} />
  }
  const middle = middleOf(answer)
  return (
    <Parts>
      <div className="br-heat">
        <MapPart answer={answer} onPeople={onPeople} />
        <ElementList answer={answer} onPeople={onPeople} />
      </div>
      {map.reach.length > 0 && (
        <Part title={t("reachTitle")} note={t("measured", { count: map.measured })}>
          <Chart
            option={reach}
            summary={t("reachSummary", { px: exact(middle), fold: exact(map.fold_px) })}
            height={260}
            onPick={({ dataIndex }) => {
              const behind = behindReach(answer, dataIndex, say)
              if (behind) onPeople(behind)
            }}
          />
        </Part>
      )}
    </Parts>
  )
}
