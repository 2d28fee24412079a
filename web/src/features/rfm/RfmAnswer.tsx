import { Segmented } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import { ShadedGrid } from "@/charts/ShadedGrid"
import { useMode } from "@/lib/appearance"
import { type AnswerProps, oneOf, type Words } from "@/lib/ask"
import { shortDay } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { Choose } from "@/ui/ask/Choose"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { RfmState } from "./ask"
import { drawn, segmentsOption } from "./chart"
import { inhabited, type Rfm, SHOWS } from "./grid"
import { gridRows, moveRows } from "./rows"
import { behindSegment, sentence, spanOf, valueName } from "./say"

/** Segments against their value, the grid of recency and frequency, and who moved. */
export function RfmAnswer({ ask, answer, onPeople }: AnswerProps<RfmState, Rfm>) {
  const { t, i18n } = useTranslation("rfm")
  const say = t as unknown as Words
  const mode = useMode()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(
    () => segmentsOption(answer, ask, say, mode),
    [answer, ask, mode, i18n.language],
  )
  if (answer.people === 0) return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  const told = drawn(answer)
  return (
    <Parts>
      <Part title={t("segmentsTitle")} note={t(`schemeKey.${ask.scheme}`)}>
        <Chart
          option={option}
          summary={sentence(answer, ask, say)}
          height={60 + 44 * told.length}
          onPick={({ dataIndex }) => {
            const one = told[dataIndex]
            if (one) onPeople(behindSegment(one.name, say))
          }}
        />
      </Part>
      <Grid ask={ask} answer={answer} onPeople={onPeople} />
      {answer.migration && <Moves ask={ask} answer={answer} onPeople={onPeople} />}
    </Parts>
  )
}

function Grid({ ask, answer, onPeople }: AnswerProps<RfmState, Rfm>) {
  const { t } = useTranslation("rfm")
  const say = t as unknown as Words
  const [chosen, choose] = useAddress("cells", "people")
  const [level, setLevel] = useAddress("level", "")
  const shows = oneOf(chosen, SHOWS, "people")
  const known = answer.value.levels.find((one) => String(one.level) === level && one.people > 0)
  const kinds = SHOWS.filter((one) => one !== "total" || answer.additive)
  const grid = gridRows(answer, shows, known?.level ?? null, say, onPeople)
  return (
    <Part
      title={t("gridTitle")}
      note={t("gridKey")}
      extra={
        <>
          <Choose
            name={t("levelLabel")}
            value={known ? level : ""}
            onChange={setLevel}
            options={[
              { value: "", label: t("allLevels", { of: valueName(ask, say) }) },
              ...inhabited(answer.value.levels).map((one) => ({
                value: String(one.level),
                label: t("oneLevel", {
                  of: valueName(ask, say),
                  span: spanOf(one, say, "value"),
                }),
              })),
            ]}
          />
          <Segmented
            size="small"
            aria-label={t("showLabel")}
            value={shows}
            onChange={choose}
            options={kinds.map((value) => ({ value, label: t(`shows.${value}`) }))}
          />
        </>
      }
    >
      <ShadedGrid
        summary={t("gridSummary")}
        corner={t(`corner.${ask.frequency}`)}
        columns={grid.columns}
        rows={grid.rows}
      />
    </Part>
  )
}

function Moves({ answer, onPeople }: AnswerProps<RfmState, Rfm>) {
  const { t } = useTranslation("rfm")
  const say = t as unknown as Words
  const grid = moveRows(answer, say, onPeople)
  const zone = answer.meta.zone
  const until = new Date(answer.migration?.compared.to ?? 0).getTime() - 1
  return (
    <Part title={t("movesTitle", { day: shortDay(new Date(until), zone) })} note={t("movesKey")}>
      <ShadedGrid
        summary={t("movesSummary")}
        corner={t("movesCorner")}
        columns={grid.columns}
        rows={grid.rows}
      />
    </Part>
  )
}
