/** Where does a pivot's number stand, and how deep is its shade? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"
import { COUNTS, readFigure } from "@/lib/figure"
import type { PivotState } from "./ask"

export type Pivot = Schemas["PivotAnswer"]
export type Line = Pivot["rows"][number]

/** A number of the table; null stands for all rows, or all columns. */
export interface Place {
  row: number | null
  column: number | null
  figure: number
}

export function valueAt(answer: Pivot, { row, column, figure }: Place): number | null {
  const line = row === null ? answer.total : answer.rows[row]
  const values = column === null ? line?.total : line?.cells[column]
  return values?.[figure] ?? null
}

/** The numbers of a row from left to right: those of each column, then those of all. */
export function placesIn(answer: Pivot, row: number | null): Place[] {
  const columns = [...answer.columns.map((_, column) => column), null]
  return columns.flatMap((column) =>
    answer.figures.map((_, figure): Place => ({ row, column, figure })),
  )
}

/** How deep a number's shade is, 0–1; null for what is not shaded: totals and the rest. */
export type Shading = (place: Place) => number | null

/** Each figure has a scale of its own, from nothing where it counts, else from its least. */
export function shading(answer: Pivot, ask: PivotState): Shading {
  const shaded = ({ row, column }: Place) => {
    if (row === null || answer.rows[row]?.other) return false
    if (answer.columns.length === 0) return true
    return column !== null && !answer.columns[column]?.other
  }
  const places = answer.rows.flatMap((_, row) => placesIn(answer, row)).filter(shaded)
  const scales = answer.figures.map((_, figure) => {
    const values = places
      .filter((one) => one.figure === figure)
      .map((one) => valueAt(answer, one))
      .filter((value) => value !== null)
    const bounds = counts(ask.metrics[figure] ?? "") ? [0, ...values] : values
    return { least: Math.min(...bounds), most: Math.max(...bounds) }
  })
  return (place) => {
    const value = valueAt(answer, place)
    const scale = scales[place.figure]
    if (value === null || scale === undefined || !shaded(place)) return null
    const { least, most } = scale
    return most > least ? (value - least) / (most - least) : 0
  }
}

/** Whether a figure is 0, not nothing, where no event is; its shades then begin there. */
export function counts(metric: string): boolean {
  const { of } = readFigure(metric)
  const plain = (COUNTS as readonly string[]).includes(of) && of !== "per_user"
  return plain || of === "sum" || of === "distinct"
}

/** Whether the parts of a figure add up to the whole. */
export function addsUp(metric: string): boolean {
  return metric === "total" || readFigure(metric).of === "sum"
}

/** The row that has the most of a figure, or the least; the rest is no row of its own. */
export function foremost(answer: Pivot, figure: number, least: boolean): Line | undefined {
  const value = (line: Line) => line.total[figure] ?? null
  return answer.rows
    .filter((line) => !line.other && value(line) !== null)
    .reduce<Line | undefined>((best, line) => {
      const before = best === undefined ? null : value(best)
      const now = value(line)
      if (before === null || now === null) return best ?? line
      return (least ? now < before : now > before) ? line : best
    }, undefined)
}
