import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons"
import type { ReactNode } from "react"
import type { PivotState } from "./ask"

/** A heading that says how rows are ordered by it, and orders them where it can. */
export function Heading({
  rows = 1,
  title,
  sorted,
  onClick,
  children,
}: {
  rows?: number
  title?: string
  sorted: PivotState["order"] | null
  onClick: (() => void) | undefined
  children: ReactNode
}) {
  const Caret = sorted === "down" ? CaretDownFilled : CaretUpFilled
  return (
    <th
      scope="col"
      rowSpan={rows}
      title={title}
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
