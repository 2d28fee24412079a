import { useTranslation } from "react-i18next"
import type { AnswerProps, Words } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { BarTable } from "@/ui/BarTable"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import { type ReportState, searches } from "./ask"
import { behind, figures, type Report, type ReportRow, rowName, written } from "./say"

/** The rows with their figures, all of them together last; figures of people open who they are. */
export function ReportAnswer({ ask, answer, onPeople }: AnswerProps<ReportState, Report>) {
  const { t } = useTranslation("report")
  const say = t as unknown as Words
  if (answer.total.figures.people === 0) {
    return <Empty title={t("nothing")} hint={t(searches(ask) ? "searchHint" : "nothingHint")} />
  }
  const told = figures(answer, ask)
  const most = Math.max(...answer.rows.map((row) => row.figures.people), 1)
  const row = (one: ReportRow, place: number | null) => ({
    key: String(place),
    name: rowName(one, say),
    share: place === null ? null : one.figures.people / most,
    quiet: place === null || one.other === true || one.unset === true,
    cells: told.map((figure) => {
      const value = figure.value(one)
      return {
        text: written(figure, value),
        behind: value && figure.only ? behind(one, place, figure.only, say) : undefined,
        tone:
          figure.key === "change" && value
            ? value > 0
              ? ("good" as const)
              : ("bad" as const)
            : undefined,
      }
    }),
  })
  return (
    <Parts>
      <Part title={t("rowsTitle", { by: sayBy(ask.by, say) })} note={t(`note.${ask.at}`)}>
        <BarTable
          caption={t("rowsTitle", { by: sayBy(ask.by, say) })}
          heads={[sayBy(ask.by, say), ...told.map(({ key }) => t(`figure.${key}`))]}
          rows={[...answer.rows.map((one, at) => row(one, at)), row(answer.total, null)]}
          onPeople={onPeople}
        />
      </Part>
    </Parts>
  )
}
