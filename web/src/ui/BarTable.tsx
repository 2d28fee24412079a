import type { Behind } from "@/lib/ask"
import "@/ui/bar-table.css"
import { labelled } from "@/lib/format"

export interface BarCell {
  text: string
  /** Who stands behind it; the number opens them. */
  behind?: Behind | undefined
  tone?: "good" | "bad" | undefined
  /** What to know of it, on hover and for screen readers. */
  note?: string | undefined
}

export interface BarRow {
  key: string
  name: string
  /** How long its bar is, 0-1. */
  share: number | null
  cells: readonly BarCell[]
  /** What choosing its name does; a name that is no choice is plain. */
  onName?: (() => void) | undefined
  quiet?: boolean
}

/** Rows with a bar behind their name and figures to the right, each of which opens its people. */
export function BarTable({
  caption,
  heads,
  rows,
  onPeople,
  nameHint,
}: {
  caption: string
  /** The first is that of the names. */
  heads: readonly string[]
  rows: readonly BarRow[]
  onPeople?: ((behind: Behind) => void) | undefined
  /** What choosing a name does, in words. */
  nameHint?: ((name: string) => string) | undefined
}) {
  return (
    <div className="br-bars">
      <table aria-label={caption}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.quiet ? "br-bars-quiet" : undefined}>
              <th scope="row" title={row.name}>
                <svg className="br-bar" aria-hidden="true" preserveAspectRatio="none">
                  <rect width={`${Math.min(100, 100 * (row.share ?? 0))}%`} height="100%" rx="4" />
                </svg>
                {row.onName ? (
                  <button
                    type="button"
                    className="br-bars-name"
                    title={nameHint?.(row.name)}
                    onClick={row.onName}
                  >
                    {row.name}
                  </button>
                ) : (
                  <span className="br-bars-name">{row.name}</span>
                )}
              </th>
              {row.cells.map((cell, at) => (
                <td key={at} className={cell.tone && `br-${cell.tone}`} title={cell.note}>
                  <Figure cell={cell} onPeople={onPeople} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Figure({
  cell,
  onPeople,
}: {
  cell: BarCell
  onPeople: ((behind: Behind) => void) | undefined
}) {
  const { behind } = cell
  if (!behind || !onPeople) return cell.text
  return (
    <button
      type="button"
      className="br-bars-number"
      aria-label={labelled(cell.text, behind.title)}
      onClick={() => onPeople(behind)}
    >
      {cell.text}
    </button>
  )
}
