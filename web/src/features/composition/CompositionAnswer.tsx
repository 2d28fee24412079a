import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import { Chart } from "@/charts/Chart"
import { useNarrow } from "@/lib/appearance"
import { type AnswerProps, type Behind, oneOf, type Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { sayBy } from "@/lib/sayings"
import { Choose } from "@/ui/ask/Choose"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { CompositionState } from "./ask"
import { overOption, partsOption, SHAPES } from "./chart"
import { type Composition, placed } from "./parts"
import { behindPart, sentence } from "./say"

/** The parts of the period as a ring or bars, and their shares over time where asked for. */
export function CompositionAnswer({
  ask,
  answer,
  onPeople,
}: AnswerProps<CompositionState, Composition>) {
  const { t, i18n } = useTranslation("composition")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const [chosen, choose] = useAddress("shape", "ring")
  const shape = oneOf(chosen, SHAPES, "ring")
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const parts = useMemo(() => partsOption(answer, shape, say), [answer, shape, i18n.language])
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const over = useMemo(() => overOption(answer, ask, say), [answer, ask, i18n.language])
  const drawn = placed(answer)
  if (drawn.length === 0) return <Empty title={t("nothing")} hint={t("nothingHint")} />
  const said = { answer, ask, t: say }
  const open = (behind: Behind | undefined) => behind && onPeople(behind)
  return (
    <Parts>
      <Part
        title={t("partsTitle", { by: sayBy([ask.by], say) })}
        extra={
          <Choose
            name={t("shapeLabel")}
            value={shape}
            onChange={choose}
            options={SHAPES.map((value) => ({ value, label: t(`shape.${value}`) }))}
          />
        }
      >
        <Chart
          key={shape}
          option={parts}
          summary={sentence(answer, ask, say)}
          height={shape === "ring" ? 300 : Math.max(160, 40 + 34 * drawn.length)}
          onPick={({ dataIndex }) => open(behindPart(drawn[dataIndex]?.place ?? -1, null, said))}
        />
      </Part>
      {answer.starts.length > 0 && (
        <Part title={t("overTitle")} note={t("overKey")}>
          <AnnotatedChart
            starts={answer.starts}
            end={answer.meta.period.to}
            zone={answer.meta.zone}
            option={over}
            summary={t("overKey")}
            height={narrow ? 300 : 340}
            onPick={({ seriesIndex, dataIndex }) =>
              open(behindPart(drawn[seriesIndex ?? -1]?.place ?? -1, dataIndex, said))
            }
          />
        </Part>
      )}
    </Parts>
  )
}
