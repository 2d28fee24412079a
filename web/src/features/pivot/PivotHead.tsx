import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { type PivotState, sayFigureAt } from "./ask"
import type { Pivot } from "./grid"
import { Heading } from "./Heading"
import { columnName } from "./say"

type Order = Pick<PivotState, "sort" | "sortColumn" | "order">

/** The columns with their figures; every heading puts the rows in order. */
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
  const ordering = (at: number, column: string | null) => {
    const here = ask.order !== "name" && ask.sort === at + 1 && ask.sortColumn === column
    const order = here && ask.order === "down" ? "up" : "down"
    const next: Order = { sort: at + 1, sortColumn: column, order }
    return { sorted: here ? ask.order : null, onClick: onOrder && (() => onOrder(next)) }
  }
  const totals = figures.map((name, at) => (
    <Heading key={at} {...ordering(at, null)}>
      {tiers === 1 && across ? t("total") : name}
    </Heading>
  ))
  const one = (column: number, at: number) => {
    const head = answer.columns[column]
    const value = head?.other ? undefined : Object.values(head?.by ?? {})[0]
    return value === undefined ? { sorted: null, onClick: undefined } : ordering(at, value ?? "")
  }
  return (
    <>
      <tr>
        <Heading
          rows={tiers}
          sorted={ask.order === "name" ? "name" : null}
          onClick={onOrder && (() => onOrder({ sort: ask.sort, sortColumn: null, order: "name" }))}
        >
          {sayBy(ask.by, say)}
        </Heading>
        {answer.columns.map((_, column) => {
          const name = columnName(answer, column, say)
          return many > 1 ? (
            <th key={column} scope="colgroup" colSpan={many} title={name}>
              <span className="br-pivot-name">{name}</span>
            </th>
          ) : (
            <Heading key={column} title={name} {...one(column, 0)}>
              <span className="br-pivot-name">{name}</span>
            </Heading>
          )
        })}
        {tiers === 1 ? totals : <HeadOfTotals many={many}>{t("total")}</HeadOfTotals>}
      </tr>
      {tiers === 2 && (
        <tr className="br-pivot-figures">
          {answer.columns.flatMap((_, column) =>
            figures.map((name, at) => (
              <Heading key={`${column} ${at}`} title={name} {...one(column, at)}>
                <span className="br-pivot-name">{name}</span>
              </Heading>
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
