import { type KeyboardEvent, type ReactNode, useRef, useState } from "react"
import { shadeOf } from "@/charts/shade"
import { useMode } from "@/lib/appearance"
import "@/charts/shaded-grid.css"

export interface ShadedCell {
  text: string
  /** What a screen reader says, and the pointer shows. */
  label: string
  /** How deep its shade is, 0–1; null for none. */
  level: number | null
  /** Not known yet. */
  hatched?: boolean
  onOpen?: (() => void) | undefined
}

export interface ShadedRow {
  key: string
  name: string
  strong?: boolean
  cells: ShadedCell[]
}

/** A table of shaded numbers. One stop for the Tab key; arrow keys move inside, Enter opens a number. */
export function ShadedGrid({
  summary,
  corner,
  columns,
  head,
  rows,
}: {
  summary: string
  corner: string
  columns: readonly string[]
  /** Rows of headings in place of the corner's and the columns' names. */
  head?: ReactNode
  rows: readonly ShadedRow[]
}) {
  const [[row, column], setHere] = useState([0, 0])
  const table = useRef<HTMLTableElement>(null)
  const move = (event: KeyboardEvent) => {
    const next = stepOf(event.key, row, column, rows)
    if (next === null) return
    event.preventDefault()
    setHere(next)
    const cell = table.current?.querySelector<HTMLElement>(`[data-at="${next[0]}:${next[1]}"]`)
    cell?.focus()
    cell?.scrollIntoView?.({ block: "nearest", inline: "nearest" })
  }
  return (
    <div className="br-shaded">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells open, and arrow keys move among them */}
      <table ref={table} role="grid" aria-label={summary} onKeyDown={move}>
        <thead>
          {head ?? (
            <tr>
              <th scope="col">{corner}</th>
              {columns.map((name) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          )}
        </thead>
        <tbody>
          {rows.map((line, at) => (
            <tr key={line.key} className={line.strong ? "br-shaded-strong" : undefined}>
              <th scope="row">{line.name}</th>
              {line.cells.map((cell, i) => (
                // biome-ignore lint/a11y: the cell's button takes the focus
                <td key={i} role="gridcell">
                  <Cell
                    cell={cell}
                    at={`${at}:${i}`}
                    current={at === row && i === column}
                    onFocus={() => setHere([at, i])}
                  />
                </td>
              ))}
              {line.cells.length < columns.length && (
                <td colSpan={columns.length - line.cells.length} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({
  cell,
  at,
  current,
  onFocus,
}: {
  cell: ShadedCell
  at: string
  current: boolean
  onFocus: () => void
}) {
  const mode = useMode()
  const shade = cell.level === null ? undefined : shadeOf(cell.level, mode)
  return (
    <button
      type="button"
      data-at={at}
      className={cell.hatched ? "br-shaded-cell br-shaded-open" : "br-shaded-cell"}
      style={shade}
      tabIndex={current ? 0 : -1}
      title={cell.label}
      aria-label={cell.label}
      aria-disabled={cell.onOpen === undefined || undefined}
      onFocus={onFocus}
      onClick={cell.onOpen}
    >
      {cell.text}
    </button>
  )
}

/** Where a key leads from a cell; null where it leads nowhere. Rows may be of different widths. */
export function stepOf(
  key: string,
  row: number,
  column: number,
  rows: readonly { cells: readonly unknown[] }[],
): [number, number] | null {
  const width = (at: number) => rows[at]?.cells.length ?? 0
  const there: Record<string, [number, number]> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, width(row) - 1],
    PageUp: [0, column],
    PageDown: [rows.findLastIndex((_, at) => column < width(at)), column],
  }
  const next = there[key]
  if (next === undefined) return null
  const [r, c] = next
  return r >= 0 && c >= 0 && c < width(r) ? next : null
}
