import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import { useNarrow } from "@/lib/appearance"
import { type AnswerProps, oneOf, type Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { sayBy } from "@/lib/sayings"
import { BarTable } from "@/ui/BarTable"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { VitalsState } from "./ask"
import {
  amount,
  behind,
  lineOption,
  NAMES,
  rowName,
  sentence,
  told,
  toneOf,
  type Vitals,
} from "./say"
import { VitalTiles } from "./VitalTiles"
import "./vitals.css"

/** Each vital in a tile, the chosen one over time, and all of them by group. */
export function VitalsAnswer({ ask, answer, onPeople }: AnswerProps<VitalsState, Vitals>) {
  const { t, i18n } = useTranslation("vitals")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const [found, choose] = useAddress("vital", "LCP")
  const chosen = oneOf(found, NAMES, "LCP")
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const line = useMemo(
    () => lineOption(answer, chosen, ask, say),
    [answer, chosen, ask, i18n.language],
  )
  const starts = useMemo(() => (answer.rows[0]?.points ?? []).map(({ start }) => start), [answer])
  if (told(answer).length === 0) return <Empty title={t("nothing")} hint={t("nothingHint")} />
  const groups = answer.rows.slice(1)
  const loads = (row: Vitals["rows"][number]) => Math.max(...row.vitals.map((one) => one.loads), 0)
  const most = Math.max(...groups.map(loads), 1)
  const whole = answer.rows[0]
  return (
    <Parts>
      <VitalTiles answer={answer} chosen={chosen} onChoose={choose} onPeople={onPeople} />
      <Part title={t("overTitle", { vital: chosen })} note={t("overNote")}>
        <AnnotatedChart
          starts={starts}
          end={answer.meta.period.to}
          zone={answer.meta.zone}
          option={line}
          summary={sentence(answer, ask, say)}
          height={narrow ? 220 : 260}
          onPick={({ dataIndex }) =>
            whole && onPeople(behind(chosen, { bucket: dataIndex }, rowName(whole, say), say))
          }
        />
      </Part>
      {groups.length > 0 && (
        <Part title={t("groupsTitle", { by: sayBy(ask.by, say) })}>
          <BarTable
            caption={t("groupsTitle", { by: sayBy(ask.by, say) })}
            heads={[sayBy(ask.by, say), t("loads"), ...NAMES]}
            rows={groups.map((row, at) => ({
              key: String(at),
              name: rowName(row, say),
              share: loads(row) / most,
              quiet: row.other === true,
              cells: [
                { text: exact(loads(row)) },
                ...row.vitals.map((one) => ({
                  text: amount(one.vital, one.value),
                  tone: toneOf(one.rating),
                  note: one.rating ? t(`rating.${one.rating}`) : undefined,
                  behind: one.loads
                    ? behind(one.vital, { row: at + 1 }, rowName(row, say), say)
                    : undefined,
                })),
              ],
            }))}
            onPeople={onPeople}
          />
        </Part>
      )}
    </Parts>
  )
}
