import type { ReactNode } from "react"
import { labelled } from "@/lib/format"
import "@/ui/figures-table.css"

/** A row a group, its figures to the right; wider than the page, it scrolls by itself. */
export function FiguresTable({
  className = "",
  heads,
  children,
}: {
  className?: string
  /** The first is that of the names. */
  heads: readonly string[]
  children: ReactNode
}) {
  return (
    <div className="br-figures">
      <table className={className}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th scope="col" key={at}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** A number that opens who stands behind it. */
export function FigureButton({
  said,
  of,
  disabled = false,
  onClick,
}: {
  said: string
  /** What it is a number of, where its row and column do not say it. */
  of?: string
  disabled?: boolean
  onClick: () => void
}) {
  return (
    <button
      type="button"
      className="br-number"
      aria-label={of && labelled(said, of)}
      disabled={disabled}
      onClick={onClick}
    >
      {said}
    </button>
  )
}
