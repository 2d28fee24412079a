import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { type PivotState, sayFigureAt } from "./ask"
import type { Pivot } from "./grid"
import { columnName } from "./say"

type Order = Pick<PivotState, "sort" | "order">

/** The columns with their figures; the totals' headings, and that of the rows, put rows in order. */
export function PivotHead({
  answer,
  ask,
  onOrder,
}: {
  answer: Pivot
  ask: PivotState
  /** Without it headings are no buttons. */
  onOrder: ((change: Order) => void) | undefined
}) {
  const { t } = useTranslation("pivot")
  const say = t as unknown as Words
  const many = answer.figures.length
  const across = answer.columns.length > 0
  const tiers = across && many > 1 ? 2 : 1
  const figures = answer.figures.map((_, at) => sayFigureAt(ask, at, say))
  const totals = figures.map((name, at) => {
    const here = ask.order !== "name" && ask.sort === at + 1
    const next: Order = { sort: at + 1, order: here && ask.order === "down" ? "up" : "down" }
    return (
      <Heading key={at} sorted={here ? ask.order : null} onClick={onOrder && (() => onOrder(next))}>
        {tiers === 1 && across ? t("total") : name}
      </Heading>
    )
  })
  return (
    <>
      <tr>
        <Heading
          rows={tiers}
          sorted={ask.order === "name" ? "name" : null}
          onClick={onOrder && (() => onOrder({ sort: ask.sort, order: "name" }))}
        >
          {sayBy(ask.by, say)}
        </Heading>
        {answer.columns.map((_, column) => (
          <th
            key={column}
            scope={many > 1 ? "colgroup" : "col"}
            colSpan={many}
            title={columnName(answer, column, say)}
          >
            <span className="br-pivot-name">{columnName(answer, column, say)}</span>
          </th>
        ))}
        {tiers === 1 ? totals : <HeadOfTotals many={many}>{t("total")}</HeadOfTotals>}
      </tr>
      {tiers === 2 && (
        <tr className="br-pivot-figures">
          {answer.columns.flatMap((_, column) =>
            figures.map((name, at) => (
              <th key={`${column} ${at}`} scope="col" title={name}>
                <span className="br-pivot-name">{name}</span>
              </th>
            )),
          )}
          {totals}
        </tr>
      )}
    </>
  )
}

function HeadOfTotals({ many, children }: { many: number; children: ReactNode }) {
  return (
    <th scope="colgroup" colSpan={many}>
      {children}
    </th>
  )
}

function Heading({
  rows = 1,
  sorted,
  onClick,
  children,
}: {
  rows?: number
  sorted: PivotState["order"] | null
  onClick: (() => void) | undefined
  children: ReactNode
}) {
  const Caret = sorted === "down" ? CaretDownFilled : CaretUpFilled
  return (
    <th
      scope="col"
      rowSpan={rows}
      aria-sort={sorted === null ? undefined : sorted === "down" ? "descending" : "ascending"}
    >
      {onClick ? (
        <button type="button" className="br-pivot-sort" onClick={onClick}>
          {children}
          {sorted && <Caret aria-hidden />}
        </button>
      ) : (
        children
      )}
    </th>
  )
}
