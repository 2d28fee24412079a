import { Segmented, Table } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { Empty } from "@/ui/Empty"
import { chartOf, type SqlState } from "./ask"
import { chosen, limitsLine, option, possible, type Sql, said, sentence } from "./result"
import "./sql.css"

const HEIGHT = 460
/** The row of names over a table, in pixels. */
const HEAD = 40

/** The rows as a table, a line, bars or a number; what fits best until one chooses. */
export function SqlAnswer({ ask, answer, tile }: AnswerProps<SqlState, Sql>) {
  const { t } = useTranslation("sql")
  const [wanted, setWanted] = useAddress("chart", "")
  const chart = chosen(answer, chartOf(tile ? tile.chart : wanted))
  const can = possible(answer)
  if (answer.rows.length === 0) return <Empty title={t("nothing")} hint={t("nothingHint")} />
  return (
    <div className="br-sql-answer">
      {can.length > 1 && !tile && (
        <Segmented
          size="small"
          aria-label={t("chart")}
          value={chart}
          onChange={setWanted}
          options={can.map((value) => ({ value, label: t(`charts.${value}`) }))}
        />
      )}
      {chart === "table" && <Rows answer={answer} height={tile ? tile.height - HEAD : HEIGHT} />}
      {chart === "number" && <Lone answer={answer} />}
      {(chart === "line" || chart === "bar") && (
        <Chart
          option={option(answer, chart)}
          summary={sentence(answer, ask, t as Words)}
          height={tile?.height ?? 340}
        />
      )}
      {!tile && <small className="br-quiet">{limitsLine(answer, t as Words)}</small>}
    </div>
  )
}

function Lone({ answer }: { answer: Sql }) {
  const at = answer.columns.findIndex((one) => one.sort === "number")
  const value = answer.rows[0]?.[at]
  return (
    <p className="br-sql-lone">
      <strong>{typeof value === "number" ? exact(value) : String(value ?? "–")}</strong>
      <small>{answer.columns[at]?.name}</small>
    </p>
  )
}

/** The rows, of which only those in sight are drawn. */
function Rows({ answer, height }: { answer: Sql; height: number }) {
  const { t } = useTranslation("sql")
  const { zone } = answer.meta
  const data = useMemo(
    () => answer.rows.map((cells, at) => ({ key: at, cells: cells as unknown[] })),
    [answer],
  )
  const width = answer.columns.map((one) => (one.sort === "number" ? 120 : 190))
  return (
    <Table
      virtual
      size="small"
      className="br-sql-table"
      aria-label={t("table")}
      dataSource={data}
      pagination={false}
      scroll={{ x: width.reduce((sum, one) => sum + one, 0), y: height }}
      columns={answer.columns.map(({ name, sort, type }, at) => ({
        key: at,
        title: <span title={type}>{name}</span>,
        width: width[at],
        align: sort === "number" ? ("right" as const) : ("left" as const),
        ellipsis: true,
        render: (_: unknown, row: { cells: unknown[] }) => said(row.cells[at], sort, zone),
      }))}
    />
  )
}
