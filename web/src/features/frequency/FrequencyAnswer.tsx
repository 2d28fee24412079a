import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import { useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { number, share } from "@/lib/format"
import { Empty } from "@/ui/Empty"
import { FigureButton, FiguresTable } from "@/ui/FiguresTable"
import { Part, Parts } from "@/ui/Part"
import { type FrequencyState, sayMeasure } from "./ask"
import { chartOption, drawn } from "./chart"
import { type Frequency, placed, rowName } from "./rows"
import { behindRange, sentence } from "./say"

const FIGURES = ["people", "mean", "median", "p90", "top"] as const
const MOST_ROWS = 60

/** How the number of each person is spread: bars, and the figures of every row. */
export function FrequencyAnswer({ ask, answer, onPeople }: AnswerProps<FrequencyState, Frequency>) {
  const { t, i18n } = useTranslation("frequency")
  const say = t as unknown as Words
  const narrow = useNarrow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(() => chartOption(answer, ask, say), [answer, ask, i18n.language])
  const rows = placed(answer)
  if (rows.every(({ row }) => row.people === 0)) {
    return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  }
  const said = { answer, ask, t: say }
  const shown = drawn(answer)
  const newest = ask.every === "period" ? undefined : shown[0]?.row
  const title = sayMeasure(ask.of, say)
  return (
    <Parts>
      <Part
        title={t("chartTitle", { of: title })}
        note={newest ? rowName({ ...newest, by: null }, ask, answer.meta.zone, say) : undefined}
      >
        <Chart
          option={option}
          summary={sentence(answer, ask, say)}
          height={narrow ? 260 : 320}
          onPick={({ seriesIndex = 0, dataIndex }) => {
            const one = shown[seriesIndex]
            if (one?.row.bins[dataIndex]) onPeople(behindRange(one, dataIndex, said))
          }}
        />
      </Part>
      <Part title={t("figures")} note={t("topKey")}>
        <FiguresTable
          heads={[t("who"), ...FIGURES.map((one) => t(one === "top" ? "topTenth" : one))]}
        >
          {rows.slice(0, MOST_ROWS).map((one) => (
            <tr key={`${one.bucket} ${one.group}`}>
              <th scope="row">{rowName(one.row, ask, answer.meta.zone, say)}</th>
              <td>
                <FigureButton
                  said={number(one.row.people)}
                  disabled={one.row.people === 0}
                  onClick={() => onPeople(behindRange(one, null, said))}
                />
              </td>
              <td>{number(one.row.mean)}</td>
              <td>{number(one.row.median)}</td>
              <td>{number(one.row.p90)}</td>
              <td>{share(one.row.top_share)}</td>
            </tr>
          ))}
        </FiguresTable>
      </Part>
    </Parts>
  )
}
