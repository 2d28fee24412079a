import { Table as AntTable, Button, Grid } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Behind, Cell, Column, Row, Table } from "@/lib/ask"
import { duration, labelled, number, share } from "@/lib/format"

const MOST_ROWS = 50
/** So many numbers are drawn at once, each a button that opens its people. */
const MOST_CELLS = 3000

/** Rows of a page: fewer where they are wide. */
function rowsAtOnce({ columns }: Table, cells: number): number {
  return Math.max(5, Math.min(MOST_ROWS, Math.floor(cells / columns.length)))
}

/** An answer as a table; its numbers open the people behind them. On a phone rows become cards. */
export function TableView({
  table,
  title,
  onPeople,
}: {
  table: Table
  title: string
  onPeople: (behind: Behind) => void
}) {
  const wide = Grid.useBreakpoint().md ?? true
  if (!wide) return <Cards table={table} onPeople={onPeople} />
  const [first] = table.columns
  const pageSize = rowsAtOnce(table, MOST_CELLS)
  return (
    <AntTable<Row>
      size="small"
      className="br-answer-table"
      aria-label={title}
      rowKey="key"
      dataSource={table.rows}
      scroll={{ x: "max-content" }}
      pagination={table.rows.length > pageSize ? { pageSize, showSizeChanger: false } : false}
      columns={table.columns.map((column) => ({
        key: column.key,
        title: (
          <span className="br-answer-column" title={column.title}>
            {column.title}
          </span>
        ),
        align: column.is === "text" ? "left" : "right",
        fixed: column === first ? "left" : undefined,
        sorter: (a, b) => compared(a.cells[column.key], b.cells[column.key]),
        render: (_, row) => <Value row={row} column={column} onPeople={onPeople} />,
      }))}
    />
  )
}

function Cards({ table, onPeople }: { table: Table; onPeople: (behind: Behind) => void }) {
  const { t } = useTranslation("question")
  const step = rowsAtOnce(table, MOST_CELLS / 3)
  const [shown, setShown] = useState(step)
  const [first, ...rest] = table.columns
  if (!first) return null
  return (
    <ul className="br-answer-cards" aria-label={t("table")}>
      {table.rows.slice(0, shown).map((row) => (
        <li key={row.key} className="br-answer-card">
          <strong>
            <Value row={row} column={first} onPeople={onPeople} />
          </strong>
          <dl>
            {rest.map((column) => (
              <div key={column.key}>
                <dt>{column.title}</dt>
                <dd>
                  <Value row={row} column={column} onPeople={onPeople} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
      {table.rows.length > shown && (
        <li>
          <Button block onClick={() => setShown(shown + step)}>
            {t("common:showMore")}
          </Button>
        </li>
      )}
    </ul>
  )
}

function Value({
  row,
  column,
  onPeople,
}: {
  row: Row
  column: Column
  onPeople: (behind: Behind) => void
}) {
  const said = written(row.cells[column.key] ?? null, column)
  const behind = row.cells[column.key] ? row.behind?.(column.key) : undefined
  if (!behind) return said
  return (
    <button
      type="button"
      className="br-open"
      aria-label={labelled(said, behind.title)}
      onClick={() => onPeople(behind)}
    >
      {said}
    </button>
  )
}

export function written(value: Cell, column: Column): string {
  if (column.say) return column.say(value)
  if (typeof value === "string") return value
  const write = { number, share, duration, text: number }[column.is]
  return write(value)
}

function compared(a: Cell | undefined, b: Cell | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b
  if (a === null || a === undefined) return -1
  if (b === null || b === undefined) return 1
  return String(a).localeCompare(String(b))
}
