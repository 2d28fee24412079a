/** What do the rows of a statement show best? A table, a line, bars, or one number. */
import type { EChartsOption } from "echarts"
import type { Schemas } from "@/lib/api"
import type { Cell, Column, Table, Words } from "@/lib/ask"
import { exact, moment, number } from "@/lib/format"
import type { ChartName } from "./ask"

export type Sql = Schemas["SqlAnswer"]
const MOST_BARS = 60

/** The chart that fits the rows: a lone number, a line over time, bars over texts, else a table. */
export function fitting(answer: Sql): ChartName {
  const { columns, rows } = answer
  if (rows.length === 1 && columns.length === 1 && columns[0]?.sort === "number") return "number"
  const first = columns[0]?.sort
  const drawn = columns.slice(1).some((one) => one.sort === "number")
  if (!drawn || rows.length < 2) return "table"
  if (first === "time") return "line"
  return (first === "text" || first === "person") && rows.length <= MOST_BARS ? "bar" : "table"
}

/** The charts that can be drawn of the rows at all. */
export function possible(answer: Sql): ChartName[] {
  const numbers = answer.columns.filter((one) => one.sort === "number").length
  const found: ChartName[] = ["table"]
  if (answer.rows.length === 0 || numbers === 0) return found
  if (answer.columns.length > 1 && drawnOf(answer).length > 0) found.push("line", "bar")
  if (answer.rows.length === 1) found.push("number")
  return found
}

export function chosen(answer: Sql, wanted: ChartName | ""): ChartName {
  return wanted && possible(answer).includes(wanted) ? wanted : fitting(answer)
}

/** The columns of numbers after the first, which names the points. */
function drawnOf({ columns }: Sql): number[] {
  return columns.flatMap((one, at) => (at > 0 && one.sort === "number" ? [at] : []))
}

/** A value as it is read on the page. */
export function said(value: unknown, sort: string, zone: string): string {
  if (value === null || value === undefined) return "–"
  if (sort === "time" && typeof value === "string" && value.includes("T"))
    return moment(value, zone)
  if (typeof value === "number") return exact(value)
  return typeof value === "string" ? value : JSON.stringify(value)
}

export function option(answer: Sql, chart: ChartName): EChartsOption {
  const { zone } = answer.meta
  const sort = answer.columns[0]?.sort ?? "text"
  const series = drawnOf(answer)
  const type = chart === "bar" ? ("bar" as const) : ("line" as const)
  return {
    animationDuration: 180,
    grid: {
      ...{ left: 8, right: 16, top: series.length > 1 ? 36 : 16, bottom: 8 },
      outerBoundsMode: "same",
    },
    legend: { show: series.length > 1, top: 0, type: "scroll" },
    tooltip: { trigger: "axis" },
    xAxis: {
      type: "category",
      data: answer.rows.map((row) => said(row[0], sort, zone)),
      axisLabel: { hideOverlap: true },
    },
    yAxis: { type: "value", axisLabel: { formatter: (value: number) => number(value) } },
    series: series.map((at) => ({
      type,
      name: answer.columns[at]?.name ?? "",
      data: answer.rows.map((row) => {
        const value = row[at]
        return value === null || value === undefined ? null : Number(value)
      }),
      symbol: answer.rows.length === 1 ? "circle" : "none",
    })),
  }
}

export function sentence(answer: Sql, _ask: unknown, t: Words): string {
  const rows = exact(answer.rows.length)
  return t(answer.more ? "sql:sentenceMore" : "sql:sentence", { count: answer.rows.length, rows })
}

/** What the statement took, and what it may take. */
export function limitsLine(answer: Sql, t: Words): string {
  const { rows, seconds, memory_mb: memory } = answer.limits
  return t("sql:limits", { rows: exact(rows), seconds: exact(seconds), memory: exact(memory) })
}

export function table(answer: Sql): Table {
  const { zone } = answer.meta
  const columns = answer.columns.map(
    ({ name, sort }, at): Column => ({
      key: `c${at}`,
      title: name,
      is: sort === "number" ? "number" : "text",
      say: (value) => said(value, sort, zone),
    }),
  )
  const rows = answer.rows.map((row, at) => ({
    key: String(at),
    cells: Object.fromEntries(row.map((value, i) => [`c${i}`, plain(value)])),
  }))
  return { columns, rows }
}

function plain(value: unknown): Cell {
  if (value === null || value === undefined) return null
  return typeof value === "number" || typeof value === "string" ? value : JSON.stringify(value)
}
