/** A pivot in words and as a table. */
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import { sayBy, sayGroup } from "@/lib/sayings"
import { type PivotState, sayFigureAt } from "./ask"
import { foremost, type Line, type Pivot, type Place, placesIn, valueAt } from "./grid"

export interface Said {
  answer: Pivot
  ask: PivotState
  t: Words
}

export function rowName(line: Line, t: Words): string {
  return line.by === null ? t("pivot:total") : sayGroup(line.by, line.other === true, t)
}

export function columnName(answer: Pivot, column: number | null, t: Words): string {
  const head = column === null ? undefined : answer.columns[column]
  return head === undefined ? t("pivot:total") : sayGroup(head.by, head.other === true, t)
}

/** Where a number stands: "Germany, smartphone". */
export function placeName({ row, column }: Place, { answer, t }: Said): string {
  const line = row === null ? answer.total : answer.rows[row]
  const said = line === undefined ? [] : [rowName(line, t)]
  if (column !== null) said.push(columnName(answer, column, t))
  return said.join(t("ask:comma"))
}

/** Whoever stands behind a number; nobody behind none. */
export function behindAt(place: Place, said: Said): Behind | undefined {
  if (!valueAt(said.answer, place)) return undefined
  const { row, column, figure } = place
  return {
    title: said.t("pivot:behind", {
      place: placeName(place, said),
      figure: sayFigureAt(said.ask, figure, said.t),
    }),
    cell: {
      figure,
      ...(row === null ? {} : { row }),
      ...(column === null ? {} : { column }),
    },
  }
}

export function sentence(answer: Pivot, ask: PivotState, t: Words): string {
  const at = ask.sort - 1
  // Rows that are ordered by one column: the sentence stays with whole rows.
  const first = foremost(answer, at, ask.order === "up")
  if (first === undefined) return t("pivot:nothing")
  return t(`pivot:sentence.${ask.order === "up" ? "least" : "most"}`, {
    figure: sayFigureAt(ask, at, t),
    row: rowName(first, t),
    value: exact(first.total[at]),
    total: exact(answer.total.total[at]),
  })
}

/** A row each number's place: its values, then its figures; as the export has it too. */
export function table(answer: Pivot, ask: PivotState, t: Words): Table {
  const said = { answer, ask, t }
  const across = answer.columns.length > 0
  const columns: Column[] = [
    { key: "row", title: sayBy(ask.by, t), is: "text" },
    ...(across
      ? [{ key: "column", title: sayBy([ask.across], t), is: "text" } satisfies Column]
      : []),
    ...answer.figures.map(
      (_, at): Column => ({ key: `f${at}`, title: sayFigureAt(ask, at, t), is: "number" }),
    ),
  ]
  const rows = answer.rows.flatMap((line, row) => {
    const places = placesIn(answer, row).filter(
      ({ column, figure }) => figure === 0 && (column !== null || !across),
    )
    return places.map(({ column }): Row => {
      const place = (figure: number): Place => ({ row, column, figure })
      const values = answer.figures.map((_, at) => [`f${at}`, valueAt(answer, place(at))] as const)
      return {
        key: `${row} ${column}`,
        cells: {
          row: rowName(line, t),
          column: columnName(answer, column, t),
          ...Object.fromEntries(values),
        },
        behind: (key) =>
          /^f\d+$/.test(key) ? behindAt(place(Number(key.slice(1))), said) : undefined,
      }
    })
  })
  return { columns, rows }
}
