import { useTranslation } from "react-i18next"
import { useParams, useSearchParams } from "react-router"
import { ShadedGrid, type ShadedRow } from "@/charts/ShadedGrid"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact, number } from "@/lib/format"
import { Empty } from "@/ui/Empty"
import { ordered, type PivotState, sayFigureAt } from "./ask"
import { type Pivot, placesIn, shading, valueAt } from "./grid"
import { PivotHead } from "./PivotHead"
import { behindAt, columnName, placeName, rowName } from "./say"
import "./pivot.css"

/** The table: shaded numbers, with those of whole rows and columns; headings order its rows. */
export function PivotAnswer({ ask, answer, onPeople }: AnswerProps<PivotState, Pivot>) {
  const { t } = useTranslation("pivot")
  const say = t as unknown as Words
  const [, setSearch] = useSearchParams()
  // On a board the address is the board's: there rows stay as they were saved.
  const own = useParams().kind === "pivot"
  if (answer.rows.length === 0) return <Empty title={t("nothing")} hint={t("nothingHint")} />
  const said = { answer, ask, t: say }
  const shade = shading(answer, ask)
  const line = (row: number | null): ShadedRow => ({
    key: String(row),
    name: rowName(row === null ? answer.total : (answer.rows[row] ?? answer.total), say),
    strong: row === null,
    cells: placesIn(answer, row).map((place) => {
      const value = valueAt(answer, place)
      const behind = behindAt(place, said)
      return {
        text: number(value),
        label: t("cell", {
          place: placeName(place, said),
          figure: sayFigureAt(ask, place.figure, say),
          value: exact(value),
        }),
        level: shade(place),
        onOpen: behind && (() => onPeople(behind)),
      }
    }),
  })
  return (
    <div className="br-pivot">
      <ShadedGrid
        summary={t("gridSummary")}
        corner=""
        columns={placesIn(answer, null).map(({ column, figure }) =>
          [columnName(answer, column, say), sayFigureAt(ask, figure, say)].join(" "),
        )}
        head={
          <PivotHead
            answer={answer}
            ask={ask}
            onOrder={
              own
                ? (change) => setSearch((now) => ordered(now, change), { replace: true })
                : undefined
            }
          />
        }
        rows={[...answer.rows.map((_, row) => line(row)), line(null)]}
      />
      <small className="br-quiet">{t("totalKey")}</small>
    </div>
  )
}
