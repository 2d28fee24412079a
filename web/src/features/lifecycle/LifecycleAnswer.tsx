import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import type { Picked } from "@/charts/Chart"
import { ShadedGrid } from "@/charts/ShadedGrid"
import { useMode, useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { sentences, share } from "@/lib/format"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { LifecycleState } from "./ask"
import { chartOption } from "./chart"
import { matrix } from "./matrix"
import { behindStage, sentence } from "./say"
import { actives, type Lifecycle } from "./stages"

const STATES = ["returning", "resurrecting", "new", "dormant"] as const

/** People by state over time, and how they move between states. */
export function LifecycleAnswer({ ask, answer, onPeople }: AnswerProps<LifecycleState, Lifecycle>) {
  const { t, i18n } = useTranslation("lifecycle")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const mode = useMode()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(
    () => chartOption(answer, ask, say, mode),
    [answer, ask, mode, i18n.language],
  )
  const starts = useMemo(() => answer.stages.map(({ start }) => start), [answer])
  if (answer.stages.every((one) => actives(one) === 0)) {
    return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  }
  const open = ({ seriesIndex, dataIndex }: Picked) => {
    const state = STATES[seriesIndex ?? -1]
    if (state && answer.stages[dataIndex]?.[state]) {
      onPeople(behindStage(dataIndex, state, answer, ask, say))
    }
  }
  const grid = matrix(answer, say, onPeople)
  const running = answer.stages.some((one) => !one.complete)
  const foretold = answer.forecast
    ? t("forecastKey", { level: share(answer.forecast.level) })
    : undefined
  return (
    <Parts>
      <Part
        title={t("chartTitle")}
        note={sentences(running ? t("runningKey") : "", foretold ?? "")}
      >
        <AnnotatedChart
          starts={starts}
          end={answer.meta.period.to}
          zone={answer.meta.zone}
          option={option}
          summary={sentence(answer, ask, say)}
          height={narrow ? 300 : 360}
          onPick={open}
        />
      </Part>
      <Part title={t("matrixTitle")} note={t("matrixKey")}>
        {answer.moves.length === 0 ? (
          <p className="br-quiet">{t("noMoves")}</p>
        ) : (
          <ShadedGrid
            summary={t("matrixSummary")}
            corner={t("from")}
            columns={grid.columns}
            rows={grid.rows}
          />
        )}
      </Part>
    </Parts>
  )
}
