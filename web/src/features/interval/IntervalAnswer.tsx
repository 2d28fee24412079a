import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import { useMode, useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { IntervalState } from "./ask"
import { chartOption, curveOption } from "./chart"
import { IntervalRows } from "./IntervalRows"
import { drawn, type Interval } from "./rows"
import { behindStretch, sentence } from "./say"

/** How long it took: bars by length, the share that has done it by then, and the figures. */
export function IntervalAnswer({ ask, answer, onPeople }: AnswerProps<IntervalState, Interval>) {
  const { t, i18n } = useTranslation("interval")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const mode = useMode()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const bars = useMemo(() => chartOption(answer, ask, say), [answer, ask, i18n.language])
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const curve = useMemo(() => curveOption(answer, say, mode), [answer, mode, i18n.language])
  if (!answer.rows[0]?.times) {
    return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  }
  const shown = drawn(answer)
  return (
    <Parts>
      <Part title={t("chartTitle")} note={t("chartKey")}>
        <Chart
          option={bars}
          summary={sentence(answer, ask, say)}
          height={narrow ? 260 : 300}
          onPick={({ seriesIndex = 0, dataIndex }) => {
            const one = shown[seriesIndex]
            if (one?.row.bars[dataIndex]?.people) {
              onPeople(behindStretch(one.row, one.group, dataIndex, { answer, t: say }))
            }
          }}
        />
      </Part>
      <Part title={t("curveTitle")} note={t("curveKey")}>
        <Chart option={curve} summary={t("curveKey")} height={narrow ? 220 : 260} />
      </Part>
      <Part title={t("figures")}>
        <IntervalRows answer={answer} onPeople={onPeople} />
      </Part>
    </Parts>
  )
}
